"""By what notices, documents, units and places are known in a corpus: light rows, of which a whole record is made of many.

Whoever settles a reference (``links``, ``named_units``, ``named_places``) needs these of other notices,
and no more: the graph of a hundred notices takes them from the records, that of one notice among a hundred thousand from
the store.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.records import Level, Notice
from pipeline import identity
from pipeline.entries import NoticeEntry

_MARKS = re.compile(r"[\s《》〈〉<>“”\"‘’'「」『』]")
_WIDTHS = str.maketrans({"(": "（", ")": "）", "[": "〔", "]": "〕", "－": "-", "—": "-", "–": "-"})


def normal_title(title: str) -> str:
    """A title in the one form in which titles are compared: no white space and title marks, one width of brackets.

    >>> normal_title("关于印发《云麓市 节水方案(试行)》的通知")
    '关于印发云麓市节水方案（试行）的通知'
    """
    return _MARKS.sub("", title).translate(_WIDTHS)


def bare_title(title: str, issuers: Sequence[str]) -> str:
    """A title in the form of :func:`normal_title`, without the issuers in front.

    >>> bare_title("云麓市人民政府关于节水的通知", ["云麓市人民政府"])
    '关于节水的通知'
    """
    bare = normal_title(title)
    for issuer in sorted(issuer_forms(issuers), key=lambda name: (-len(name), name)):
        if bare.startswith(issuer):
            return bare.removeprefix(issuer)
    return bare


def issuer_forms(issuers: Sequence[str]) -> set[str]:
    """The issuers as a title may print them: each, and all together."""
    return {normal_title(issuer) for issuer in (*issuers, "".join(issuers), "、".join(issuers)) if issuer}


def issued_texts(notice: Notice) -> list[str]:
    """The titles of the texts that a notice issues."""
    return notice.issued_texts or [title for title in [notice.issued_text] if title]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeNames:
    """By what a notice may be cited. ``issued_texts`` are the titles of the texts that it issues."""

    notice_id: str
    number: str | None
    title: str | None
    issuers: tuple[str, ...]
    issued_texts: tuple[str, ...]

    @classmethod
    def of(cls, entry: NoticeEntry) -> NoticeNames:
        """The names of an entry's notice."""
        notice = entry.record.notice
        return cls(
            notice_id=entry.notice_id,
            number=notice.number,
            title=notice.title,
            issuers=tuple(notice.issuers),
            issued_texts=tuple(issued_texts(notice)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedName:
    """How a document is named, and how many notices name it so."""

    title: str | None
    number: str | None
    notices: int = 1

    @classmethod
    def of(cls, entry: NoticeEntry) -> Iterator[CitedName]:
        """The documents that an entry's notice names, each way once."""
        for title, number in dict.fromkeys((citation.title, citation.number) for citation in entry.record.citations):
            yield cls(title=title, number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitForm:
    """A form in which a unit is printed, with the name and level that go with it, and in how many notices."""

    unit_id: str
    name: str | None
    level: Level | None
    mention: str
    notices: int = 1

    @classmethod
    def of(cls, entry: NoticeEntry) -> Iterator[UnitForm]:
        """The forms of the units of an entry's record."""
        for unit in entry.record.units:
            for mention in unit.mentions:
                yield cls(unit_id=identity.unit_id(unit.id), name=unit.name, level=unit.level, mention=mention)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A jurisdiction as notices have it, and how many have it so."""

    name: str
    code: str | None
    level: Level | None
    notices: int = 1

    @classmethod
    def of(cls, entry: NoticeEntry) -> Iterator[PlaceName]:
        """The jurisdiction of an entry's notice, if it has one."""
        place = entry.record.notice.jurisdiction
        if place is not None:
            yield cls(name=place.name, code=place.code, level=place.level)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeHead:
    """The header of a notice as it stands; ``sources`` are the paths of its files, sorted."""

    notice_id: str
    version: int
    notice: Notice
    sources: tuple[str, ...]

    @classmethod
    def of(cls, entry: NoticeEntry) -> NoticeHead:
        """The header of an entry's notice."""
        return cls(
            notice_id=entry.notice_id,
            version=entry.version,
            notice=entry.record.notice,
            sources=tuple(source.path for source in entry.sources),
        )
