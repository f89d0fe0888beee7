"""What the outputs are made of, each part only when a format asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx

from pipeline.diff.news import News
from pipeline.entries import NoticeEntry, QuarantineEntry
from pipeline.exports.collect import Rows


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
