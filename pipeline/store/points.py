"""Moments in the life of a store: now, after a run, at the end of a day; and what stood then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Engine, and_, or_, select
from sqlalchemy.orm import Session

from pipeline.errors import PolicygraphError
from pipeline.store.models import Run, Sighting, Version

NOW = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A state of a store: that after ``run``, of which ``started`` is the time (UTC). ``run`` 0 is before the first."""

    asked: str
    run: int
    started: datetime | None


def point(engine: Engine, text: str) -> Point:
    """The state that a text means: the number of a run, a day (its end, local time) as ``2025-06-30``, or ``now``.

    Raises:
        PolicygraphError: it is none of these, or there was no such run.
    """
    asked = text.strip()
    with Session(engine) as session:
        query = select(Run.id, Run.started).order_by(Run.id.desc()).limit(1)
        if asked == NOW:
            found = session.execute(query).first()
        elif asked.isascii() and asked.isdigit():
            found = session.execute(query.where(Run.id == min(int(asked[:12]), 2**31 - 1))).first()
            if found is None:
                raise PolicygraphError(asked, "没有这一次运行", "用 policygraph status 看上次是第几次", code="no_run")
        else:
            # what a run found came to stand when it was settled, by itself or by a later one
            found = session.execute(query.where(Run.settled < _end_of(asked))).first()
    return Point(asked=asked, run=found[0] if found else 0, started=found[1] if found else None)


def stood(at: int | None) -> ColumnElement[bool]:
    """That a version stood after a run; ``None``: that it stands now."""
    if at is None:
        return Version.ended_run.is_(None)
    return and_(Version.first_run <= at, or_(Version.ended_run.is_(None), Version.ended_run > at))


def was_there(at: int | None) -> ColumnElement[bool]:
    """That a file was there, and said so, after a run; ``None``: that it is there now."""
    if at is None:
        return Sighting.gone_run.is_(None)
    return and_(Sighting.first_run <= at, or_(Sighting.gone_run.is_(None), Sighting.gone_run > at))


def _end_of(text: str) -> datetime:
    """The end of a day, local time, as the store's UTC."""
    try:
        day = date.fromisoformat(text)
        midnight = datetime.combine(day + timedelta(days=1), time()).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise PolicygraphError(text, "看不懂这个时点", "请写运行的次数（如 3）、 日期（如 2025-06-30）或 now", code="no_point") from error
    return midnight.astimezone(UTC).replace(tzinfo=None)
