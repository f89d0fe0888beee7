"""A document as lines: its paragraphs and tables, each paragraph also without white space, for the expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.document import Document, Paragraph, Table
from extractors.knowledge.rows import load_rows
from extractors.parts import patterns
from extractors.text import View, squeeze

_IMPRINT_ROWS = 4
_LONGEST_LINE = 100  # of a title
_LONGEST_JOINT = 300  # of a title with the names of all who issue it
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_CLOSING_BRACKET = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph or a table. ``block`` counts the document's blocks from 0; ``start``, ``end`` are of the canonical text.

    ``text`` is squeezed and empty for a table.
    """

    block: int
    start: int
    end: int
    text: str
    is_table: bool = False
    centred: bool = False


def lines_of(document: Document) -> tuple[Line, ...]:
    """The paragraphs of the body that say something, and the tables, in reading order."""
    found: list[Line] = []
    for number, block in enumerate(document.blocks):
        start, end = document.span(block.address)
        if isinstance(block, Table):
            found += _imprint(document, block, number) or [Line(block=number, start=start, end=end, text="", is_table=True)]
        elif isinstance(block, Paragraph) and block.place == "body" and (text := squeeze(block.text)):
            found.append(Line(block=number, start=start, end=end, text=text, centred=block.aligned == "center"))
    return tuple(found)


def _imprint(document: Document, table: Table, number: int) -> list[Line]:
    """The rows of a table that is the imprint 版记 (GB/T 9704-2012, 7.4, often set as one), as lines; none for any other table."""
    if table.row_count > _IMPRINT_ROWS:
        return []
    rows: list[Line] = []
    for row in range(1, table.row_count + 1):
        if cells := table.row(row):
            start, end = document.span(cells[0].address)[0], document.span(cells[-1].address)[1]
            rows.append(Line(block=number, start=start, end=end, text=squeeze(document.text[start:end])))
    says_so = any(patterns.COPIED_TO.match(line.text) or patterns.IMPRINT.match(line.text) for line in rows)
    return [line for line in rows if line.text] if says_so else []


@dataclass(frozen=True, slots=True)
class Ending:
    """How a title ends: ``kind`` is the statutory kind 文种 that it says, if any."""

    ending: str
    kind: str | None


@lru_cache(maxsize=1)
def _endings() -> dict[str, Ending]:
    return {row["ending"]: Ending(row["ending"], row["kind"] or None) for row in load_rows("kinds.csv")}


def ending_of(title: str) -> Ending | None:
    """How a squeezed title ends, remarks in brackets at its end (（试行）) left out; the longest ending that is known."""
    bare = title
    while (match := _CLOSING_BRACKET.search(bare)) and match.start() > 0:
        bare = bare[: match.start()]
    bare = bare.rstrip("》〉”\"")
    known = _endings()
    for size in range(min(4, len(bare)), 0, -1):
        if found := known.get(bare[-size:]):
            return found
    return None


def without_date(title: str) -> str:
    """A squeezed title without the date in brackets that exports put behind it."""
    return patterns.DATE_IN_BRACKETS.sub("", title)


def is_whole(title: str) -> bool:
    """Whether a squeezed title is complete: its marks are closed and it ends as titles do.

    A title that issues or forwards another text is complete only with its own kind at the end (…的通知).
    """
    bare = without_date(title)
    if bare.count("《") != bare.count("》") or bare.count("“") > bare.count("”"):
        return False
    ending = ending_of(bare)
    if ending is None:
        return False
    if (patterns.ISSUES_IN_TITLE.search(bare) and "关于" in bare) or re.search(r"(?:印发|转发|批转)", bare):
        return ending.kind is not None and not bare.endswith(("》", "〉"))
    return not ("关于" in bare and bare.endswith("》") and not bare.startswith("《"))


def is_title_like(text: str) -> bool:
    """Whether a squeezed line can be (part of) a title: short, no sentence, no number, date, label or remark."""
    if not text or text[-1] in "。！？；：，、:" or "。" in text:
        return False
    if len(text) > _LONGEST_LINE and not _is_joint(text):
        return False
    framing = (
        patterns.DATE_LINE, patterns.NUMBERED, patterns.REMARK, patterns.SEALED_FOR, patterns.COPIED_TO, patterns.IMPRINT,
        patterns.FURNITURE, patterns.ATTACHMENT, patterns.SECRECY, patterns.URGENCY, patterns.COPY_NUMBER, patterns.CONTENTS,
    )  # fmt: skip
    return not any(pattern.match(text) for pattern in framing)


def _is_joint(text: str) -> bool:
    """Whether a line too long for a title is that of a joint notice, which may print all its issuers; a day in it is the end of another notice."""
    return "关于" in text and len(text) <= _LONGEST_JOINT and is_whole(text) and not _DAY.search(text)


def key(title: str) -> str:
    """A title as it is compared: without marks, quotes and remarks of exports."""
    return re.sub(r"[《》〈〉“”\"'‘’（）\[\]〔〕\s。：]", "", without_date(squeeze(title)))


def locate(document: Document, start: int, end: int, squeezed: str) -> tuple[int, int] | None:
    """Where a squeezed text stands in ``document.text[start:end]``; ``None`` where it does not."""
    view = View.of(document.text, start, end)
    at = view.text.find(squeezed)
    return None if at < 0 else view.span(at, at + len(squeezed))
