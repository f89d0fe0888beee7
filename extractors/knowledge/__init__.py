"""What is known rather than reasoned, as rows; a user's rows are laid over them (``--knowledge DIR``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast, get_args

from extractors.knowledge.model import ColumnKind, ColumnRule, Organ, Place
from extractors.knowledge.rows import Overlay, Row, load_rows, read_overlay
from extractors.knowledge.successions import Succession, load_successions
from extractors.records import Level, Role

__all__ = ["ColumnRule", "Knowledge", "Organ", "Place", "Succession"]


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """Places, organs and which of them took over from which, the words that names are made of, and what the headings of worklists say.

    :meth:`load` is the only way that touches files; two with the same rows are the same object, wherever these lie.
    """

    places: tuple[Place, ...]
    organs: tuple[Organ, ...]
    successions: tuple[Succession, ...]
    words: tuple[str, ...]
    columns: tuple[ColumnRule, ...]

    @classmethod
    def load(cls, overlay: Path | None = None) -> Knowledge:
        """The rows of the package, with those of a folder laid over them.

        Args:
            overlay: a folder that may hold ``places.csv``, ``zones.csv``, ``place_aliases.csv``, ``organs.csv``,
                ``successions.csv``, ``name_words.csv`` and ``columns.csv`` of the same columns. A row with the key of one of the package (a place's code and first year; an organ's
                kind, levels, name and places; a succession's kinds and levels) stands in its stead; rows of ``columns.csv`` stand above the package's.

        Raises:
            ValueError: a row or a file cannot be read, or the folder holds a CSV file of another name; the message says which.
        """
        if overlay is None:
            return _load(())
        _check_names(overlay)
        return _load(read_overlay(overlay, OPEN_FILES))

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


#: The files that a user's rows may be laid over.
OPEN_FILES = ("places.csv", "zones.csv", "place_aliases.csv", "organs.csv", "successions.csv", "name_words.csv", "columns.csv")


@lru_cache(maxsize=8)
def _load(overlay: Overlay) -> Knowledge:
    aliases: dict[str, list[str]] = {}
    for row in load_rows("place_aliases.csv", overlay):
        aliases.setdefault(row["code"], []).append(row["alias"])
    places = {(p.code, p.first_year): p for name in ("places.csv", "zones.csv") for p in (_place(row, aliases, name) for row in load_rows(name, overlay))}
    organs = {(o.kind, o.levels, o.template, o.places, o.valid_from): o for o in (_organ(row) for row in load_rows("organs.csv", overlay))}
    words = tuple(dict.fromkeys(row["word"] for row in load_rows("name_words.csv", overlay)))
    return Knowledge(
        places=tuple(places.values()), organs=tuple(organs.values()), successions=load_successions(overlay), words=words, columns=_columns(overlay)
    )


def _check_names(overlay: Path) -> None:
    """No file of the user's is passed over in silence."""
    unread = sorted(path.name for path in overlay.glob("*.csv") if path.name not in OPEN_FILES)
    if unread:
        raise ValueError(f"{overlay}: {', '.join(unread)} would not be read; the files that take rows are {', '.join(OPEN_FILES)}")


def _columns(overlay: Overlay) -> tuple[ColumnRule, ...]:
    """The rules for headings, in the order in which they are tried: the user's first."""
    rows = load_rows("columns.csv", overlay)
    shipped = len(load_rows("columns.csv"))
    return tuple(_column(row) for row in (*rows[shipped:], *rows[:shipped]))


def _column(row: Row) -> ColumnRule:
    try:
        kind, role = row["kind"], row["role"] or None
        if kind not in get_args(ColumnKind) or role not in (None, *get_args(Role)):
            raise ValueError(f"no kind and role: {kind!r}, {role!r}")
        return ColumnRule(kind=cast(ColumnKind, kind), role=cast(Role | None, role), pattern=re.compile(row["pattern"]))
    except (KeyError, ValueError, re.error) as error:
        raise ValueError(f"columns.csv: the row {row} cannot be read ({error}); compare it with the head of the package's file") from error


def _place(row: Row, aliases: dict[str, list[str]], file: str) -> Place:
    try:
        return Place(
            code=row["code"],
            name=row["name"],
            level=_level(row["level"]),
            parent=row["parent"] or None,
            short_forms=tuple(dict.fromkeys(row["short_forms"].split() + aliases.get(row["code"], []))),
            first_year=int(row["first_year"]) if row.get("first_year") else None,
            last_year=int(row["last_year"]) if row.get("last_year") else None,
        )
    except (KeyError, ValueError) as error:
        raise ValueError(f"{file}: the row of {row.get('code') or row} cannot be read ({error}); compare it with the head of the package's file") from error


def _organ(row: Row) -> Organ:
    try:
        name = row["name"]
        template, parts = _template(name, branch=row["branch"], national=row["levels"] == "national")
        return Organ(
            kind=row["organ"],
            branch=row["branch"],
            levels=tuple(_level(level) for level in row["levels"].split()),
            serves=_level(row["serves"]) if row.get("serves") else None,
            template=template,
            parts=parts,
            forms=tuple(row["forms"].split()),
            valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            places=tuple(row["places"].split()),
        )
    except (KeyError, ValueError) as error:
        raise ValueError(f"organs.csv: the row {row} cannot be read ({error}); compare it with the head of the package's file") from error


def _template(name: str, *, branch: str, national: bool) -> tuple[str, tuple[str, ...]]:
    """The full template of a name and its parts behind the place."""
    bare = name.replace("|", "").replace("?", "")
    if national:
        return bare, ()
    if "{" not in name:
        return ("中共{party}" if branch == "party" else "{place}") + bare, tuple(name.split("|"))
    lead, _, behind = name.partition("|")
    parts = tuple(behind.split("|")) if behind and "{" not in behind else ()
    return bare, parts if lead.endswith("}") else ()


def _level(text: str) -> Level:
    if text not in get_args(Level):
        raise ValueError(f"no level: {text!r}")
    return cast(Level, text)
