"""The units of the notices that stand, as frames: what :func:`pipeline.resolve.store.linked_entries` does to records, done to tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd
from sqlalchemy import Engine, exists

from extractors.records import Role
from extractors.text import squeeze
from pipeline import identity
from pipeline.store import frames
from pipeline.store.models import ResolutionRow, UnitLinkRow, UnitRow

ROLES: tuple[Role, ...] = ("lead", "responsible", "support", "supervise")


def unit_forms(engine: Engine, *, notices: Iterable[str] | None = None, at: int | None = None) -> pd.DataFrame:
    """The printed forms and their units: ``notice_id``, ``mention`` (without white space), ``unit_id``, ``name``, ``level``.

    By the links of the notice; one that was not linked yet has its forms as they were read. Collectives and places that
    act have none.
    """
    wanted = None if notices is None else list(notices)
    linked = frames.read(engine, frames.LINKS, at=at, notices=wanted, where=[UnitLinkRow.rule != "place"])
    unlinked = ~exists().where(ResolutionRow.record_id == UnitRow.record_id)
    read = frames.read(engine, frames.UNITS, at=at, notices=wanted, where=[unlinked]).explode("mentions").rename(columns={"mentions": "mention"})
    return pd.concat([linked, read[list(linked.columns)].astype(dict(linked.dtypes))], ignore_index=True).drop(columns=["position"])


def with_units(assignments: pd.DataFrame, forms: pd.DataFrame) -> pd.DataFrame:
    """Assignments with ``unit_id``, ``unit_name`` and ``settled``: a form that has no unit is known by its place and as printed."""
    unit_of = dict(zip(zip(forms["notice_id"], forms["mention"], strict=True), forms["unit_id"], strict=True))
    found = [unit_of.get((notice, squeeze(printed))) for notice, printed in zip(assignments["notice_id"], assignments["mention"], strict=True)]
    place = assignments["place_code"].fillna(assignments["place"]).fillna(assignments["notice_id"])
    ids = [unit or identity.local_unit_id(where, printed) for unit, where, printed in zip(found, place, assignments["mention"], strict=True)]
    settled = pd.Series([unit is not None for unit in found], dtype="bool")
    named = assignments.assign(unit_id=pd.Series(ids, dtype="string"), settled=settled).drop(columns=["place", "place_code"])
    return named.assign(unit_name=named["unit_id"].map(_names(forms, named)).astype("string"))


def counted(forms: pd.DataFrame, assigned: pd.DataFrame) -> pd.DataFrame:
    """The units of forms and assignments, by id: name, level, the forms printed, how many notices name them and how many tasks they have in each role.

    A unit that notices name in several ways has the name that goes with most of its forms in them, one without a name its longest form.
    """
    named = pd.concat([forms.assign(settled=True), assigned[["notice_id", "unit_id", "mention", "settled"]]])
    units = named.groupby("unit_id", sort=True)
    mentions = _mentions(named)
    frame = pd.DataFrame(
        {
            "name": _names(forms, assigned).reindex(mentions.index),
            "level": _commonest(forms, "level").reindex(mentions.index),
            "settled": units["settled"].any(),
            "mentions": mentions,
            "notices": units["notice_id"].nunique(),
        }
    )
    for role in ROLES:
        frame[role] = assigned[assigned["role"] == role].groupby("unit_id")["task_id"].nunique().reindex(frame.index).fillna(0)
    kinds = {"unit_id": "string", "name": "string", "level": "string", "settled": "bool", "mentions": "object", "notices": "Int64"}
    return frame.reset_index().astype(kinds | dict.fromkeys(ROLES, "Int64"))


def called(units: pd.DataFrame, part: str) -> pd.DataFrame:
    """The units with a part of a name in their full name or in a form as printed, white space and capitals aside."""
    bare = squeeze(part).lower()
    hits = [
        bare in squeeze(name).lower() or any(bare in squeeze(form).lower() for form in mentions)
        for name, mentions in zip(units["name"], units["mentions"], strict=True)
    ]
    return units[pd.Series(hits, index=units.index, dtype="bool")].reset_index(drop=True)


def _mentions(named: pd.DataFrame) -> pd.Series[Any]:
    """The different forms of each unit, by unit, sorted."""
    # in plain Python: pandas takes a second for some thousands of small groups
    printed: dict[str, set[str]] = defaultdict(set)
    for unit, form in set(zip(named["unit_id"].tolist(), named["mention"].tolist(), strict=True)):
        printed[unit].add(identity.printed_form(form))
    units = sorted(printed)
    return pd.Series([sorted(printed[unit]) for unit in units], index=pd.Index(units, name="unit_id", dtype="string"), dtype="object")


def _names(forms: pd.DataFrame, assigned: pd.DataFrame) -> pd.Series[str]:
    """The name of each unit, by unit: that which goes with most of its forms in notices, without one its longest form."""
    mentions = _mentions(pd.concat([forms[["unit_id", "mention"]], assigned[["unit_id", "mention"]]]))
    longest = mentions.map(lambda printed: max(printed, key=lambda form: (len(form), form))).astype("string")
    return _commonest(forms, "name").reindex(mentions.index).fillna(longest)


def _commonest(said: pd.DataFrame, column: str) -> pd.Series[str]:
    """The value of a column that goes with most forms of a unit in notices, by unit; of several the first in order."""
    counts = said.groupby(["unit_id", column], as_index=False).size()
    return counts.sort_values(["size", column], ascending=[False, True]).drop_duplicates("unit_id").set_index("unit_id")[column]
