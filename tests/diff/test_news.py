"""The news of a store: new tasks, changed deadlines and withdrawn notices, run by run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from extractors.records import Deadline
from pipeline.diff.news import NewsItem
from pipeline.diff.recent import recent
from pipeline.entries import NoticeEntry
from pipeline.exports import feed
from pipeline.store.store import Store
from tests.tools import outputs, records


def due(end: str, **fields: object) -> NoticeEntry:
    return records.notice_with(deadlines=[Deadline(text=f"{end}前", kind="by", end=end)], **fields)


def told(items: tuple[NewsItem, ...]) -> list[tuple[str, str]]:
    return sorted((item.kind, item.title) for item in items)


def test_each_run_brings_its_own_news(where: str | Path) -> None:
    with Store.open(where, create=True) as store:
        first = outputs.take(store, [due("2025-06-30")])
        assert told(recent(store).items) == [("task.new", "整治校园周边环境")]
        second = outputs.take(store, [due("2025-09-30"), records.other_worklist()])
        third = outputs.take(store, [due("2025-09-30")])
        found = recent(store)
    by_run = {run: [item for item in found.items if f"/{run}/" in item.id] for run in (first, second, third)}
    assert [item.kind for item in by_run[first]] == ["task.new"]
    assert sorted(item.kind for item in by_run[second]) == ["task.deadline", "task.new"]
    (gone,) = by_run[third]
    assert gone.kind == "notice.withdrawn"
    assert gone.notice_id == records.other_worklist().notice_id
    assert "随之撤下的任务：1 项" in gone.summary
    moved = next(item for item in by_run[second] if item.kind == "task.deadline")
    assert moved.summary.split("\n")[:2] == ["原时限：2025-06-30前", "现时限：2025-09-30前"]
    assert moved.when > by_run[first][0].when
    assert all(item.when.tzinfo is UTC for item in found.items)


def test_what_stays_is_no_news(where: str | Path) -> None:
    with Store.open(where, create=True) as store:
        outputs.take(store, [due("2025-06-30")])
        before = recent(store)
        outputs.take(store, [due("2025-06-30")])
        after = recent(store)
    assert after.items == before.items
    assert after.updated > before.updated
    assert after.store == before.store


def test_another_text_or_unit_is_no_news_but_the_notices_are(where: str | Path) -> None:
    with Store.open(where, create=True) as store:
        outputs.take(store, [due("2025-06-30", text="整治校园周边环境，清理占道经营。")])
        outputs.take(store, [due("2025-06-30", text="整治校园周边环境，清理占道经营和流动摊点。")])
        assert [item.kind for item in recent(store).items] == ["task.new"]


def test_it_goes_no_further_back_than_is_wanted(where: str | Path) -> None:
    with Store.open(where, create=True) as store:
        for month in range(1, 8):
            outputs.take(store, [due(f"2025-{month:02}-28")])
        runs = [item.id.split("/")[1] for item in recent(store, enough=3).items]
        assert runs == ["7", "6", "5"]
        assert len(recent(store).items) == 7


def test_an_empty_store_has_no_news_and_a_feed(new_place: Callable[[], str | Path]) -> None:
    with Store.open(new_place(), create=True) as store:
        found = recent(store)
    assert found.items == ()
    assert b"1970-01-01T00:00:00Z" in feed.feed(found)


def test_the_feed_of_a_store_is_the_same_every_time(where: str | Path) -> None:
    with Store.open(where, create=True) as store:
        outputs.take(store, records.corpus())
        outputs.take(store, [due("2025-06-30"), *records.corpus()[1:]])
        assert feed.feed(recent(store)) == feed.feed(recent(store))
