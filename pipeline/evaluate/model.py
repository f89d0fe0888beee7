"""What an evaluation comes to: readings with their figures and items, their sums, and the changes against a frozen run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline.entries import QuarantineEntry
from pipeline.evaluate.scoring import Figures, Item, add_up

MISSING = "missing"
"""The code of a gold record without a file, and the name of its form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One file of a notice, scored against the notice's gold.

    Attributes:
        stem: the name of the gold record, which ``gold_sha256`` is the hash of.
        form: the ending of the file, or ``missing``.
        counted: this is the form that goes into the totals.
        seconds: reading and extraction.
        characters: length of the record's text.
        figures, items: the score by field, and every hit, miss and false hit.
        failure: why the file could not be read; it then counts as an empty record.
    """

    stem: str
    gold_sha256: str
    form: str
    counted: bool
    seconds: float
    characters: int
    figures: tuple[Figures, ...]
    items: tuple[Item, ...]
    failure: QuarantineEntry | None = None

    @property
    def name(self) -> str:
        """``<stem>.<form>``."""
        return f"{self.stem}.{self.form}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFigures:
    """The files of one form: how many, how many of them failed, the seconds for all, and their figures."""

    form: str
    files: int
    failures: int
    seconds: float
    figures: tuple[Figures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An item that a reading has now and the frozen run has not, or the other way round; ``reading`` is ``<stem>.<form>``."""

    reading: str
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed against a frozen run.

    Attributes:
        gained, lost: hits.
        new, gone: false hits.
        added, dropped: readings that only this run or only the frozen one has; their items are not compared.
        other_gold: readings whose gold record is no longer the same file, so that a change may be the gold's.
    """

    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    new: tuple[Change, ...]
    gone: tuple[Change, ...]
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    other_gold: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """A gold set read and scored. The totals count each notice once, in the first of its forms (see ``documents.FORMS``).

    Attributes:
        rules: the version of the rules that read it.
        readings: every form of every notice, by stem.
        changes: against a frozen run, where one was given.
    """

    rules: str
    readings: tuple[Reading, ...]
    changes: Changes | None = None

    @property
    def counted(self) -> tuple[Reading, ...]:
        """One reading a notice."""
        return tuple(reading for reading in self.readings if reading.counted)

    @cached_property
    def figures(self) -> tuple[Figures, ...]:
        """The totals by field."""
        return add_up(reading.figures for reading in self.counted)

    @cached_property
    def forms(self) -> tuple[FormFigures, ...]:
        """The figures of each form, over all files of that form; a gold record without a file is in none."""
        names = dict.fromkeys(reading.form for reading in self.readings if reading.form != MISSING)
        return tuple(self._form(name) for name in sorted(names))

    @property
    def failures(self) -> tuple[QuarantineEntry, ...]:
        """The files that could not be read, in any form, and the gold records without a file."""
        return tuple(reading.failure for reading in self.readings if reading.failure is not None)

    @property
    def seconds(self) -> float:
        """Reading and extraction of the notices that are counted."""
        return sum(reading.seconds for reading in self.counted)

    def _form(self, name: str) -> FormFigures:
        readings = [reading for reading in self.readings if reading.form == name]
        return FormFigures(
            form=name,
            files=len(readings),
            failures=sum(reading.failure is not None for reading in readings),
            seconds=sum(reading.seconds for reading in readings),
            figures=add_up(reading.figures for reading in readings),
        )
