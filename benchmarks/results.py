"""What one run of the evaluation measured, for the page that is made of it."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.baselines.organisations import MentionScore
from benchmarks.baselines.times import TimeScore
from pipeline.evaluate import Evaluation, Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What one run measured; a baseline that is not installed is ``None``."""

    ours: Evaluation
    regex: tuple[tuple[Figures, ...], ...]
    regex_seconds: float
    our_times: TimeScore
    jionlp: TimeScore | None
    our_units: MentionScore
    lac: MentionScore | None
    machine: str
