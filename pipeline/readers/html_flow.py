"""The elements of a web page to paragraphs and tables, in the order and with the text that a browser shows.

What is decided here, once:

* White space in the source is one space, as in a browser; but a line end between two Chinese characters is none, for so
  programs wrap their source. No-break and full-width spaces are printed, and go at the ends of a paragraph.
* A line break ``<br>`` ends the paragraph where a blank line or an indent follows, and where it is used as the mark of
  paragraphs; lines broken to a width are joined. Other breaks are ``\\n``, and centred lines stay together: a title.
* Automatic numbers of lists are restored, and not put before a number that someone typed.
* Pictures, controls, deletions and readings of characters (ruby) are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

from extractors.document import Alignment
from pipeline.readers import wraps
from pipeline.readers.encoding import clean
from pipeline.readers.html_lists import ListCount, begin_list, typed_label
from pipeline.readers.html_style import own_alignment, style_of
from pipeline.readers.html_tables import Draft, TableBuilder, TextDraft
from pipeline.readers.line_breaks import STANDS_ALONE, Line
from pipeline.readers.numbering import Label

BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
        "legend", "li", "main", "menu", "nav", "noframes", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
        "th", "thead", "tr", "ul",
    }
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_GROUPS: Final = {"thead": "head", "tbody": "body", "tfoot": "foot"}
#: No text of the page, whatever they hold.
NO_TEXT: Final = frozenset(
    {
        "script", "style", "noscript", "template", "head", "title", "meta", "link", "base", "object", "embed", "applet", "audio",
        "video", "canvas", "svg", "map", "area", "iframe", "frame", "input", "select", "button", "textarea", "option", "optgroup",
        "datalist", "keygen", "progress", "meter", "rt", "rp", "rtc", "del", "xml", "marquee",
    }
)
_BREAK: Final = "\v"
_WIDE: Final = r"[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_SOURCE_LINE_END: Final = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_NEVER_PLAIN: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffe\uffff]")
_INDENT: Final = re.compile(r"[ \u00a0\u2000-\u200a\u3000]*")
_STOP: Final = re.compile(r"[。；：！？:;…][”’」』）)》]*$")
#: From so many lines on, breaks are judged together: marks of paragraphs, or a text broken to a width.
_MANY_LINES: Final = 5
#: A centred text of so many lines, or of longer ones, is no title.
_TITLE_LINES, _TITLE_WIDTH = 6, 60


@dataclass(slots=True)
class _Open:
    """A block that is open: what it says of the text in it."""

    element: Element
    aligned: Alignment | None
    outline: int | None
    keeps_breaks: bool


@dataclass(slots=True)
class _OpenTable:
    builder: TableBuilder
    outside: list[Draft]


class FlowReader:
    """Reads the content of a page. ``pictures`` and ``nested`` count what it meets on the way."""

    def __init__(self) -> None:
        self.pictures = 0
        self._pieces: list[str] = []
        self._out: list[Draft] = []
        self._open: list[_Open] = []
        self._tables: list[_OpenTable] = []
        self._lists: list[ListCount] = []
        self._label: Label | None = None
        self._marks: list[tuple[Element, int]] = []

    def read(self, root: Element) -> list[Draft]:
        """The paragraphs and tables that an element holds. Numbers of lists go on from one call to the next."""
        found: list[Draft] = []
        self._out = found
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if tag in NO_TEXT or (":" in tag and tag.split(":")[0] in ("v", "w", "m")):
                    walk.skip_subtree()
                else:
                    self._start(element, tag)
            else:
                if tag not in NO_TEXT:
                    self._end(element, tag)
                if element.tail and element is not root:
                    self._add(element.tail)
        self._flush()
        return found

    # ---- elements

    def _start(self, element: Element, tag: str) -> None:
        if tag == "br":
            self._pieces.append(_BREAK)
            return
        if tag == "img":
            self.pictures += 1
            return
        style = style_of(element)
        if (tag in BLOCKS and not (style.inline and tag == "p")) or style.block:
            self._flush()
            self._open_block(element, tag, style.keeps_breaks)
            self._start_block(element, tag)
        elif style.is_list_mark:
            self._marks.append((element, len(self._pieces)))
        if element.text:
            self._add(element.text)

    def _open_block(self, element: Element, tag: str, keeps_breaks: bool) -> None:
        sets, aligned = own_alignment(element)
        outer = self._open[-1] if self._open else None
        if not sets and outer is not None and tag not in ("td", "table"):
            aligned = outer.aligned
        outline = _HEADINGS.get(tag) or (outer.outline if outer is not None and tag != "td" else None)
        kept = keeps_breaks or tag == "pre" or (outer is not None and outer.keeps_breaks)
        self._open.append(_Open(element, aligned, outline, kept))

    def _start_block(self, element: Element, tag: str) -> None:
        if tag == "table":
            builder = TableBuilder()
            self._tables.append(_OpenTable(builder, self._out))
            self._out = builder.stray
        elif tag in ("td", "th"):
            if self._tables:
                self._out = self._tables[-1].builder.begin_cell(element)
        elif tag == "tr":
            if self._tables:
                self._tables[-1].builder.begin_row(element)
        elif tag in _GROUPS:
            if self._tables:
                self._tables[-1].builder.begin_group(_GROUPS[tag])  # type: ignore[arg-type]
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(begin_list(element))
        elif tag == "li" and self._lists:
            self._label = self._lists[-1].label(element)

    def _end(self, element: Element, tag: str) -> None:
        if self._marks and self._marks[-1][0] is element:
            self._end_mark(element)
        if not self._open or self._open[-1].element is not element:
            return
        self._flush()
        self._open.pop()
        if tag == "table":
            table = self._tables.pop()
            self._out = table.outside
            self._out.extend(table.builder.finish())
        elif tag in ("td", "th") and self._tables:
            self._out = self._tables[-1].builder.stray
        elif tag in _GROUPS and self._tables:
            self._tables[-1].builder.end_group()
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.pop()
        elif tag == "li":
            self._label = None

    def _end_mark(self, element: Element) -> None:
        """A number that Word wrote out for its list (``mso-list: Ignore``), padded with spaces: the paragraph's label."""
        _, start = self._marks.pop()
        mark = "".join(self._pieces[start:]).strip(" \t\r\n\f\v\u00a0\u3000")
        if "".join(self._pieces[:start]).strip(" \t\r\n\f\u00a0\u3000"):
            return
        del self._pieces[:]
        symbol = style_of(element).symbol_font or any(style_of(inner).symbol_font for inner in element.iter("span"))
        self._label = Label(mark, "tab") if re.search(r"\w", mark) and not symbol else None

    def _add(self, text: str) -> None:
        if self._open and self._open[-1].keeps_breaks and not text.isspace():
            text = text.replace("\r\n", "\n").replace("\n", _BREAK)
        self._pieces.append(text)

    # ---- text

    def _flush(self) -> None:
        """Ends the paragraph: what has been gathered goes out."""
        raw = "".join(self._pieces)
        self._pieces.clear()
        if not raw or raw.isspace():
            return
        block = self._open[-1] if self._open else None
        aligned, outline = (block.aligned, block.outline) if block else (None, None)
        for text in _paragraphs(raw, is_title=aligned == "center" or outline is not None, is_signature=aligned == "right"):
            draft = TextDraft(text, outline=outline, aligned=aligned)
            label, self._label = self._label, None
            if label is not None and not typed_label(text):
                draft.text, draft.label = label.before(text), label.text
            self._out.append(draft)


