"""One identity for each department and place: pairs that are one, pairs that stay two, and names judged by eye."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from extractors.knowledge import Knowledge
from extractors.units.model import NoticeContext, UnitName
from extractors.units.naming import Naming
from extractors.units.places import gazetteer

KNOWLEDGE = Knowledge.load()
PLACES = gazetteer(KNOWLEDGE)
HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unit(place: str, on: str, form: str) -> UnitName | None:
    """A form as a notice of that place and day prints it."""
    at = date.fromisoformat(on)
    return Naming(KNOWLEDGE, NoticeContext(place=PLACES.place(place, at.year), at=at)).name_of(form)


def both(row: dict[str, str]) -> tuple[UnitName, UnitName]:
    one, other = unit(row["place_a"], row["date_a"], row["form_a"]), unit(row["place_b"], row["date_b"], row["form_b"])
    assert one is not None, row
    assert other is not None, row
    return one, other


def _label(row: dict[str, str]) -> str:
    return f"{row['place_a']}-{row['form_a']}-{row['form_b']}"


@pytest.mark.parametrize("row", rows("true_pairs.csv"), ids=_label)
def test_two_forms_of_one_organ_are_one(row: dict[str, str]) -> None:
    one, other = both(row)
    assert one.id == other.id, row["why"]
    assert one.organ is not None, "by the rows of organs, not by the same letters"
    if row["date_a"] == row["date_b"] and one.name and other.name:
        assert one.name == other.name, row["why"]


@pytest.mark.parametrize("row", rows("look_alikes.csv"), ids=_label)
def test_what_only_looks_alike_stays_two(row: dict[str, str]) -> None:
    one, other = both(row)
    assert one.id != other.id, row["why"]
    assert one.name is None or one.name != other.name, row["why"]


def test_the_tables_are_wide_enough() -> None:
    true, alike = rows("true_pairs.csv"), rows("look_alikes.csv")
    assert len({_label(row) + row["date_a"] for row in true}) >= 300
    assert len({row["place_a"] for row in true}) >= 30
    assert len(alike) >= 150
    assert {row["date_b"][:4] for row in true} >= {"2022", "2024"}


def test_names_judged_by_eye() -> None:
    """300 named mentions of real notices, drawn from the pairs of notice and form by seed 11; the verdicts are a person's, the wrong ones with their class."""
    judged = rows("verdicts.csv")
    verdicts = Counter(row["verdict"] for row in judged)
    assert len(judged) == 300
    assert verdicts["right"] >= 0.98 * len(judged)
    assert all(row["note"] for row in judged if row["verdict"] == "wrong")


def test_what_was_judged_right_is_still_said() -> None:
    """Of the mentions that come to their name without the rest of their notice."""
    alone = [row for row in rows("verdicts.csv") if row["verdict"] == "right" and row["note"] == "by itself"]
    changed = [(row, said) for row in alone if (said := unit(row["place"], row["date"], row["mention"])) is None or said.name != row["name"]]
    assert len(alone) > 200
    assert not changed
