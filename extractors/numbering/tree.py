"""The tree of numbered items, found from their sequence: the reading in which numbers count on is preferred.

The styles of numbering say little about levels by themselves (1. may stand over （一）, levels are skipped, numbers run
on across headings). So each label is tried in every place that the open items leave it: as the next of an open item,
as a child of an open item, as no label at all; each place has a cost, and the cheapest sequence wins. The search keeps
only the best few states, so that it is linear in the number of items.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.numbering.labels import Candidate
from extractors.numbering.patterns import Style

# What a place costs. Zero is a number that counts on; the rest was set on real notices, where the order between them matters, not the size.
_FIRST = 0.2  # 1 below a heading
_RUNS_ON = 0.4  # counts on from the last item of its style, under another heading
_NEW_PAIR = 0.8  # … where that style did not stand under such a heading before
_INVERTED = 1.0  # under a narrower style than its own, for the first time
_CLOSES_WIDER = 1.5  # leaves an open heading of a wider style
_RESTARTS = 3.0  # 1 again, beside an item of its own style
_GAP = 1.5  # a number is left out
_GAP_EACH = 0.3
_STARTS_LATE = 2.5  # neither 1 nor counting on
_BACK = 3.5  # a number that came before
_BEAM = 8
_SLACK = 4.5
_STYLES = len(Style)


class Open(NamedTuple):
    """An open item on the way down: its style, its number, its place in the sequence of candidates."""

    style: Style
    number: int
    at: int


class _State(NamedTuple):
    cost: float
    stack: tuple[Open, ...]
    last: tuple[int, ...]  # the last number of each style
    pairs: int  # bits: which style has stood under which
    before: _State | None
    placed: int | None  # index of the parent, -1 for none, None for plain text


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a candidate stands: ``is_item`` or plain text; ``parent`` is the index of its parent candidate."""

    is_item: bool
    parent: int | None


def derive(candidates: Sequence[Candidate]) -> tuple[Placed, ...]:
    """The place of each candidate in the tree, in order. Deterministic: equal costs are settled by order."""
    states = [_State(0.0, (), (0,) * _STYLES, 0, None, None)]
    for index, candidate in enumerate(candidates):
        states = _advance(states, candidate, index)
    state: _State | None = states[0]
    placed: list[Placed] = []
    while state is not None and state.before is not None:
        placed.append(Placed(is_item=state.placed is not None, parent=None if state.placed in (None, -1) else state.placed))
        state = state.before
    return tuple(reversed(placed))


def _advance(states: Sequence[_State], candidate: Candidate, index: int) -> list[_State]:
    best: dict[tuple[tuple[Open, ...], tuple[int, ...]], _State] = {}
    for state in states:
        for following in _places(state, candidate, index):
            known = best.get((following.stack, following.last))
            if known is None or following.cost < known.cost:
                best[following.stack, following.last] = following
    ranked = sorted(best.values(), key=lambda state: state.cost)
    limit = ranked[0].cost + _SLACK
    return [state for state in ranked[:_BEAM] if state.cost <= limit]


def _places(state: _State, candidate: Candidate, index: int) -> list[_State]:
    style, number = candidate.style, candidate.number
    stack = state.stack
    last = (*state.last[:style], number, *state.last[style + 1 :])
    item = Open(style, number, index)
    found: list[_State] = []
    closes_wider = False
    alike = [place for place, opened in enumerate(stack) if opened.style == style]
    first, latest = (alike[0], alike[-1]) if alike else (len(stack), -1)
    doubt = state.cost + candidate.doubt
    for depth in range(len(stack), -1, -1):  # depth: how many open items stay open
        parent = stack[depth - 1] if depth else None
        if parent is not None and parent.style == style:
            above = stack[depth - 2].at if depth > 1 else -1
            cost = doubt + _beside(parent.number, number)
            found.append(_State(cost, (*stack[: depth - 1], item), last, state.pairs, state, above))
        if first >= depth:
            bit = 1 << ((parent.style + 1 if parent else 0) * _STYLES + style)
            known_pair = bool(state.pairs & bit)
            cost = doubt + _below(parent, style, number, state.last[style], known_pair=known_pair)
            if closes_wider:
                cost += _CLOSES_WIDER
            if latest >= depth:
                cost += _CLOSES_WIDER
            found.append(_State(cost, (*stack[:depth], item), last, state.pairs | bit, state, parent.at if parent else -1))
        if parent is not None and parent.style < style:
            closes_wider = True
    found.append(_State(state.cost + candidate.plain, stack, state.last, state.pairs, state, None))
    return found


def _beside(before: int, number: int) -> float:
    """The cost of standing next to an open item of the same style."""
    if number == before + 1:
        return 0.0
    if number == 1:
        return _RESTARTS
    if number > before:
        return _GAP + _GAP_EACH * min(number - before - 2, 5)
    return _BACK


def _below(parent: Open | None, style: Style, number: int, last: int, *, known_pair: bool) -> float:
    """The cost of opening a level below an item (or the text itself)."""
    cost = 0.0 if known_pair or parent is None or parent.style < style else _INVERTED
    if number == 1:
        return cost + _FIRST
    if last and number == last + 1:
        return cost + _RUNS_ON + (0.0 if known_pair else _NEW_PAIR)
    if not last:
        return cost + _GAP
    return cost + _STARTS_LATE
