"""What the outputs are made of, for tests: the content of notices, hostile ones among them, and a store that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from extractors.records import Deadline, Milestone, Official
from pipeline.diff.news import News, NewsItem
from pipeline.entries import NoticeEntry
from pipeline.exports import Content
from pipeline.graph.builder import build_graph
from pipeline.store.store import FileSeen, Store
from tests.tools import records

#: Quotes, line ends, markup, what XML forbids, a formula, delimiters of every format, a character of two UTF-16 units.
HOSTILE = '=1+1,"引号";<b>&amp;</b>]]>\\n\\\r\n第二行\t制表\x00\x0b\x1f\x7f\ufffe\u2028𠮷-->'
#: The same as XML and what follows it can hold.
HELD = '=1+1,"引号";<b>&amp;</b>]]>\\n\\\r\n第二行\t制表\x7f\u2028𠮷-->'
_WHEN = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)


def content(entries: Sequence[NoticeEntry], items: Sequence[NewsItem] = ()) -> Content:
    """The content of these notices, with two files that could not be read."""
    return Content(
        entries=entries,
        quarantine=records.quarantined(),
        make_graph=lambda: build_graph(entries),
        make_news=lambda: News(store="2025", updated=_WHEN, items=tuple(items) or (news_item(),)),
    )


def news_item(**given: object) -> NewsItem:
    fields = {"id": "task.new/1/甲#1", "when": _WHEN, "kind": "task.new", "title": "整治校园周边环境", "summary": "牵头：市教育局", "notice_id": "甲"}
    return NewsItem(**{**fields, **given})  # type: ignore[arg-type]


def hostile() -> NoticeEntry:
    """A notice whose every text is hostile."""
    said = Deadline(text=HOSTILE, kind="by", end="2025-06-30")
    evidence = records.Paper().put(HOSTILE)
    return records.notice_with(
        title=HOSTILE,
        text=HOSTILE,
        timeline=HOSTILE,
        assignments=[records.assigned(HOSTILE, evidence, "lead")],
        deadlines=[said],
        milestones=[Milestone(text=HOSTILE, deadline=said, evidence=evidence)],
        officials=[Official(name=HOSTILE, evidence=evidence), Official(name="甲;乙", evidence=evidence)],
    )


def stored(where: str | Path, entries: Sequence[NoticeEntry]) -> None:
    """A new store that holds these notices by one run."""
    with Store.open(where, create=True) as store:
        take(store, entries)


def take(store: Store, entries: Sequence[NoticeEntry]) -> int:
    """One run of a store that finds these notices, each in a file named by its number among them, and nothing else. Returns its number."""
    run = store.begin_run(rules="r1", arguments={})
    known = store.known()
    store.vanish([one for place, one in known.items() if int(place.rsplit("/", 1)[-1]) >= len(entries)], run=run)
    for number, entry in enumerate(entries):
        record = entry.record.model_copy(update={"source": entry.record.source.model_copy(update={"sha256": f"{number}" * 64})})
        file = FileSeen(location=f"/in/{number}", path=f"in/{number}.txt", name=f"{number}.txt", size=1, modified_ns=1)
        store.put(record, file=file, rules="r1", run=run)
    store.settle(run=run)
    store.end_run(run)
    return run
