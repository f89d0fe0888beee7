"""Sentences that name who must do the work become tasks where nothing else allocates the passage."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.clauses.clauses import read_clauses
from extractors.deadlines import TimeContext
from extractors.notes.between import between
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
    ("市文旅局要会同有关部门梳理馆藏清单。", "L:市文旅局 S:有关部门", "a word of work that no list has"),
    ("市文旅局要会同市教育局等部门，建立荐书机制。", "L:市文旅局 S:市教育局", "a comma behind the helpers"),
    ("市文旅局会同各区图书馆主管部门对书目逐项核对。", "L:市文旅局 S:各区图书馆主管部门", "对 behind the helpers"),
    ("市文旅局会同有关监管部门梳理跨部门的事项。", "L:市文旅局 S:有关监管部门", "a class noun further on is no part of the name"),
    ("市文旅局要会同出版企业举办书展。", "L:市文旅局", "a party of no public kind is charged with nothing"),
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
    ("市文旅局将会同市教育局开展评估。", "L:市文旅局 S:市教育局", "将 before the duty"),
    ("各县于每季度末25日前报送进展。", "R:各县", "a limit charges as a word of duty does"),
    ("各处室每月15日前上报台账。", "R:各处室", "a limit without 于"),
    ("市书房办每季度调度一次。", "R:市书房办", "how often is a limit, too"),
    ("各县政府年内至少开展两次抽查。", "R:各县政府", "年内"),
    ("请各县政府于3月20日前报送名单。", "R:各县政府", "who is asked by a limit must"),
    ("请各县落实专人负责，于3月20日前报送名单。", "R:各县", "the limit behind the work"),
    ("各县政府：负责辖区书房的选址。", "R:各县政府", "the unit as a label"),
    ("市文旅局每年应当公布评估结果。", "R:市文旅局", "每年 before the duty"),
    ("由市书房办根据各县提供的名单组织验收。", "R:市书房办", "what a word of manner goes on with is no 由…的"),
    ("每月底前，由市财政局分别向各县、各乡镇通报进度。", "R:市财政局", "分别 behind 由"),
    ("书房项目由各县认领实施。", "R:各县", "认领"),
    ("发展改革、财政、税务等部门应当落实优惠。", "R:发展改革 R:财政 R:税务", "fields that share 等部门 are one each"),
    ("教育、人力资源社会保障主管部门应当开展培训。", "R:教育 R:人力资源社会保障主管部门", "fields before a class of their own"),
    ("海关、商务等部门和单位应当共享数据。", "R:海关 R:商务", "等部门和单位"),
    ("经济和信息化主管部门应当定期评估。", "R:经济和信息化主管部门", "经 begins a name"),
    ("设区的市、县人民政府应当安排资金。", "R:设区的市、县人民政府", "设区的市 is a class of areas"),
    ("由市文旅局联合市财政局对书房建设进行验收。", "L:市文旅局 S:市财政局", "what is worked on stands before the work"),
    ("各县要定期会商。", "R:各县", "会商 with nobody"),
    ("其他有关部门应当配合。", "R:其他有关部门", "其他"),
    ("首接单位应当跟踪督办。", "R:首接单位", "a unit by its role"),
    ("市书房牵头单位要定期会商。", "R:市书房牵头单位", "a unit by its role, of what"),
    ("各市州、岚川新区和各责任部门要密切配合。", "R:各市州 R:岚川新区 R:各责任部门", "a new area with a name of two characters"),
    ("省局负责业务指导。", "R:省局", "the short name of the superior"),
    ("“市文旅局负责统筹协调。", "R:市文旅局", "new wording opens with a quotation mark"),
    ("市文旅局要完善了解群众需求的渠道。", "R:市文旅局", "了解 says nothing of what is done"),
    ("政务服务机构应当优化流程。", "R:政务服务机构", "a public body, no provider"),
    ("国务院自由贸易试验区联席会议办公室要加强协调。", "R:国务院自由贸易试验区联席会议办公室", "自由 in a name"),
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
    ("请各县、各部门认真贯彻执行。", "a wish without a limit"),
    ("全市每年完成培训5000人次。", "the people of an area"),
    ("全市2023年底前已建成60个。", "what is done"),
    ("市文旅局会同市财政局制定了《书房建设方案》。", "了: what is done"),
    ("支持自由贸易试验区开展书房建设。", "自由 holds no 由"),
    ("组织市直有关部门每月开展一次巡查。", "组织: who is led to do it is no subject"),
    ("积极协调组织部门，每年开展一次培训。", "协调"),
    ("领导小组办公室设在市文旅局，负责日常工作。", "设在: no name"),
    ("市政府成立书房建设领导小组，负责统筹协调。", "成立: no name"),
    ("推进信息跨区域跨部门应急共享。", "跨部门"),
    ("优化书房布局、完善财政支持等部门会商机制应当坚持。", "works before 等部门"),
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


BETWEEN = [
    ("各县按照职责分工，分别", "按照职责分工，分别", "an order and a manner, parted by a comma"),
    ("各县在3月底前", "在3月底前", "a moment ends with its word"),
    ("各县对书房建设", "对书房建设", "what is worked on"),
    ("各县主要负责同志", "主要负责同志", "who of the unit"),
    ("各县书房", None, "nothing that may stand there"),
    ("各县在书房", None, "a moment without its end"),
    ("各县按照分工；书房", None, "not beyond a stop"),
    (f"各县{'在前' * 40}；书房", None, "a run that can be cut in very many ways"),
]


@pytest.mark.parametrize(("text", "expected", "why"), BETWEEN)
def test_between(text: str, expected: str | None, why: str) -> None:
    place = between(text, 0, len(text))
    assert (None if place is None else text[place:]) == expected, why


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
