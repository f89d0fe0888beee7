"""The text of web pages: paragraphs, line breaks, white space, numbers of lists, Word's markup."""

from __future__ import annotations

import pytest

from extractors.document import Document, Paragraph
from pipeline.readers.html import read_html


def lines(content: str) -> list[str]:
    """The blocks of a page with this content: a paragraph its text, before it ``c`` or ``r`` where centred or right, ``h2`` a heading."""
    return [_line(block) for block in document(content).blocks if isinstance(block, Paragraph)]


def document(content: str) -> Document:
    return read_html(f"<!DOCTYPE html><html><body><div>{content}</div></body></html>".encode(), name="页.html")


def _line(paragraph: Paragraph) -> str:
    marks = ("c " if paragraph.aligned == "center" else "r " if paragraph.aligned == "right" else "") + (
        f"h{paragraph.outline} " if paragraph.outline else ""
    )
    return f"{marks}{paragraph.text}"


TEXTS: list[tuple[str, str, list[str], str]] = [
    ("wrapped source", "<p>岚川市人民政府决定，\n   自本月起修渠。</p>", ["岚川市人民政府决定，自本月起修渠。"], "a line end between Chinese characters is the program's"),
    ("words", "<p>执行 GB\n9704\n标准</p>", ["执行 GB 9704 标准"], "beside a Latin word it is a space, as in a browser"),
    ("white space", "<p>　　甲  \t 乙&nbsp;&nbsp;丙 </p>", ["甲 乙\u00a0\u00a0丙"], "spaces collapse, those that are printed stay, the ends are stripped"),
    ("zero width", "<p>甲&#8203;乙&shy;丙\ufeff</p>", ["甲乙丙"], "what no one sees"),
    ("spans", "<p><b><span>第</span></b><span lang=EN-US>3</span><span><font>条</font></span>修渠</p>", ["第3条修渠"], "elements of looks part nothing"),
    ("loose text", "<p>甲</p>乙<div>丙<div>丁</div>戊</div>", ["甲", "乙", "丙", "丁", "戊"], "text beside blocks is a paragraph"),
    ("block span", "<p>甲<span style='display:block'>乙</span>丙</p>", ["甲", "乙", "丙"], "a span shown as a block is one"),
    ("no text", "<p>甲<script>x='乙'</script><style>p{}</style><!-- 丙 --><select><option>丁</select>戊</p>", ["甲戊"], "scripts, styles, comments, controls"),
    ("hidden", "<p>甲<span style='DISPLAY: none'>乙</span></p><p hidden>丙</p><p style='visibility:hidden'>丁</p>", ["甲"], "hidden text"),
    ("deleted", "<p>甲<del>乙</del><ins>丙</ins></p>", ["甲丙"], "changes are accepted"),
    ("ruby", "<p><ruby>岚<rp>(</rp><rt>lán</rt><rp>)</rp></ruby>川</p>", ["岚川"], "the reading is no text"),
    ("raised", "<p>100m<sup>2</sup>，CO<sub>2</sub></p>", ["100m2，CO2"], "raised and lowered characters are text"),
    ("picture", "<p>甲<img src=a.png alt='示意图'>乙</p>", ["甲乙"], "the words for a picture are not printed"),
    ("entities", "<p>&#30002;&#x4E59;&lt;&ldquo;丙&rdquo;&amp;</p>", ["甲乙<“丙”&"], "references to characters"),
    ("aligned", "<p align=center>甲</p><div style='text-align: right'><p>乙</p><p style='text-align:left'>丙</p></div>", ["c 甲", "r 乙", "丙"], "own, then that of the block around"),
    ("old centre", "<center>甲<p>乙</p></center>丙", ["c 甲", "c 乙", "丙"], "center"),
    ("headings", "<h1>甲</h1><h3><span>乙</span></h3><p>丙</p>", ["h1 甲", "h3 乙", "丙"], "h1 to h6 are outline levels"),
    ("mark of paragraphs", "<p>　　一、修渠。<br>　　二、架桥。</p>", ["一、修渠。", "二、架桥。"], "an indent follows the break"),
    ("blank line", "<p>各县<br><br>各局</p>", ["各县", "各局"], "a blank line follows"),
    ("break after a stop", "<p>修渠要快。<br>架桥要好</p>", ["修渠要快。", "架桥要好"], "the sentence is at its end"),
    ("break before a number", "<p>附件：1.清单<br>2.名单</p>", ["附件：1.清单", "2.名单"], "an item begins"),
    ("break within", "<p>岚川市水务局<br>修渠办公室</p>", ["岚川市水务局\n修渠办公室"], "nothing says that a paragraph ends"),
    ("title over lines", "<p align=center>关于修渠<br>工作的通知<br>岚水发〔2024〕3号</p>", ["c 关于修渠\n工作的通知", "c 岚水发〔2024〕3号"], "a title stays whole, the number is none of it"),
    ("signature", "<p align=right>岚川市水务局<br>2024年3月1日</p>", ["r 岚川市水务局", "r 2024年3月1日"], "each line by itself"),
    (
        "one paragraph with many breaks",
        "<p>一、总体要求<br>坚持以水定城。<br>二、主要任务<br>修好三条渠<br>架好两座桥<br>三、保障措施</p>",
        ["一、总体要求", "坚持以水定城。", "二、主要任务", "修好三条渠", "架好两座桥", "三、保障措施"],
        "the break is the mark of paragraphs",
    ),
    (
        "broken to a width",
        "<pre>"
        "　　为进一步加强灌区渠道管理，落实管护责任，保障灌溉\n用水安全，根据《岚川市水利工程管理办法》等规定，结合\n本市实际，制定本方案。\n"
        "　　一、工作目标。到2025年底，全市干渠完好率达到九成，\n支渠完好率达到八成，灌溉水利用系数明显提高，用水秩序\n明显好转，农民满意。\n</pre>",
        [
            "为进一步加强灌区渠道管理，落实管护责任，保障灌溉用水安全，根据《岚川市水利工程管理办法》等规定，结合本市实际，制定本方案。",
            "一、工作目标。到2025年底，全市干渠完好率达到九成，支渠完好率达到八成，灌溉水利用系数明显提高，用水秩序明显好转，农民满意。",
        ],
        "lines of a text that was broken to a width are joined",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), [case[1:3] for case in TEXTS], ids=[f"{case[0]}: {case[3]}" for case in TEXTS])
