"""Headings and texts of clauses, and what belongs to none."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.clauses.clauses import ClauseReading, read_clauses
from extractors.document import Document, Paragraph
from extractors.parts.parts import split
from pipeline.readers import read
from tests.tools.documents import document, paragraphs

TITLE = "云泽市城市书房建设方案"


def reading(*lines: str) -> tuple[Document, ClauseReading]:
    made = paragraphs(TITLE, *lines)
    return made, read_clauses(made, split(made)[0])


@dataclass(frozen=True)
class Case:
    why: str
    lines: tuple[str, ...]
    expected: tuple[tuple[str, str | None, str], ...]  # path, heading, text


CASES = (
    Case(
        "a line that stands alone is a heading, the paragraph below it the text",
        ("一、总体目标", "到2026年建成书房60个。", "覆盖全部街道。"),
        (("一", "总体目标", "到2026年建成书房60个。\n覆盖全部街道。"),),
    ),
    Case(
        "run-in captions",
        ("（一）优化选址布局。综合考虑人口分布选址。", "（二）丰富图书配置。按人均一册配置图书。", "（三）延长开放时间。每日开放不少于十小时。"),
        (
            ("（一）", "优化选址布局", "综合考虑人口分布选址。"),
            ("（二）", "丰富图书配置", "按人均一册配置图书。"),
            ("（三）", "延长开放时间", "每日开放不少于十小时。"),
        ),
    ),
    Case(
        "a caption of two halves",
        ("（一）加强组织领导，压实工作责任。成立专班。", "（二）加强资金保障，拓宽筹资渠道。列入预算。", "（三）加强宣传推广，营造良好氛围。开展活动。"),
        (
            ("（一）", "加强组织领导，压实工作责任", "成立专班。"),
            ("（二）", "加强资金保障，拓宽筹资渠道", "列入预算。"),
            ("（三）", "加强宣传推广，营造良好氛围", "开展活动。"),
        ),
    ),
    Case(
        "items of plain sentences have no heading",
        (
            "1.会同市住房城乡建设局梳理全市闲置公共用房，建立可用房源台账并向社会公布。（市文旅局负责）",
            "2.鼓励社会力量以捐赠、冠名、认领等方式参与建设，对参与主体给予适当奖励和表彰。逐步扩大规模。（市民政局负责）",
            "3.全面提升服务水平。配齐管理人员并开展年度培训，培训覆盖率达到百分之百，不合格的不得上岗。（市人社局负责）",
            "4.建设统一的线上平台，实现图书通借通还，年底前接入全部书房并完成数据迁移。（市大数据局负责）",
        ),
        (
            ("1", None, "会同市住房城乡建设局梳理全市闲置公共用房，建立可用房源台账并向社会公布。（市文旅局负责）"),
            ("2", None, "鼓励社会力量以捐赠、冠名、认领等方式参与建设，对参与主体给予适当奖励和表彰。逐步扩大规模。（市民政局负责）"),
            ("3", None, "全面提升服务水平。配齐管理人员并开展年度培训，培训覆盖率达到百分之百，不合格的不得上岗。（市人社局负责）"),
            ("4", None, "建设统一的线上平台，实现图书通借通还，年底前接入全部书房并完成数据迁移。（市大数据局负责）"),
        ),
    ),
    Case(
        "articles have none",
        ("第一条 为规范管理，制定本办法。", "第二条 书房由市文旅局主管。市财政局保障经费。", "第三条 书房应当免费开放。"),
        (
            ("第一条", None, "为规范管理，制定本办法。"),
            ("第二条", None, "书房由市文旅局主管。市财政局保障经费。"),
            ("第三条", None, "书房应当免费开放。"),
        ),
    ),
    Case(
        "an article with a caption in brackets",
        ("第一条 【立法目的】为规范管理，制定本条例。", "第二条（适用范围）本市书房适用本条例。"),
        (("第一条", "【立法目的】", "为规范管理，制定本条例。"), ("第二条", "（适用范围）", "本市书房适用本条例。")),
    ),
    Case(
        "a chapter's heading, set wide",
        ("第一章　总　　则", "第一条 为规范管理，制定本办法。"),
        (("第一章", "总则", ""), ("第一章/第一条", None, "为规范管理，制定本办法。")),
    ),
    Case(
        "a note after a heading is text",
        ("一、优化选址布局（责任单位：市自然资源局）", "1.编制选址规划，合理布点。", "2.建立房源台账，动态更新。"),
        (("一", "优化选址布局", "（责任单位：市自然资源局）"), ("一/1", None, "编制选址规划，合理布点。"), ("一/2", None, "建立房源台账，动态更新。")),
    ),
    Case("a score mark is text", ("一、书房建设（25分）", "（一）选址（5分）"), (("一", "书房建设", "（25分）"), ("一/（一）", "选址", "（5分）"))),
    Case(
        "a sentence that leads to its items is no heading",
        ("第一条 申请人应当提交下列材料：", "（一）申请书；", "（二）身份证明。"),
        (("第一条", None, "申请人应当提交下列材料："), ("第一条/（一）", None, "申请书；"), ("第一条/（二）", None, "身份证明。")),
    ),
    Case(
        "a paragraph behind the items of an article is the article's",
        ("第一条 申请人应当提交下列材料：", "（一）申请书；", "（二）身份证明。", "材料不全的，一次性告知。", "第二条 书房免费开放。"),
        (
            ("第一条", None, "申请人应当提交下列材料：\n材料不全的，一次性告知。"),
            ("第一条/（一）", None, "申请书；"),
            ("第一条/（二）", None, "身份证明。"),
            ("第二条", None, "书房免费开放。"),
        ),
    ),
    Case(
        "a heading closed by a stop, with its text below",
        ("（一）前期工作阶段。", "本阶段包括选址和立项。", "（二）施工建设阶段。", "本阶段包括装修和验收。"),
        (("（一）", "前期工作阶段", "本阶段包括选址和立项。"), ("（二）", "施工建设阶段", "本阶段包括装修和验收。")),
    ),
    Case(
        "a label on a line of its own",
        ("（一）", "优化选址布局。综合考虑人口分布选址。", "（二）", "丰富图书配置。按人均一册配置图书。"),
        (("（一）", "优化选址布局", "综合考虑人口分布选址。"), ("（二）", "丰富图书配置", "按人均一册配置图书。")),
    ),
    Case(
        "stops inside quotes and brackets end no caption",
        ("（一）打造“书香云泽”品牌。举办读书节。", "（二）落实《岚江省全民阅读条例》。制定细则。", "（三）推行“一卡通读”。统一借阅证。"),
        (
            ("（一）", "打造“书香云泽”品牌", "举办读书节。"),
            ("（二）", "落实《岚江省全民阅读条例》", "制定细则。"),
            ("（三）", "推行“一卡通读”", "统一借阅证。"),
        ),
    ),
    Case(
        "short captions closed by a colon",
        ("（一）申请：申请人在线提交材料。", "（二）初审：街道五日内完成初审。", "（三）公示：名单公示七日。"),
        (("（一）", "申请", "申请人在线提交材料。"), ("（二）", "初审", "街道五日内完成初审。"), ("（三）", "公示", "名单公示七日。")),
    ),
)


def test_a_last_chapter_of_several_paragraphs_keeps_them() -> None:
    lines = ("一、目标", "建成书房十家。", "二、原则", "便民利民。", "三、有关要求", "各县要高度重视。", "市文旅局要做好牵头工作。", "市财政局要保障经费。")
    _, found = reading(*lines, "特此通知。")
    assert found.clauses[-1].text == "各县要高度重视。\n市文旅局要做好牵头工作。\n市财政局要保障经费。"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_headings_and_texts(case: Case) -> None:
    _, found = reading(*case.lines)
    assert tuple((clause.path, clause.heading, clause.text) for clause in found.clauses) == case.expected


CLOSING = (
    ("（二）加强考核。定期通报。", "各县（区）要结合实际抓好落实。", True, "what all are told"),
    ("（二）加强考核。定期通报。", "本方案自印发之日起施行，有效期三年。", True, "the validity"),
    ("（二）加强考核。定期通报。", "（责任单位：市文旅局）", False, "a responsibility note is the item's"),
    ("（二）加强考核。", "定期通报，年底考核。", False, "the text of a heading"),
)


@pytest.mark.parametrize(("item", "last", "closes", "why"), CLOSING, ids=[why for *_, why in CLOSING])
def test_a_closing_paragraph_belongs_to_no_clause(item: str, last: str, closes: bool, why: str) -> None:
    made, found = reading("一、保障", "（一）加强领导。成立专班。", item, last)
    at = made.text.index(last)
    assert any(start <= at < end for start, end in found.rest) is closes, why
    assert (last in found.clauses[-1].text) is not closes, why


def test_a_restored_automatic_number_is_a_label() -> None:
    made = document(TITLE, Paragraph(address="p2", text="（一）加强领导。成立专班。", label="（一）"))
    (clause,) = read_clauses(made, split(made)[0]).clauses
    assert (clause.label, clause.level, clause.heading, clause.text) == ("（一）", 1, "加强领导", "成立专班。")


def test_the_evidence_shows_label_and_heading() -> None:
    _, found = reading("一、总体目标", "到2026年建成书房60个。", "（一）选址。临街。")
    assert [clause.evidence.quote for clause in found.clauses] == ["一、总体目标", "（一）选址"]
    assert [clause.level for clause in found.clauses] == [1, 2]


def check_lossless(made: Document) -> None:
    """Labels, headings, texts and the rest cover the running paragraphs of each part: nothing twice, nothing lost but stops."""
    for part in split(made):
        found = read_clauses(made, part)
        ranges = list(found.rest)
        for clause, span in zip(found.clauses, found.spans, strict=True):
            ranges += [span.label, *span.text, *([span.heading] if span.heading else [])]
            assert clause.id == span.id
            assert "".join(clause.text.split()) == "".join("".join(made.text[a:b] for a, b in span.text).split())
            assert span.whole[0] == span.label[0]
        ranges.sort()
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(ranges))
        covered = {at for start, end in ranges for at in range(start, end)}
        for paragraph in part.running:
            if isinstance(paragraph, Paragraph) and paragraph.place == "body":
                start, end = made.span(paragraph.address)
                left = "".join(made.text[at] for at in range(start, end) if at not in covered).strip()
                assert not left.strip("。：:！？!? \u3000；”’\""), left


PIECES = st.sampled_from(
    ["一、", "二、", "（一）", "（二）", "1.", "2．", "（1）", "①", "第一条 ", "第一章 ", "30 ", "", "", "附件", "附件：1."]
).flatmap(
    lambda label: st.sampled_from(
        ["加强领导", "加强领导。成立专班。", "建成书房60个，覆盖全部街道；", "选址（责任单位：市住建局）", "2024年5月1日", "", "申请：在线提交。", "云泽市民政局"]
    ).map(lambda text: label + text)
)


@given(st.lists(PIECES, max_size=14))
def test_nothing_is_lost(lines: list[str]) -> None:
    check_lossless(paragraphs(TITLE, *lines))


@given(st.lists(PIECES, max_size=14))
def test_ids_are_unique_and_parents_come_first(lines: list[str]) -> None:
    made = paragraphs(TITLE, *lines)
    seen: set[str] = set()
    for part in split(made):
        for clause in read_clauses(made, part).clauses:
            assert clause.id not in seen
            assert clause.parent is None or clause.parent in seen
            assert clause.level == clause.path.count("/") + 1
            seen.add(clause.id)


def test_nothing_is_lost_in_real_notices(real_notices: list[Path]) -> None:
    for path in real_notices:
        check_lossless(read(path.read_bytes(), name=path.name))
