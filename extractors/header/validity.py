"""From when and until when a text is in force 施行日期, 有效期: what its own sentences say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.document import Document, Paragraph
from extractors.header import patterns
from extractors.header.dates import read_date, years_on
from extractors.numerals import to_int
from extractors.parts.lines import key
from extractors.parts.model import Part
from extractors.records import Evidence
from extractors.text import View, evidence

_WORDS = ("施行", "实施", "执行", "生效", "试行", "有效期", "实行", "暂行")
_TITLE_SUBJECT = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》(?:（[^（）]*）)?(?:，|已[^。]{0,40}，)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """``effective_on`` and ``expires_on`` with what says them; ``problem`` is the evidence of a term that cannot be counted."""

    effective_on: date | None = None
    expires_on: date | None = None
    effective: Evidence | None = None
    expires: Evidence | None = None
    problem: Evidence | None = None


def read_validity(document: Document, parts: Sequence[Part], *, in_force_from: date | None, own_titles: Sequence[str]) -> Validity:
    """The validity that a notice and the texts that it issues say of themselves, the last such sentence.

    ``in_force_from`` is the day that 自印发之日起 means: the printed 印发日期, else the 成文日期. A sentence about another
    text (延长…有效期, 《…》继续有效) or about a permit's term says nothing here. 有效期N年 ends on the day before the anniversary.
    """
    own = {key(title) for title in own_titles}
    found = Validity()
    for part in parts:
        if not part.name.startswith(("notice", "issued_text")):
            continue
        for paragraph in part.blocks:
            if isinstance(paragraph, Paragraph) and any(word in paragraph.text.replace(" ", "") for word in _WORDS):
                found = _of_paragraph(document, paragraph, in_force_from, own) or found
    return found


def _of_paragraph(document: Document, paragraph: Paragraph, base: date | None, own: set[str]) -> Validity | None:
    view = View.of(document.text, *document.span(paragraph.address))
    result: Validity | None = None
    for sentence in re.finditer(r"[^。]+", view.text):
        if patterns.NOT_OWN.search(sentence[0]):
            continue
        starts = _effective(sentence, own)
        if starts is not None:
            begin = _start_day(starts, base)
            shown = evidence(document, *view.span(*_in_view(sentence, starts)), cue="effective")
            expiry = patterns.EXPIRY.search(sentence[0], starts.end())
            result = _joined(Validity(effective_on=begin, effective=shown, problem=None if begin else shown), document, view, sentence, expiry)
        elif patterns.BARE_EXPIRY.match(sentence[0]) and (result is not None or sentence[0].startswith(("本", "以上", "上述", "此"))):
            expiry = patterns.EXPIRY.search(sentence[0])
            result = _joined(result or Validity(effective_on=base), document, view, sentence, expiry)
    return result


def _effective(sentence: re.Match[str], own: set[str]) -> re.Match[str] | None:
    """The words in a sentence that say from when the text itself is in force."""
    for match in patterns.EFFECTIVE.finditer(sentence[0]):
        before = sentence[0][: match.start()]
        subject = _TITLE_SUBJECT.search(before)
        if subject is not None and key(subject["title"]) in own:
            return match
        if patterns.OWN_SUBJECT.search(before) and not (subject is not None):
            return match
    return None


def _start_day(match: re.Match[str], base: date | None) -> date | None:
    if match["date"]:
        return read_date(match["date"])
    if base is None:
        return None
    return base + timedelta(days=int(match["days"])) if match["days"] else base


def _joined(so_far: Validity, document: Document, view: View, sentence: re.Match[str], expiry: re.Match[str] | None) -> Validity:
    """The validity with its end, where a sentence says one."""
    if expiry is None:
        return so_far
    shown = evidence(document, *view.span(*_in_view(sentence, expiry)), cue="expiry")
    printed = expiry["until"] or expiry["till"] or expiry["end"]
    if printed:
        return _with_end(so_far, read_date(printed), shown)
    years = to_int(expiry["years"] or expiry["trial"])
    if so_far.effective_on is None or not years:
        return _with_end(so_far, None, shown)
    return _with_end(so_far, years_on(so_far.effective_on, years), shown)


def _with_end(so_far: Validity, day: date | None, shown: Evidence) -> Validity:
    effective_on = so_far.effective_on if so_far.effective is not None else None
    problem = shown if day is None else so_far.problem
    return Validity(effective_on=effective_on, effective=so_far.effective, expires_on=day, expires=shown, problem=problem)


def _in_view(sentence: re.Match[str], match: re.Match[str]) -> tuple[int, int]:
    return sentence.start() + match.start(), sentence.start() + match.end()
