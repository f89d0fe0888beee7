"""PDF files with a text layer → Document.

What is decided here, once:

* Pages are read upright, one after the other, and let go: memory does not grow with their number.
* Page numbers go; running heads, feet and watermarks stand once each at the end (``header``, ``footer``), footnotes before them.
* Paragraphs and tables go on over page breaks. A row cut by a break is one row, a repeated heading stands once.
* A table in which no row has two cells that hold anything is a frame around text: its paragraphs take its place.
* Tables of contents are left out; they repeat the headings.
* A scan has no text to read: that is said, and nothing is guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.document import Block, Document, Paragraph, PlaceOnPage, Remark, Source
from pipeline.errors import ReadError
from pipeline.readers.pdf_chars import unlikely
from pipeline.readers.pdf_flow import PageDraft, borderless, draft, flow, set_edges
from pipeline.readers.pdf_furniture import find_furniture, split_watermarks
from pipeline.readers.pdf_lines import PdfLine
from pipeline.readers.pdf_page import Glyph, Page, read_page
from pipeline.readers.pdf_paragraphs import Folded, fold
from pipeline.readers.pdf_split_tables import JoinedTable
from pipeline.readers.pdf_unembedded import Unembedded

MEDIA_TYPE: Final = "application/pdf"
MAX_PAGES: Final = 5000
#: A page of which pictures cover so much is a scan where nothing is printed on it.
_SCANNED: Final = 0.4
#: Text of which so much has no character, or an unlikely one, cannot be read.
_UNREADABLE: Final = 0.3
_SCAN_REMEDY: Final = "请先做文字识别（OCR），或提供 .docx 或文本"


def read_pdf(data: bytes, *, name: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """Reads a PDF file that has a text layer.

    Takes the file's bytes, the name to report it under, and ``progress``, called after each page with the number of pages
    read and of all.

    Raises:
        ReadError: ``encrypted`` (a password is needed), ``damaged``, ``empty`` (no pages, nothing printed), ``scan`` (only
            pictures), ``no_unicode`` (its fonts do not say their characters) or ``too_large``; cause and remedy are in it.
    """
    return _PdfReader(data, name, progress).read()


class _PdfReader:
    def __init__(self, data: bytes, name: str, progress: Callable[[int, int], None] | None) -> None:
        self._data, self._name, self._progress = data, name, progress
        self._unembedded = Unembedded(data)
        self._remarks: list[Remark] = []
        self._pages: list[PageDraft] = []
        self._watermarks: dict[str, None] = {}
        self._pictured: list[int] = []
        self._unreadable = self._glyphs = 0
        self._unreadable_pages: list[int] = []
        self._layered: list[int] = []
        self._broken: list[int] = []
        self._incomplete: list[int] = []

    def read(self) -> Document:
        document = _opened(self._data, self._name)
        try:
            count = len(document)
            self._check_size(count)
            for index in range(count):
                self._take(document, index)
                if self._progress is not None:
                    self._progress(index + 1, count)
        finally:
            document.close()
        furniture = find_furniture([page.sheet() for page in self._pages])
        set_edges(self._pages, furniture)
        blocks = _Blocks({page.page: page for page in self._pages})
        for item in flow(self._pages):
            blocks.add(item)
        self._refuse_without_text(blocks.blocks)
        for page in self._pages:
            for note in fold(page.notes):
                blocks.add_paragraph(note, place="footnote")
        for watermark in self._watermarks:
            blocks.add_text(watermark, place="header")
        for (side, text), line in sorted(furniture.running.items(), key=lambda found: (found[0][0] != "header", found[1].page, found[1].top)):
            blocks.add_text(text, place=side, line=line)
        self._remark()
        source = Source(name=self._name, media_type=MEDIA_TYPE, sha256=hashlib.sha256(self._data).hexdigest(), bytes=len(self._data), pages=count)
        return Document(source=source, blocks=tuple(blocks.blocks), remarks=(*self._remarks, *blocks.remarks))

    def _check_size(self, count: int) -> None:
        if count == 0:
            raise ReadError(self._name, "PDF 里没有页面", "请从来源处重新获取", code="empty")
        if count > MAX_PAGES:
            raise ReadError(self._name, f"PDF 有 {count} 页，超过能读的 {MAX_PAGES} 页", "请只提供公文本身", code="too_large")

    def _take(self, document: pdfium.PdfDocument, index: int) -> None:
        try:
            page = read_page(document, index, unembedded=self._unembedded)
        except pdfium.PdfiumError:
            self._broken.append(index + 1)
            return
        if page.incomplete:
            self._incomplete.append(page.number)
        glyphs, watermarks = split_watermarks(self._text_glyphs(page))
        self._watermarks.update(dict.fromkeys(watermarks))
        self._pages.append(draft(page, glyphs))

    def _text_glyphs(self, page: Page) -> list[Glyph]:
        """The glyphs that are the page's text: what is seen, or the invisible text that a recognition put under a scan."""
        glyphs = page.glyphs
        pictured = page.pictures >= _SCANNED
        if pictured and len(page.invisible) > len(glyphs):
            self._layered.append(page.number)
            glyphs = [*glyphs, *page.invisible]
        elif pictured or page.outlines:
            self._pictured.append(page.number)
        odd = page.unreadable + unlikely("".join(glyph.text for glyph in glyphs))
        self._unreadable += odd
        self._glyphs += len(glyphs) + page.unreadable
        if odd > max(3, 0.05 * (len(glyphs) + page.unreadable)):
            self._unreadable_pages.append(page.number)
        return glyphs

    def _refuse_without_text(self, blocks: list[Block]) -> None:
        if self._glyphs and self._unreadable > _UNREADABLE * self._glyphs:
            raise ReadError(
                self._name, "字体没有说明所印的是哪些字", "请用原来的程序重新导出 PDF，或先做文字识别（OCR）", code="no_unicode"
            )  # fmt: skip
        if any(not isinstance(block, Paragraph) or block.text.strip() for block in blocks):
            return
        if self._pictured:
            raise ReadError(self._name, f"{len(self._pictured)} 页都是没有文字层的图片（扫描件）", _SCAN_REMEDY, code="scan")
        if self._broken:
            raise ReadError(self._name, "页面已损坏", "请重新下载或复制", code="damaged")
        raise ReadError(self._name, "PDF 里没有文字", "请从来源处重新获取", code="empty")

    def _remark(self) -> None:
        filled = {page.page for page in self._pages if any(stretch.items for stretch in page.stretches)}
        for pages, code, message in (
            ([page for page in self._pictured if page not in filled], "scanned_page", "这一页是图片，其中的文字没有读"),
            (self._layered, "ocr_layer", "这一页的文字来自文字识别，可能有误"),
            (self._unreadable_pages, "no_unicode", "这一页有字体没有说明所印的字，有字缺失或有误"),
            (self._incomplete, "missing_font", "这一页有字体不在文件里，有字可能没有读出"),
            (borderless(self._pages), "borderless_table", "这一页有没有框线的表格，按文字行读取"),
            (self._broken, "damaged_page", "这一页已损坏，没有读"),
        ):
            self._remarks += [Remark(code=f"read.{code}", message=message, page=page) for page in pages]


