"""What the outputs are made of, each part only when a format asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import networkx as nx

from extractors.knowledge import Knowledge
from pipeline.diff.news import News
from pipeline.diff.recent import recent
from pipeline.entries import NoticeEntry, QuarantineEntry
from pipeline.exports.collect import Rows
from pipeline.graph.builder import build_graph
from pipeline.resolve.store import linked_entries
from pipeline.store.store import Store


@dataclass(frozen=True, kw_only=True)
class Content:
    """The notices of a store and the files that it could not read, in any order; ``make_graph`` and ``make_news`` give what is drawn
    from them, and are called once, if at all."""

    entries: Sequence[NoticeEntry]
    quarantine: Sequence[QuarantineEntry]
    make_graph: Callable[[], nx.MultiDiGraph[str]] = field(repr=False)
    make_news: Callable[[], News] = field(repr=False)

    @cached_property
    def facts(self) -> Rows:
        """The rows of the tables."""
        return Rows(self.entries, self.quarantine)

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The graph of these notices."""
        return self.make_graph()

    @cached_property
    def news(self) -> News:
        """What is new."""
        return self.make_news()


def content_of(store: Store, *, knowledge: Path | None) -> Content:
    """What a store holds now; ``knowledge`` is the folder of the user's rows by which the graph relates units."""
    entries = linked_entries(store)
    return Content(
        entries=entries,
        quarantine=store.quarantine(),
        make_graph=lambda: build_graph(entries, knowledge=Knowledge.load(knowledge)),
        make_news=lambda: recent(store),
    )
