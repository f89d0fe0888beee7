"""PDF pages: lines, paragraphs over pages, furniture, directions, columns, what nobody sees, what cannot be read."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Box, Document, Paragraph
from pipeline.errors import ReadError
from pipeline.readers import read
from pipeline.readers.pdf import read_pdf
from pipeline.readers.pdf_chars import printed
from tests.tools.pdf_builder import bar, box, cells, encrypted, grid, lines, outline, pdf, picture, rule, text

#: A paragraph set 36 characters wide: its first line is indented by two, so it holds 34.
ONE = ">>为了把云门县的山塘管好，县水务局会同各乡镇对全县山塘逐口登记，并查清"
TWO = "蓄水、渗漏和放水设备的实际情形，分轻重缓急安排维修，力争三年内使病险山塘"
FULL = (ONE, TWO, "全部得到整治，并建立巡查制度。")
JOINED = "".join(FULL).replace(">", "")
PAGES: list[tuple[str, list[str], list[str], str]] = [
    (
        "lines of a paragraph",
        [lines(72, 100, *FULL, ">>山塘维修经费列入县乡两级预算。")],
        [JOINED, "山塘维修经费列入县乡两级预算。"],
        "a full line goes on, an indented one begins a paragraph, and Chinese has no space at a break",
    ),
    (
        "a paragraph over a page break",
        [lines(72, 700, ONE, TWO) + text(280, 800, "— 1 —"), lines(72, 80, "全部得到整治，并建立巡查制度。", ">>二、经费") + text(280, 800, "— 2 —")],
        [JOINED, "二、经费"],
        "page numbers stand between the lines and are none of the text",
    ),
    (
        "paragraphs without indents",
        [lines(72, 100, "云门县水务局对全县山塘逐口登记，并查清蓄水、渗漏和放水设备的情形，并分。", "轻重缓急安排维修。")
         + lines(72, 152, "山塘维修经费列入县乡两级预算。各乡镇在每年汛期之前完成一次全面的巡查，", "并报县水务局。")],
        ["云门县水务局对全县山塘逐口登记，并查清蓄水、渗漏和放水设备的情形，并分。轻重缓急安排维修。",
         "山塘维修经费列入县乡两级预算。各乡镇在每年汛期之前完成一次全面的巡查，并报县水务局。"],
        "where nothing is indented a wider gap parts paragraphs, and a stop at the end of a full line does not",
    ),
    (
        "a hanging rest",
        [lines(72, 100, *FULL, ">>附件：1.云门县病险山塘维修任务分工表（按乡镇汇总，含县属水库灌", ">>>>>>>区）", ">>>>>2.名单")],
        [JOINED, "附件：1.云门县病险山塘维修任务分工表（按乡镇汇总，含县属水库灌区）", "2.名单"],
        "a line set in further than the one before goes on with it, unless it begins an item",
    ),
    (
        "title and signature",
        [text(178, 90, "云门县人民政府办公室", size=22) + text(189, 122, "关于维修山塘的通知", size=22) + lines(72, 170, "各乡镇人民政府：", *FULL)
         + text(370, 300, "云门县人民政府办公室") + text(400, 320, "2024年3月5日")],
        ["= 云门县人民政府办公室", "= 关于维修山塘的通知", "各乡镇人民政府：", JOINED, "> 云门县人民政府办公室", "> 2024年3月5日"],
        "an organ stands over its title; what is far to the right is set to the right",
    ),
    (
        "letterhead of two organs",
        [text(120, 90, "云门县水务局", size=30) + text(120, 130, "云门县财政局", size=30) + text(340, 110, "文件", size=30)
         + text(243, 170, "云水〔2024〕5号") + lines(72, 230, *FULL)],
        ["云门县水务局", "云门县财政局", "> 文件", "= 云水〔2024〕5号", JOINED],
        "文件 stands behind the organs, not between them",
    ),
    (
        "running heads",
        [text(72, 50, "云门县人民政府文件", size=9) + lines(72, 100, *FULL) + text(450, 800, f"第{page}页 共3页", size=9) for page in (1, 2, 3)],
        [JOINED, JOINED, JOINED, "header: 云门县人民政府文件"],
        "what stands at one place of the pages is kept once; page numbers go",
    ),
    (
        "bare page numbers",
        [lines(72, 100, *FULL) + text(292, 800, str(number), size=9) for number in (7, 8)],
        [JOINED, JOINED],
        "numbers that count with the pages",
    ),
    (
        "a number that is none of the page's",
        [lines(72, 700, *FULL, "2024")],
        [JOINED, "2024"],
        "it follows the text at the usual distance",
    ),
    (
        "attachments are no running heads",
        [text(72, 60, "附件") + lines(72, 100, ">>名单" + sign, *FULL) for sign in "甲乙丙丁"],
        [line for sign in "甲乙丙丁" for line in ("附件", "名单" + sign, JOINED)],
        "附件 stands at the head of each attachment and says that it begins",
    ),
    (
        "watermarks",
        [text(150, 600, "内部资料注意保存", size=50, angle=45, color="0.8 0.8 0.8") + lines(72, 100, *FULL) + text(150, 118, "云门", size=80, color="0.9 0.9 0.9")],
        [JOINED, "header: 内部资料注意保存", "header: 云门"],
        "text that runs aslant, or large and pale behind the lines",
    ),
    (
        "what nobody sees",
        [text(72, 100, "各乡镇人民政府：") + text(72.4, 100, "各乡镇人民政府：") + text(72, 120, "白色的字", color="1 1 1") + text(72, 140, "看不见的字", mode=3)
         + text(-300, 160, "纸外的字") + bar(72, 180, 200, 200) + text(80, 195, "黑底白字", color="1 1 1")],
        ["各乡镇人民政府：", "黑底白字"],
        "doubled to look bold: once; white on white, invisible, beyond the edge: not at all; white on black: read",
    ),
    (
        "raised signs",
        [lines(72, 100, *FULL) + text(72, 160, "维修面积12平方公里，约500m") + text(228, 155, "2", size=6) + text(234, 160, "，投资9万元"), ],
        [JOINED, "维修面积12平方公里，约500m²，投资9万元"],
        "a small raised 2 behind a unit is a square",
    ),
    (
        "a footnote",
        [lines(72, 100, *FULL) + text(72, 160, "病险山塘") + text(120, 155, "1", size=6) + text(126, 160, "每年复核一次。") + rule(72, 740, 216, 740)
         + text(72, 755, "1", size=6) + text(78, 757, "指坝体渗漏或者放水设备失灵的山塘。", size=9)],
        [JOINED, "病险山塘每年复核一次。", "footnote: 1指坝体渗漏或者放水设备失灵的山塘。"],
        "under a short rule, with a mark that the text repeats; the mark in the text goes",
    ),
    (
        "a table of contents",
        [lines(72, 100, "目　录", "一、总体要求..............................1", "二、重点任务..............................3"), lines(72, 100, ">>一、总体要求", *FULL)],
        ["一、总体要求", JOINED],
        "it repeats the headings",
    ),
    (
        "names set wide",
        [lines(72, 100, *FULL) + text(96, 160, "张三") + text(132, 160, "李") + text(156, 160, "四") + text(200, 160, "A B C")],
        [JOINED, "张三\u3000李\u3000四\u3000\u3000\u3000A B C"],
        "white space that someone typed, or that stands for it, stays; that of typesetting does not",
    ),
    (
        "one character under the other",
        [box(60, 90, 90, 200) + box(90, 90, 500, 200) + "".join(text(68, 110 + 16 * i, char) for i, char in enumerate("重点任务")) + text(100, 110, "维修山塘")],
        ["t1: 重点任务|维修山塘"],
        "in a cell as narrow as that each line is full",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("pages", "expected"), [case[1:3] for case in PAGES], ids=[f"{case[0]}: {case[3]}" for case in PAGES])
def test_pages(pages: list[str], expected: list[str]) -> None:
    assert outline(read_pdf(pdf(*pages), name="x.pdf")) == expected


def test_blocks_say_where_they_stand() -> None:
    document = read_pdf(pdf(lines(72, 100, *FULL), text(72, 200, "完")), name="x.pdf")
    first, last = document.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert (first.page, last.page, document.source.pages) == (1, 2, 2)
    # baselines at 100, 120 and 140; an em reaches from 0.88 above to 0.12 below
    assert first.box == Box(x0=72, top=89.44, x1=504, bottom=141.44)
    assert last.box == Box(x0=72, top=189.44, x1=84, bottom=201.44)


def sideways(angle: int) -> str:
    """Two lines that run in another direction, as pages of wide tables are printed."""
    if angle == 90:
        return text(100, 742, ONE.strip(">"), angle=90) + text(120, 742, "登记造册。", angle=90)
    if angle == 180:
        return text(500, 700, ONE.strip(">"), angle=180) + text(500, 680, "登记造册。", angle=180)
    return text(500, 100, ONE.strip(">"), angle=270) + text(480, 100, "登记造册。", angle=270)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_pages_are_read_upright(angle: int, rotate: int) -> None:
    document = read_pdf(pdf(sideways(angle), rotate=rotate), name="x.pdf")
    assert outline(document) == [ONE.strip(">") + "登记造册。"]


def test_boxes_of_turned_text_are_those_of_the_page_as_it_is_shown() -> None:
    drawn = text(100, 742, "各乡镇人民政府：", angle=90)
    as_drawn, turned = (read_pdf(pdf(drawn, rotate=rotate), name="x.pdf").blocks[0] for rotate in (0, 90))
    assert isinstance(as_drawn, Paragraph)
    assert isinstance(turned, Paragraph)
    # eight characters of 12 points upwards from 742; the baseline at x = 100, the ink to the left of it
    assert as_drawn.box == Box(x0=89.44, top=646, x1=101.44, bottom=742)
    # turned clockwise the page is 842 wide, and what was x from the left is now down from the top
    assert turned.box == Box(x0=100, top=89.44, x1=196, bottom=101.44)


def test_columns_are_read_one_after_the_other() -> None:
    left = [
        "云门县山塘整治三年行动的总体安", "排如下：先整治病险山塘，再整治", "一般山塘，最后完善管护制度，并",
        "在每年年底向县人民政府书面报告", "一次进展情况。县水务局负责汇总", "并通报各乡镇的工作情况。各乡镇",
    ]
    right = [
        "要把山塘管护列入村规民约，明确", "巡查人员和巡查次数，并从村集体", "收入中安排必要的经费，确保每口",
        "山塘有人管、有钱管、管得好，并", "在汛期之前组织一次全面的排查，", "发现问题及时上报县水务局处理。",
    ]  # fmt: skip
    page = text(200, 80, "云门县山塘整治简报", size=20) + lines(72, 120, *left) + lines(310, 125, *right)
    assert outline(read_pdf(pdf(page), name="x.pdf")) == ["= 云门县山塘整治简报", "".join(left) + "".join(right)]


# ---- scans and fonts

SCAN = picture(0, 0, 595, 842)
REFUSED: list[tuple[str, bytes, str]] = [
    ("pictures only", pdf(SCAN, SCAN), "scan"),
    ("pictures with the name of the program that made them", pdf(*[SCAN + text(400, 820, "云门扫描 创建", size=8)] * 4), "scan"),
    ("nothing", pdf("", ""), "empty"),
    ("no pages", pdf(), "damaged"),
    ("a password", encrypted(lines(72, 100, *FULL), password=b"secret"), "encrypted"),
    ("cut off", pdf(lines(72, 100, *FULL))[:400], "damaged"),
    ("no PDF behind the head", b"%PDF-1.7\n%%EOF", "damaged"),
    ("a font that does not say its characters", pdf(lines(72, 100, *["".join(chr(0x5000 + 7 * n + 40 * i) for n in range(30)) for i in range(9)])), "no_unicode"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_cannot_be_read_says_why_and_what_helps(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name="通知.pdf")
    assert caught.value.code == code
    assert caught.value.remedy.startswith("请")
    assert str(caught.value).startswith("通知.pdf：")


def test_a_file_that_is_only_guarded_against_changes_is_read() -> None:
    assert outline(read(encrypted(lines(72, 100, *FULL)), name="x.pdf")) == [JOINED]


def test_a_scanned_page_among_others_is_said() -> None:
    document = read_pdf(pdf(lines(72, 100, *FULL), SCAN), name="x.pdf")
    assert outline(document) == [JOINED]
    assert [(remark.code, remark.page) for remark in document.remarks] == [("read.scanned_page", 2)]


def test_the_invisible_text_under_a_scan_is_read_and_said_to_be_a_recognition() -> None:
    page = SCAN + "".join(text(72 + 12 * line.count(">"), 100 + 20 * number, line.strip(">"), mode=3) for number, line in enumerate(FULL))
    document = read_pdf(pdf(page), name="x.pdf")
    assert outline(document) == [JOINED]
    assert [remark.code for remark in document.remarks] == ["read.ocr_layer"]


def test_columns_without_rules_are_said() -> None:
    page = "".join(text(x, 100 + 20 * row, "云门镇") for row in range(4) for x in (72, 200, 330))
    document = read_pdf(pdf(lines(72, 300, *FULL) + page), name="x.pdf")
    assert [(remark.code, remark.page) for remark in document.remarks] == [("read.borderless_table", 1)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (0x4E91, "云"), (0x2F00, "一"), (0x2ED3, "长"), (0xF06C, "●"), (2, "-"), (9, " "), (0xE123, ""), (0xFFFD, ""), (0, ""), (0x110000, ""),
    ],
)  # fmt: skip
def test_characters_of_fonts(code: int, expected: str) -> None:
    assert printed(code) == expected


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []
    read(pdf(*["" for _ in range(3)], lines(72, 100, *FULL)), name="x.pdf", progress=lambda done, all_: told.append((done, all_)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


# ---- any bytes

SEED = pdf(
    lines(72, 60, *FULL) + grid((72, 172, 400), (200, 240, 280)) + cells((72, 172), (200, 240), (("序号", "任务"), ("1", "维修山塘"))),
    grid((72, 172, 400), (60, 100)) + cells((72, 172), (60,), (("", "并加固堤坝"),)) + text(290, 800, "- 2 -"),
)


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 10))
def test_mutated_files_make_a_document_or_a_refusal(pick: random.Random, changes: int) -> None:
    data = bytearray(SEED)
    for _ in range(changes):
        place = pick.randrange(len(data))
        match pick.randrange(4):
            case 0:
                data[place] = pick.randrange(256)
            case 1:
                del data[place : place + pick.randrange(1, 60)]
            case 2:
                data[place:place] = data[place // 2 : place // 2 + pick.randrange(1, 200)]
            case _:
                data[place : place + 3] = str(pick.randrange(-999, 999999)).encode()
    try:
        outcome: Document | ReadError = read(bytes(data), name="x")
    except ReadError as error:
        outcome = error
    assert isinstance(outcome, Document) or (outcome.cause and outcome.remedy)


def test_the_same_bytes_make_the_same_document() -> None:
    assert read_pdf(SEED, name="x") == read_pdf(SEED, name="x")
