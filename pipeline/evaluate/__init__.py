"""Scoring records against gold: one figure a field, strict and soft, and what changed against a frozen run.

:func:`evaluate` reads the notices and scores them; ``frozen`` keeps a run and compares with it; ``intervals`` says how far
the figures can be trusted; ``report`` puts them into JSON, CSV and lines.
"""

from pipeline.evaluate.frozen import compare, freeze, load
from pipeline.evaluate.intervals import Interval, intervals
from pipeline.evaluate.model import Change, Changes, Evaluation, FormFigures, Reading
from pipeline.evaluate.run import evaluate
from pipeline.evaluate.scoring import FIELDS, Figures, Item, Tally, score_record

__all__ = [
    "FIELDS",
    "Change",
    "Changes",
    "Evaluation",
    "Figures",
    "FormFigures",
    "Interval",
    "Item",
    "Reading",
    "Tally",
    "compare",
    "evaluate",
    "freeze",
    "intervals",
    "load",
    "score_record",
]
