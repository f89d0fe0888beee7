"""Dated steps of a timeline cell and of running text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.deadlines import TimeContext
from extractors.milestones.milestones import StepsReading, is_done, read_passage, read_timeline
from tests.tools.documents import paragraphs

CONTEXT = TimeContext(issued_on=date(2024, 4, 14))


def timeline(text: str) -> StepsReading:
    made = paragraphs(text)
    return read_timeline(made, 0, len(text), CONTEXT)


def passage(text: str) -> StepsReading:
    made = paragraphs(text)
    return read_passage(made, 0, len(text), CONTEXT)


def brief(found: StepsReading) -> list[str]:
    """Each step in one line: text | last day or kind."""
    return [f"{step.text} | {(step.deadline.end or step.deadline.kind) if step.deadline else '-'}" for step in found.milestones]


TIMELINES = [
    ("2024年6月底前完成选址。", ["2024年6月底前完成选址。 | 2024-06-30"], "one step"),
    ("6月底前完成选址，9月底前开工建设。", ["6月底前完成选址， | 2024-06-30", "9月底前开工建设。 | 2024-09-30"], "other time words begin a step"),
    ("6月底前完成选址。年底前建成。", ["6月底前完成选址。 | 2024-06-30", "年底前建成。 | 2024-12-31"], "a full stop ends a step"),
    ("6月底前完成选址\n年底前建成", ["6月底前完成选址 | 2024-06-30", "年底前建成 | 2024-12-31"], "a line end does"),
    ("完成选址。年底前建成。", ["完成选址。 | -", "年底前建成。 | 2024-12-31"], "a step without a date is one, too"),
    ("常态化开展巡查。", ["常态化开展巡查。 | ongoing"], "常态化 at the head is ongoing"),
    ("定期开展巡查。", ["定期开展巡查。 | -"], "定期 is a manner"),
    ("持续开展巡查。", ["持续开展巡查。 | -"], "持续 is a manner"),
    ("动态更新名录。", ["动态更新名录。 | -"], "动态 is a manner"),
    ("1.6月底前完成选址。", ["1.6月底前完成选址。 | 2024-06-30"], "an enumerator belongs to its step"),
    ("完成选址（6月底前）。", ["完成选址（6月底前）。 | -"], "a limit inside brackets governs no step"),
    ("年底前建成。（已完成）", ["年底前建成。（已完成） | 2024-12-31"], "a bracket behind the stop is a remark on the step"),
    ("到2025年建成书房30个，到2026年建成60个。", ["到2025年建成书房30个， | 2025-12-31", "到2026年建成60个。 | 2026-12-31"], "到 belongs to its time"),
]
PASSAGES = [
    ("新建书房60个。", [], "no limit, no step"),
    ("新建书房60个。2024年6月底前完成选址。", ["2024年6月底前完成选址。 | 2024-06-30"], "only the sentence with a limit"),
    ("6月底前完成选址；年底前建成。", ["6月底前完成选址； | 2024-06-30", "年底前建成。 | 2024-12-31"], "； parts sentences"),
    ("6月底前完成选址，年底前建成。", ["6月底前完成选址， | 2024-06-30", "年底前建成。 | 2024-12-31"], "each limit takes the part that it governs"),
    ("审批压缩至3个工作日以内。", [], "how long a procedure may take is a target"),
    ("当日办结。", [], "a service standard"),
    ("落实《云泽市2023年书房计划》。", [], "a year in a title is no limit"),
    ("本方案自印发之日起施行。", [], "from when the notice is in force is the header's business"),
    ("目录更新后30天内公布清单。", ["目录更新后30天内公布清单。 | event"], "a standing rule counts from its event"),
]


@pytest.mark.parametrize(("text", "expected", "why"), TIMELINES)
def test_timeline(text: str, expected: list[str], why: str) -> None:
    assert brief(timeline(text)) == expected, why


@pytest.mark.parametrize(("text", "expected", "why"), PASSAGES)
def test_passage(text: str, expected: list[str], why: str) -> None:
    assert brief(passage(text)) == expected, why


DONE = [
    ("完成选址（已完成）", True, "a mark at the end"),
    ("已完成选址。", True, "the sentence says so"),
    ("选址工作已完成，年底前继续推进建设。", False, "something is still to come"),
    ("盘活已建成的书房。", False, "已 in a noun phrase"),
    ("签约（3月17日在岚川签约）", True, "an event before the issue"),
    ("签约（9月17日在岚川签约）", False, "an event after it"),
    ("年底前完成选址。", False, "planned"),
    ("选址已纳入规划。", True, "已纳入"),
]


@pytest.mark.parametrize(("text", "done", "why"), DONE)
def test_done(text: str, done: bool, why: str) -> None:
    assert is_done(text, CONTEXT.issued_on) is done, why


def test_the_event_is_the_trigger() -> None:
    (step,) = passage("目录更新后30天内公布清单。").milestones
    assert step.trigger == "目录更新"


PIECES = st.sampled_from(
    ["6月底前", "完成选址", "，", "。", "；", "\n", "常态化", "（", "）", "2025年", "每季度", "开展巡查", "年底前", "已完成", "、", "1.", "《", "到2026年"]
)


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(PIECES, min_size=1, max_size=16))
def test_the_steps_of_a_cell_put_together_are_the_cell(pieces: list[str]) -> None:
    text = "".join(pieces)
    steps = timeline(text).milestones
    assert "".join("".join(step.text.split()) for step in steps) == "".join(text.split())


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(PIECES, max_size=16))
def test_steps_of_running_text_have_a_limit_and_follow_one_another(pieces: list[str]) -> None:
    text = "".join(pieces) or "无"
    last = 0
    for step in passage(text).milestones:
        assert step.deadline is not None
        assert step.evidence.start >= last
        assert step.evidence.start <= (step.deadline.evidence.start if step.deadline.evidence else -1) < step.evidence.end
        last = step.evidence.end
