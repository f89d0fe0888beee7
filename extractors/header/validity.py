"""From when and until when a text is in force 施行日期, 有效期: what the notice and the texts that it issues say of themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.deadlines import TimeContext, Validity, find_validity
from extractors.document import Document, Paragraph
from extractors.header import patterns
from extractors.parts.lines import key
from extractors.parts.model import Part
from extractors.records import Evidence
from extractors.text import View, evidence

_WORDS = re.compile(r"施行|实施|执行|生效|试行|有效|实行")


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """The first day and the last day in force (ISO 8601) with what says them; ``problem`` shows a term that cannot be counted."""

    effective_on: str | None = None
    expires_on: str | None = None
    effective: Evidence | None = None
    expires: Evidence | None = None
    problem: Evidence | None = None


def read_force(document: Document, parts: Sequence[Part], *, context: TimeContext, own_titles: Sequence[str]) -> Force:
    """The last statement of force that the covering notice or an issued text makes of itself.

    A statement about another text (延长…有效期, 《…》继续有效) or about a thing (a licence's term) says nothing here;
    ``own_titles`` are the titles that a statement may name instead of 本办法.
    """
    own = {key(title) for title in own_titles}
    found = Force()
    for part in parts:
        if not part.name.startswith(("notice", "issued_text")):
            continue
        for block in part.blocks:
            if isinstance(block, Paragraph) and _WORDS.search("".join(block.text.split())):
                found = _of_paragraph(document, View.of(document.text, *document.span(block.address)), context, own) or found
    return found


def _of_paragraph(document: Document, view: View, context: TimeContext, own: set[str]) -> Force | None:
    force: Force | None = None
    for item in find_validity(view, context):
        begin = view.text.rfind("。", 0, item.start) + 1
        end = view.text.find("。", item.end)
        sentence = view.text[begin : end if end >= 0 else len(view.text)]
        if patterns.NOT_OWN.search(sentence) or not _speaks_of_itself(sentence, item, begin, own, after=force is not None):
            continue
        shown = evidence(document, *view.span(item.start, item.end), cue=item.cue)
        so_far = force or Force()
        problem = so_far.problem if item.day else shown
        if item.role == "effective":
            force = Force(effective_on=item.day, effective=shown, problem=problem)
        else:
            force = Force(
                effective_on=so_far.effective_on, effective=so_far.effective, expires_on=item.day, expires=shown, problem=problem
            )  # fmt: skip
    return force


def _speaks_of_itself(sentence: str, item: Validity, begin: int, own: set[str], *, after: bool) -> bool:
    """Whether a statement is about the text that it stands in. ``after``: the paragraph said before from when that is in force."""
    before = sentence[: item.start - begin]
    subject = patterns.TITLE_AS_SUBJECT.search(before)
    if subject is not None:
        return key(subject["title"]) in own
    if item.role == "expires":
        return item.own and (after or patterns.BARE_EXPIRY.match(sentence) is not None)
    return patterns.OWN_SUBJECT.search(before) is not None
