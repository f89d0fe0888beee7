"""What a mention of a unit comes to, and what of a notice it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.knowledge import Place
from extractors.records import Level

Rule = Literal[
    "name",  # the printed form is the official name behind the place
    "without_and",  # it is, but for a 和
    "named_form",  # a short form that names the place (人行绵阳市中心支行)
    "short_form",  # a short form of the organ's row
    "parts",  # an abbreviation that keeps something of each part of one name
    "subsequence",  # an abbreviation of one name
    "zone",  # the committee of a zone
    "subordinate",  # a named body behind the name of its parent
    "complete",  # place and printed form, complete as printed
    "fuller_mention",  # another mention of the notice is fuller
    "definition",  # the notice says what the form stands for (以下简称)
    "ellipsis",  # an organ printed without its place, behind one of that place in the same list
    "bare",  # an organ of the issuer's area, printed without its place
    "shared_head",  # a member of an enumeration that takes its class word from the last one
    "counterpart",  # the issuing department's counterpart at another place (某市局)
    "division",  # a division of the department that issues the notice
    "organ_only",  # the organ is settled, its exact name is not
    "local",  # a unit that no row knows, under its place
]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitName:
    """What a mention comes to.

    ``name`` is the full official name, ``None`` where it is not settled; ``place`` the code of the area served and
    ``organ`` the kind of organ, where they are; ``form`` is what is printed behind the place's name; ``candidates`` are
    the names that the form could stand for.
    """

    name: str | None
    level: Level | None
    place: str | None
    organ: str | None
    form: str
    rule: Rule
    candidates: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Place code and organ; of a local unit, place code and printed form."""
        return "/".join(filter(None, (self.place, self.organ or self.form)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContext:
    """What one notice says that a name may hang on.

    Args:
        place: the area that the issuer governs.
        at: the day of the notice; names are those of that day.
        issuers: the issuers as printed.
        mentions: all mentions of the notice, in order.
        lists: the mentions that stand together, in the order printed: one list a task.
        definitions: what the notice itself defines: the short form and what it stands for.
    """

    place: Place | None = None
    at: date | None = None
    issuers: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()

    @property
    def year(self) -> int | None:
        return self.at.year if self.at else None
