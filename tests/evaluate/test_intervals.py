"""The bootstrap over notices."""

from __future__ import annotations

from pipeline.evaluate import Figures, intervals


def row(hits: int, misses: int, field: str = "tasks") -> Figures:
    return Figures(field=field, hits=hits, misses=misses, false=0, soft_hits=0)


def test_micro_counts_items_and_macro_notices() -> None:
    """9 of 9 and 0 of 1: over items 18/19, over notices the mean of 1 and 0."""
    (found,) = intervals([[row(9, 0)], [row(0, 1)]])
    assert (round(found.micro, 4), found.macro, found.notices) == (round(18 / 19, 4), 0.5, 2)


def test_notices_without_the_field_are_left_out() -> None:
    assert [(one.field, one.notices) for one in intervals([[row(1, 0)], [row(1, 0, "units")], []])] == [("tasks", 1), ("units", 1)]


def test_notices_that_differ_make_a_wide_interval_and_equal_ones_none() -> None:
    (wide,) = intervals([[row(10, 0)], [row(0, 10)], [row(10, 0)], [row(0, 10)]])
    assert wide.low < 0.3 < 0.9 < wide.high
    (narrow,) = intervals([[row(8, 2)]] * 4)
    assert narrow.low == narrow.high == narrow.micro


def test_the_same_seed_gives_the_same_interval() -> None:
    notices = [[row(hits, 10 - hits)] for hits in range(10)]
    assert intervals(notices) == intervals(notices)
    assert intervals(notices, resamples=40, seed=1) != intervals(notices, resamples=40, seed=2)
