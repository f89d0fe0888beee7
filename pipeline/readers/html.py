"""Web pages (.html, .htm, .mhtml) → Document: the text of the page without the site around it.

What is decided here, once:

* The text is what the site's system marks as such, else the innermost element beside which there is nothing to read
  (``html_page.py``). What the page hides, navigation, buttons, related links and the site's foot are no text.
* The title is the first paragraph where the page prints it above the text and the text does not repeat it.
* What the site says about the page (索引号, 发布日期, 来源 …) becomes ``fields``: from the table or lines before the text,
  then from meta tags, then the files it offers. The document number, addressees and list of attachments are text.
* Tables, cells, frames and numbers of lists are as in Word files (``docx.py``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from extractors.document import Block, Cell, Document, Field, Paragraph, Remark, Source, Table
from pipeline.errors import ReadError
from pipeline.readers.detect import HTML, MHTML
from pipeline.readers.html_edges import trim
from pipeline.readers.html_fields import downloads, lines_before, meta_fields, printed_fields
from pipeline.readers.html_flow import FlowReader
from pipeline.readers.html_page import choose_content, drop_unseen
from pipeline.readers.html_source import Page, html_part, parse_page
from pipeline.readers.html_style import text_of
from pipeline.readers.html_tables import Draft, TableDraft, TextDraft
from pipeline.readers.html_title import find_headline, page_titles, prints_title


def read_html(data: bytes, *, name: str) -> Document:
    """Reads a web page. Takes its bytes and the name to report it under.

    Raises:
        ReadError: ``unknown_binary``, ``empty`` (no text: pictures, or text that scripts fetch), ``frames`` (the page only
            shows other pages), ``link_list`` (a menu of other pages) or ``damaged``; cause and remedy are in the error.
    """
    return _read(data, parse_page(data, name=name), name=name, media_type=HTML)


def read_mhtml(data: bytes, *, name: str) -> Document:
    """Reads the page in a web archive that a browser saved. Raises as :func:`read_html`."""
    content, charset = html_part(data, name=name)
    return _read(data, parse_page(content, name=name, charset=charset), name=name, media_type=MHTML)


def _read(data: bytes, page: Page, *, name: str, media_type: str) -> Document:
    body = page.root.find("body")
    if body is None:
        raise _nothing(name, page.root)
    hidden = drop_unseen(body)
    content = choose_content(body)
    if content is None:
        raise _nothing(name, page.root)
    flow = FlowReader()
    text = trim([draft for element in content.elements for draft in flow.read(element)])
    if not text.drafts:
        raise _nothing(name, page.root)
    before = lines_before(body, content.elements[0])
    titles = page_titles(page.root)
    headline = find_headline(before, titles)
    drafts: list[Draft] = list(text.drafts)
    if headline is not None and not prints_title(drafts, before[headline].text):
        drafts.insert(0, TextDraft(before[headline].text, outline=1, aligned="center"))
    fields = _once([*printed_fields(before, title_at=headline), *text.fields, *meta_fields(page.root, titles), *downloads(body, content.elements)])
    blocks, nested = _blocks(drafts)
    return Document(
        source=Source(name=name, media_type=media_type, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data)),
        blocks=blocks,
        fields=fields,
        remarks=(*_remarks(page, content.elements, flow, hidden=sum(count for parent, count in hidden if _is_in(parent, content.elements))), *nested),
    )


def _once(fields: Iterable[Field]) -> tuple[Field, ...]:
    """The fields, each name from the first place that says it; files are many."""
    found: list[Field] = []
    for field in fields:
        if field.name == "下载" or all(field.name != earlier.name for earlier in found):
            found.append(field)
    return tuple(found)


def _is_in(element: Element, elements: tuple[Element, ...]) -> bool:
    return element in elements or any(above in elements for above in element.iterancestors())


def _blocks(drafts: list[Draft]) -> tuple[tuple[Block, ...], list[Remark]]:
    """The drafts with their addresses, and remarks on the tables among them."""
    blocks: list[Block] = []
    remarks: list[Remark] = []
    paragraphs = tables = 0
    for draft in drafts:
        if isinstance(draft, TableDraft):
            tables += 1
            blocks.append(_table(draft, f"t{tables}"))
            if draft.nested:
                remarks.append(
                    Remark(code="read.nested_table", message="这张表嵌在上一张表的单元格里", address=f"t{tables}")
                )
        else:
            paragraphs += 1
            blocks.append(
                Paragraph(address=f"p{paragraphs}", text=draft.text, label=draft.label, outline=draft.outline, aligned=draft.aligned)
            )
    return tuple(blocks), remarks


def _table(draft: TableDraft, address: str) -> Table:
    return Table(
        address=address, row_count=draft.row_count, column_count=draft.column_count, heading_rows=draft.heading_rows,
        cells=tuple(
            Cell(
                address=f"{address}/r{cell.row}/c{cell.column}", text=cell.text(), row=cell.row, column=cell.column,
                row_span=cell.row_span, column_span=cell.column_span,
            )
            for cell in draft.cells
        ),
    )  # fmt: skip


def _remarks(page: Page, elements: tuple[Element, ...], flow: FlowReader, *, hidden: int) -> Iterator[Remark]:
    """What the page holds and this reader does not read."""
    if page.decoded.lost:
        message = f"有 {page.decoded.lost} 处字节不是 {page.decoded.encoding} 的字符，显示为 \ufffd"
        yield Remark(code="read.lost_characters", message=message)
    if hidden >= 20:
        yield Remark(code="read.hidden_text", message=f"正文里有 {hidden} 个字被网页隐藏，没有读")
    if flow.pictures:
        yield Remark(code="read.picture", message=f"网页里有 {flow.pictures} 张图片，其中的文字没有读")
    frames = sum(1 for element in elements for frame in element.iter("iframe") if frame.get("src"))
    if frames:
        yield Remark(code="read.frame", message=f"网页里嵌有 {frames} 个其他网页或文件，没有读")


def _nothing(name: str, root: Element) -> ReadError:
    """Why nothing was read, by what the page holds instead of text."""
    body = root.find("body")
    text = "" if body is None else "".join(text_of(body).split())
    if next(root.iter("frame"), None) is not None or (len(text) < 100 and next(root.iter("iframe"), None) is not None):
        return ReadError(name, "网页只是用框架显示其他网页", "请打开正文所在的框架，另存该页", code="frames")
    if body is not None and sum(1 for _ in body.iter("a")) >= 5:
        return ReadError(name, "网页是链接列表，没有正文", "请保存链接指向的网页", code="link_list")
    if body is not None and next(body.iter("img"), None) is not None:
        return ReadError(name, "网页只有图片，没有文字", "请提供文字版，或先做文字识别", code="empty")
    return ReadError(
        name, "网页里没有文字，正文可能在打开时由脚本载入", "请在浏览器中打开后另存，或复制正文", code="empty"
    )
