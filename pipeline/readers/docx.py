"""Word files (.docx) → Document, as Word shows them with all tracked changes accepted.

What is decided here, once:

* Blocks stand in reading order: body with text boxes where they are anchored, then footnotes and endnotes in the order
  of their marks, then running heads and feet (each text once, bare page numbers left out).
* Blank paragraphs are left out, white space at the ends of a paragraph too; an empty paragraph with an automatic number
  is its number. A line break inside a paragraph is ``\\n``; one that is followed by a blank line or a typed indent ends
  the paragraph, for so web pages are pasted. A tab is ``\\t``, in cells a space.
* A table in which no row has two cells that hold anything is a frame around text: its paragraphs and tables take its place.
* A table inside a cell follows the table that it stands in, as a table of its own, when it has at least two rows and
  two columns; a smaller one is a line of the cell.
* Text in a cell that a merge covers is not on the page: left out, with a remark. So are numbers there: they do not count.
* Tables of contents are left out; they repeat the headings.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from extractors.document import Alignment, Block, Cell, Document, Paragraph, PlaceOnPage, Remark, Source, Table
from pipeline.errors import ReadError
from pipeline.readers.docx_package import DocxPackage
from pipeline.readers.docx_styles import ParagraphStyle, Styles, alignment, outline_level
from pipeline.readers.docx_tables import Grid, GridCell, read_grid
from pipeline.readers.docx_text import Gathered, Line, TextWalker
from pipeline.readers.docx_xml import (
    ALTERNATE,
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    TBL,
    VAL,
    Element,
    P,
    R,
    W,
    alternative,
    is_on,
    number,
    value,
)
from pipeline.readers.lines import NEW_PARAGRAPH, cell_lines
from pipeline.readers.numbering import Counters, Label, Numbering

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_LEFT_OUT: Final = frozenset(W + name for name in ("del", "moveFrom", "tcPr", "sectPr", "sdtPr", "sdtEndPr"))
_TOC_ENTRY: Final = re.compile(r"[\t.…·\s]\s*(?:\d+|[IVXivx]+)$")
_PAGE_NUMBER: Final = re.compile(r"(?:[\W\d_]|第|页|共|[〇○一二三四五六七八九十百]|page|of)*", re.IGNORECASE)


def read_docx(data: bytes, *, name: str) -> Document:
    """Reads a .docx file.

    Takes the file's bytes and the name to report it under.

    Raises:
        ReadError: ``empty`` (no bytes, or no text), ``truncated``, ``encrypted``, ``not_docx``, ``broken_xml``,
            ``unsafe_xml`` or ``zip_bomb``; cause and remedy are in the error.
    """
    return _DocxReader(data, name).read()


@dataclass(slots=True)
class _Text:
    """A paragraph as read, before it has an address. ``before`` and ``after`` are its text boxes."""

    text: str
    place: PlaceOnPage = "body"
    label: Label | None = None
    outline: int | None = None
    aligned: Alignment | None = None
    before: list[Element | str] = field(default_factory=list)
    after: list[Element | str] = field(default_factory=list)

    def shown(self) -> str:
        text = self.text.strip()
        return self.label.before(text) if self.label else text


@dataclass(slots=True)
class _Grid:
    """A table as read, before it has an address: its grid, the texts of its cells, what its merges cover."""

    grid: Grid
    texts: list[str]
    covered: list[tuple[GridCell, str]]
    nested: bool = False


@dataclass(slots=True)
class _Story:
    """A stream of text that counts its lists and keeps its open fields for itself."""

    walker: TextWalker
    counters: Counters
    place: PlaceOnPage


_Draft = _Text | _Grid


class _DocxReader:
    def __init__(self, data: bytes, name: str) -> None:
        self._package = DocxPackage(data, name=name)
        self._source = Source(name=name, media_type=MEDIA_TYPE, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))
        self._styles = Styles(self._package.related("styles"))
        self._numbering = Numbering(self._package.related("numbering"), style_nums=self._styles.numbering_styles())
        self._gathered = Gathered()
        self._remarks: list[Remark] = []
        self._textboxes = self._story("textbox")

    def read(self) -> Document:
        root = self._package.document()
        body = root.find(W + "body")
        if body is None:
            raise ReadError(self._source.name, "文档里没有正文", "请用 Word 重新保存", code="not_docx")
        drafts = list(self._drafts(body, self._story("body")))
        if not any(any(draft.texts) if isinstance(draft, _Grid) else draft.shown() for draft in drafts):
            pictures = f"，只有 {self._gathered.pictures} 张图片" if self._gathered.pictures else ""
            raise ReadError(self._source.name, f"文件里没有文字{pictures}", "请提供文字版，或先做文字识别", code="empty")
        drafts += self._notes()
        drafts += self._running_heads(body)
        blocks = self._blocks(drafts)
        self._remark_on_the_whole(body)
        return Document(source=self._source, blocks=blocks, remarks=tuple(self._remarks))

    def _story(self, place: PlaceOnPage) -> _Story:
        return _Story(TextWalker(self._styles.hides, self._gathered), Counters(self._numbering), place)

    # ---- from elements to drafts

    def _drafts(self, parent: Element, story: _Story) -> Iterator[_Draft]:
        """The paragraphs and tables of a body, cell, text box, note or header, text boxes where they are anchored."""
        for item in self._flow(parent, story):
            if isinstance(item, _Text):
                for box in item.before:
                    yield from self._box(box)
                yield from _split(item)
                for box in item.after:
                    yield from self._box(box)
            else:
                yield from self._table(item, story)

    def _box(self, box: Element | str) -> Iterator[_Draft]:
        if isinstance(box, str):
            yield _Text(box, place="textbox")
        else:
            yield from self._drafts(box, self._textboxes)

    def _flow(self, parent: Element, story: _Story) -> Iterator[_Text | Element]:
        """Paragraphs and ``w:tbl`` in order; a paragraph whose mark is deleted or hidden runs into the next one."""
        held: _Text | None = None
        for element in _block_elements(parent):
            if element.tag == TBL:
                if held is not None:
                    yield held
                    held = None
                yield element
                continue
            text, ends = self._paragraph(element, story, held)
            held = None if ends else text
            if ends:
                yield text
        if held is not None:
            yield held

    def _paragraph(self, element: Element, story: _Story, held: _Text | None) -> tuple[_Text, bool]:
        """The paragraph, put behind what is held, and whether it ends here.

        The mark that remains says what a paragraph is, so text before a deleted mark takes the number and alignment of
        what follows; text before a hidden mark (Word's style separator) keeps its own.
        """
        properties = element.find(PPR)
        style = self._styles.paragraph(value(properties, "pStyle"))
        mark = None if properties is None else properties.find(RPR)
        deleted = mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
        hidden = style.hidden if mark is None or mark.find(W + "vanish") is None else is_on(mark, "vanish")
        line = story.walker.read(element, hidden=style.hidden)
        if style.is_toc and _TOC_ENTRY.search(line.text.strip()):
            line.text = ""
        text = _Text(line.text, place=story.place)
        _anchor_boxes(line, text, held)
        if not deleted and not (hidden and not line.text.strip()):
            if held is not None and held.label is not None:
                text.label, text.outline, text.aligned = held.label, held.outline, held.aligned
            else:
                self._describe(text, properties, style, story)
        if held is not None:
            text.text = held.text + text.text
        return text, not deleted and not hidden

    def _describe(self, text: _Text, properties: Element | None, style: ParagraphStyle, story: _Story) -> None:
        """Number, outline level and alignment: the paragraph's own, else those of its style."""
        own_outline = number(properties, "outlineLvl")
        text.outline = style.outline if own_outline is None else outline_level(own_outline)
        text.aligned = alignment(properties) or style.aligned
        listing = None if properties is None else properties.find(W + "numPr")
        num_id, level = value(listing, "numId"), number(listing, "ilvl")
        num_id = style.num_id if num_id is None else num_id
        num = None if num_id is None else self._numbering.nums.get(num_id)
        if num_id is None or num is None:  # num id 0 switches numbering off, and no list has it
            return
        if level is None:
            tied = (num.level_of_style(identifier) for identifier in style.chain)
            level = next((index for index in tied if index is not None), style.num_level or 0)
        text.label = story.counters.next(num_id, level)

    def _table(self, table: Element, story: _Story) -> Iterator[_Draft]:
        grid = read_grid(table)
        if grid.is_frame():
            for cell in grid.cells:
                yield from self._drafts(cell.tc, story)
            self._remark_on_covered(grid.cells)
            return
        draft, inner = _Grid(grid, [], _covered(grid.cells)), []
        for cell in grid.cells:
            lines: list[str] = []
            for part in self._drafts(cell.tc, story):
                if isinstance(part, _Text):
                    lines += cell_lines(part.shown())
                elif part.grid.row_count > 1:
                    part.nested = True
                    inner.append(part)
                else:
                    lines.append(" ".join(text.replace("\n", " ") for text in part.texts if text))
            draft.texts.append("\n".join(lines))
        yield draft
        yield from inner

    # ---- what stands outside the flow

    def _notes(self) -> Iterator[_Draft]:
        """Footnotes and endnotes in the order of their marks, each once."""
        stories = {kind: self._story("footnote") for kind in ("footnotes", "endnotes")}
        roots = {kind: self._package.related(kind) for kind in stories}
        by_id = {
            (kind, note.get(W + "id", "")): note
            for kind, root in roots.items() if root is not None
            for note in root if note.get(W + "type", "normal") == "normal"
        }  # fmt: skip
        for key in dict.fromkeys(self._gathered.notes):
            if key in by_id:
                for draft in self._drafts(by_id[key], stories[key[0]]):
                    yield from _as_lines(draft, "footnote")

    def _running_heads(self, body: Element) -> Iterator[_Draft]:
        """The running heads, then the feet, of all sections, as far as Word shows them; each text once."""
        settings = self._package.related("settings")
        even = is_on(settings, "evenAndOddHeaders")
        places: tuple[tuple[PlaceOnPage, str], ...] = (("header", "headerReference"), ("footer", "footerReference"))
        for place, tag in places:
            seen: set[str] = set()
            for section in body.iter(W + "sectPr"):
                first = is_on(section, "titlePg")
                for reference in section.iterfind(W + tag):
                    kind = reference.get(W + "type", "default")
                    root = self._package.by_id(reference.get(R + "id", ""))
                    if root is None or (kind == "first" and not first) or (kind == "even" and not even):
                        continue
                    for draft in self._drafts(root, self._story(place)):
                        for text in _as_lines(draft, place):
                            shown = text.shown()
                            if shown not in seen and not _PAGE_NUMBER.fullmatch(shown):
                                seen.add(shown)
                                yield text

    # ---- from drafts to blocks

    def _blocks(self, drafts: list[_Draft]) -> tuple[Block, ...]:
        blocks: list[Block] = []
        paragraphs = tables = 0
        for draft in drafts:
            if isinstance(draft, _Grid):
                tables += 1
                blocks.append(self._finished_table(draft, f"t{tables}"))
            elif shown := draft.shown():
                paragraphs += 1
                blocks.append(
                    Paragraph(
                        address=f"p{paragraphs}", text=shown, label=draft.label.text if draft.label else None,
                        outline=draft.outline, aligned=draft.aligned, place=draft.place,
                    )
                )
        return tuple(blocks)

    def _finished_table(self, draft: _Grid, address: str) -> Table:
        grid = draft.grid
        for cell, text in draft.covered:
            self._remark("hidden_cell_text", f"被合并遮住的单元格里有文字，Word 不显示：{text[:40]}", _address(address, cell))
        if draft.nested:
            self._remark("nested_table", "这张表嵌在上一张表的单元格里", address)
        return Table(
            address=address, row_count=grid.row_count, column_count=grid.column_count, heading_rows=grid.heading_rows,
            cells=tuple(
                Cell(
                    address=_address(address, cell), text=text, row=cell.row, column=cell.column,
                    row_span=cell.row_span, column_span=cell.column_span,
                )
                for cell, text in zip(grid.cells, draft.texts, strict=True)
            ),
        )  # fmt: skip

    def _remark(self, code: str, message: str, address: str | None = None) -> None:
        self._remarks.append(Remark(code=f"read.{code}", message=message, address=address))

    def _remark_on_covered(self, cells: tuple[GridCell, ...]) -> None:
        for _, text in _covered(cells):
            self._remark("hidden_cell_text", f"被合并遮住的单元格里有文字，Word 不显示：{text[:40]}")

    def _remark_on_the_whole(self, body: Element) -> None:
        """What the file holds and this reader does not, or reads in one of two ways."""
        found, chunks = self._gathered, sum(1 for _ in body.iter(W + "altChunk"))
        changes = sum(1 for _ in body.iter(*(W + name for name in ("ins", "del", "moveFrom", "moveTo"))))
        for count, code, message in (
            (changes, "tracked_changes", "处修订，按接受修订读取"),
            (found.diagrams, "diagram", "个 SmartArt 图形，其中的文字没有读"),
            (found.objects, "embedded_object", "个嵌入对象（表格、文件），没有读"),
            (found.large_pictures, "picture", "张大图片，其中的文字没有读"),
            (chunks, "embedded_file", "个嵌入的其他格式文件，没有读"),
        ):
            if count:
                self._remark(code, f"文件里有 {count} {message}")


def _block_elements(parent: Element) -> Iterator[Element]:
    """The ``w:p`` and ``w:tbl`` of a container, also those inside content controls and tracked insertions."""
    for child in parent:
        tag = child.tag
        if tag in (P, TBL):
            yield child
        elif tag == SDT:
            gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            content = child.find(SDT_CONTENT)
            if content is not None and (gallery is None or gallery.get(VAL) != "Table of Contents"):
                yield from _block_elements(content)
        elif tag == ALTERNATE:
            branch = alternative(child)
            if branch is not None:
                yield from _block_elements(branch)
        elif tag not in _LEFT_OUT:
            yield from _block_elements(child)


def _anchor_boxes(line: Line, text: _Text, held: _Text | None) -> None:
    """Text boxes stand before their paragraph where they are anchored at its head, else after it."""
    if held is not None:
        text.before, text.after = held.before, held.after
    for behind, box in line.boxes:
        (text.after if behind or (held is not None and held.text.strip()) else text.before).append(box)


def _split(text: _Text) -> Iterator[_Text]:
    """A paragraph cut at the line breaks that begin a new one; a centred one is a heading over lines and stays whole."""
    if "\n" not in text.text or text.aligned in ("center", "right"):
        yield text
        return
    first, *rest = NEW_PARAGRAPH.split(text.text.strip())
    text.text = first
    yield text
    for piece in rest:
        yield _Text(piece, place=text.place, aligned=text.aligned)


def _as_lines(draft: _Draft, place: PlaceOnPage) -> Iterator[_Text]:
    """A draft as paragraphs of a place that holds no tables."""
    if isinstance(draft, _Text):
        draft.place = place
        yield draft
    else:
        yield from (_Text(text, place=place) for text in draft.texts)


def _covered(cells: tuple[GridCell, ...]) -> list[tuple[GridCell, str]]:
    """The cells that cover text of others, with that text."""
    found = []
    for cell in cells:
        text = "".join(part.text or "" for tc in cell.hidden for part in tc.iter(W + "t")).strip()
        if text:
            found.append((cell, text))
    return found


def _address(table: str, cell: GridCell) -> str:
    return f"{table}/r{cell.row}/c{cell.column}"
