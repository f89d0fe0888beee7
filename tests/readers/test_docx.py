"""The reader of Word files as a whole: order of blocks, attributes, running heads, notes, bad files, real files."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import pytest

from extractors.document import Paragraph
from pipeline.errors import ReadError
from pipeline.readers.docx import MEDIA_TYPE, read_docx
from pipeline.readers.docx_package import MAX_RATIO
from tests.tools.docx_builder import (
    CONTINUE,
    RESTART,
    docx,
    field,
    li,
    lists,
    lvl,
    num,
    p,
    r,
    repacked,
    span,
    style,
    styled,
    tbl,
    tc,
    text_box,
    tr,
)

NOTE = '<w:footnoteReference w:id="{}"/>'
NOTES = (
    '<w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="1">{p(r("<w:footnoteRef/>"), "以下简称市局。")}</w:footnote>'
    f'<w:footnote w:id="2">{p("含镇。")}</w:footnote><w:footnote w:id="3">{p("没有引用。")}</w:footnote>'
)


def test_blocks_stand_in_reading_order_with_their_addresses() -> None:
    data = docx(
        p(r(text_box(p("宁澜市人民政府文件"))), "关于修渠的通知"),
        p("各县", r(NOTE.format(2)), "，各局", r(NOTE.format(1)), "："),
        tbl(tr("甲", "乙"), tr("丙", "丁")),
        p("落款"),
        section='<w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>',
        header1=p("内部资料"),
        footer1=p("—", field("PAGE", "3"), "—"),
        footnotes=NOTES,
    )
    document = read_docx(data, name="修渠.docx")
    assert [(block.address, block.place, block.text) if isinstance(block, Paragraph) else block.address for block in document.blocks] == [
        ("p1", "textbox", "宁澜市人民政府文件"),
        ("p2", "body", "关于修渠的通知"),
        ("p3", "body", "各县，各局："),
        "t1",
        ("p4", "body", "落款"),
        ("p5", "footnote", "含镇。"),
        ("p6", "footnote", "以下简称市局。"),
        ("p7", "header", "内部资料"),
    ]  # notes in the order of their marks, the one without a mark and the page number left out
    assert (document.source.name, document.source.media_type, document.source.bytes) == ("修渠.docx", MEDIA_TYPE, len(data))
    assert document.remarks == ()


def test_endnotes_are_footnotes_too() -> None:
    notes = f'<w:endnote w:id="1">{p("尾注。")}</w:endnote>'
    document = read_docx(docx(p("正文", r('<w:endnoteReference w:id="1"/>')), endnotes=notes), name="x")
    assert [(block.place, block.text) for block in document.paragraphs()] == [("body", "正文"), ("footnote", "尾注。")]


SECTION = "<w:p><w:pPr><w:sectPr>{}</w:sectPr></w:pPr></w:p>"
HEADERS = {"header1": p("甲头"), "header2": p("乙头"), "header3": tbl(tr("左", "右"))}
RUNNING: list[tuple[list[str], str, dict[str, str], str, str]] = [
    ([], '<w:headerReference w:type="default" r:id="header1"/>', {}, "甲头", "the default head"),
    ([SECTION.format('<w:headerReference w:type="default" r:id="header1"/>')], '<w:headerReference w:type="default" r:id="header1"/>', {}, "甲头", "the same head of two sections once"),
    ([], '<w:headerReference w:type="first" r:id="header2"/>', {}, "", "a first head without titlePg is not shown"),
    ([], '<w:headerReference w:type="first" r:id="header2"/><w:titlePg/>', {}, "乙头", "with titlePg it is"),
    ([], '<w:headerReference w:type="even" r:id="header2"/>', {}, "", "an even head without the setting is not shown"),
    ([], '<w:headerReference w:type="even" r:id="header2"/>', {"settings": "<w:evenAndOddHeaders/>"}, "乙头", "with the setting it is"),
    ([], '<w:headerReference w:type="default" r:id="header3"/>', {}, "左|右", "a table in a head is lines"),
    ([], '<w:headerReference w:type="default" r:id="gone"/>', {}, "", "a head that is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "section", "parts", "expected", "why"), RUNNING, ids=[case[-1] for case in RUNNING])
def test_running_heads(body: list[str], section: str, parts: dict[str, str], expected: str, why: str) -> None:
    document = read_docx(docx(p("正文"), *body, section=section, **HEADERS, **parts), name="x")
    assert "|".join(block.text for block in document.paragraphs() if block.place == "header") == expected, why


@pytest.mark.parametrize("text", ["3", "- 3 -", "—3—", "第3页 共5页", "第 二 页", "Page 3 of 5", "·3·"])
def test_page_numbers_are_left_out(text: str) -> None:
    data = docx(p("正文"), section='<w:footerReference w:type="default" r:id="footer1"/>', footer1=p(text) + p("宁澜市水利局"))
    assert [block.text for block in read_docx(data, name="x").paragraphs()] == ["正文", "宁澜市水利局"]


ATTRIBUTES: list[tuple[str, str | None, int | None, str]] = [
    (p("甲"), None, None, "nothing said"),
    (p("甲", props='<w:jc w:val="center"/>'), "center", None, "its own alignment"),
    (p("甲", props='<w:jc w:val="both"/>'), "justify", None, "both sides"),
    (p("甲", props='<w:jc w:val="end"/>'), "right", None, "the name of the strict standard"),
    (styled("甲", "Title2"), "center", None, "alignment of the style that it is based on"),
    (styled("甲", "Title2", '<w:jc w:val="left"/>'), "left", None, "its own before that of the style"),
    (p("甲", props='<w:outlineLvl w:val="1"/>'), None, 2, "its own outline level, from 1"),
    (styled("甲", "H1"), None, 1, "outline level of the style"),
    (styled("甲", "H1", '<w:outlineLvl w:val="9"/>'), None, None, "9 is body text"),
    (styled("甲", "3"), None, 3, "a heading by its name"),
    (styled("甲", "Gone"), None, None, "a style that is missing"),
    (styled("甲", "Loop"), "right", None, "a style that is based on itself"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "aligned", "outline", "why"), ATTRIBUTES, ids=[case[-1] for case in ATTRIBUTES])
def test_attributes(body: str, aligned: str | None, outline: int | None, why: str) -> None:
    styles = (
        style("Title1", ppr='<w:jc w:val="center"/>') + style("Title2", based_on="Title1") + style("3", name="heading 3")
        + style("H1", name="heading 1", ppr='<w:outlineLvl w:val="0"/>') + style("Loop", based_on="Loop", ppr='<w:jc w:val="right"/>')
    )  # fmt: skip
    (block,) = read_docx(docx(body, styles=styles), name="x").paragraphs()
    assert (block.aligned, block.outline) == (aligned, outline), why


def test_a_deleted_mark_leaves_the_properties_of_what_follows() -> None:
    deleted = num(1, 0) + "<w:rPr><w:del/></w:rPr>"
    data = docx(p("前", props=deleted), p("后", props='<w:jc w:val="right"/>'), li("乙"), numbering=lists(lvl(0, "%1、")))
    assert [(block.text, block.aligned) for block in read_docx(data, name="x").paragraphs()] == [("前后", "right"), ("1、乙", None)]


def test_a_style_separator_leaves_the_number_of_what_stands_before() -> None:
    separator = num(1, 0) + "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    data = docx(p("加强领导。", props=separator), p("各县要成立专班。"), li("乙"), numbering=lists(lvl(0, "（%1）", "chineseCounting")))
    assert [block.text for block in read_docx(data, name="x").paragraphs()] == ["（一）加强领导。各县要成立专班。", "（二）乙"]


def test_text_boxes_and_notes_count_their_lists_for_themselves() -> None:
    data = docx(li("甲"), p(r(text_box(li("框内"), li("框内又"))), "锚"), li("乙"), numbering=lists(lvl(0, "%1、")))
    assert [block.text for block in read_docx(data, name="x").paragraphs()] == ["1、甲", "1、框内", "2、框内又", "锚", "2、乙"]


PICTURE = '<w:drawing><wp:inline><wp:extent cx="{}" cy="{}"/><a:graphic><a:graphicData><a:blip/></a:graphicData></a:graphic></wp:inline></w:drawing>'
REMARKS: list[tuple[str, list[str], str]] = [
    (p('<w:ins w:id="1"><w:r><w:t>乙</w:t></w:r></w:ins>'), ["read.tracked_changes"], "changes that are still open"),
    (tbl(tr("甲", "乙"), tr("丙", "丁", props='<w:del w:id="1"/>')), ["read.tracked_changes"], "a row that is to go"),
    (p(r('<w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object>')), ["read.embedded_object"], "a sheet inside"),
    (p(r(PICTURE.format(5_000_000, 6_000_000))), ["read.picture"], "a page as a picture"),
    (p(r(PICTURE.format(1_500_000, 1_500_000))), [], "a seal"),
    ('<w:altChunk r:id="rId9"/>', ["read.embedded_file"], "a file inside the file"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "codes", "why"), REMARKS, ids=[case[-1] for case in REMARKS])
def test_what_is_not_read_is_remarked(body: str, codes: list[str], why: str) -> None:
    assert [remark.code for remark in read_docx(docx(p("正文"), body), name="x").remarks] == codes, why


def test_the_strict_form_reads_alike() -> None:
    """Word's “Strict Open XML Document” has other namespaces for the same things."""
    body = [li("甲"), tbl(tr("乙", "丙"))]
    transitional, strict = (docx(*body, strict=flag, numbering=lists(lvl(0, "%1、"))) for flag in (False, True))
    assert read_docx(strict, name="x").blocks == read_docx(transitional, name="x").blocks


