"""Statements of force: first day 施行日期 and last day 有效期."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.deadlines import TimeContext, find_validity
from extractors.text import View

PRINTED = TimeContext(issued_on=date(2024, 7, 26), printed_on=date(2024, 7, 29))

CASES = [
    ("本办法自印发之日起施行。", ["effective 2024-07-29"], "from the printed date"),
    ("本办法自2024年9月1日起施行。", ["effective 2024-09-01"], "from a day"),
    ("本办法自2024年9月1日施行。", ["effective 2024-09-01"], "without 起"),
    ("现予公布，自2024年9月1日起正式实施。", ["effective 2024-09-01"], "no subject"),
    ("本办法自印发之日起施行，有效期五年。", ["effective 2024-07-29", "expires 2029-07-28 P5Y"], "a term ends on the day before"),
    ("本办法自2024年9月1日起施行，有效期为3年。", ["effective 2024-09-01", "expires 2027-08-31 P3Y"], "为"),
    ("本办法自发布之日起试行，试行期两年。", ["effective 2024-07-29", "expires 2026-07-28 P2Y"], "on trial"),
    ("本措施自2024年9月1日起试行，试行一年。", ["effective 2024-09-01", "expires 2025-08-31 P1Y"], "试行一年"),
    ("本办法自公布之日起30日后施行。", ["effective 2024-08-29"], "the day after thirty days"),
    ("有效期至2026年12月31日。", ["expires 2026-12-31"], "until a day"),
    ("本措施有效期截至2026年12月31日。", ["expires 2026-12-31"], "截至"),
    ("本通知有效期延长至2026年12月31日。", ["expires 2026-12-31"], "延长至"),
    (
        "本方案自2024年9月1日起至2026年12月31日止施行。",
        ["effective 2024-09-01", "expires 2026-12-31"],
        "a span of force",
    ),
    ("本办法有效期5年，自2024年9月1日起施行。", ["expires 2029-08-31 P5Y", "effective 2024-09-01"], "the term stands first"),
    ("本办法有效期5年。", ["expires None P5Y"], "no day to count from"),
    ("许可证有效期至2026年9月30日。", ["expires 2026-09-30 other"], "the force of a licence"),
    ("评估结果有效期2年。", ["expires None P2Y other"], "the force of a result"),
    ("补贴政策执行期限至2025年12月31日。", ["expires 2025-12-31 other"], "the term of a policy inside the text"),
    ("按照《某某条例（自2020年1月1日起施行）》执行。", [], "inside a title"),
    ("自2024年9月1日起开展排查。", [], "a beginning that is no force"),
    ("有效期届满前提出申请。", [], "no day"),
    ("自收到申请之日起施行告知承诺。", [], "another event"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_find_validity(text: str, expected: list[str], why: str) -> None:
    found = [
        " ".join(filter(None, (item.role, str(item.day), item.term, None if item.own else "other")))
        for item in find_validity(View.of(text), PRINTED)
    ]
    assert found == expected, why


def test_an_issue_without_date_leaves_the_day_open() -> None:
    (effective, expires) = find_validity(View.of("本办法自印发之日起施行，有效期五年。"), TimeContext(issued_on=None))
    assert (effective.day, expires.day, expires.term) == (None, None, "P5Y")


def test_the_range_covers_the_statement() -> None:
    view = View.of("第三十条 本办法自2024年9月1日起施行，有效期五年。")
    assert [view.text[item.start : item.end] for item in find_validity(view, PRINTED)] == ["自2024年9月1日起施行", "有效期五年"]
