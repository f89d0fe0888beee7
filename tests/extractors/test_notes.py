"""Responsibility notes become tasks: which passage, which units in which role, by when; and which brackets are none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.clauses.clauses import read_clauses
from extractors.deadlines import TimeContext
from extractors.document import Document
from extractors.notes.notes import NotesReading, read_notes, stretches_of
from extractors.parts.parts import split
from extractors.records import Role, Task
from tests.tools.documents import paragraphs

TITLE = "云泽市城市书房建设方案"
CONTEXT = TimeContext(issued_on=date(2024, 4, 14))
SHORT: dict[Role, str] = {"lead": "L", "support": "S", "supervise": "V", "responsible": "R"}


def reading(*lines: str) -> tuple[Document, NotesReading]:
    made = paragraphs(TITLE, *lines)
    part = split(made)[0]
    return made, read_notes(made, part.name, stretches_of(made.text, read_clauses(made, part)), CONTEXT)


def brief(task: Task) -> str:
    """A task in one line: path, title, units (~ inherited), limits in 〈〉."""
    units = " ".join(f"{SHORT[a.role]}:{'~' if a.inherited else ''}{a.mention}" for a in task.assignments)
    limits = "".join(f" 〈{d.text}〉" for d in task.deadlines)
    officials = "".join(f" ☆{o.name}" for o in task.officials)
    return f"{task.clause or '-'} {task.title} | {units}{limits}{officials}"


def tasks(*lines: str) -> list[str]:
    return [brief(task) for task in reading(*lines)[1].tasks]


# --- what a bracket says, behind one sentence --------------------------------------------------------------------------
CONTENTS = [
    ("（责任单位：市文旅局）", "R:市文旅局", "the plain label"),
    ("（牵头单位：市文旅局；配合单位：市财政局、市教育局）", "L:市文旅局 S:市财政局 S:市教育局", "two labels"),
    ("（市文旅局牵头，市财政局配合）", "L:市文旅局 S:市财政局", "verbs"),
    ("（市文旅局负责）", "R:市文旅局", "负责"),
    ("（市文旅局、各县（市、区）人民政府按职责分工负责）", "R:市文旅局 R:各县（市、区）人民政府", "nested brackets"),
    ("(市文旅局牵头,市财政局配合)", "L:市文旅局 S:市财政局", "half-width"),
    ("〔责任单位：市文旅局，各县（市、区）政府〕", "R:市文旅局 R:各县（市、区）政府", "〔〕"),
    ("【责任单位：市文旅局】", "R:市文旅局", "【】"),
    ("[牵头单位：市文旅局]", "L:市文旅局", "square brackets"),
    ("（责任单位：市文旅局〕", "R:市文旅局", "closed by a bracket of another kind"),
    ("（责任单位：市文旅局、市财政局", "R:市文旅局 R:市财政局", "never closed: it ends with its paragraph"),
    ("（6月底完成，牵头单位：市文旅局）", "L:市文旅局 〈6月底完成〉", "a time before the label"),
    ("（市文旅局牵头，2024年9月底前完成）", "L:市文旅局 〈2024年9月底前完成〉", "a time behind the list"),
    ("（牵头单位：市文旅局；完成时限：2024年12月）", "L:市文旅局 〈2024年12月〉", "a labelled time"),
    ("（完成时限：2024年12月底前）", " 〈2024年12月底前〉", "only a time: a task without units"),
    ("（牵头领导：李青山；责任单位：市文旅局）", "R:市文旅局 ☆李青山", "officials"),
    ("（任务分解：市文旅局负责选址；各县政府做好保障）", "R:市文旅局 R:各县政府", "each unit stands with its work"),
    ("（市分工方案：市文旅局、市财政局）", "R:市文旅局 R:市财政局", "a label of another wording"),
    ("（牵头单位：市文旅局；目标位置：全省前5）", "L:市文旅局", "a slot of something else"),
    ("（市文旅局，清溪、白石、望川区政府负责）", "R:市文旅局 R:清溪 R:白石 R:望川区政府", "members that share a head noun"),
    ("（市文旅局、市财政局）", "R:市文旅局 R:市财政局", "a bare list behind a stop"),
    ("（市文旅局）", "R:市文旅局", "one organ of an area"),
    ("（价格处）", "R:价格处", "one division"),
    ("（各相关部门）", "R:各相关部门", "one class"),
    ("（市文旅局、云泽机场、东麓物流）", "R:市文旅局 R:云泽机场 R:东麓物流", "a firm's short name among organs"),
    ("（市文旅局牵头，市财政局按职责分工负责，各县（市、区）落实）", "L:市文旅局 R:市财政局 R:各县（市、区）", "three lists, three verbs"),
    ("（市文旅局牵头，各县(市、区)落实）", "L:市文旅局 R:各县(市、区)", "half-width brackets inside"),
    ("（市文旅局\n牵头，市财\n政局配合）", "L:市文旅局 S:市财政局", "wraps anywhere"),
    ("（责\n任单位：市文旅局）", "R:市文旅局", "a wrap inside the label"),
]


@pytest.mark.parametrize(("note", "expected", "why"), CONTENTS)
def test_content_of_a_bracket(note: str, expected: str, why: str) -> None:
    assert tasks("一、书房建设", f"1.新建书房。新建书房60个。{note}") == [f"一/1 新建书房 | {expected}"], why


NO_NOTES = [
    "在便民场所（便利店）设置书房。",
    "云泽市文旅局（以下简称“市文旅局”）负责本方案。",
    "推广四项服务（借书、还书、阅览、咨询）。",
    "覆盖各县（市、区）。",
    "建设信用平台（信用云泽）。",
    "设立服务中心（书香服务中心）。",
    "对参建企业（施工企业、运营企业）开展培训。",
    "抽查比例不低于3%（全部由各县、开发区完成），结果公开。",
    "政策适用于试点地区。（适用范围：岚川自贸片区）",
    "报送市数据局（市政务局）。",
    "（此件公开发布）",
    "依法确定运营单位（或者总承包单位）。",
    "动员部署（2024年3月）。",
    "指标按办法计算（详见附件2）。",
    "全面完成整改（含牵头部门）。",
    "（联系人：李青山）",
]


@pytest.mark.parametrize("sentence", NO_NOTES)
def test_a_bracket_that_is_no_note_stays_text(sentence: str) -> None:
    assert tasks("一、书房建设", f"1.新建书房。{sentence}") == []


@dataclass(frozen=True)
class Layout:
    why: str
    lines: tuple[str, ...]
    expected: tuple[str, ...]


LAYOUTS = (
    Layout(
        "three brackets in a clause are three tasks, each titled by its own first sentence",
        ("一、书房建设", "（一）新建书房。新建60个。（市文旅局负责）改造20个。（市住建局负责）配齐图书。（市图书馆管理处负责）"),
        ("一/（一） 新建60个 | R:市文旅局", "一/（一） 改造20个 | R:市住建局", "一/（一） 配齐图书 | R:市图书馆管理处"),
    ),
    Layout(
        "a note on a heading covers the items under it when none has its own",
        ("一、书房建设（市文旅局牵头）", "1.新建60个。", "2.改造20个。"),
        ("一 书房建设 | L:市文旅局",),
    ),
    Layout(
        "units of a heading are inherited where an item's own note does not name them",
        ("一、书房建设（市文旅局牵头）", "1.新建60个。（市住建局负责）", "2.改造20个。（市文旅局负责）"),
        ("一/1 新建60个 | R:市住建局 L:~市文旅局", "一/2 改造20个 | R:市文旅局"),
    ),
    Layout(
        "a heading whose units every item names again makes no task of its own",
        ("一、书房建设（牵头单位：市文旅局）", "1.新建60个。（责任单位：市文旅局）"),
        ("一/1 新建60个 | R:市文旅局",),
    ),
    Layout(
        "a heading that leads over to its measures is a passage with its note",
        ("一、书房建设", "（一）加快新建书房，满足群众阅读需求。（市文旅局牵头）", "具体举措：", "1.新建60个。（市住建局负责）"),
        ("一/（一） 加快新建书房，满足群众阅读需求 | L:市文旅局", "一/（一）/1 新建60个 | R:市住建局"),
    ),
    Layout(
        "a line that only leads over is no title",
        ("一、书房建设", "（一）加快新建书房。满足群众阅读需求。（市文旅局牵头）", "具体举措：", "新建60个。（市住建局负责）"),
        ("一/（一） 满足群众阅读需求 | L:市文旅局", "一/（一） 新建60个 | R:市住建局"),
    ),
    Layout(
        "what a unit so called has to do is no list",
        ("一、工作职责", "书房牵头单位：梳理全市书房清单并动态更新，提出改造方案。", "书房责任单位：报送进展。"),
        (),
    ),
    Layout(
        "how the list is to be read, by its comma",
        ("一、书房建设", "1.新建60个。〔市文旅局，市财政局、各县政府。逗号前为牵头单位，下同〕", "2.改造20个。（市住建局，市财政局）"),
        ("一/1 新建60个 | L:市文旅局 R:市财政局 R:各县政府", "一/2 改造20个 | L:市住建局 R:市财政局"),
    ),
    Layout(
        "how the list is to be read is no unit of it",
        ("一、书房建设", "1.新建60个。（责任单位：市文旅局、市财政局，排名第一位的为牵头责任单位，下同）", "2.改造20个。（责任单位：市住建局、市财政局）"),
        ("一/1 新建60个 | L:市文旅局 R:市财政局", "一/2 改造20个 | L:市住建局 R:市财政局"),
    ),
    Layout(
        "lines with labels below a passage are one note",
        ("一、书房建设", "1.新建书房。新建60个。", "牵头单位：市文旅局", "责任单位：市财政局、各县政府", "完成时限：2024年12月底前"),
        ("一/1 新建书房 | L:市文旅局 R:市财政局 R:各县政府 〈2024年12月底前〉",),
    ),
    Layout(
        "labels in one line, parted by stops",
        ("一、书房建设", "1.新建书房。新建60个。", "牵头单位：市文旅局。责任单位：市财政局。完成时限：2024年12月。"),
        ("一/1 新建书房 | L:市文旅局 R:市财政局 〈2024年12月〉",),
    ),
    Layout(
        "a label whose list stands in the next lines",
        ("一、书房建设", "1.新建书房。新建60个。", "责任单位：", "市文旅局、", "市财政局。"),
        ("一/1 新建书房 | R:市文旅局 R:市财政局",),
    ),
    Layout(
        "a line with a label behind a bracket belongs to the note",
        ("一、书房建设", "1.新建书房。新建60个。（市文旅局牵头）责任单位：市财政局"),
        ("一/1 新建书房 | L:市文旅局 R:市财政局",),
    ),
    Layout(
        "a note before its text governs it",
        ("一、书房建设", "（一）新建书房", "牵头单位：市文旅局。", "新建60个书房，配齐图书。"),
        ("一/（一） 新建书房 | L:市文旅局",),
    ),
    Layout(
        "a bracket right behind a run-in heading governs the text after it",
        ("一、书房建设领域（市文旅局牵头）充分利用闲置房屋新建书房。", "二、阅读推广领域（市教育局牵头）开展阅读进校园。"),
        ("一 书房建设领域 | L:市文旅局", "二 阅读推广领域 | L:市教育局"),
    ),
    Layout(
        "a list of actions with their organs: each heading is a task",
        ("一、行动清单", "1.书香进园区专项行动（市文旅局）", "2.“阅读之声”专项行动（市教育局）"),
        ("一/1 书香进园区专项行动 | R:市文旅局", "一/2 “阅读之声”专项行动 | R:市教育局"),
    ),
    Layout(
        "a full stop may be missing before the note",
        ("一、书房建设", "1.新建60个书房（责任单位：市文旅局）"),
        ("一/1 新建60个书房 | R:市文旅局",),
    ),
    Layout(
        "a mark behind the bracket is no passage",
        ("一、书房建设", "1.新建60个书房（市文旅局负责）。", "2.改造20个（市住建局负责）；"),
        ("一/1 新建60个书房 | R:市文旅局", "一/2 改造20个 | R:市住建局"),
    ),
    Layout(
        "a score mark beside the note is none",
        ("一、书房建设", "1.新建60个书房。（0.5分）（6月底完成，牵头考核单位：市文旅局）"),
        ("一/1 新建60个书房 | L:市文旅局 〈6月底完成〉",),
    ),
    Layout(
        "逗号前为牵头单位 governs all notes after it; a list without a comma has no lead",
        (
            "一、书房建设",
            "1.新建60个。〔责任单位：市文旅局，市财政局（逗号前为牵头单位，下同）〕",
            "2.改造20个。（责任单位：市住建局，市财政局、各县政府）",
            "3.配齐图书。（责任单位：市文旅局、市教育局）",
        ),
        ("一/1 新建60个 | L:市文旅局 R:市财政局", "一/2 改造20个 | L:市住建局 R:市财政局 R:各县政府", "一/3 配齐图书 | R:市文旅局 R:市教育局"),
    ),
    Layout(
        "排名第一位的为牵头责任单位",
        ("一、书房建设", "1.新建60个。（责任单位：市文旅局、市财政局（排名第一位的为牵头责任单位，下同））", "2.改造20个。（责任单位：市住建局、市财政局）"),
        ("一/1 新建60个 | L:市文旅局 R:市财政局", "一/2 改造20个 | L:市住建局 R:市财政局"),
    ),
    Layout(
        "以下各项均需…落实，不再列出 adds its units to the tasks after it",
        ("一、书房建设", "1.新建60个。（市文旅局牵头。以下各项均需各县（市、区）政府落实，不再列出）", "2.改造20个。（市住建局牵头）"),
        ("一/1 新建60个 | L:市文旅局", "一/2 改造20个 | L:市住建局 R:~各县（市、区）政府"),
    ),
    Layout(
        "均为责任单位，以下不再列出 adds them to its own task too",
        ("一、书房建设", "1.新建60个。（市文旅局牵头。各县市区政府均为责任单位，以下不再列出）", "2.改造20个。（市住建局牵头）"),
        ("一/1 新建60个 | L:市文旅局 R:各县市区政府", "一/2 改造20个 | L:市住建局 R:~各县市区政府"),
    ),
    Layout(
        "以下责任单位中均包含…, two units of the standing sentence",
        (
            "一、书房建设",
            "1.新建60个。（责任单位：市文旅局。以下责任单位中均包含各县（区）政府、云泽经开区管委会，不再列出）",
            "2.改造20个。（责任单位：市住建局）",
        ),
        ("一/1 新建60个 | R:市文旅局", "一/2 改造20个 | R:市住建局 R:~各县（区）政府 R:~云泽经开区管委会"),
    ),
    Layout(
        "units inside a passage that has a note are no assignments",
        ("一、书房建设", "1.由规划部门会同城管部门选址，新建60个。（市文旅局负责）"),
        ("一/1 由规划部门会同城管部门选址，新建60个 | R:市文旅局",),
    ),
    Layout("a passage of no clause", ("云泽市决定新建60个书房。（市文旅局负责）",), ("- 云泽市决定新建60个书房 | R:市文旅局",)),
)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.why)
def test_layout(layout: Layout) -> None:
    assert tuple(tasks(*layout.lines)) == layout.expected


def test_text_is_the_passage_without_label_heading_and_note() -> None:
    _, found = reading("一、书房建设", "（一）新建书房。新建60个。", "配齐图书。（市文旅局负责）")
    assert [task.text for task in found.tasks] == ["新建60个。\n配齐图书。"]


def test_a_covering_note_takes_the_items_as_its_text() -> None:
    _, found = reading("一、书房建设（市文旅局牵头）", "1.新建60个。", "2.改造20个。")
    assert found.tasks[0].text == "1.新建60个。\n2.改造20个。"


def test_ids_number_the_tasks_of_a_clause() -> None:
    _, found = reading("一、书房建设", "新建60个。（市文旅局负责）改造20个。（市住建局负责）")
    assert [task.id.rpartition("note/")[2] for task in found.tasks] == ["一", "一~2"]


PIECES = st.sampled_from(
    [
        "一、书房建设", "（一）新建书房。", "1.新建60个", "。", "（市文旅局负责）", "（责任单位：市文旅局", "）", "〔", "牵头单位：市财政局", "（（", "））", "】",
        "完成时限：2024年6月", "以下均需各县政府落实，不再列出", "（逗号前为牵头单位，下同）", "由市教育局负责", "《", "”", "、", "（2024年6月底前）", "；",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(st.lists(PIECES, max_size=5).map("".join), max_size=8))
def test_bracket_soup_survives_and_evidence_holds_every_mention(pieces: list[str]) -> None:
    made, found = reading(*pieces)
    ends: list[int] = []
    for task in found.tasks:
        for assignment in task.assignments:
            assert "".join(assignment.evidence.quote.split()) == assignment.mention
        assert task.evidence.quote == made.text[task.evidence.start : task.evidence.end]
        assert task.title.strip() == task.title
        ends.append(task.evidence.end)
    assert len({task.id for task in found.tasks}) == len(found.tasks)


@settings(max_examples=60, deadline=None)
@given(works=st.lists(st.sampled_from(["新建书房", "改造场馆", "配齐图书", "开展活动", "培训馆员"]), min_size=1, max_size=8))
def test_no_text_of_a_passage_is_lost_or_doubled(works: list[str]) -> None:
    passages = [f"{work}第{number}批，覆盖各街道。" for number, work in enumerate(works)]
    _, found = reading("一、书房建设", "".join(f"{passage}（市文旅局负责）" for passage in passages))
    assert [task.text for task in found.tasks] == passages
