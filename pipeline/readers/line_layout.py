"""The pieces of printed lines laid out on lines of a width, to see which of them are one paragraph.

Dynamic programming over the pieces: each is put on the printed line of the piece before it, on the next printed line,
or into a new paragraph, and each way costs something that depends on the characters on both sides of the break and on
how full the printed line is. Time is linear in the number of pieces: a printed line holds few of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.readers.line_breaks import Boundary, Line, boundaries, width

#: How far a printed line may run over the measure: for nothing, and at a price (marks hang over the edge or are squeezed).
_OVER = 0.6
_FAR_OVER = 2.3
#: How much shorter than the greedy break a printed line may be.
_SLACK = 0.6
_INDENT = 2.0
#: A way that costs so much more than the cheapest is not followed: from the cheapest a new paragraph never costs as much.
_HOPELESS = 14.0

_SAME_LINE, _NEXT_LINE, _NEW_PARAGRAPH = 0, 1, 2


@dataclass(slots=True)
class _Step:
    """The cheapest way to a filled width: its cost, the width at the piece before, how the piece was put there."""

    cost: float
    before: float
    how: int


def paragraphs(lines: Sequence[Line], *, measure: float) -> Iterator[list[Line]]:
    """Runs of lines that are one paragraph each, on a page ``measure`` ems wide."""
    if not lines:
        return
    how, _ = _layout(lines, _prepare(lines), measure)
    run = [lines[0]]
    for line, put in zip(lines[1:], how[1:], strict=True):
        if put == _NEW_PARAGRAPH:
            yield run
            run = []
        run.append(line)
    yield run


def cheapest(lines: Sequence[Line], measures: Sequence[float], *, unless: float | None = None) -> float:
    """The measure at which lines are laid out at the least cost; ``unless`` wins where none is clearly cheaper."""
    prepared = _prepare(lines)
    costs = {measure: _layout(lines, prepared, measure)[1] for measure in measures}
    best = min(costs, key=lambda measure: (costs[measure], measure))
    return unless if unless is not None and costs[best] >= 0.93 * costs[unless] else best


def _prepare(lines: Sequence[Line]) -> tuple[list[float], list[Boundary]]:
    """What does not depend on the measure: the widths of the lines and the boundaries between them."""
    return [width(line.text) for line in lines], boundaries(lines)


def _layout(lines: Sequence[Line], prepared: tuple[list[float], list[Boundary]], measure: float) -> tuple[list[int], float]:
    """How each line is put (on the printed line of the one before, on the next one, into a new paragraph), and what that costs."""
    widths, between = prepared
    reached: list[dict[float, _Step]] = [{w + extra: _Step(0, 0, _NEW_PARAGRAPH) for w, extra in _starts(lines[0], widths[0])}]
    for line, own, boundary in zip(lines[1:], widths[1:], between, strict=True):
        reached.append(_advance(reached[-1], line, own, boundary, measure))
    how = [_NEW_PARAGRAPH] * len(lines)
    filled = min(reached[-1], key=lambda width: (reached[-1][width].cost, width))
    cost = reached[-1][filled].cost
    for index in range(len(lines) - 1, 0, -1):
        step = reached[index][filled]
        how[index], filled = step.how, step.before
    return how, cost


def _starts(line: Line, own: float) -> tuple[tuple[float, float], ...]:
    """Where a paragraph's first piece may begin: at the printed indent, or at two ems, or (titles, addressees) at none."""
    return ((own, line.indent),) if line.indent else ((own, _INDENT), (own, 0.0))


def _advance(reached: dict[float, _Step], line: Line, own: float, boundary: Boundary, measure: float) -> dict[float, _Step]:
    steps: dict[float, _Step] = {}

    def offer(filled: float, cost: float, before: float, how: int) -> None:
        known = steps.get(filled)
        if known is None or cost < known.cost:
            steps[filled] = _Step(cost, before, how)

    dearest = min(step.cost for step in reached.values()) + _HOPELESS
    for filled, step in reached.items():
        if step.cost > dearest:
            continue
        over = filled + own - measure - _OVER
        if over <= _FAR_OVER:
            offer(filled + own, step.cost + boundary.same_line + (over if over > 0 else 0), filled, _SAME_LINE)
        shortage = measure - _SLACK - filled - boundary.unbreakable
        if shortage < 4 or boundary.goes_on:
            offer(own, step.cost + boundary.next_line + (min(2 + 2 * shortage, 8) if shortage > 0 else 0), filled, _NEXT_LINE)
        for width_here, extra in _starts(line, own):
            flush = 1.0 if not extra and not line.indent else 0.0
            full = 1.5 if shortage <= 0 and not boundary.stops else 0.0
            offer(width_here + extra, step.cost + boundary.new_paragraph + flush + full, filled, _NEW_PARAGRAPH)
    return steps
