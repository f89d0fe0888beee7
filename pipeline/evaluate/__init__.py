"""Scoring records against gold: one figure a field, strict and soft, and what changed against a frozen run."""

from pipeline.evaluate.scoring import FIELDS, Figures, Miss, Tally, score_record

__all__ = ["FIELDS", "Figures", "Miss", "Tally", "score_record"]