def test_text_is_what_a_browser_shows(content: str, expected: list[str]) -> None:
    assert lines(content) == expected


LISTS: list[tuple[str, str, list[str], str]] = [
    ("decimal", "<ol><li>修渠<li><p>架桥</p><p>续</p></ol>", ["1.修渠", "2.架桥", "续"], "the number stands before the first paragraph of an item"),
    ("start and value", "<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3.甲", "7.乙", "8.丙"], "start and value"),
    ("reversed", "<ol reversed><li>甲<li>乙</ol>", ["2.甲", "1.乙"], "counts down to one"),
    ("letters", "<ol type=a><li>甲</ol><ol type=A><li>乙</ol><ol type=i><li>丙<li>丁</ol>", ["a.甲", "A.乙", "i.丙", "ii.丁"], "type"),
    ("Chinese", "<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"], "the comma is part of the style"),
    ("informal", "<ol style='list-style: simp-chinese-informal inside' start=12><li>甲</ol>", ["十二、甲"], "in the short form of the property"),
    ("editor", "<ol class='custom_cn2 list-paddingleft-1'><li>甲<li>乙</ol>", ["（一）甲", "（二）乙"], "UEditor draws its numbers as pictures"),
    ("nested", "<ol><li>甲<ol type=a><li>子<li>丑</ol><li>乙</ol>", ["1.甲", "a.子", "b.丑", "2.乙"], "each list counts for itself"),
    ("none", "<ol style='list-style:none'><li>甲</ol><ul><li>乙</ul>", ["甲", "乙"], "no number, and marks of bullets are left out"),
    ("typed", "<ol><li>1.甲<li>（二）乙<li>丙</ol>", ["1.甲", "（二）乙", "3.丙"], "someone typed a number: the list's own is not shown by the site"),
    ("digit", "<ol><li>2025年底前完成</ol>", ["1. 2025年底前完成"], "a space keeps the number from the digit"),
    ("empty", "<ol><li>甲<li><br><li>丙</ol>", ["1.甲", "3.丙"], "an empty item counts and says nothing"),
    ("absurd", "<ol start=99999999><li>甲</ol><ol start=-1><li>乙</ol>", ["1.甲", "-1.乙"], "a start beyond counting is none"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), [case[1:3] for case in LISTS], ids=[f"{case[0]}: {case[3]}" for case in LISTS])
def test_automatic_numbers_are_restored(content: str, expected: list[str]) -> None:
    assert lines(content) == expected


def test_a_restored_number_is_the_label_of_its_paragraph() -> None:
    labels = [block.label for block in document("<ol><li>甲<p>乙</p></ol>").blocks if isinstance(block, Paragraph)]
    assert labels == ["1.", None]


WORD = (
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>{0}"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]><span lang=EN-US>修</span>渠<o:p></o:p></p>"
)


@pytest.mark.parametrize(
    ("mark", "expected", "label", "why"),
    [
        ("一、", "一、修渠", "一、", "the number is written out, padded with spaces"),
        ("1.", "1.修渠", "1.", "a number with a dot"),
        ("<span style='font-family:Wingdings'>l</span>", "修渠", None, "a letter of a symbol font is a bullet"),
        ("·", "修渠", None, "a bullet"),
    ],
)
def test_numbers_that_word_wrote_out_are_labels(mark: str, expected: str, label: str | None, why: str) -> None:
    (paragraph,) = document(WORD.format(mark)).paragraphs()
    assert (paragraph.text, paragraph.label) == (expected, label), why


def test_word_s_own_elements_are_no_text() -> None:
    content = (
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><p class=MsoNormal>岚川<o:p>&nbsp;</o:p></p>"
        "<xml><w:Zoom>100</w:Zoom></xml><v:shape><v:textbox>图</v:textbox></v:shape><p><st1:place>宁县</st1:place>水务局</p>"
    )
    assert lines(content) == ["岚川", "宁县水务局"]
