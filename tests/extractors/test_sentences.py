"""Sentences that name who must do the work become tasks where nothing else allocates the passage."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.clauses.clauses import read_clauses
from extractors.deadlines import TimeContext
from extractors.notes.notes import read_notes, stretches_of
from extractors.notes.sentences import read_sentences
from extractors.notes.subjects import can_be_charged, subjects
from extractors.parts.parts import split
from extractors.records import Role, Task
from extractors.text import View
from tests.tools.documents import paragraphs

CONTEXT = TimeContext(issued_on=date(2024, 4, 14))
SHORT: dict[Role, str] = {"lead": "L", "support": "S", "supervise": "V", "responsible": "R"}


def charged(sentence: str) -> str:
    return " ".join(f"{SHORT[unit.role]}:{unit.text}" for subject in subjects(View.of(sentence)) for unit in subject.units)


def tasks(*lines: str) -> tuple[Task, ...]:
    made = paragraphs("云泽市城市书房建设方案", *lines)
    part = split(made)[0]
    stretches = stretches_of(made.text, read_clauses(made, part))
    notes = read_notes(made, part.name, stretches, CONTEXT)
    return read_sentences(made, part.name, stretches, CONTEXT, allocated=notes.allocated).tasks


SUBJECTS = [
    ("市文旅局负责书房的日常管理。", "R:市文旅局", "负责"),
    ("由市财政局负责资金保障。", "R:市财政局", "由…负责"),
    ("书房的资金由市财政局统筹安排。", "R:市财政局", "由 in the middle of a sentence"),
    ("考评结果由市政府督查室予以通报。", "R:市政府督查室", "behind 由 the word of the work is enough"),
    ("市发展改革委要会同市财政局制定办法。", "L:市发展改革委 S:市财政局", "会同 leads and supports"),
    ("市文旅局会同有关部门定期开展检查。", "L:市文旅局 S:有关部门", "会同 a class"),
    ("市文旅局会同市教育局于11月开展联合检查。", "L:市文旅局 S:市教育局", "the time behind the helper is no part of it"),
    ("各乡镇人民政府对本辖区书房的运行负总责。", "R:各乡镇人民政府", "负总责 behind what it is for"),
    ("由市文旅局牵头制定标准。", "L:市文旅局", "牵头"),
    ("配合单位要主动认领任务。", "S:配合单位", "配合单位 supports"),
    ("牵头单位要会同配合单位编制规程。", "L:牵头单位 S:配合单位", "roles by name"),
    ("各县（市、区）要制定实施细则。", "R:各县（市、区）", "a class of areas"),
    ("各有关部门应当加强协作。", "R:各有关部门", "应当"),
    ("各地各部门务必压实责任。", "R:各地各部门", "务必"),
    ("各县政府、各有关部门要认真落实。", "R:各县政府 R:各有关部门", "two subjects of one word"),
    ("各县政府，市直各部门要认真落实。", "R:各县政府 R:市直各部门", "parted by a comma"),
    ("各旗县市区和市直相关部门应于3月20日前报送名单。", "R:各旗县市区 R:市直相关部门", "和 parts two classes"),
    ("各成员单位按照职责分工，要密切配合。", "R:各成员单位", "manner between subject and duty"),
    ("市文旅局负责选址，各县政府要做好保障。", "R:市文旅局 R:各县政府", "a second subject behind a comma"),
    ("市文旅局负责选址；市住建局负责改造。", "R:市文旅局 R:市住建局", "behind ；"),
    ("对运行不良的书房，市文旅局应当责令整改。", "R:市文旅局", "the subject behind a condition"),
    ("同时，各街道要加强宣传。", "R:各街道", "a word that leads in"),
    ("【资金保障】市财政局应当安排经费。", "R:市财政局", "a caption in brackets leads in"),
    ("市人民政府及其有关部门应当支持书房建设。", "R:市人民政府及其有关部门", "及其 is one"),
    ("县级以上人民政府应当支持书房建设。", "R:县级以上人民政府", "以上 is part of the name"),
    ("云泽经开区、岚川高新区管委会要参照执行。", "R:云泽经开区 R:岚川高新区管委会", "zones"),
    ("本办法由市文旅局负责解释。", "R:市文旅局", "who explains"),
    ("住房保障部门应当定期核查。", "R:住房保障部门", "a department without its area"),
]
NO_SUBJECTS = [
    ("建设单位应当办理手续。", "a party that the rule binds"),
    ("企业要落实主体责任。", "a firm"),
    ("申请人应当提交材料。", "a person"),
    ("书房要全年开放。", "a thing"),
    ("要加强组织领导。", "no subject"),
    ("加强与市财政局的沟通。", "a unit that nothing is asked of"),
    ("由市文旅局认定的书房享受补贴。", "由…的 only says which"),
    ("可以由市文旅局组织评估。", "可以 charges nobody"),
    ("确保各项任务落到实处。", "no body"),
    ("形成市文旅局牵头、各部门参与的机制。", "a mechanism"),
    ("按照市文旅局要求执行。", "要求 is no 要"),
    ("充分发挥领导小组统筹作用。", "发挥"),
    ("推行建筑师负责制。", "负责制"),
    ("各项措施须知悉。", "须知"),
    ("报市政府批准后实施。", "who approves"),
    ("指导各县文旅部门做好服务。", "指导"),
    ("现印发给你们，请认真贯彻执行。", "nobody is named"),
]


@pytest.mark.parametrize(("sentence", "expected", "why"), SUBJECTS)
def test_subjects(sentence: str, expected: str, why: str) -> None:
    assert charged(sentence) == expected, why


@pytest.mark.parametrize(("sentence", "why"), NO_SUBJECTS)
def test_no_subject(sentence: str, why: str) -> None:
    assert charged(sentence) == "", why


def test_work_is_a_duty_where_it_is_shared_out() -> None:
    sentence = View.of("市文旅局加强指导")
    assert not subjects(sentence)
    assert [unit.text for subject in subjects(sentence, apportions=True) for unit in subject.units] == ["市文旅局"]


@pytest.mark.parametrize(
    ("name", "is_body"),
    [("市财政局", True), ("各街道", True), ("审批部门", True), ("施工单位", False), ("云泽集团", False), ("组建专班", False), ("推进办公室", False)],
)
def test_who_can_be_charged(name: str, is_body: bool) -> None:
    assert can_be_charged(name) is is_body


def test_a_sentence_is_its_own_task_with_its_limits_as_milestones() -> None:
    (task,) = tasks("一、组织保障", "要加强宣传。各县政府要在2024年6月底前制定细则；要及时报送进展。本方案从发布起实施。")
    assert task.origin == "sentence"
    assert task.clause == "一"
    assert task.text == "各县政府要在2024年6月底前制定细则；要及时报送进展。"
    assert task.deadlines == []
    assert [step.deadline.end for step in task.milestones if step.deadline] == ["2024-06-30"]


def test_the_heading_is_the_title_of_the_only_task_of_a_clause() -> None:
    assert [task.title for task in tasks("一、组织保障", "各县政府要制定实施细则。")] == ["组织保障"]
    assert [task.title for task in tasks("一、组织保障", "各县政府要制定细则；要报送进展。市财政局要保障经费。")] == [
        "各县政府要制定细则",
        "市财政局要保障经费",
    ]


@pytest.mark.parametrize(
    ("lines", "count", "why"),
    [
        (("一、书房建设", "各县政府要新建书房60个。（市文旅局负责）"), 0, "the note allocates the passage"),
        (("一、书房建设", "新建书房60个。（市文旅局负责）各县政府要加强保障工作。"), 1, "what follows the note is free"),
        (("一、书房建设（市文旅局牵头）", "1.各县政府要新建书房。", "2.各街道要开展活动。"), 0, "the note on the heading covers the items"),
        (("一、书房建设（市文旅局牵头）", "1.各县政府要新建书房。（市住建局负责）", "2.各街道要开展活动。"), 0, "it governs the item without a note, too"),
        (("各县（市、区）人民政府，市政府各部门要：",), 0, "whom a text is addressed to"),
        (("各县政府要加强组织实施，确保落地见效。",), 1, "a closing paragraph of no clause"),
    ],
)
def test_only_what_nothing_else_allocates(lines: tuple[str, ...], count: int, why: str) -> None:
    assert len(tasks(*lines)) == count, why


PIECES = st.sampled_from(["由", "市文旅局", "负责", "各县（市、区）", "要", "，", "。", "；", "（", "）", "会同", "应当", "的", "《", "牵头", "有关部门", "书房", "、", "及其"])


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(PIECES, max_size=14))
def test_any_sentence_is_read_and_its_units_are_printed_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = subjects(View.of(text))
    assert all(text[unit.start : unit.end] == unit.text for subject in found for unit in subject.units)
    starts = [subject.start for subject in found]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("second", "joined", "why"),
    [
        ("按照分工，由分管领导亲自挂帅，定期研究推进。", True, "persons of the units just named"),
        ("主要负责同志要亲自抓，确保按期开放。", True, "the head of the unit"),
        ("图书采购实行集中招标，统一编目。", False, "no one is charged: the task ends before it"),
        ("市财政局负责安排年度经费。", False, "another unit has its own task"),
    ],
)
def test_a_sentence_that_charges_persons_goes_on_with_the_task(second: str, joined: bool, why: str) -> None:
    [first, *_] = tasks("一、加强领导", "各有关部门要把书房建设摆上重要位置，细化工作举措。" + second)
    assert (second in first.text) is joined, why