def squeeze_source(raw: str) -> str:
    """The text as a browser shows it: its white space collapsed, what no one sees taken out; breaks are kept as ``\\v``."""
    if _NEVER_PLAIN.search(raw):
        raw = _BREAK.join(clean(piece) for piece in raw.split(_BREAK))
    if "\n" in raw:
        raw = _SOURCE_LINE_END.sub("", raw)
    return _SPACES.sub(" ", raw)


def _paragraphs(raw: str, *, is_title: bool, is_signature: bool) -> Iterator[str]:
    """The paragraphs in the text of one block, whose breaks are the lines of ``raw``."""
    text = squeeze_source(raw)
    if _BREAK not in text:
        if shown := text.strip():
            yield shown
        return
    lines = _lines(text)
    if is_title and len(lines) <= _TITLE_LINES and all(len(line.text) <= _TITLE_WIDTH for line in lines):
        yield from _title(lines)
    elif is_signature:
        yield from (line.text for line in lines)
    elif len(lines) >= _MANY_LINES:
        measure = wraps.measure(lines)
        yield from (line.text for line in (lines if measure is None else wraps.join(lines, measure=measure)))
    else:
        yield from _few(lines)


def _title(lines: list[Line]) -> Iterator[str]:
    """The paragraphs of a centred block: its lines together, parted at blank lines, numbers and dates."""
    held = ""
    for line in lines:
        alone = STANDS_ALONE.fullmatch(line.text) is not None
        if held and not line.blank_before and not alone and not STANDS_ALONE.fullmatch(held):
            held += "\n" + line.text
            continue
        if held:
            yield held
        held = line.text
    if held:
        yield held


def _few(lines: list[Line]) -> Iterator[str]:
    """The paragraphs of a few lines: a new one begins after a stop or a blank line, with an indent, with a number."""
    held = ""
    for line in lines:
        if not held:
            held = line.text
        elif line.blank_before or line.indent >= 2 or _STOP.search(held) or typed_label(line.text):
            yield held
            held = line.text
        else:
            held += "\n" + line.text
    if held:
        yield held


def _lines(text: str) -> list[Line]:
    """The lines between the breaks, with the indents that someone typed, the blank ones left out."""
    found: list[Line] = []
    blank = False
    for line in text.split(_BREAK):
        line = line.strip(" ")
        shown = line.strip()
        if shown:
            indent = line[: _INDENT.match(line).end()]  # type: ignore[union-attr]
            width = sum(1.0 if char in "\u3000\u2003" else 0.5 for char in indent)
            found.append(Line(text=shown, indent=width, blank_before=blank))
        blank = not shown and bool(found)
    return found
