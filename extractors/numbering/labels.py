"""What a paragraph's first characters can be read as: a label of some style, with the doubt that each reading carries."""

from __future__ import annotations

from dataclasses import dataclass
from re import Match

from extractors.numbering import patterns
from extractors.numbering.patterns import Style
from extractors.numerals import to_int

# Only the head of a paragraph is looked at.
_HEAD = 48
_DECIMALS = {2: Style.DECIMAL, 3: Style.DECIMAL_3, 4: Style.DECIMAL_4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A label that a paragraph may begin with.

    ``label`` is it as the path writes it (``（一）``, ``1``, ``第三条``); ``end`` the offset in the paragraph where the
    text after it begins. ``doubt`` is what it costs to read it as a label, ``plain`` what it costs to read it as text:
    small numbers, weighed by :mod:`extractors.numbering.tree` against what the sequence costs.
    """

    style: Style
    number: int
    label: str
    end: int
    doubt: float = 0.0
    plain: float = 4.0


def read_label(text: str, *, printed: str | None = None) -> Candidate | None:
    """The label at the head of a paragraph, ``None`` where it has none that could be one (a line of a table of contents has none).

    ``printed`` is the automatic number that the reader restored (``Paragraph.label``): then the text begins with a label for sure.
    """
    head = text[:_HEAD]
    first = head.lstrip()[:1]
    if not first or patterns.LEADERS.search(text):
        return None
    found = _read(text, head, first)
    if found is not None and printed:
        return Candidate(style=found.style, number=found.number, label=found.label, end=found.end, plain=6.0)
    return found


def _read(text: str, head: str, first: str) -> Candidate | None:
    if first in "第【[":
        return _ordinal(text, head)
    if first in patterns.CN:
        return _han(head)
    if first in "（(〔㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇":
        return _brackets(head)
    if first.isdigit() or "⒈" <= first <= "⒛" or first.isnumeric():
        return _digits(text, head)
    return None


def _ordinal(text: str, head: str) -> Candidate | None:
    match = patterns.ORDINAL.match(head)
    if match is None:
        return None
    number = to_int(match["number"])
    if not number:
        return None
    style = patterns.UNITS[match["unit"]]
    rest = text[match.end() :]
    doubt = 0.0
    if style is Style.ARTICLE:
        if not match["space"] and patterns.NOT_AFTER_ARTICLE.match(rest):
            return None
        if not match["space"] and patterns.DOUBTFUL_AFTER_ARTICLE.match(rest):
            doubt = 0.6
    elif len(rest) > 40 or any(stop in rest for stop in "。；，"):
        return None
    label = f"第{match['number']}{match['unit']}{match['bis'] or ''}"
    return Candidate(style=style, number=number, label=label, end=match.end(), doubt=doubt, plain=1.0 if doubt else 4.0)


def _han(head: str) -> Candidate | None:
    match = patterns.HAN.match(head)
    if match is None or patterns.NOT_AFTER_HAN.match(head[match.end() :]):
        return None
    number = to_int(match["number"])
    if not number:
        return None
    doubt = 0.0 if match["mark"] in "、．." else 1.0
    return Candidate(style=Style.HAN, number=number, label=match["number"], end=match.end(), doubt=doubt, plain=4.0 - 2.5 * doubt)


def _brackets(head: str) -> Candidate | None:
    match = patterns.HAN_BRACKETS.match(head)
    if match is not None:
        number = to_int(match["number"] or match["sign"])
        if not number or patterns.NOT_AFTER_BRACKETS.match(head[match.end() :]):
            return None
        inner = match["number"] or patterns.CN[2 + number - 1]
        return Candidate(style=Style.HAN_BRACKETS, number=number, label=f"（{inner}）", end=match.end())
    match = patterns.ARABIC_BRACKETS.match(head)
    if match is None or patterns.NOT_AFTER_BRACKETS.match(head[match.end() :]):
        return None
    number = to_int(match["number"] or match["sign"])
    return Candidate(style=Style.ARABIC_BRACKETS, number=number, label=f"（{number}）", end=match.end(), plain=3.0) if number else None


def _digits(text: str, head: str) -> Candidate | None:
    for read in (_decimal, _arabic):
        if (found := read(head)) is not None:
            return found
    match = patterns.HALF_BRACKET.match(head)
    if match is not None and not patterns.NOT_AFTER_BRACKETS.match(head[match.end() :]):
        return _of(Style.HALF_BRACKET, match, label="{}）", plain=2.5)
    match = patterns.CIRCLED.match(head)
    if match is not None:
        number = to_int(match["sign"])
        return Candidate(style=Style.CIRCLED, number=number, label=match["sign"], end=match.end()) if number else None
    match = patterns.BARE.match(head)
    if match is not None and not patterns.MEASURE.match(head[match.end() :]):
        heading = len(text) - match.end() <= 24 and not any(stop in text for stop in "。；，：")
        return _of(Style.ARABIC, match, label="{}", doubt=0.3, plain=1.0 if heading or int(match["number"]) > 1 else 0.4)
    return None


def _decimal(head: str) -> Candidate | None:
    match = patterns.DECIMAL.match(head)
    if match is None or patterns.MEASURE.match(head[match.end() :]) or patterns.YEAR.match(match["number"].split(".")[-1]):
        return None
    numbers = match["number"].replace("．", ".").split(".")
    label = ".".join(numbers)
    return Candidate(style=_DECIMALS[len(numbers)], number=int(numbers[-1]), label=label, end=match.end(), doubt=0.2, plain=1.5)


def _arabic(head: str) -> Candidate | None:
    match = patterns.ARABIC.match(head)
    if match is None:
        return None
    rest = head[match.end() :]
    mark = match["mark"] or "."
    doubt, plain = (0.0, 2.5) if mark[0] in ".．、" else (0.6, 1.2)
    if rest[:1].isdigit():
        if mark[0] == "、" and patterns.MONTHS.match(rest):
            return None
        if not patterns.YEAR.match(rest) and (mark[0] in ".．,，" and len(mark) == 1 and head[match.end() - 1] == mark[-1]):
            return None
        doubt += 0.3
    return _of(Style.ARABIC, match, label="{}", doubt=doubt, plain=plain)


def _of(style: Style, match: Match[str], *, label: str, doubt: float = 0.0, plain: float) -> Candidate | None:
    number = to_int(match["number"] or match["sign"]) if "sign" in match.groupdict() else to_int(match["number"])
    return Candidate(style=style, number=number, label=label.format(number), end=match.end(), doubt=doubt, plain=plain) if number else None
