"""What a notice says that it issues 印发, forwards 转发 or publishes 公布: the titles, from its own title and text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.document import Document
from extractors.parts import patterns
from extractors.parts.lines import Line, ending_of, key
from extractors.parts.opening import Opening
from extractors.text import View

# The covering text of a notice is short: the sentence that issues stands in its first lines.
_COVER_LINES = 12
# A title behind one of these is an authority, not what is issued.
_HANDS_OVER = re.compile(r"(?:现|特|兹)(?:将|把)")
_ENUMERATES = re.compile(r"(?:（[^（）]*）)?[、和与及]?(?:以及)?")
_AUTHORITY = re.compile(r"(?:根据|按照|依据|贯彻|落实|执行|遵照|对照|参照|经|转发了|为做好|收到)[^，。；《》]{0,30}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A title in 《》 in the covering text, squeezed, and its range in the canonical text (marks included)."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """``issues``: the notice issues another text. ``in_title``, ``in_text``: the titles that its title and its text name."""

    issues: bool
    in_title: tuple[str, ...]
    in_text: tuple[Quoted, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """All of them, those of the text first, each once."""
        seen: dict[str, str] = {}
        for title in (*(quoted.title for quoted in self.in_text), *self.in_title):
            seen.setdefault(key(title), title)
        return tuple(seen.values())


def named_titles(document: Document, lines: Sequence[Line], opening: Opening) -> Issued:
    """The titles that a notice says it issues, from its own title (关于印发…的通知) and its covering text (现将《…》印发给你们)."""
    from_title = _of_title(opening.title or "")
    quoted: list[Quoted] = []
    says_so = False
    for line in lines[opening.body : opening.body + _COVER_LINES]:
        if line.is_table or patterns.DATE_LINE.match(line.text) or patterns.NUMBERED.match(line.text):
            break
        if patterns.ISSUES_IN_BODY.search(line.text):
            says_so = True
            quoted += _of_paragraph(document, line)
    own = key(opening.title or "")
    return Issued(
        issues=bool(from_title) or says_so,
        in_title=from_title,
        in_text=tuple(item for item in quoted if key(item.title) != own or not from_title),
    )


def _of_title(title: str) -> tuple[str, ...]:
    match = patterns.TITLE_OF_ISSUED.search(title)
    if match is None:
        return ()
    what = match["what"]
    whole = re.fullmatch(r"(?:《[^《》]*(?:《[^《》]*》[^《》]*)*》(?:[（(][^）)]*[）)])?[、和与及]?)+", what)
    if whole:
        return tuple(found["title"] for found in patterns.QUOTED_TITLE.finditer(what))
    # what is 公布 or 发布 may be a thing (a list of projects in the text itself); what is 印发 or 转发 is a text
    return (what,) if re.match(r"(?:印发|转发|批转|印送)", match[0]) or ending_of(what) is not None else ()


def _of_paragraph(document: Document, line: Line) -> list[Quoted]:
    """The titles in 《》 of the sentences that issue, those left out that are authorities."""
    view = View.of(document.text, line.start, line.end)
    out: list[Quoted] = []
    for sentence in re.finditer(r"[^。；]+[。；]?", view.text):
        if not patterns.ISSUES_IN_BODY.search(sentence[0]):
            continue
        marked = [hand.end() for hand in _HANDS_OVER.finditer(view.text, sentence.start(), sentence.end())]
        quotes = list(patterns.QUOTED_TITLE.finditer(view.text, sentence.start(), sentence.end()))
        behind = [quote for quote in quotes if marked and quote.start() >= marked[-1]]
        for quote in behind or _without_authorities(view.text, sentence.start(), quotes):
            start, end = view.span(quote.start(), quote.end())
            out.append(Quoted(title=quote["title"], start=start, end=end))
    return out


def _without_authorities(text: str, start: int, quotes: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The quoted titles that stand behind no word of authority, nor in one enumeration with a title that does."""
    kept: list[re.Match[str]] = []
    before, authority = start, False
    for quote in quotes:
        between = text[before : quote.start()]
        authority = bool(_AUTHORITY.search(between)) or (authority and _ENUMERATES.fullmatch(between) is not None)
        if not authority:
            kept.append(quote)
        before = quote.end()
    return kept
