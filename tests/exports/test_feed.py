"""The Atom feed: by the rules of RFC 4287, and as a feed reader's parser takes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from pipeline.diff.news import News, NewsItem
from pipeline.exports import feed
from tests.tools import outputs

ATOM = {"a": feed.NAMESPACE}
WHEN = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)


def news(*items: NewsItem) -> News:
    return News(store="2025-01-01T00:00:00", updated=WHEN, items=items)


def item(number: int, **given: object) -> NewsItem:
    return outputs.news_item(**{"id": f"task.new/1/甲#{number}", "when": WHEN + timedelta(hours=number), "title": f"任务{number}", **given})


def check(raw: bytes) -> etree._Element:
    """The feed, once it keeps the rules of RFC 4287 on what must be there and how often (4.1.1, 4.1.2, 3.3)."""
    root = etree.fromstring(raw)
    assert root.tag == f"{{{feed.NAMESPACE}}}feed"
    ids = []
    for element in (root, *root.iterfind("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            (one,) = element.findall(f"a:{name}", ATOM)
            assert one.text, name
        when = element.findtext("a:updated", namespaces=ATOM)
        assert datetime.strptime(str(when), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        ids.append(element.findtext("a:id", namespaces=ATOM))
    assert len(ids) == len(set(ids)), "an id is one entry's"
    assert all(own is not None and own.startswith("tag:") and own.isascii() and " " not in own for own in ids)
    assert root.findtext("a:author/a:name", namespaces=ATOM), "entries without an author have the feed's"
    for entry in root.iterfind("a:entry", ATOM):
        (content,) = entry.findall("a:content", ATOM)  # with it no link is needed
        assert content.get("type") == "text"
        assert len(content) == 0, "a text has no elements"
        assert all(category.get("term") for category in entry.iterfind("a:category", ATOM))
    return root


def test_newest_first_and_of_one_time_by_id() -> None:
    items = [item(1), item(3), item(2), item(4, when=WHEN + timedelta(hours=3))]
    read = feedparser.parse(feed.feed(news(*items)))
    assert [entry.title for entry in read.entries] == ["新任务：任务3", "新任务：任务4", "新任务：任务2", "新任务：任务1"]
    assert feed.feed(news(*items)) == feed.feed(news(*items[::-1]))


def test_a_reader_finds_what_an_entry_says() -> None:
    one = item(1, kind="task.deadline", summary="原时限：6月底\n现时限：9月底", notice_id="沂教函〔2025〕2号")
    raw = feed.feed(news(one))
    check(raw)
    read = feedparser.parse(raw)
    assert not read.bozo
    assert read.version == "atom10"
    (entry,) = read.entries
    assert entry.title == "时限变动：任务1"
    assert entry.content[0].value == "原时限：6月底\n现时限：9月底\n编号：沂教函〔2025〕2号"
    assert entry.content[0].type == "text/plain"
    assert entry.tags[0].term == "task.deadline"
    assert entry.updated_parsed[:6] == (2025, 3, 4, 6, 6, 7)
    assert read.feed.updated_parsed[:6] == (2025, 3, 4, 6, 6, 7), "as new as the newest entry"


def test_no_more_than_two_hundred_and_the_newest_of_them() -> None:
    root = check(feed.feed(news(*(item(number) for number in range(250)))))
    titles = [entry.findtext("a:title", namespaces=ATOM) for entry in root.iterfind("a:entry", ATOM)]
    assert len(titles) == feed.MOST == 200
    assert (titles[0], titles[-1]) == ("新任务：任务249", "新任务：任务50")


def test_nothing_new_is_a_feed() -> None:
    root = check(feed.feed(news()))
    assert root.findtext("a:updated", namespaces=ATOM) == "2025-03-04T05:06:07Z"
    assert feedparser.parse(feed.feed(news())).entries == []


def test_ids_stay_and_tell_items_and_stores_apart() -> None:
    assert feed.tag("item", "task.new/1/甲#1") == "tag:policygraph.invalid,2025:item/task.new%2F1%2F%E7%94%B2%231"
    first, other = (feedparser.parse(feed.feed(News(store=store, updated=WHEN, items=(item(1),)))) for store in ("a", "b"))
    assert first.feed.id != other.feed.id
    assert first.entries[0].id == other.entries[0].id


@pytest.mark.parametrize("name", ["title", "summary", "notice_id", "id"])
def test_hostile_text_is_text(name: str, tmp_path: Path) -> None:
    feed.write(news(item(1, **{name: outputs.HOSTILE})), tmp_path / "feed.atom")
    raw = (tmp_path / "feed.atom").read_bytes()
    root = check(raw)
    assert not feedparser.parse(raw).bozo
    if name in {"summary", "notice_id"}:
        assert outputs.HELD in str(root.findtext("a:entry/a:content", namespaces=ATOM))
    if name == "title":
        assert "<b>&amp;</b>]]>" in str(root.findtext("a:entry/a:title", namespaces=ATOM))


def test_a_time_of_another_zone_is_written_in_utc() -> None:
    beijing = datetime.fromisoformat("2025-06-30T08:00:00+08:00")
    root = check(feed.feed(news(item(1, when=beijing))))
    assert root.findtext("a:entry/a:updated", namespaces=ATOM) == "2025-06-30T00:00:00Z"
