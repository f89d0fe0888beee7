"""``feed.atom``: what is new, for feed readers (Atom, RFC 4287)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from lxml import etree

from pipeline import labels
from pipeline.diff.news import News, NewsItem, NewsKind
from pipeline.exports.xmltext import clean

NAMESPACE = "http://www.w3.org/2005/Atom"
MOST = 200
_XML = "http://www.w3.org/XML/1998/namespace"
# a name that nobody can own (RFC 2606), for tag URIs (RFC 4151) that no one else makes
_TAG = "tag:policygraph.invalid,2025:"
_KINDS: dict[NewsKind, str] = {"task.new": "新任务", "task.deadline": "时限变动", "notice.withdrawn": "公文撤下"}


def write(news: News, path: Path) -> None:
    """Write the newest 200 items, the newest first; the same news gives the same bytes, in whatever order they come."""
    path.write_bytes(feed(news))


def feed(news: News) -> bytes:
    """The feed. An item's text stands in its ``content``, so that no entry needs a link, which a file has none to give."""
    root = etree.Element(_name("feed"), {f"{{{_XML}}}lang": "zh-CN"}, nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # a gap in the stubs
    newest = sorted(sorted(news.items, key=lambda item: item.id), key=lambda item: item.when, reverse=True)[:MOST]
    _add(root, "id", tag("feed", news.store))
    _add(root, "title", "政策任务动态")
    _add(root, "subtitle", "新任务、时限变动、撤下的公文")
    _add(root, "updated", _time(max([news.updated, *(item.when for item in newest)])))
    _add(etree.SubElement(root, _name("author")), "name", "policygraph")
    _add(root, "generator", "policygraph")
    for item in newest:
        _add_entry(root, item)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def tag(*parts: str) -> str:
    """A tag URI of these parts.

    >>> tag("feed", "甲/1")
    'tag:policygraph.invalid,2025:feed/%E7%94%B2%2F1'
    """
    return _TAG + "/".join(quote(part.encode("utf-8", "replace"), safe="") for part in parts)


def _add_entry(root: etree._Element, item: NewsItem) -> None:
    entry = etree.SubElement(root, _name("entry"))
    _add(entry, "id", tag("item", item.id))
    _add(entry, "title", f"{_KINDS[item.kind]}：{labels.shortened(item.title, length=120)}")
    _add(entry, "updated", _time(item.when))
    etree.SubElement(entry, _name("category"), term=item.kind, label=_KINDS[item.kind])
    _add(entry, "content", f"{item.summary}\n编号：{item.notice_id}", type="text")


def _add(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, _name(name), attributes).text = clean(text)


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _time(when: datetime) -> str:
    """RFC 3339, UTC."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
