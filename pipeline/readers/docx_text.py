"""The text of one paragraph of a .docx: runs in order, as a person sees them after all tracked changes are accepted.

In: cached field results, hyperlinks, smart tags, content controls, tracked insertions, symbols, the base of ruby, the
text of formulas. Out: field codes, tables of contents, deletions, comments, hidden text, reference marks of notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from pipeline.readers.docx_fields import Fields
from pipeline.readers.docx_xml import (
    ALTERNATE,
    DGM,
    RPR,
    SDT,
    SDT_CONTENT,
    TEXTBOX,
    WP,
    XML_SPACE,
    A,
    Element,
    M,
    O,
    V,
    W,
    alternative,
    is_on,
    value,
    whole,
)

_INVISIBLE: Final = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_PRIVATE: Final = re.compile("[\uf020-\uf0ff]")
#: Wingdings, the symbol font of ticks, boxes and numbers in circles; other symbol fonts hold mathematics and bullets.
_WINGDINGS: Final = (
    {0x80 + n: chr(0x245F + n) if n else "⓪" for n in range(11)}
    | {0x8B + n: chr(0x2775 + n) if n else "⓿" for n in range(11)}
    | {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○"}
    | {0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑"}
)
_WINGDINGS_2: Final = {0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"}
_SYMBOL: Final = {0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xD7: "·", 0x6D: "μ", 0x61: "α", 0x62: "β"}
_SYMBOL_FONTS: Final = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}

_T: Final = W + "t"
_R: Final = W + "r"
_FLD: Final = W + "fldChar"
_SKIPPED: Final = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "del", "moveFrom", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "fldData", "delText", "delInstrText",
        "rt", "rubyPr", "bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd", "commentReference",
        "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "lastRenderedPageBreak",
    )
)
_SIGNS: Final = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_BOXES: Final = frozenset({W + "drawing", W + "pict", W + "object"})
_FRAMES: Final = frozenset({WP + "inline", WP + "anchor"})
_NOTES: Final = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}


@dataclass(slots=True)
class Line:
    """What one paragraph holds. ``boxes``: its text boxes, each with whether text of the paragraph stands before it."""

    text: str = ""
    boxes: list[tuple[bool, Element | str]] = field(default_factory=list)


@dataclass(slots=True)
class Gathered:
    """What the walk of a whole document meets on the way: notes in the order of their marks, and what holds no text for it.

    A *large* picture is at least 10 by 7 cm: a table or page that was pasted as a picture, not a seal or an emblem.
    """

    notes: list[tuple[str, str]] = field(default_factory=list)
    diagrams: int = 0
    objects: int = 0
    pictures: int = 0
    large_pictures: int = 0


class TextWalker:
    """Reads the paragraphs of one story one after the other; knows the fields that are still open."""

    def __init__(self, hides_style: Callable[[str], bool], gathered: Gathered) -> None:
        self._hides_style = hides_style
        self._gathered = gathered
        self._fields = Fields()
        self._out: list[str] = []
        self._line = Line()
        self._hidden = False

    def read(self, paragraph: Element, *, hidden: bool) -> Line:
        """The text of ``w:p``, white space at its ends kept. ``hidden``: its style hides what does not say otherwise."""
        self._out, self._line, self._hidden = [], Line(), hidden
        self._inline(paragraph)
        self._fields.end_paragraph()
        text = "".join(self._out)
        if _INVISIBLE.search(text):
            text = _INVISIBLE.sub("", text)
        self._line.text = _PRIVATE.sub(_from_symbol_font, text) if _PRIVATE.search(text) else text
        return self._line

    def _inline(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child)
            elif tag in _SKIPPED:
                continue
            elif tag == ALTERNATE:
                branch = alternative(child)
                if branch is not None:
                    self._inline(branch)
            elif tag == SDT:
                content = child.find(SDT_CONTENT)
                if content is not None:
                    self._inline(content)
            elif tag == M + "f":
                self._fraction(child)
            elif tag == M + "r" or tag == M + "t":
                self._math(child)
            elif tag in _BOXES:
                self._drawing(child)
            else:
                self._inline(child)

    def _run(self, run: Element) -> None:
        fields, out, visible = self._fields, self._out, not self._hidden
        for child in run:
            tag = child.tag
            if tag == _T:
                if visible and not fields.hidden:
                    out.append(_literal(child))
            elif tag == RPR:
                visible = not self._is_hidden(child)
            elif tag in _SIGNS:
                if visible and not fields.hidden:
                    out.append(_SIGNS[tag])
            elif tag == _FLD:
                self._field_sign(child.get(W + "fldCharType"), visible=visible)
            elif tag == W + "instrText":
                fields.code(child.text or "")
            elif visible and not fields.hidden and tag not in _SKIPPED:
                self._other(child)

    def _other(self, child: Element) -> None:
        """What is rare in a run: symbols, ruby, drawings, note marks, alternates."""
        tag = child.tag
        if tag == W + "sym":
            self._out.append(_symbol(child))
        elif tag == W + "ruby":
            base = child.find(W + "rubyBase")
            if base is not None:
                self._inline(base)
        elif tag in _NOTES:
            self._gathered.notes.append((_NOTES[tag], child.get(W + "id", "")))
        elif tag in _BOXES:
            self._drawing(child)
        elif tag == ALTERNATE:
            branch = alternative(child)
            for grandchild in () if branch is None else branch:
                self._other(grandchild)
        elif tag == _T:
            self._out.append(_literal(child))
        elif tag == _R:
            self._run(child)

    def _field_sign(self, kind: str | None, *, visible: bool) -> None:
        if kind == "begin":
            self._fields.begin()
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            drawn = self._fields.end()
            if visible:
                self._out.append(drawn)

    def _is_hidden(self, properties: Element) -> bool:
        if properties.find(W + "vanish") is not None:
            return is_on(properties, "vanish")
        style = value(properties, "rStyle")
        return self._hidden or (style is not None and self._hides_style(style))

    def _fraction(self, element: Element) -> None:
        numerator, denominator = element.find(M + "num"), element.find(M + "den")
        if numerator is not None and denominator is not None:
            self._inline(numerator)
            self._out.append("/")
            self._inline(denominator)

    def _math(self, element: Element) -> None:
        for text in element.iter(M + "t", _T):
            if not self._fields.hidden:
                self._out.append(text.text or "")

    def _drawing(self, element: Element) -> None:
        """The text boxes of a drawing or picture, in order, each once."""
        for child in element:
            tag = child.tag
            if tag == TEXTBOX:
                self._line.boxes.append((bool("".join(self._out).strip()), child))
            elif tag == ALTERNATE:
                branch = alternative(child)
                if branch is not None:
                    self._drawing(branch)
            elif tag == V + "textpath":
                self._line.boxes.append((bool("".join(self._out).strip()), child.get("string", "")))
            elif tag == DGM + "relIds":
                self._gathered.diagrams += 1
            elif tag == O + "OLEObject":
                self._gathered.objects += 1
            else:
                self._gathered.pictures += tag == A + "blip" or tag == V + "imagedata"
                self._gathered.large_pictures += tag in _FRAMES and _is_large_picture(child)
                self._drawing(child)


def _is_large_picture(frame: Element) -> bool:
    """Whether a drawing holds a picture of at least 10 by 7 cm (its size is in 360,000ths of a centimetre)."""
    extent = frame.find(WP + "extent")
    wide, high = (0, 0) if extent is None else (whole(extent.get("cx")) or 0, whole(extent.get("cy")) or 0)
    return wide >= 3_600_000 and high >= 2_520_000 and next(frame.iter(A + "blip"), None) is not None


def _literal(element: Element) -> str:
    text = element.text or ""
    if text and (text[0] in " \t\r\n" or text[-1] in " \t\r\n") and element.get(XML_SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    return text.replace("\n", " ") if "\n" in text else text


def _symbol(element: Element) -> str:
    """``w:sym``: a character by its place in a symbol font (17.3.3.30)."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    table = _SYMBOL_FONTS.get(element.get(W + "font", "").lower(), {})
    if 0xF000 <= code <= 0xF0FF or code in table:
        return table.get(code & 0xFF, "□" if not table else "")
    return chr(code) if 0x20 <= code < 0x110000 else ""


def _from_symbol_font(match: re.Match[str]) -> str:
    """A private-use character typed in a symbol font; its font is nearly always Wingdings."""
    return _WINGDINGS.get(ord(match[0]) & 0xFF, match[0])
