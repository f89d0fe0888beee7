"""Texts with marks, as HTML: every fact of a notice in its place, and two texts side by side."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

import pandas as pd
from spacy import displacy

from extractors.records import Evidence, NoticeRecord
from pipeline import labels
from pipeline.charts.style import ROLE_COLOURS

_KINDS: Final[dict[str, str]] = {
    "条款": "#e8eaed",
    "任务": "#fff3c4",
    **{labels.ROLES[role]: f"{colour}66" for role, colour in ROLE_COLOURS.items()},
    "责任人": "#e0c3fc",
    "时限": "#f7c6c7",
    "步骤": "#ffe0b2",
    "指标": "#c8e6c9",
    "措施": "#d7ccc8",
    "引用": "#b3e5fc",
    "要素": "#dcedc8",
}
#: displaCy's mark, but its box is closed where a line ends, and the label stays with the last character (by a word joiner, U+2060).
_MARK: Final = (
    '<mark class="entity" style="background: {bg}; padding: 0.45em 0.6em; margin: 0 0.25em; line-height: 1; border-radius: 0.35em; '
    '-webkit-box-decoration-break: clone; box-decoration-break: clone">{text}'
    '<span style="font-size: 0.8em; font-weight: bold; vertical-align: middle; margin-left: 0.5rem; white-space: nowrap">\u2060{label}</span></mark>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Characters ``text[start:end]`` of a record that are evidence of a fact of a kind (a Chinese word)."""

    start: int
    end: int
    kind: str


def facts(record: NoticeRecord) -> list[Mark]:
    """The evidence of every fact of a record, in the order of the text, what holds others before them."""
    found = {Mark(start=said.start, end=said.end, kind=kind) for kind, said in _evidence(record) if said.start < said.end}
    return sorted(found, key=lambda mark: (mark.start, -mark.end, mark.kind))


def pieces(marks: Iterable[Mark]) -> list[Mark]:
    """Marks cut so that none overlaps another: where several lie, the shortest shows, and what holds it shows around it."""
    owner: dict[int, Mark] = {}
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start, mark.kind)):
        owner |= dict.fromkeys(range(mark.start, mark.end), mark)
    cut: list[Mark] = []
    before: Mark | None = None
    for at in sorted(owner):
        if cut and owner[at] is before and cut[-1].end == at:
            cut[-1] = Mark(start=cut[-1].start, end=at + 1, kind=cut[-1].kind)
        else:
            cut.append(Mark(start=at, end=at + 1, kind=owner[at].kind))
        before = owner[at]
    return cut


def marked(record: NoticeRecord, *, start: int = 0, end: int | None = None) -> str:
    """The text of a record, or the characters from ``start`` to ``end``, with every fact marked by displaCy, as HTML."""
    stop = len(record.text) if end is None else end
    ends = [
        {"start": max(mark.start, start) - start, "end": min(mark.end, stop) - start, "label": mark.kind}
        for mark in pieces(facts(record))
        if mark.start < stop and start < mark.end and record.text[max(mark.start, start) : min(mark.end, stop)].strip()
    ]
    said, options = {"text": record.text[start:stop], "ents": ends, "title": None}, {"colors": _KINDS, "template": _MARK}
    drawn: str = displacy.render(said, style="ent", manual=True, jupyter=False, options=options)
    return drawn


def side_by_side(frame: pd.DataFrame, *, kind: Literal["shared", "changed", "added", "dropped"], most: int = 10) -> str:
    """The first rows of a kind of ``Corpus.transmission``, as an HTML table: the superior's words, and the subordinate's.

    What the subordinate left out is in ``<del>`` on the left, what it put in is in ``<ins>`` on the right.
    """
    shown = frame[frame["kind"] == kind].head(most)
    rows = []
    for above, below in zip(shown["superior_text"], shown["text"], strict=True):
        left, right = _compared("" if pd.isna(above) else str(above), "" if pd.isna(below) else str(below))
        rows.append(f'<tr><td style="text-align:left;width:50%;vertical-align:top">{left}</td><td style="text-align:left;width:50%;vertical-align:top">{right}</td></tr>')
    return f'<table style="width:100%"><tr><th style="text-align:left">上级原文</th><th style="text-align:left">下级原文</th></tr>{"".join(rows)}</table>'


def _compared(above: str, below: str) -> tuple[str, str]:
    if not (above and below):
        return html.escape(above), html.escape(below)
    left, right = [], []
    for change, a, b, c, d in SequenceMatcher(None, above, below, autojunk=False).get_opcodes():
        gone, come = html.escape(above[a:b]), html.escape(below[c:d])
        left.append(gone if change == "equal" else f"<del>{gone}</del>" if gone else "")
        right.append(come if change == "equal" else f"<ins>{come}</ins>" if come else "")
    return "".join(left), "".join(right)


def _evidence(record: NoticeRecord) -> Iterator[tuple[str, Evidence]]:
    for said in record.notice.evidence.values():
        yield from (("要素", one) for one in said)
    yield from (("条款", clause.evidence) for clause in record.clauses)
    for citation in record.citations:
        yield from (("引用", one) for one in citation.evidence)
    for task in record.tasks:
        yield "任务", task.evidence
        yield from ((labels.ROLES[assignment.role], assignment.evidence) for assignment in task.assignments)
        yield from (("责任人", official.evidence) for official in task.officials)
        yield from (("时限", deadline.evidence) for deadline in task.deadlines if deadline.evidence is not None)
        yield from (("步骤", milestone.evidence) for milestone in task.milestones)
        yield from (("时限", step.deadline.evidence) for step in task.milestones if step.deadline is not None and step.deadline.evidence is not None)
        yield from (("指标", target.evidence) for target in task.targets)
        yield from (("措施", support.evidence) for support in task.supports)
