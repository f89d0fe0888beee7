"""How far figures can be trusted: the bootstrap over notices 自助法, since the items of one notice stand and fall together."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluate.scoring import FIELDS, Figures, add_up

RESAMPLES = 2000
SEED = 20241


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The F1 of one field: over all items (``micro``), as the mean over notices (``macro``), and the 95 % interval of the first.

    ``notices`` is the number of notices that have anything to score in the field.
    """

    field: str
    notices: int
    micro: float
    macro: float
    low: float
    high: float


def intervals(notices: Sequence[Sequence[Figures]], *, resamples: int = RESAMPLES, seed: int = SEED) -> tuple[Interval, ...]:
    """The percentile bootstrap: notices are drawn with replacement, the micro F1 computed each time.

    Args:
        notices: the figures of each notice.
        resamples: how often is drawn, at least 40.
        seed: of the draws; the same seed gives the same intervals.
    """
    found = []
    for name in FIELDS:
        rows = [row for figures in notices for row in figures if row.field == name]
        if rows:
            low, high = _percentiles(rows, resamples=resamples, seed=f"{seed} {name}")
            macro = sum(row.f1 for row in rows) / len(rows)
            found.append(Interval(field=name, notices=len(rows), micro=_f1(rows), macro=macro, low=low, high=high))
    return tuple(found)


def _percentiles(rows: Sequence[Figures], *, resamples: int, seed: str) -> tuple[float, float]:
    draw = random.Random(seed)
    values = sorted(_f1(draw.choices(rows, k=len(rows))) for _ in range(resamples))
    cut = resamples // 40
    return values[cut], values[-1 - cut]


def _f1(rows: Sequence[Figures]) -> float:
    return add_up([rows])[0].f1
