"""Plain text and Markdown files to documents: encoding, front matter, tables, wrapped lines, paragraphs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from extractors.document import Block, Document, Field, Paragraph, Remark, Source
from pipeline.errors import ReadError
from pipeline.readers import flat_tables, front_matter, markdown, run_on, web_dump, wraps
from pipeline.readers.detect import MARKDOWN, TEXT, unknown_binary
from pipeline.readers.encoding import Decoded, decode
from pipeline.readers.line_breaks import Line, width

_WHITE = " \t\u3000\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
# A page number on a line of its own, as a copy from PDF leaves it in mid-sentence: - 3 -, — 12 —, 第3页 共9页.
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－]{1,2}\s*\d{1,4}\s*[-—–－]{1,2}|第\s*\d{1,4}\s*页(?:[\s，,/]*共\s*\d{1,4}\s*页)?)\s*")
_LEADING = re.compile(f"[{_WHITE}]*")
#: So much leading white space (ems) before a short line puts it to the right: the signature 落款 of a notice.
_RIGHT = 8.0
_SHORT = 24.0


def read_text(data: bytes, *, name: str) -> Document:
    """The document in a text file: any of the encodings of Chinese, hard-wrapped or not, Markdown or not.

    Every character that is printed is in a block, but those of front matter and sure web page furniture (which become
    ``fields`` or go), page numbers on lines of their own, and Markdown's marks. A paragraph is one line, or the lines that were one before a program broke
    them at a width, or a piece of a line that holds a whole notice. Leading white space is not text; much of it makes a
    paragraph ``aligned="right"``.

    Raises:
        ReadError: the bytes are no text (``unknown_binary``), or nothing is printed in them (``empty``).
    """
    decoded = decode(data)
    if decoded is None:
        raise unknown_binary(name)
    lines, fields, is_markdown = _prepared(decoded.text)
    tables = flat_tables.find_all(lines)
    blocks = tuple(_blocks(lines, tables))
    if not blocks:
        raise ReadError(name, "文件里没有文字", "请从来源处重新获取", code="empty")
    return Document(
        source=Source(name=name, media_type=MARKDOWN if is_markdown else TEXT, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data)),
        blocks=blocks,
        fields=fields,
        remarks=tuple(_remarks(decoded, tables)),
    )


def _prepared(text: str) -> tuple[list[str], tuple[Field, ...], bool]:
    """The lines of the notice, the fields around it, and whether the file is Markdown."""
    lines = [line if line.strip(" ") else "" for line in text.split("\n") if not _PAGE_NUMBER.fullmatch(line)]
    is_markdown = markdown.is_markdown(lines)
    taken = front_matter.take(lines)
    page = web_dump.take([piece for line in taken.lines for piece in run_on.restore(line)])
    kept = markdown.plain(page.lines) if is_markdown else list(page.lines)
    return kept, taken.fields + page.fields, is_markdown


def _blocks(lines: Sequence[str], tables: Sequence[flat_tables.Flattened]) -> Iterator[Block]:
    """Paragraphs and tables in their order, with their addresses."""
    runs: list[list[Line]] = []
    position = 0
    for table in tables:
        runs.append(_lines(lines[position : table.start]))
        position = table.end
    runs.append(_lines(lines[position:]))
    measure = wraps.measure([line for run in runs for line in run])
    paragraph = 0
    for number, run in enumerate(runs):
        for line in run if measure is None else wraps.join(run, measure=measure):
            paragraph += 1
            yield _paragraph(line, paragraph)
        if number < len(tables):
            yield tables[number].table(number + 1)


def _lines(lines: Sequence[str]) -> list[Line]:
    """The lines in which something is printed, without the white space at both ends."""
    out: list[Line] = []
    blank = False
    for line in lines:
        text = line.strip(_WHITE)
        if text:
            leading = line[: _LEADING.match(line).end()]  # type: ignore[union-attr]
            out.append(Line(text=text.replace("\t", " "), indent=_indent(leading), blank_before=blank))
        blank = not text and bool(out)
    return out


def _indent(leading: str) -> float:
    """The width of leading white space in ems: a space is half of one, a full-width or em space one, a TAB two."""
    return sum(1.0 if char in "\u3000\u2003" else 2.0 if char == "\t" else 0.5 for char in leading)


def _paragraph(line: Line, number: int) -> Paragraph:
    to_the_right = line.indent >= _RIGHT and width(line.text) <= _SHORT
    return Paragraph(address=f"p{number}", text=line.text, aligned="right" if to_the_right else None)


def _remarks(decoded: Decoded, tables: Sequence[flat_tables.Flattened]) -> Iterator[Remark]:
    if decoded.lost:
        message = f"In {decoded.lost} places the bytes make no character of {decoded.encoding}; they stand as \ufffd."
        yield Remark(code="read.lost_characters", message=message)
    for number, table in enumerate(tables, 1):
        if table.ragged:
            message = "The rows of this table differ in their number of cells; cells may stand in a wrong column."
            yield Remark(code="read.ragged_table", message=message, address=f"t{number}")
