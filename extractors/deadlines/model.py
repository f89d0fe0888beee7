"""What goes into the time grammar and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.records import Deadline

ProblemCode = Literal["deadline.open_year", "deadline.open_anchor", "deadline.provisional", "deadline.unparsed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeContext:
    """What the notice as a whole says of time.

    Attributes:
        issued_on: the date of issue 成文日期, ``None`` where the notice prints none.
        printed_on: the date of printing 印发日期; limits counted from the issue are counted from it where it is known.
        title_year: the year in the title (2023年工作要点); a title with a span of years (2021—2023年) gives none.
    """

    issued_on: date | None
    printed_on: date | None = None
    title_year: int | None = None

    @property
    def base(self) -> date | None:
        """The day that ``自印发之日起`` counts from."""
        return self.printed_on or self.issued_on

    @property
    def year(self) -> int | None:
        """The year that a month without one takes before any time limit has named another."""
        return self.title_year or (self.issued_on.year if self.issued_on else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeHit:
    """One time limit in a view.

    Attributes:
        start, end: half-open range in the view's text.
        deadline: the limit; ``evidence`` is left to the caller, who knows the document.
        explicit_year: the year that the hit names and that is in force after it, ``None`` where it names none or several.
        cue: the production that made it.
        candidates: the readings that stay open; ``deadline`` is then the one that the contract asks for.
        problem: why a person should look at it.
    """

    start: int
    end: int
    deadline: Deadline
    explicit_year: int | None
    cue: str
    candidates: tuple[Deadline, ...] = ()
    problem: ProblemCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotReading:
    """A whole deadline cell or time slot.

    Attributes:
        hits: its limits in printed order; none where the slot says that there is none (按计划, ``/``).
        leftover: what no limit and no known filling word covers, as printed, pieces parted by ``|``.
        problem: ``deadline.unparsed`` where the slot says something and nothing of it was understood.
    """

    hits: tuple[TimeHit, ...]
    leftover: str = ""
    problem: ProblemCode | None = None

    @property
    def deadlines(self) -> list[Deadline]:
        return [hit.deadline for hit in self.hits]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """A statement of force: from when 施行日期 or until when 有效期.

    Attributes:
        start, end: half-open range in the view's text.
        role: what ``day`` is: the first day in force, or the last one.
        day: ISO 8601 date, ``None`` where it cannot be worked out.
        term: ISO 8601 duration as printed (有效期五年: P5Y).
        own: the statement is about the text that it stands in (本办法自…), not about a licence or another document.
        cue: the production that made it.
    """

    start: int
    end: int
    role: Literal["effective", "expires"]
    day: str | None
    term: str | None = None
    own: bool = True
    cue: str = ""
