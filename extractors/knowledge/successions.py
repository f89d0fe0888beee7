"""Which kinds of organs took over from which: the rows of ``successions.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractors.knowledge.rows import Overlay, Row, load_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """A kind of organ ``old`` whose work went to ``new`` at the levels of the place given; ``since`` is when that began."""

    old: str
    new: str
    levels: tuple[str, ...]
    since: date
    source: str | None


def load_successions(overlay: Overlay = ()) -> tuple[Succession, ...]:
    """The rows of the package, with the user's laid over them: one of the same kinds and levels stands in the stead of the package's.

    Raises:
        ValueError: a row cannot be read; the message says which.
    """
    rows = map(_succession, load_rows("successions.csv", overlay))
    return tuple({(row.old, row.new, row.levels): row for row in rows}.values())


def _succession(row: Row) -> Succession:
    try:
        return Succession(
            old=row["from"],
            new=row["to"],
            levels=tuple(row["levels"].split()),
            since=date.fromisoformat(row["date"]),
            source=row["source"] or None,
        )
    except (KeyError, ValueError) as error:
        raise ValueError(f"successions.csv: the row {row} cannot be read ({error}); compare it with the head of the package's file") from error
