"""Cutting a file into the covering notice, the texts that it issues and the attachments."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.parts.attachments import read_label, read_list
from extractors.parts.lines import is_whole, lines_of
from extractors.parts.parts import split
from pipeline.readers import read
from tests.tools.documents import document, paragraphs, table

COVER = (
    "云泽市人民政府办公室",
    "关于印发《云泽市城市书房建设方案》的通知",
    "云政办发〔2024〕7号",
    "各县（区）人民政府，市直有关部门：",
    "《云泽市城市书房建设方案》已经市政府同意，现印发给你们，请认真组织实施。",
)
SIGNED = ("云泽市人民政府办公室", "2024年3月5日")
PLAN = ("云泽市城市书房建设方案", "为方便群众阅读，制定本方案。", "一、总体目标", "到2026年建成城市书房60个。", "二、组织实施", "市文化和旅游局统筹推进。")


@dataclass(frozen=True)
class Case:
    why: str
    lines: tuple[str, ...]
    expected: tuple[tuple[str, str | None], ...]  # name and title of each part


NOTICE = ("notice", "云泽市人民政府办公室关于印发《云泽市城市书房建设方案》的通知")
TEXT = ("issued_text", "云泽市城市书房建设方案")

CASES = (
    Case("a notice, signed, and the plan that it issues", (*COVER, *SIGNED, *PLAN), (NOTICE, TEXT)),
    Case("a remark stands between the date and the plan", (*COVER, *SIGNED, "（此件公开发布）", *PLAN), (NOTICE, TEXT)),
    Case("no signature: the title of the plan, printed again, ends the notice", (*COVER, *PLAN), (NOTICE, TEXT)),
    Case("the date in Chinese numerals, padded", (*COVER, "云泽市人民政府办公室", "二〇二四年三月五日", *PLAN), (NOTICE, TEXT)),
    Case("the title of the plan on two lines", (*COVER, *SIGNED, "云泽市城市书房", "建设方案", *PLAN[1:]), (NOTICE, TEXT)),
    Case(
        "the plan is labelled an attachment: it is issued all the same",
        (*COVER, "附件：云泽市城市书房建设方案", *SIGNED, "附件", *PLAN),
        (NOTICE, TEXT),
    ),
    Case(
        "a list of attachments under the plan, then one attachment",
        (*COVER, *SIGNED, *PLAN, "附件：任务清单", "附件", "任务清单", "一、选址"),
        (NOTICE, TEXT, ("attachment:1", "任务清单")),
    ),
    Case(
        "attachments keep their printed numbers; the number may fall to the next line",
        (*COVER, *SIGNED, *PLAN, "附件：1.选址要求", "2.任务清单", "附件1", "选址要求", "临街，面积不小于80平方米。", "附件", "2", "任务清单"),
        (NOTICE, TEXT, ("attachment:1", "选址要求"), ("attachment:2", "任务清单")),
    ),
    Case(
        "a list whose title stands on the line below the label is a list",
        (*COVER, *SIGNED, *PLAN, "附件：", "任务清单", "附件", "任务清单", "一、选址"),
        (NOTICE, TEXT, ("attachment:1", "任务清单")),
    ),
    Case("a list without its attachments makes no part", (*COVER, *SIGNED, *PLAN, "附件：任务清单（略）"), (NOTICE, TEXT)),
    Case(
        "the list stands before the signature of the notice",
        (*COVER, "附件：1.选址要求", "2.任务清单", *SIGNED, "附件1", "选址要求", "临街，面积不小于80平方米。"),
        (NOTICE, ("attachment:1", "选址要求")),
    ),
    Case("the head of an 印发 notice alone over its text", (*COVER[:3], *PLAN[1:]), (NOTICE, TEXT)),
    Case(
        "a notice with its own items issues nothing",
        ("云泽市民政局关于做好冬季救助工作的通知", "各县（区）民政局：", "现就有关事项通知如下：", "一、加强排查", "二、及时救助", "云泽市民政局", "2023年11月2日"),
        (("notice", "云泽市民政局关于做好冬季救助工作的通知"),),
    ),
    Case(
        "an opinion carries its own clauses",
        ("云泽市人民政府关于促进花卉产业发展的实施意见", "各县（区）人民政府：", "一、总体要求", "二、重点任务", "云泽市人民政府", "2023年4月1日"),
        (("notice", "云泽市人民政府关于促进花卉产业发展的实施意见"),),
    ),
    Case(
        "two texts are issued; the second begins with its title",
        (
            "云泽市教育局关于印发《校车管理办法》和《校园食堂管理办法》的通知",
            "各学校：",
            "现将《校车管理办法》和《校园食堂管理办法》印发给你们。",
            "云泽市教育局",
            "2022年8月1日",
            "校车管理办法",
            "第一条 为加强校车管理，制定本办法。",
            "第二条 本办法适用于全市学校。",
            "校园食堂管理办法",
            "第一条 为加强食堂管理，制定本办法。",
        ),
        (("notice", "云泽市教育局关于印发《校车管理办法》和《校园食堂管理办法》的通知"), ("issued_text", "校车管理办法"), ("issued_text:2", "校园食堂管理办法")),
    ),
    Case(
        "a text that the notice does not name begins where articles count from 1 again below a title",
        (
            "云泽市交通局关于印发两项制度的通知",
            "局属各单位：",
            "现将两项制度印发给你们，请遵照执行。",
            "云泽市交通局",
            "2022年8月1日",
            "首问负责制度",
            "第一条 首位接待人员为首问责任人。",
            "第二条 首问责任人应当一次告知。",
            "限时办结制度",
            "第一条 事项应当在承诺时限内办结。",
        ),
        (("notice", "云泽市交通局关于印发两项制度的通知"), ("issued_text", "首问负责制度"), ("issued_text:2", "限时办结制度")),
    ),
    Case("a file that holds an attachment alone", ("附件", *PLAN), (("notice", "云泽市城市书房建设方案"),)),
    Case("a sentence that begins with 附件 opens nothing", (*COVER, *SIGNED, *PLAN, "附件1所列书房由各县（区）管理。"), (NOTICE, TEXT)),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_split_names_the_parts(case: Case) -> None:
    assert tuple((part.name, part.title) for part in split(paragraphs(*case.lines))) == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_parts_together_are_the_document(case: Case) -> None:
    given = paragraphs(*case.lines)
    parts = split(given)
    assert tuple(block for part in parts for block in part.blocks) == given.blocks
    for part in parts:
        assert part.title_blocks + part.end_blocks <= len(part.blocks)
        assert (part.start, part.end) == (given.span(part.blocks[0].address)[0], given.span(part.blocks[-1].address)[1])


def test_a_table_belongs_to_the_part_that_it_stands_in() -> None:
    given = document(*COVER, *SIGNED, *PLAN, "附件", "任务清单", table("序号|任务|责任单位", "1|选址|市住建局"))
    parts = {part.name: part for part in split(given)}
    assert [len(part.tables()) for part in (parts["notice"], parts["issued_text"], parts["attachment:1"])] == [0, 0, 1]


def test_the_end_matter_is_counted_apart_from_the_running_text() -> None:
    given = paragraphs(*COVER, "附件：云泽市城市书房建设方案", *SIGNED, "（此件公开发布）", *PLAN)
    notice = split(given)[0]
    assert notice.end_blocks == 4  # the list, the issuer, the date, the remark
    assert [block.text for block in notice.running][-1] == COVER[-1]


def test_a_document_without_blocks_has_no_parts() -> None:
    assert split(document()) == ()


LABELS = (
    ("附件", (None, "", False), "the bare label"),
    ("附 件 2", (2, "", False), "spaces within it"),
    ("附件１：任务清单", (1, "任务清单", True), "full-width number, title on the line"),
    ("附件2全市任务台账", (2, "全市任务台账", False), "no colon, but a number and a title"),
    ("附件：（略）", (None, "", True), "left out"),
    ("附件中的表格由各单位填写", None, "a sentence"),
    ("附件16）后报送", None, "the end of a bracket"),
    ("附件一所列事项", None, "a reference"),
)


@pytest.mark.parametrize(("text", "expected", "why"), LABELS, ids=[why for *_, why in LABELS])
def test_read_label(text: str, expected: tuple[int | None, str, bool] | None, why: str) -> None:
    label = read_label(lines_of(paragraphs(text))[0].text)
    assert (label and (label.number, label.title, label.colon)) == expected, why


LISTS = (
    (("附件：任务清单",), ["任务清单"], "one"),
    (("附件：1.任务清单", "2.责任分工表"), ["任务清单", "责任分工表"], "a line each"),
    (("附件：1.任务清单2.责任分工表3.2024年计划",), ["任务清单", "责任分工表", "2024年计划"], "run on in one line"),
    (("附件：1.《云泽市老旧小区改造项目", "2024年度任务清单》", "2.责任分工表"), ["《云泽市老旧小区改造项目2024年度任务清单》", "责任分工表"], "wrapped"),
    (("附件1：任务清单", "附件2：责任分工表"), ["任务清单", "责任分工表"], "the label each time"),
    (("附件：任务清单（略）",), ["任务清单"], "left out"),
    (("附件：1.任务清单.docx", "2.责任分工表.xlsx"), ["任务清单", "责任分工表"], "a site's names of files"),
    (("附件：任务清单", "云泽市城市管理局", "2024年3月5日"), ["任务清单"], "the signature is no entry"),
    (("附件：", "云泽市城市管理局", "2024年3月5日"), [], "an empty list over a signature"),
    (("附件：云泽市数据资源规划（2.0版）",), ["云泽市数据资源规划（2.0版）"], "2. before a digit is no number of an entry"),
)


@pytest.mark.parametrize(("lines", "expected", "why"), LISTS, ids=[why for *_, why in LISTS])
def test_read_list(lines: tuple[str, ...], expected: list[str], why: str) -> None:
    assert [entry.title for entry in read_list(lines_of(paragraphs(*lines)), 0)[0]] == expected, why


TITLES = (
    ("云泽市城市书房建设方案", True, "a text"),
    ("云泽市城市书房建设方案（试行）", True, "a remark behind it"),
    ("云泽市人民政府关于印发云泽市城市书房建设方案", False, "an 印发 notice is whole only with its own kind"),
    ("云泽市人民政府关于印发《云泽市城市书房建设方案》的通知", True, "with it"),
    ("关于印发《云泽市城市书房", False, "an open mark"),
    ("云泽市人民政府", False, "an organ"),
    ("云泽市民政局关于修改《云泽市救助办法》", False, "a title in the title ends nothing: 并延长有效期的通知 follows"),
)


@pytest.mark.parametrize(("title", "expected", "why"), TITLES, ids=[why for *_, why in TITLES])
def test_is_whole(title: str, expected: bool, why: str) -> None:
    assert is_whole(title) is expected, why


def test_real_notices_are_cut_without_loss(real_notices: list[Path]) -> None:
    for path in real_notices:
        given: Document = read(path.read_bytes(), name=path.name)
        assert tuple(block for part in split(given) for block in part.blocks) == given.blocks, path.name
