"""Who issues a notice 发文机关: the signature, else the red head, else the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.document import Document
from extractors.header.glued import glued, name_ends
from extractors.knowledge import Knowledge
from extractors.parts import patterns
from extractors.parts.endmatter import signers_before
from extractors.parts.lines import Line, locate
from extractors.parts.opening import Opening
from extractors.text import View

_LONGEST_NAME = 60
_SEALED = re.compile(r"（[^（）]*(?:代章|盖章|公章|印章|章)）$")
_TITLE_ISSUER = re.compile(r"^(?P<names>[^《》，。]{3,260}?)(?P<more>等(?:\d+|[一二三四五六七八九十]+)?(?:个)?(?:部门|单位|部委)?)?(?=关于|印发|转发|批转|公告$|令$)")
_ORDER_WORD = re.compile(r"(?:令|公告|通告|公报)$")
_NOBODY = re.compile(r"^[\d一二三四五六七八九十]+(?:个)?(?:部门|单位|部委)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value with its range in the canonical text and the cue that found it."""

    value: str
    start: int
    end: int
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The signature of a notice 落款: who signs, and the line that prints the date."""

    issuers: tuple[Found, ...]
    date: Line | None
    sealed_for: bool


def is_organ(name: str) -> bool:
    """Whether a squeezed name ends as names of organs do."""
    bare = _SEALED.sub("", name)
    return len(bare) >= 2 and bare.endswith(name_ends()) and not bare.endswith(("的", "了"))


def read_signature(document: Document, lines: Sequence[Line], opening: Opening, *, knowledge: Knowledge) -> Signature:
    """The signature in the lines of a notice: the organs right before its date, joint issuers one each."""
    for at in range(opening.body, len(lines)):
        text = lines[at].text
        signed = patterns.SIGNED_DATE_LINE.match(text)
        if signed and is_organ(signed["signer"]):
            place = locate(document, lines[at].start, lines[at].end, signed["signer"])
            names = _names_at(document, *place, knowledge) if place else ()
            return Signature(issuers=names, date=lines[at], sealed_for=False)
        if patterns.DATE_LINE.match(text):
            count = signers_before(lines, _before_seal(lines, at), opening.body)
            first = _before_seal(lines, at) - count
            names, sealed_for = _signers(document, lines[first : first + count], knowledge)
            return Signature(issuers=names, date=lines[at], sealed_for=sealed_for)
    return Signature(issuers=(), date=None, sealed_for=False)


def _before_seal(lines: Sequence[Line], at: int) -> int:
    """The line of the date or, where a remark on the seal stands above it, that of the remark."""
    return at - 1 if at and patterns.SEALED_FOR.match(lines[at - 1].text) else at


def _signers(document: Document, lines: Sequence[Line], knowledge: Knowledge) -> tuple[tuple[Found, ...], bool]:
    """The organs of the lines above a date; lines that end no organ's name go on in the next."""
    found: list[Found] = []
    open_start: int | None = None
    open_text = ""
    sealed_for = False
    for line in lines:
        if len(open_text) + len(line.text) > _LONGEST_NAME:
            open_start, open_text = None, ""
        text = open_text + line.text
        start = line.start if open_start is None else open_start
        if not is_organ(text):
            open_start, open_text = start, text
            continue
        if _SEALED.search(text):
            sealed_for = True
        names = _names_at(document, start, line.end, knowledge)
        found += names
        open_start, open_text = None, ""
    return tuple(found), sealed_for


def _names_at(document: Document, start: int, end: int, knowledge: Knowledge) -> tuple[Found, ...]:
    """The organs in a stretch: parted by 、 and by white space between complete names, and where two names stand glued."""
    raw = document.text[start:end]
    pieces = _parted(raw, knowledge)
    found = []
    for first, last in pieces:
        view = View.of(document.text, start + first, start + last)
        sealed = _SEALED.search(view.text)
        size = sealed.start() if sealed else len(view.text)
        if size:
            begin, stop = view.span(0, size)
            found.append(Found(value=view.text[:size], start=begin, end=stop, cue="signature"))
    return tuple(found)


def _parted(raw: str, knowledge: Knowledge) -> list[tuple[int, int]]:
    """The ranges of the names in a raw stretch. Spaces part names only where each piece is one (资 阳 市 is padded)."""
    out: list[tuple[int, int]] = []
    for start, end in _between(0, len(raw), [match.span() for match in re.finditer(r"[、，]", raw)]):
        words = _between(start, end, [(start + match.start(), start + match.end()) for match in re.finditer(r"\s+", raw[start:end])])
        words = [(a, b) for a, b in words if b > a]
        apart = len(words) > 1 and all(b - a >= 3 and is_organ(raw[a:b]) for a, b in words)
        for a, b in words if apart else [(start, end)]:
            out += _between(a, b, [(a + cut, a + cut) for cut in glued(raw[a:b], knowledge)])
    return [(a, b) for a, b in out if raw[a:b].strip()]


def _between(start: int, end: int, cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of ``[start, end)`` that cuts leave."""
    ranges, begin = [], start
    for first, last in cuts:
        ranges.append((begin, first))
        begin = last
    return [*ranges, (begin, end)]


def issuers_in_title(document: Document, lines: Sequence[Line], opening: Opening, *, knowledge: Knowledge) -> tuple[Found, ...]:
    """The organs that a title names before 关于, 印发, 转发."""
    if opening.title is None or opening.title_lines is None:
        return ()
    match = _TITLE_ISSUER.match(opening.title)
    if match is None:
        return ()
    first, end = lines[opening.title_lines[0]], lines[opening.title_lines[1] - 1]
    place = locate(document, first.start, end.end, match["names"])
    if place is None:
        return ()
    names = tuple(found for found in _names_at(document, *place, knowledge) if is_organ(found.value) and not _NOBODY.match(found.value))
    return tuple(replace(found, cue="title") for found in names)


def issuers_of_order(document: Document, lines: Sequence[Line], opening: Opening, *, knowledge: Knowledge) -> tuple[Found, ...]:
    """The organs before 令, 公告 on the line of an order's number (云泽市人民政府令第12号)."""
    match = patterns.ORDER_LINE.match(lines[opening.number].text) if opening.number is not None else None
    if match is None or opening.number is None:
        return ()
    name = _ORDER_WORD.sub("", match["what"])
    line = lines[opening.number]
    place = locate(document, line.start, line.end, name) if name else None
    names = _names_at(document, *place, knowledge) if place else ()
    return tuple(replace(found, cue="number") for found in names if is_organ(found.value))


def issuers_of_masthead(document: Document, lines: Sequence[Line], opening: Opening, *, knowledge: Knowledge) -> tuple[Found, ...]:
    """The organs of the red head: one a line, 文件 behind the last one or nowhere."""
    if opening.masthead is None:
        return ()
    names: list[Found] = []
    for line in lines[opening.masthead[0] : opening.masthead[1]]:
        match = patterns.MASTHEAD.match(line.text)
        place = locate(document, line.start, line.end, match["issuer"] if match else line.text)
        names += _names_at(document, *place, knowledge) if place else ()
    return tuple(replace(found, cue="masthead") for found in names if is_organ(found.value))
