"""Automatic numbers: the number formats, and how lists count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Paragraph
from extractors.numerals import to_int
from pipeline.readers.docx import read_docx
from pipeline.readers.number_formats import custom_format, format_number
from tests.tools.docx_builder import docx, li, lists, lvl, num, override, p, r, style, styled

FORMATS = [
    ("decimal", {0: "0", 7: "7", 12: "12"}, "plain digits"),
    ("decimalZero", {1: "01", 9: "09", 10: "10"}, "two places up to 9"),
    ("decimalFullWidth", {1: "１", 12: "１２"}, "full-width digits"),
    ("decimalFullWidth2", {3: "３"}, "the other name of the same"),
    ("decimal:3", {7: "007", 12: "012"}, "a custom format, padded"),
    ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}, "circled up to 20, then plain (17.18.59)"),
    ("decimalEnclosedCircleChinese", {10: "⑩", 11: "11"}, "the Chinese set has ten"),
    ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}, "in brackets up to 20"),
    ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}, "with a stop up to 20"),
    ("ideographEnclosedCircle", {1: "㈠", 10: "㈩", 11: "11"}, "Word draws brackets, not circles ([MS-OI29500] 2.1.540 a)"),
    ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB"}, "letters are repeated, not carried"),
    ("lowerLetter", {2: "b", 53: "aaa"}, "the same in small letters"),
    ("upperRoman", {4: "IV", 9: "IX", 49: "XLIX", 1990: "MCMXC"}, "Roman"),
    ("lowerRoman", {14: "xiv"}, "Roman, small"),
    ("chineseCounting", {1: "一", 10: "十", 12: "十二", 20: "二十", 99: "九十九", 100: "一○○", 105: "一○五"}, "digit by digit from 100"),
    ("taiwaneseCounting", {11: "十一", 110: "一一○"}, "as chineseCounting"),
    ("chineseCountingThousand", {10: "十", 100: "一百", 105: "一百零五", 110: "一百一十", 1001: "一千零一", 10010: "一万零一十"}, "with 百 and 千"),
    ("taiwaneseCountingThousand", {12: "十二", 105: "一百零五"}, "what LibreOffice writes for the same"),
    ("japaneseCounting", {10: "十", 20: "二十", 100: "百", 101: "百一", 1000: "千"}, "no 一 before a unit, no zero"),
    ("ideographDigital", {1: "一", 10: "一〇", 21: "二一"}, "digit by digit with 〇"),
    ("taiwaneseDigital", {10: "一○"}, "digit by digit with ○"),
    ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 105: "壹佰零伍"}, "the forms of cheques"),
    ("ideographLegalTraditional", {2: "貳", 10: "壹拾"}, "the same, traditional"),
    ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}, "the ten stems, then plain"),
    ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}, "the twelve branches, then plain"),
    ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥", 61: "甲子"}, "the cycle of sixty"),
    ("numberInDash", {3: "- 3 -"}, "in dashes"),
    ("none", {5: ""}, "no number"),
    ("hindiVowels", {5: "5"}, "a format that no notice uses falls back to digits"),
    ("upperRoman", {0: "0"}, "no sign for nought"),
]


@pytest.mark.parametrize(("name", "expected", "why"), FORMATS, ids=lambda value: value if isinstance(value, str) else "")
def test_format_number(name: str, expected: dict[int, str], why: str) -> None:
    assert {n: format_number(n, name) for n in expected} == expected, why


@given(st.integers(1, 9999))
def test_numbers_that_word_counts_are_read_back(n: int) -> None:
    """What Word counts is what the clause extractor reads."""
    for name in ("chineseCountingThousand", "taiwaneseCountingThousand", "chineseCounting", "decimalFullWidth"):
        assert to_int(format_number(n, name)) == n


@pytest.mark.parametrize(
    ("pattern", "name"),
    [("001, 002, 003, ...", "decimal:3"), ("01, 02, 03, ...", "decimal:2"), ("一, 十, 一百(简), ...", "chineseCountingThousand"), ("?", "decimal")],
)
def test_custom_format(pattern: str, name: str) -> None:
    assert custom_format(pattern) == name


CN = lvl(0, "%1、", "chineseCountingThousand") + lvl(1, "（%2）", "chineseCountingThousand") + lvl(2, "%3.") + lvl(3, "%4", "decimalEnclosedCircle")
OUTLINE = lvl(0, "%1.") + lvl(1, "%1.%2") + lvl(2, "%1.%2.%3")
ONE = lists(CN)
CUSTOM = (
    '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
    '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
)

LISTS: list[tuple[str, list[str], dict[str, str], str, str]] = [
    (
        "the levels of a notice",
        [li("总体要求"), li("指导思想", 1, 1), li("基本原则", 1, 1), li("主要任务"), li("做强产业", 1, 1), li("建设园区", 1, 2), li("修路", 1, 3)],
        {"numbering": ONE},
        "一、总体要求|（一）指导思想|（二）基本原则|二、主要任务|（一）做强产业|1.建设园区|①修路",
        "a deeper level begins anew after a higher one; Chinese labels and 1. stand close to their text",
    ),
    (
        "articles over chapters",
        [li("总则"), li("制定本办法。", 1, 1), li("适用本办法。", 1, 1), li("附则"), li("施行。", 1, 1)],
        {"numbering": lists(lvl(0, "第%1章", "chineseCounting") + lvl(1, "第%2条", "chineseCounting", suff="space", extra='<w:lvlRestart w:val="0"/>'))},
        "第一章总则|第一条 制定本办法。|第二条 适用本办法。|第二章附则|第三条 施行。",
        "lvlRestart 0: articles run on over chapters; suff=space is a character of the page",
    ),
    (
        "several places in one label",
        [li("范围"), li("总则", 1, 1), li("目的", 1, 2), li("依据", 1, 2), li("要求"), li("机构", 1, 1)],
        {"numbering": lists(OUTLINE)},
        "1.范围|1.1 总则|1.1.1 目的|1.1.2 依据|2.要求|2.1 机构",
        "1.1 has no punctuation of its own and would run into its text",
    ),
    (
        "a label before a digit",
        [li("2025年完成改造"), li("改造农房")],
        {"numbering": lists(lvl(0, "%1."))},
        "1. 2025年完成改造|2.改造农房",
        "1.2025 would be another number",
    ),
    (
        "isLgl",
        [li("范围"), li("机构", 1, 1)],
        {"numbering": lists(lvl(0, "第%1章", "chineseCounting") + lvl(1, "%1.%2", extra="<w:isLgl/>"))},
        "第一章范围|1.1 机构",
        "legal numbering shows every level in Arabic digits",
    ),
    (
        "without isLgl each level keeps its format",
        [li("范围"), li("机构", 1, 1)],
        {"numbering": lists(lvl(0, "%1、", "chineseCounting") + lvl(1, "%1.%2"))},
        "一、范围|一.1 机构",
        "%1 is shown in the format of level 1",
    ),
    (
        "start",
        [li("续前表"), li("又一项")],
        {"numbering": lists(lvl(0, "（%1）", start=5))},
        "（5）续前表|（6）又一项",
        "a list may begin with any number",
    ),
    (
        "no start",
        [li("甲类")],
        {"numbering": lists(lvl(0, "%1）", start=None))},
        "0）甲类",
        "17.9.25: a missing start is 0",
    ),
    (
        "lvlRestart names the level",
        [li("甲", 1, 0), li("乙", 1, 1), li("丙", 1, 2), li("丁", 1, 1), li("戊", 1, 2), li("己", 1, 0), li("庚", 1, 2)],
        {"numbering": lists(lvl(0, "%1、") + lvl(1, "（%2）") + lvl(2, "%3）", extra='<w:lvlRestart w:val="1"/>'))},
        "1、甲|（1）乙|1）丙|（2）丁|2）戊|2、己|1）庚",
        "level 3 restarts after level 1 only",
    ),
    (
        "nums that share a list count on",
        [li("甲", 1), li("乙", 2), li("丙", 1)],
        {"numbering": lists(CN, nums={1: (0, ""), 2: (0, "")})},
        "一、甲|二、乙|三、丙",
        "the count belongs to the abstractNum",
    ),
    (
        "startOverride restarts once",
        [li("甲", 1), li("乙", 1), li("丙", 2), li("丁", 2), li("戊", 1)],
        {"numbering": lists(CN, nums={1: (0, ""), 2: (0, override(0, start=1))})},
        "一、甲|二、乙|一、丙|二、丁|三、戊",
        "at its first paragraph only; the other num goes on from there",
    ),
    (
        "startOverride holds at every restart",
        [li("甲", 1), li("乙", 1, 1), li("丙", 1), li("丁", 1, 1)],
        {"numbering": lists(CN, nums={1: (0, override(1, start=4))})},
        "一、甲|（四）乙|二、丙|（四）丁",
        "17.9.26: whenever the level is restarted",
    ),
    (
        "lvlOverride with a whole level",
        [li("甲", 1), li("乙", 2), li("丙", 2)],
        {"numbering": lists(CN, nums={1: (0, ""), 2: (0, override(0, whole=lvl(0, "（%1）", "decimal")))})},
        "一、甲|（2）乙|（3）丙",
        "the level looks different and counts on",
    ),
    (
        "a level passed over counts as used",
        [li("甲", 1, 1), li("乙", 1, 0), li("丙", 1, 2), li("丁", 1, 1)],
        {"numbering": lists(OUTLINE)},
        "1.1 甲|2.乙|2.1.1 丙|2.2 丁",
        "Microsoft KB Q110380: a first heading after a second one is number 2",
    ),
    (
        "bullets",
        [li("要点"), li("事项", 2)],
        {"numbering": lists(lvl(0, "●", "bullet"), lvl(0, "注：", "bullet"))},
        "要点|注：事项",
        "a bullet says nothing; words set as a bullet are words",
    ),
    (
        "none",
        [li("附录"), li("正文", 1, 1)],
        {"numbering": lists(lvl(0, "附：", "none") + lvl(1, "%1%2", "none"))},
        "附：附录|正文",
        "the number is not shown, other characters of the label are",
    ),
    (
        "num 0",
        [li("甲"), p("乙", props=num(0)), li("丙")],
        {"numbering": ONE},
        "一、甲|乙|二、丙",
        "num 0 switches numbering off, and the paragraph does not count",
    ),
    (
        "a list that is missing",
        [li("甲", 9), li("乙", 1, 8)],
        {"numbering": ONE},
        "甲|乙",
        "neither the num nor the level exists",
    ),
    (
        "half typed, half automatic",
        [li("总体要求"), p("二、主要任务"), li("保障措施")],
        {"numbering": ONE},
        "一、总体要求|二、主要任务|二、保障措施",
        "a typed number is text and does not count; Word shows 二 again",
    ),
    (
        "style with a level of its own",
        [styled("总则", "T1"), styled("目的", "T2"), styled("依据", "T2")],
        {
            "numbering": lists(lvl(0, "第%1章", "chineseCounting", extra='<w:pStyle w:val="T1"/>') + lvl(1, "第%2条", "chineseCounting", extra='<w:pStyle w:val="T2"/>')),
            "styles": style("T1", ppr=num(1, None)) + style("T2", ppr=num(1, None)),
        },
        "第一章总则|第一条目的|第二条依据",
        "pStyle ties a level to a style; the style says the num only",
    ),
    (
        "numbering inherited",
        [styled("甲", "Sub"), p("乙", props='<w:pStyle w:val="Sub"/>' + num(0)), styled("丙", "Off")],
        {"numbering": ONE, "styles": style("Base", ppr=num(1, 0)) + style("Sub", based_on="Base") + style("Off", based_on="Base", ppr=num(0))},
        "一、甲|乙|丙",
        "basedOn hands it down; num 0 in the paragraph or a style on the way ends it",
    ),
    (
        "level and num from different styles",
        [styled("甲", "H1"), styled("乙", "H2")],
        {"numbering": ONE, "styles": style("H1", ppr=num(1, 0)) + style("H2", based_on="H1", ppr='<w:numPr><w:ilvl w:val="1"/></w:numPr>')},
        "一、甲|（一）乙",
        "the nearest style that says each of the two says it",
    ),
    (
        "level in the paragraph, num in the style",
        [p("甲", props='<w:pStyle w:val="H1"/><w:numPr><w:ilvl w:val="2"/></w:numPr>')],
        {"numbering": ONE, "styles": style("H1", ppr=num(1, 0))},
        "1.甲",
        "numPr without numId takes the style's",
    ),
    (
        "numStyleLink",
        [li("甲", 1), li("乙", 2)],
        {
            "numbering": lists('<w:numStyleLink w:val="Law"/>', '<w:styleLink w:val="Law"/>' + lvl(0, "第%1条", "chineseCounting"), nums={1: (0, ""), 2: (1, "")}),
            "styles": style("Law", kind="numbering", ppr=num(2, None)),
        },
        "第一条甲|第二条乙",
        "a list may point to a numbering style, whose list counts for both",
    ),
    (
        "a custom format",
        [li("甲")],
        {"numbering": lists(lvl(0, "〔%1〕", number=CUSTOM))},
        "〔001〕甲",
        "the choice of mc:AlternateContent, not its fallback",
    ),
    (
        "an empty item",
        [li("甲"), p(props=num(1, 0)), li("丙")],
        {"numbering": ONE},
        "一、甲|二、|三、丙",
        "Word shows the number of an empty paragraph",
    ),
    (
        "a deleted item",
        [li("甲"), p(f'<w:del w:id="1">{r("<w:delText>乙</w:delText>")}</w:del>', props=num(1, 0) + "<w:rPr><w:del/></w:rPr>"), li("丙")],
        {"numbering": ONE},
        "一、甲|二、丙",
        "it is gone and does not count",
    ),
    (
        "a hidden item",
        [li("甲"), p(r("乙", props="<w:vanish/>"), props=num(1, 0) + "<w:rPr><w:vanish/></w:rPr>"), li("丙")],
        {"numbering": ONE},
        "一、甲|二、丙",
        "text and mark are hidden, so the paragraph is not there",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "parts", "expected", "why"), LISTS, ids=[case[0] for case in LISTS])
def test_lists(name: str, body: list[str], parts: dict[str, str], expected: str, why: str) -> None:
    document = read_docx(docx(*body, **parts), name=name)
    assert "|".join(block.text for block in document.paragraphs()) == expected, why


def test_label_is_the_head_of_the_text() -> None:
    document = read_docx(docx(li("总体要求"), p("正文"), li("主要任务", 1, 1), numbering=ONE), name="x")
    assert [(block.label, block.text) for block in document.paragraphs()] == [
        ("一、", "一、总体要求"), (None, "正文"), ("（一）", "（一）主要任务"),
    ]  # fmt: skip


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40))
def test_labels_count_as_an_outline(levels: list[int]) -> None:
    """Each label says how many paragraphs of its level came since a higher one (a level passed over counts once)."""
    document = read_docx(docx(*(li("项", 1, level) for level in levels), numbering=ONE), name="x")
    counts: list[int] = []
    for block, level in zip(document.blocks, levels, strict=True):
        counts = [*counts[: level + 1], *[1] * (level - len(counts))]
        counts = [*counts[:level], counts[level] + 1] if len(counts) > level else [*counts, 1]
        assert isinstance(block, Paragraph)
        assert to_int((block.label or "").strip("（）、.")) == counts[level]
