"""One citation a document, however often and under whatever short form the notice names it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.records import Evidence, Relation

# Where several mentions of one document differ, the strongest relation is the document's; what is still to be written
# stays so, though the notice already says how to carry it out.
_STRENGTH: tuple[Relation, ...] = ("issues", "forwards", "amends", "repeals", "extends", "plans", "implements", "cites")
_MARKS = str.maketrans({"〈": "《", "〉": "》", "<": "《", ">": "》", "＜": "《", "＞": "》", "(": "（", ")": "）", "－": "—", "-": "—", "–": "—"})
_DASHES = re.compile("—+")
_QUOTES = re.compile(r"[“”‘’\"'「」『』]")
_VERSION = re.compile(r"（(?:试行|暂行|修订|修正|修订稿|修正案|(?:19|20)\d{2}年?(?:修订|修正|修改))）$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place that names a document; ``start`` and ``end`` are of the view. ``numbers`` are all that stand behind it."""

    start: int
    end: int
    title: str | None
    numbers: tuple[str, ...]
    relation: Relation
    locator: str | None = None
    until: str | None = None
    within: str | None = None


@dataclass(slots=True)
class Cited:
    """A document with all its places so far."""

    title: str | None
    numbers: list[str]
    relation: Relation
    locator: str | None = None
    until: str | None = None
    within: str | None = None
    evidence: list[Evidence] = field(default_factory=list)

    def take(self, relation: Relation, found: list[Evidence], *, locator: str | None = None, until: str | None = None) -> None:
        """Another mention of the same document."""
        self.relation = min(self.relation, relation, key=_STRENGTH.index)
        self.locator = self.locator or locator
        self.until = self.until or until
        self.evidence.extend(found)


def title_key(title: str) -> str:
    """A title as compared: no white space and quotes, one form of brackets and dashes."""
    return _DASHES.sub("—", _QUOTES.sub("", "".join(title.split())).translate(_MARKS))


def loose_key(title: str) -> str:
    """A title as compared with one that leaves out 的, 中华人民共和国, the marks of titles inside it or （试行）."""
    key = _VERSION.sub("", title_key(title)).replace("《", "").replace("》", "").replace("的", "")
    return key.removeprefix("中华人民共和国") if len(key) > 9 else key


class Register:
    """The documents in the order of their first mention, found again by title and number."""

    def __init__(self) -> None:
        self.cited: list[Cited] = []
        self._by_title: dict[str, Cited] = {}
        self._by_loose: dict[str, Cited] = {}
        self._by_number: dict[str, Cited] = {}

    def add(self, mention: Mention, found: Evidence) -> Cited:
        """Takes a mention in, under a document that is known or a new one."""
        known = self.find(mention.title, mention.numbers)
        if known is not None and {known.relation, mention.relation} == {"issues", "repeals"}:
            known = None  # a new text and the old one of the same title that it takes the place of
        if known is None:
            known = Cited(mention.title, [], mention.relation, within=mention.within)
            self.cited.append(known)
        elif known.title is None or (mention.title and len(mention.title) > len(known.title) and loose_key(mention.title) == loose_key(known.title)):
            known.title, known.within = mention.title or known.title, mention.within
        known.numbers += [number for number in mention.numbers if number not in known.numbers]
        known.take(mention.relation, [found], locator=mention.locator, until=mention.until)
        if known.title:
            self._by_title.setdefault(title_key(known.title), known)
            self._by_loose.setdefault(loose_key(known.title), known)
        for number in known.numbers:
            self._by_number.setdefault(number, known)
        return known

    def find(self, title: str | None, numbers: tuple[str, ...] = ()) -> Cited | None:
        """The document of a title or number; two numbers part what one title joins."""
        for number in numbers:
            known = self._by_number.get(number)
            if known is not None and (title is None or known.title is None or _alike(title, known.title)):
                return known
        if title is None:
            return None
        for known in (self._by_title.get(title_key(title)), self._by_loose.get(loose_key(title))):
            if known is not None and not (numbers and known.numbers and not set(numbers) & set(known.numbers)):
                return known
        return None

    def merged(self) -> list[Cited]:
        """The documents, short titles taken into the long ones whose end they are (see :func:`_is_short_for`)."""
        by_end: dict[str, list[Cited]] = {}
        for one in self.cited:
            if one.title:
                by_end.setdefault(loose_key(one.title)[-4:], []).append(one)
        kept: list[Cited] = []
        for short in self.cited:
            longer = [c for c in by_end.get(loose_key(short.title)[-4:], []) if _is_short_for(short, c)] if short.title else []
            if len(longer) != 1:
                kept.append(short)
                continue
            into = longer[0]
            into.numbers += [number for number in short.numbers if number not in into.numbers]
            into.take(short.relation, short.evidence, locator=short.locator, until=short.until)
            into.evidence.sort(key=lambda e: (e.start, e.end))
        return kept


def _alike(one: str, other: str) -> bool:
    a, b = loose_key(one), loose_key(other)
    return a == b or a.endswith(b) or b.endswith(a) or a[-6:] == b[-6:]


def _is_short_for(short: Cited, long: Cited) -> bool:
    """《关于…的通知》 is the one document whose title ends so behind its issuer (《某省人民政府关于…的通知》), and so are the two titles of
    what the notice issues. A local 办法 whose title ends like the national one is another document.
    """
    if short is long or short.title is None or long.title is None or short.within == long.title:
        return False
    if short.numbers and long.numbers and not set(short.numbers) & set(long.numbers):
        return False
    a, b = loose_key(short.title), loose_key(long.title)
    if len(a) >= len(b) or not b.endswith(a):
        return False
    if short.relation == long.relation == "issues":
        return True
    return a.startswith(("关于", "印发", "转发")) and not b[: -len(a)].endswith(("关于", "印发", "转发", "贯彻", "落实", "实施", "《"))