def test_a_dangling_relationship_is_no_hindrance() -> None:
    data = docx(p("正文"), styles=style("A"), numbering=lists(lvl(0, "%1")))
    assert read_docx(repacked(data, without="word/styles.xml"), name="x").text == "正文\n"


def test_the_same_bytes_give_the_same_document() -> None:
    data = docx(li("甲"), tbl(tr("乙", "丙")), numbering=lists(lvl(0, "%1、")))
    assert read_docx(data, name="x") == read_docx(data, name="x")


def _zip(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _damaged(data: bytes) -> bytes:
    """One flipped byte inside the compressed document part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo("word/document.xml").header_offset
    at = start + 30 + len("word/document.xml") + 40
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


GOOD = docx(*(p(f"第{n}段，内容各不相同：{n * 7919}。") for n in range(200)))
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
BAD: list[tuple[str, bytes, str, str]] = [
    ("no bytes", b"", "empty", "an empty file"),
    ("no text", docx(p(), p("　")), "empty", "a file without text"),
    ("half", GOOD[: len(GOOD) // 2], "truncated", "the end of the archive is missing"),
    ("flipped", _damaged(GOOD), "truncated", "a part does not unpack"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "not_docx", "no archive"),
    ("an archive", _zip(readme="x"), "not_docx", "no Word document inside"),
    ("a .doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "not_docx", "an OLE file"),
    ("locked", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted", "Word's way to lock a file"),
    ("broken", repacked(GOOD, document=b"<w:document"), "broken_xml", "XML that breaks off"),
    ("other root", repacked(GOOD, document=b"<x/>"), "not_docx", "no body"),
    ("entity", repacked(GOOD, document=ENTITY), "unsafe_xml", "a document type, and an entity that would read a file"),
    ("bomb", repacked(GOOD, document=b"<x>" + b" " * (9 << 20) + b"</x>"), "zip_bomb", "9 MB of nothing in 9 KB"),
    ("deep", repacked(GOOD, document=b"<x>" * 2000 + b"</x>" * 2000), "broken_xml", "too many levels for any text"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code", "why"), BAD, ids=[case[0] for case in BAD])
def test_bad_file(name: str, data: bytes, code: str, why: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_docx(data, name=name)
    assert (caught.value.code, caught.value.where) == (code, name), why
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


def test_text_that_packs_well_is_no_bomb() -> None:
    """A long worklist repeats itself: it must stay far from the limit."""
    data = docx(tbl(*(tr(str(n), "修复灌溉渠道并建立管护台账", "市水利局", "2025年12月底前") for n in range(2000))))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("word/document.xml")
    assert entry.file_size / entry.compress_size < MAX_RATIO
    assert next(read_docx(data, name="x").tables()).row_count == 2000


@pytest.mark.soak
def test_what_libreoffice_writes_reads_alike(need_program: Callable[[str], str], tmp_path: Path) -> None:
    """Saved again by LibreOffice (which writes taiwaneseCountingThousand, and styles of its own) it is the same document."""
    levels = lvl(0, "%1、", "chineseCountingThousand") + lvl(1, "（%2）", "chineseCountingThousand") + lvl(2, "%3.") + lvl(3, "%4", "decimalEnclosedCircle")
    rows = [tr(tc("甲", props=RESTART), tc("乙", props=span(2))), tr(tc(props=CONTINUE), "丙", "丁")]
    body = [li("总则"), li("目的", 1, 1), li("修渠", 1, 2), li("测量", 1, 3), li("附则"), tbl(*rows, columns=3), p("落款", props='<w:jc w:val="right"/>')]
    before = tmp_path / "before.docx"
    before.write_bytes(docx(*body, numbering=lists(levels)))
    command = [need_program("soffice"), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), str(before)], check=True, capture_output=True, timeout=120)
    first, again = (read_docx(path.read_bytes(), name="x") for path in (before, tmp_path / "out" / "before.docx"))
    assert again.text == first.text
    assert list(again.tables()) == list(first.tables())
    assert [(block.label, block.text) for block in again.paragraphs()] == [(block.label, block.text) for block in first.paragraphs()]


def test_real_files_have_the_grid_that_python_docx_sees(shared_folder: Path) -> None:
    """Another reader's grid, place by place: each is covered by the cell whose text python-docx finds there."""
    checked = 0
    for path in sorted((shared_folder / "real").rglob("*.docx")):
        tables = list(read_docx(path.read_bytes(), name=path.name).tables())
        for found, seen in zip(tables, python_docx.Document(str(path)).tables, strict=True):
            assert (found.row_count, found.column_count) == (len(seen.rows), len(seen.columns))
            for row_number, row in enumerate(seen.rows, start=1):
                for column_number, other in enumerate(row.cells, start=1):
                    cell = found.at(row_number, column_number)
                    assert cell is not None
                    assert "".join(cell.text.split()) == "".join(other.text.split())
                    checked += 1
    assert checked


def test_real_files_have_the_text_of_their_twins(shared_folder: Path) -> None:
    """Where a Word file was made from a text, all its characters are there, in order."""
    twins = [path for path in sorted((shared_folder / "real").rglob("*.docx")) if path.with_suffix(".txt").exists()]
    assert twins
    for path in twins:
        text = read_docx(path.read_bytes(), name=path.name).text
        assert "".join(text.split()) == "".join(path.with_suffix(".txt").read_text(encoding="utf-8").split())
