"""What the store gives to ask what came down to whom (``pipeline.measures.transmission``)."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from pipeline.graph.slices import policies_of
from pipeline.measures.transmission import Face, Passed
from pipeline.resolve.view import View


def faces(view: View, notices: pd.DataFrame) -> dict[str, Face]:
    """The level, day and text of the notices of a frame of ``Corpus.notices``, by id."""
    texts = view.names.texts(set(notices["notice_id"]))
    rows = zip(notices["notice_id"], notices["place_level"], notices["issued_on"], strict=True)
    return {
        own: Face(notice_id=own, level=None if pd.isna(level) else level, issued_on=None if pd.isna(day) else day.date(), text=texts[own])
        for own, level, day in rows
    }


def passed(view: View, notices: Collection[str] | None) -> list[Passed]:
    """Which notices of the store some notices (``None``: all) cite, and how; each once."""
    entries = view.entries(notices=notices)
    policies = policies_of(view, entries)
    found = {
        (cited, entry.notice_id, citation.relation)
        for entry in entries
        for citation in entry.record.citations
        if (cited := policies.cited(entry, citation).notice_id) is not None and cited != entry.notice_id
    }
    return [Passed(superior=cited, subordinate=citing, relation=relation) for cited, citing, relation in sorted(found)]
