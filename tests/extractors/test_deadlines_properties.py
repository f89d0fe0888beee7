"""What holds for every text: round trips, order, no overlap, linear time."""

from __future__ import annotations

import doctest
import importlib
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.deadlines import TimeContext, find_times, find_validity, read_slot
from extractors.deadlines.working_days import add_working_days, is_working_day
from extractors.text import View

CONTEXT = TimeContext(issued_on=date(2024, 4, 14))
MODULES = ("events", "find", "grammar", "moments", "no_limits", "recurrences", "slots", "standing", "tokens", "validity", "values", "working_days")

DASHES = ["-", "—", "——", "–", "－", "~", "～", "至", "到"]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ZEROS = ["〇", "○"]


def chinese(number: int) -> str:
    """1 to 31 in Chinese numerals."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else digits[tens] + "十"
    return head + (digits[ones] if ones else "")


def chinese_year(year: int, zero: str) -> str:
    return "".join((zero + "一二三四五六七八九")[int(digit)] for digit in str(year))


def spellings(day: date) -> list[str]:
    """A day in ways of writing it."""
    plain = f"{day.year}年{day.month}月{day.day}日"
    return [
        plain,
        plain.translate(FULL_WIDTH),
        f"{day.year}年{day.month:02}月{day.day:02}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}年{day.month}月\n{day.day}日",
        f"{day.year}年{day.month}月{day.day}号",
        *(f"{chinese_year(day.year, zero)}年{chinese(day.month)}月{chinese(day.day)}日" for zero in ZEROS),
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}．{day.month:02}．{day.day:02}",
    ]


days = st.dates(min_value=date(2000, 1, 1), max_value=date(2089, 12, 31))
alphabet = (
    "0123456789〇一二三四五六七八九十年月日底末初中上下旬季度半前后起止至到自从于在每按内以之待立即长期持续常态化推进坚持个工作周天第"
    "今明本次当全元首、，。；：（）《》〔〕“”-—～./’印发有效期试行 \n市局完成施"
)
texts = st.text(alphabet=alphabet, max_size=80)


@given(days, st.data())
def test_a_day_is_read_back_from_every_spelling(day: date, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(spellings(day))) + data.draw(st.sampled_from(["", "前", "之前", "以前", "前完成"]))
    (deadline,) = read_slot(View.of(text), CONTEXT).deadlines
    assert (deadline.kind, deadline.end) == ("by", day.isoformat())


@given(days, st.integers(1, 400), st.sampled_from(DASHES), st.data())
def test_a_span_is_read_back_with_every_dash(first: date, length: int, dash: str, data: st.DataObject) -> None:
    last = first + timedelta(days=length)
    text = f"自{first.year}年{first.month}月{first.day}日{dash}{last.year}年{last.month}月{last.day}日，集中受理。"
    (hit,) = find_times(View.of(data.draw(st.sampled_from([text, text.translate(FULL_WIDTH)]))), TimeContext(issued_on=first))
    assert (hit.deadline.kind, hit.deadline.start, hit.deadline.end) == ("during", first.isoformat(), last.isoformat())


@given(st.integers(2024, 2089), st.integers(1, 12), st.sampled_from(["底前", "底之前", "末前", "底", "末"]))
def test_a_month_ends_on_its_last_day(year: int, month: int, edge: str) -> None:
    (hit,) = find_times(View.of(f"{year}年{month}月{edge}完成"), CONTEXT)
    after = date(year + month // 12, month % 12 + 1, 1)
    assert hit.deadline.end == (after - timedelta(days=1)).isoformat()


@given(texts)
@settings(max_examples=200)
def test_hits_are_ordered_and_never_overlap_and_no_end_is_before_its_start(text: str) -> None:
    view = View.of(text)
    at = 0
    for hit in find_times(view, CONTEXT):
        assert at <= hit.start < hit.end <= len(view.text)
        at = hit.end
        deadline = hit.deadline
        assert deadline.text == view.text[hit.start : hit.end]
        if deadline.start and deadline.end:
            assert deadline.start <= deadline.end
        if deadline.anchor is not None:
            assert deadline.anchor.event


@given(texts)
@settings(max_examples=200)
def test_a_slot_says_what_it_covers_or_that_it_understood_nothing(text: str) -> None:
    view = View.of(text)
    reading = read_slot(view, CONTEXT)
    at = 0
    for hit in reading.hits:
        assert at <= hit.start < hit.end <= len(view.text)
        assert hit.deadline.text == view.text[hit.start : hit.end]
        at = hit.end
    assert not (reading.hits and reading.problem)


@given(texts)
@settings(max_examples=150)
def test_statements_of_force_stand_in_the_text(text: str) -> None:
    view = View.of(text)
    for item in find_validity(view, CONTEXT):
        assert 0 <= item.start < item.end <= len(view.text)


@given(texts)
@settings(max_examples=100)
def test_reading_twice_gives_the_same(text: str) -> None:
    view = View.of(text)
    assert find_times(view, CONTEXT) == find_times(view, CONTEXT)


@given(st.dates(date(2010, 1, 1), date(2025, 6, 1)), st.integers(1, 40))
@settings(max_examples=50)
def test_the_last_working_day_is_worked_and_so_many_lie_behind(day: date, count: int) -> None:
    last, provisional = add_working_days(day, count)
    between = [day + timedelta(days=step) for step in range(1, (last - day).days + 1)]
    assert is_working_day(last)[0]
    assert sum(is_working_day(each)[0] for each in between) == count
    assert not provisional


@pytest.mark.parametrize(
    ("day", "worked", "provisional", "why"),
    [
        (date(2024, 6, 10), False, False, "the Dragon Boat Festival, a Monday"),
        (date(2024, 10, 12), True, False, "a Saturday worked for the National Day"),
        (date(2024, 6, 15), False, False, "an ordinary Saturday"),
        (date(2090, 1, 2), True, True, "a Monday beyond the calendar"),
        (date(2090, 1, 7), False, True, "a Saturday beyond the calendar"),
    ],
)
def test_is_working_day(day: date, worked: bool, provisional: bool, why: str) -> None:
    assert is_working_day(day) == (worked, provisional), why


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_productions_hold(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"extractors.deadlines.{name}"))
    assert outcome.attempted > 0
    assert outcome.failed == 0
