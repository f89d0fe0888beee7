"""The difference of two states of a notice, case by case, and what holds for any two."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records import Deadline, Evidence, Task
from pipeline.diff.compare import compare
from pipeline.diff.model import Difference, TaskChange
from pipeline.diff.report import differing, frame, sides, sums
from pipeline.entries import NoticeEntry
from tests.tools import records

WELLS = "逐户排查农村水井，登记深度和水质，建立台账。"
ROADS = "修补通村公路路面坑槽，更换破损的护栏。"
LAMPS = "更换主街路灯，接入统一的远程控制平台。"
BINS = "增设分类垃圾桶，每日清运两次，定期冲洗。"


def task(text: str, *units: str, own: str = "note/1", due: str | None = None, printed: str | None = None, **fields: Any) -> Task:
    """A task with units as ``lead:市水利局`` or ``lead:市水利局=code`` and a limit that ends on a day."""
    said = Evidence(start=0, end=1, block="p1", quote="x")
    assignments = []
    for unit in units:
        role, _, called = unit.partition(":")
        mention, _, known = called.partition("=")
        assignments.append({"mention": mention, "unit_id": known or None, "role": role, "evidence": said})
    limits = [Deadline(text=printed or due or "", kind="by", end=due)] if due or printed else []
    return Task.model_validate(
        {"id": own, "origin": "note", "part": "notice", "title": text[:6], "text": text, "assignments": assignments, "deadlines": limits, "evidence": said, **fields}
    )


def notice(*tasks: Task, number: str = "沂水函〔2025〕3号", **header: Any) -> NoticeEntry:
    paper = records.Paper()
    for one in tasks:
        paper.put(one.text)
    fields = {"title": "关于整治村容村貌的通知", "number": number, "issuers": ["沂川县水利局"], **header}
    return records.entry_of(records.record_of(paper, fields, tasks=list(tasks)))  # type: ignore[arg-type]


def kinds(found: Difference) -> list[tuple[str, str | None, str | None]]:
    return [(change.kind, change.before_id, change.task_id) for change in found.tasks]


Case = tuple[list[Task], list[Task], list[tuple[str, str | None, str | None]], str]
CASES: list[Case] = [
    ([task(WELLS)], [task(WELLS)], [], "the same"),
    ([], [task(WELLS)], [("new", None, "note/1")], "a task that was not there"),
    ([task(WELLS)], [], [("gone", "note/1", None)], "a task that is no longer there"),
    ([task(WELLS, "lead:县水利局")], [task(WELLS, "lead:县农业农村局")], [("reassigned", "note/1", "note/1")], "another unit"),
    ([task(WELLS, "lead:县水利局")], [task(WELLS, "support:县水利局")], [("reassigned", "note/1", "note/1")], "another role"),
    ([task(WELLS, "lead:甲局", "support:乙局")], [task(WELLS, "lead:甲局")], [("reassigned", "note/1", "note/1")], "a unit less"),
    ([task(WELLS, "support:甲局", "support:乙局")], [task(WELLS, "support:乙局", "support:甲局")], [], "another order"),
    ([task(WELLS, "lead:县工信局=x")], [task(WELLS, "lead:县工业和信息化局=x")], [], "another form of the same unit's name"),
    ([task(WELLS, "lead:县工信局=x")], [task(WELLS, "lead:县工信局=y")], [], "the same form, which rules name otherwise now"),
    ([task(WELLS, due="2025-06-30")], [task(WELLS, due="2025-09-30")], [("deadline", "note/1", "note/1")], "a later day"),
    ([task(WELLS)], [task(WELLS, due="2025-09-30")], [("deadline", "note/1", "note/1")], "a day where there was none"),
    ([task(WELLS, due="2025-06-30", printed="6月底前")], [task(WELLS, due="2025-06-30", printed="上半年")], [], "other words for the same day"),
    ([task(WELLS, printed="汛期前")], [task(WELLS, printed="汛期后")], [("deadline", "note/1", "note/1")], "words that come to no day"),
    ([task(WELLS)], [task(WELLS.replace("深度", "口径"))], [("text", "note/1", "note/1")], "a word changed"),
    ([task(WELLS)], [task("逐户排查农村水井，\n登记深度和水质，建立台账。", title=WELLS[:6])], [], "a line break is no change"),
    (
        [task(WELLS, "lead:甲局", due="2025-06-30")],
        [task(WELLS + "逾期通报。", "lead:乙局", due="2025-07-31")],
        [("reassigned", "note/1", "note/1"), ("deadline", "note/1", "note/1"), ("text", "note/1", "note/1")],
        "all three at once",
    ),
    (
        [task(WELLS, own="1"), task(ROADS, own="2"), task(LAMPS, own="3")],
        [task(WELLS, own="1"), task(BINS, own="2"), task(ROADS, own="3"), task(LAMPS, own="4")],
        [("new", None, "2")],
        "a row put in moves the ids behind it",
    ),
    (
        [task(WELLS, own="1"), task(ROADS, own="2", due="2025-06-30"), task(LAMPS, own="3")],
        [task(ROADS, own="1", due="2025-07-31"), task(LAMPS, own="2")],
        [("deadline", "2", "1"), ("gone", "1", None)],
        "a row taken out, and one of the moved ones changed",
    ),
    (
        [task(WELLS, own="1"), task(ROADS, own="2")],
        [task(WELLS, own="1"), task(BINS, own="2"), task(ROADS.replace("更换", "加固"), own="3")],
        [("new", None, "2"), ("text", "2", "3")],
        "a row put in before one that was reworded",
    ),
    ([task(WELLS)], [task(BINS)], [("new", None, "note/1"), ("gone", "note/1", None)], "an id that came to name something else"),
    ([task(WELLS, own="a")], [task(WELLS, own="b")], [], "a new id alone"),
    (
        [task(WELLS, "lead:甲局", own="1"), task(WELLS, "lead:乙局", own="2")],
        [task(WELLS, "lead:甲局", own="1"), task(WELLS, "lead:乙局", own="2")],
        [],
        "two tasks with one text are told apart by their ids",
    ),
    ([task(WELLS, own="1"), task(WELLS, own="2")], [task(WELLS, own="2")], [("gone", "1", None)], "of two with one text that whose id is gone"),
]


@pytest.mark.parametrize(("before", "after", "expected", "why"), CASES, ids=[case[3] for case in CASES])
def test_tasks(before: list[Task], after: list[Task], expected: list[tuple[str, str | None, str | None]], why: str) -> None:
    assert kinds(compare([notice(*before)], [notice(*after)])) == expected, why


def test_notices() -> None:
    kept, gone, new = notice(task(WELLS)), notice(task(ROADS), number="沂水函〔2025〕4号"), notice(task(LAMPS), task(BINS), number="沂水函〔2025〕5号")
    found = compare([kept, gone], [new, kept])
    assert [(change.kind, change.number, change.tasks) for change in found.notices] == [
        *(("withdrawn", "沂水函〔2025〕4号", 1), ("new", "沂水函〔2025〕5号", 2))
    ]
    assert Counter(change.kind for change in found.tasks) == {"gone": 1, "new": 2}, "the tasks go and come with their notices"


@pytest.mark.parametrize(
    ("before", "after", "expected", "why"),
    [
        (notice(task(WELLS)), notice(task(WELLS), effective_on="2025-05-01"), ("施行日期",), "the header"),
        (notice(task(WELLS)), notice(task(WELLS), title="关于整治村容的通知"), ("标题",), "the title"),
        (notice(task(WELLS)), notice(task(WELLS), task(ROADS, own="2")), ("原文", "任务"), "text and tasks"),
        (notice(task(WELLS)), notice(task(WELLS, "lead:甲局")), ("任务",), "the same text read otherwise"),
    ],
)
def test_what_of_a_notice_changed(before: NoticeEntry, after: NoticeEntry, expected: tuple[str, ...], why: str) -> None:
    (change,) = compare([before], [after]).notices
    assert (change.kind, change.aspects) == ("changed", expected), why


def test_another_file_of_the_same_notice_is_no_change() -> None:
    one = notice(task(WELLS))
    source = one.record.source.model_copy(update={"name": "副本.docx", "sha256": "c" * 64})
    other = records.entry_of(one.record.model_copy(update={"source": source}), "b.docx", version=1)
    assert not compare([one], [other])


def test_a_change_says_what_was_and_what_is() -> None:
    before, after = task(WELLS, "lead:甲局", "support:乙局", due="2025-06-30", printed="6月底前"), task(WELLS, "lead:乙局", due="2025-07-31")
    units, limit = compare([notice(before)], [notice(after)]).tasks
    assert (units.before, units.after) == (("牵头：甲局", "配合：乙局"), ("牵头：乙局",))
    assert sides(limit) == ("6月底前（2025-06-30）", "2025-07-31\n（推后 31 天）")
    assert (limit.due_before, limit.due_after) == ("2025-06-30", "2025-07-31")


@pytest.mark.parametrize(
    ("before", "after", "expected", "why"),
    [
        ("甲乙", "甲乙", ("甲乙", "甲乙"), "short texts stay whole"),
        ("一二三四五六七八九十改甲", "一二三四五六七八九十改乙", ("…四五六七八九十改甲", "…四五六七八九十改乙"), "cut before"),
        ("甲一二三四五六七八九十", "乙一二三四五六七八九十", ("甲一二三四五六七八…", "乙一二三四五六七八…"), "cut behind"),
        ("每月每月", "每月每月每月", ("每月每月", "每月每月每月"), "what stands twice is not taken away from both ends"),
    ],
)
def test_where_two_texts_differ(before: str, after: str, expected: tuple[str, str], why: str) -> None:
    assert differing(before, after) == expected, why


def test_a_frame_has_a_row_a_change_and_types_of_its_own_when_it_is_empty() -> None:
    found = frame(compare([notice(task(WELLS, due="2025-06-30"))], [notice(task(WELLS, due="2025-07-31"))]))
    assert list(found["change"]) == ["notice.changed", "task.deadline"]
    assert str(found["due_after"].iloc[1].date()) == "2025-07-31"
    assert dict(frame(Difference()).dtypes) == dict(found.dtypes)


def test_the_sums_count_every_change() -> None:
    found = compare([notice(task(WELLS, "lead:甲局", due="2025-06-30"))], [notice(task(WELLS, "lead:乙局", due="2025-07-31"))])
    assert sums(found) == ("公文：新增 0，变化 1，撤下 0", "任务：新增 0，撤下 0，改分工 1，改时限 1，改文字 0")


# --- any two states --------------------------------------------------------------------------------------------------

TEXTS = st.sampled_from([WELLS, ROADS, LAMPS, BINS, WELLS + ROADS, WELLS.replace("深度", "口径"), ROADS.replace("路面", ""), "整治。", "整改。"])
TASKS = st.builds(
    lambda text, own, units, due: task(text, *units, own=own, due=due),
    TEXTS,
    st.sampled_from("1234"),
    st.lists(st.sampled_from(["lead:甲局", "support:甲局", "lead:乙局=y", "lead:乙=y"]), max_size=3),
    st.sampled_from([None, "2025-06-30", "2025-12-31"]),
)
STATES = st.lists(st.lists(TASKS, max_size=5, unique_by=lambda one: one.id), max_size=3).map(
    lambda notices: [notice(*tasks, number=f"沂水函〔2025〕{number}号") for number, tasks in enumerate(notices)]
)


@given(STATES)
def test_nothing_differs_from_itself(state: list[NoticeEntry]) -> None:
    assert not compare(state, [entry.__class__(notice_id=entry.notice_id, version=2, record=entry.record, sources=()) for entry in reversed(state)])


@settings(max_examples=300)
@given(STATES, STATES)
def test_turned_round_new_is_gone_and_after_is_before(one: list[NoticeEntry], other: list[NoticeEntry]) -> None:
    swapped = {"new": "gone", "gone": "new"}

    def told(change: TaskChange, *, turned: bool) -> tuple[object, ...]:
        was, now = (change.before_id, change.before, change.due_before), (change.task_id, change.after, change.due_after)
        kind = swapped.get(change.kind, change.kind) if turned else change.kind
        return (change.notice_id, kind, *((now, was) if turned else (was, now)))

    there, back = compare(one, other), compare(other, one)
    assert Counter(told(change, turned=False) for change in there.tasks) == Counter(told(change, turned=True) for change in back.tasks)
    names = {"new": "withdrawn", "withdrawn": "new", "changed": "changed"}
    assert [(change.notice_id, change.kind, change.aspects) for change in there.notices] == [
        (change.notice_id, names[change.kind], change.aspects) for change in back.notices
    ]


@given(STATES, STATES)
def test_every_task_of_both_states_is_paired_new_or_gone(one: list[NoticeEntry], other: list[NoticeEntry]) -> None:
    found = Counter(change.kind for change in compare(one, other).tasks)
    before, after = (sum(len(entry.record.tasks) for entry in state) for state in (one, other))
    assert before - found["gone"] == after - found["new"]