class _Blocks:
    """Blocks with their addresses, as they come."""

    def __init__(self, pages: dict[int, PageDraft]) -> None:
        self._pages = pages
        self.blocks: list[Block] = []
        self.remarks: list[Remark] = []
        self._paragraphs = self._tables = 0

    def add(self, item: Folded | JoinedTable) -> None:
        if isinstance(item, Folded):
            self.add_paragraph(item, place="body")
            return
        self._tables += 1
        address = f"t{self._tables}"
        table, remarks = item.table(address)
        self.blocks.append(table)
        self.remarks += remarks
        if item.last.nested:
            message = "这张表嵌在上一张表的单元格里"
            self.remarks.append(Remark(code="read.nested_table", message=message, address=address, page=item.last.page))

    def add_paragraph(self, folded: Folded, *, place: PlaceOnPage) -> None:
        first = folded.lines[0]
        same_page = [line for line in folded.lines if line.page == first.page]
        box = self._pages[first.page].frame.box(
            min(line.x0 for line in same_page), min(line.top for line in same_page),
            max(line.x1 for line in same_page), max(line.bottom for line in same_page),
        )  # fmt: skip
        self._paragraphs += 1
        self.blocks.append(
            Paragraph(address=f"p{self._paragraphs}", text=folded.text.strip(), aligned=folded.aligned, place=place, page=first.page, box=box)
        )

    def add_text(self, text: str, *, place: PlaceOnPage, line: PdfLine | None = None) -> None:
        self._paragraphs += 1
        box = None if line is None else self._pages[line.page].frame.box(line.x0, line.top, line.x1, line.bottom)
        self.blocks.append(Paragraph(address=f"p{self._paragraphs}", text=text, place=place, page=None if line is None else line.page, box=box))


def _opened(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD:
            raise ReadError(
                name, "文件有密码保护", "请打开后打印成没有密码的 PDF 再试", code="encrypted"
            ) from error
        raise ReadError(name, "文件不完整或已损坏", "请重新下载或复制", code="damaged") from error

