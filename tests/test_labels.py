"""The Chinese words that people read in graphs and tables."""

from __future__ import annotations

import pytest

from extractors.records import Anchor, Deadline, Evidence
from pipeline import labels

RULES = [
    ("FREQ=DAILY", "每日", "plain"),
    ("FREQ=MONTHLY;BYMONTHDAY=5", "每月5日", "每月5日前"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "每月底", "每月底前"),
    ("FREQ=MONTHLY;INTERVAL=3", "每季度", "a quarter is three months"),
    ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1", "每半年末", "每半年末"),
    ("FREQ=MONTHLY;INTERVAL=2", "每2个月", "no word of its own"),
    ("FREQ=YEARLY;INTERVAL=3", "每3年", "no word of its own"),
    ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", "每年12月15日", "a day of the year"),
    ("FREQ=WEEKLY;BYDAY=MO", "每周一", "a day of the week"),
    ("FREQ=YEARLY;BYMONTHDAY=-1", "每年（BYMONTHDAY=-1）", "what has no words is not lost"),
    ("每逢圩日", "每逢圩日", "no rule: as it is"),
]


@pytest.mark.parametrize(("rule", "words", "why"), RULES)
def test_recurrences_in_words(rule: str, words: str, why: str) -> None:
    assert labels.recurrence(rule) == words, why


LIMITS = [
    (Deadline(text="6月底前", kind="by", end="2025-06-30"), "2025年6月30日"),
    (Deadline(text="每月", kind="recurring", recurrence="FREQ=MONTHLY", end="2025-12-31"), "2025年12月31日"),
    (Deadline(text="每月", kind="recurring", recurrence="FREQ=MONTHLY"), "每月"),
    (Deadline(text="3月起", kind="from", start="2025-03-01"), "2025年3月1日起"),
    (Deadline(text="验收后", kind="event", anchor=Anchor(event="验收")), "待条件达成"),
    (Deadline(text="近期", kind="by"), "未定日期"),
]


@pytest.mark.parametrize(("deadline", "words"), LIMITS)
def test_what_a_limit_comes_to(deadline: Deadline, words: str) -> None:
    assert labels.limit(deadline) == words


PLACES = [
    (Evidence(start=5, end=9, block="p3", quote="甲乙丙丁"), "第3段 [5–9)"),
    (Evidence(start=5, end=9, block="t2/r4/c1", page=7, quote="甲乙丙丁"), "第7页 表2第4行第1列 [5–9)"),
    (Evidence(start=0, end=2, block="t1", quote="甲乙"), "表1 [0–2)"),
    (Evidence(start=0, end=2, block="footnote/1", quote="甲乙"), "footnote/1 [0–2)"),
]


@pytest.mark.parametrize(("evidence", "words"), PLACES)
def test_where_a_fact_stands(evidence: Evidence, words: str) -> None:
    assert labels.place(evidence) == words


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [("甲 \n乙", "甲 乙", "one line"), ("甲" * 5, "甲" * 5, "fits"), ("甲" * 6, "甲" * 4 + "…", "cut")],
)
def test_shortened(text: str, expected: str, why: str) -> None:
    assert labels.shortened(text, length=5) == expected, why
