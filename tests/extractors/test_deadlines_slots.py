"""Deadline cells and the time slots of notes, read as a whole."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.deadlines import TimeContext, read_slot
from extractors.text import View

AUTUMN = TimeContext(issued_on=date(2023, 10, 13))


def brief(text: str, context: TimeContext = AUTUMN) -> list[str]:
    out = []
    for deadline in read_slot(View.of(text), context).deadlines:
        days = f" {deadline.start or ''}..{deadline.end or ''}" if deadline.start or deadline.end else ""
        rule = f" {deadline.recurrence}" if deadline.recurrence else ""
        anchor = f" [{deadline.anchor.event} {deadline.anchor.offset}]" if deadline.anchor else ""
        out.append(f"{deadline.kind}{days}{rule}{anchor}{' +' if deadline.ongoing and deadline.kind != 'ongoing' else ''}")
    return out


ONE = [
    ("2023年12月", "by ..2023-12-31", "a bare month is by its last day"),
    ("2023年12月底", "by ..2023-12-31", "底 says the same"),
    ("12月", "by ..2023-12-31", "without its year"),
    ("12月底前", "by ..2023-12-31", "底前"),
    ("12月前", "by ..2023-11-30", "前 without 底"),
    ("2025年", "by ..2025-12-31", "a bare year"),
    ("2025年底", "by ..2025-12-31", "年底"),
    ("2024年上半年", "by ..2024-06-30", "a half"),
    ("2024年一季度", "by ..2024-03-31", "a quarter"),
    ("10—12月", "by ..2023-12-31", "a span is by its end"),
    ("10-12月", "by ..2023-12-31", "a hyphen"),
    ("2023年10月-2024年6月", "by ..2024-06-30", "a span over the new year"),
    ("2024—2025年", "by ..2025-12-31", "years"),
    ("7、8月", "by ..2023-08-31", "two months"),
    ("全年", "by ..2023-12-31", "the year in force"),
    ("年底前", "by ..2023-12-31", "年底 without its year"),
    ("年内", "by ..2023-12-31", "年内"),
    ("今年内", "by ..2023-12-31", "今年内"),
    ("2023.12", "by ..2023-12-31", "year and month in figures"),
    ("2023.12底前", "by ..2023-12-31", "figures with 底前"),
    ("2023-12-31", "by ..2023-12-31", "a date in figures"),
    ("2023/12/31", "by ..2023-12-31", "slashes"),
    ("2023.12.31前", "by ..2023-12-31", "dots with 前"),
    ("12.31前", "by ..2023-12-31", "month and day in figures"),
    ("2023.10-2023.12", "by ..2023-12-31", "a span in figures"),
    ("2023年12月31日", "by ..2023-12-31", "a day"),
    ("二〇二三年十二月", "by ..2023-12-31", "Chinese numerals"),
    ("２０２３年１２月", "by ..2023-12-31", "full-width digits"),
    ("’24年6月", "by ..2024-06-30", "two digits behind an apostrophe"),
    ("2023 年 12 月", "by ..2023-12-31", "spaces are not printed ones"),
    ("2023年8月", "by ..2023-08-31", "a month before the issue, with its year"),
    ("8月底", "by ..2023-08-31", "a month before the issue stays in its year"),
    ("6月底完成", "by ..2023-06-30", "完成 belongs to it"),
    ("11月份取得明显成效", "by ..2023-11-30", "an outcome belongs to it"),
    ("完成时限：2023年底", "by ..2023-12-31", "the label is left out"),
    ("最迟2023年11月完成", "by ..2023-11-30", "最迟 is filling"),
    ("2023年12月并长期坚持", "by ..2023-12-31 +", "a date and for ever"),
    ("2023年12月底完成并长期坚持", "by ..2023-12-31 +", "完成 between"),
    ("2023年12月底完成并长期\n坚持", "by ..2023-12-31 +", "a wrap inside the word"),
    ("5月底取得阶段性成效并持续推进", "by ..2023-05-31 +", "an outcome between"),
    ("2023年底前，持续推进", "by ..2023-12-31 +", "a comma for 并"),
    ("2023年底前建立机制并长期坚持", "by ..2023-12-31 +", "whatever comes about by then, it is kept up after it"),
    ("6月底前上线，并持续优化", "by ..2023-06-30 +", "a comma before 并"),
    ("全年持续推进", "by ..2023-12-31 +", "全年 with its continuation"),
    ("长期", "ongoing", "长期"),
    ("长期坚持", "ongoing", "长期坚持"),
    ("持续推进", "ongoing", "持续推进"),
    ("持续优化", "ongoing", "持续优化"),
    ("常态化", "ongoing", "常态化"),
    ("常态化推进", "ongoing", "常态化推进"),
    ("常态化开展，持续推进", "ongoing", "two of them are one"),
    ("持续推进。", "ongoing", "with a stop"),
    ("日常工作", "ongoing", "a standing duty"),
    ("立即", "immediate", "立即"),
    ("立行立改", "immediate", "立行立改"),
    ("即日起", "immediate", "即日起"),
    ("立即开展", "immediate", "with its verb"),
    ("近期", "during", "a time without days"),
    ("每年12月底前", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", "yearly"),
    ("每季度", "recurring FREQ=MONTHLY;INTERVAL=3", "quarterly"),
    ("每月5日前", "recurring FREQ=MONTHLY;BYMONTHDAY=5", "monthly"),
    ("每半年", "recurring FREQ=MONTHLY;INTERVAL=6", "half-yearly"),
    ("2024年起每年3月底前", "recurring 2024-01-01.. FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1", "with its beginning"),
    ("2024年起", "from 2024-01-01..", "an open end"),
    ("2023年9月至长期", "from 2023-09-01.. +", "an end that never comes"),
    ("自印发之日起30日内", "by ..2023-11-12 [印发 P30D]", "counted from the issue"),
    ("印发后1个月", "by ..2023-11-13 [印发 P1M]", "in a slot 内 may be left out"),
    ("项目竣工后3个月内", "event [项目竣工 P3M]", "counted from an event"),
    ("资金到位后立即", "event [资金到位 None]", "at once after an event"),
    ("“十四五”期末", "by ..2025-12-31", "the end of a plan"),
    ("“十四五”期间", "by ..2025-12-31", "a plan is by its end"),
]

SEVERAL = [
    ("6月底前完成初稿，年底前印发", ["by ..2023-06-30", "by ..2023-12-31"], "graded"),
    ("2023年6月、12月", ["by ..2023-06-30", "by ..2023-12-31"], "the year stays in force"),
    ("3月、9月底前", ["by ..2023-03-31", "by ..2023-09-30"], "底前 governs both"),
    (
        "2024年3月底前完成，以后每年3月底前更新",
        ["by ..2024-03-31", "recurring FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"],
        "a first limit and a rule",
    ),
    ("一期2023年12月，二期2024年12月", ["by ..2023-12-31", "by ..2024-12-31"], "two stages"),
]

NOTHING = ["", "/", "—", "——", "-", " ", "无", "按进度推进", "按计划", "按时序推进", "按照上级部署推进", "根据工作安排", "适时", "视情开展", "结合实际推进"]


@pytest.mark.parametrize(("text", "expected", "why"), ONE)
def test_read_slot_reads_one_limit(text: str, expected: str, why: str) -> None:
    assert brief(text) == [expected], why


@pytest.mark.parametrize(("text", "expected", "why"), SEVERAL)
def test_read_slot_reads_several_limits(text: str, expected: list[str], why: str) -> None:
    assert brief(text) == expected, why


@pytest.mark.parametrize("text", NOTHING)
def test_read_slot_understands_that_there_is_no_limit(text: str) -> None:
    reading = read_slot(View.of(text), AUTUMN)
    assert (reading.hits, reading.problem) == ((), None)


@pytest.mark.parametrize("text", ["市发展改革委", "待确定事项清单", "当天", "第一批"])
def test_read_slot_says_when_it_understood_nothing(text: str) -> None:
    reading = read_slot(View.of(text), AUTUMN)
    assert (reading.hits, reading.problem, reading.leftover) == ((), "deadline.unparsed", text)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("2023年12月底完成并长期坚持", "2023年12月底完成并长期坚持"),
        ("6月份取得阶段性成效并持续推进", "6月份取得阶段性成效并持续推进"),
        ("完成时限：2023年底前", "2023年底前"),
        ("9月底前全面完成", "9月底前全面完成"),
        ("长期坚持。", "长期坚持"),
    ],
)
def test_the_text_of_a_limit_covers_what_belongs_to_it(text: str, covered: str) -> None:
    view = View.of(text)
    (hit,) = read_slot(view, AUTUMN).hits
    assert view.text[hit.start : hit.end] == hit.deadline.text == covered


def test_what_no_limit_covers_is_left_over() -> None:
    assert read_slot(View.of("6月底前完成初稿，年底前印发"), AUTUMN).leftover == "初稿|印发"
    assert read_slot(View.of("2023年底前完成"), AUTUMN).leftover == ""


def test_a_slot_keeps_a_date_that_is_over() -> None:
    assert brief("2022年12月") == ["by ..2022-12-31"]


def test_the_year_of_the_title_comes_before_that_of_the_issue() -> None:
    assert brief("6月底", TimeContext(issued_on=date(2024, 1, 20), title_year=2023)) == ["by ..2023-06-30"]
