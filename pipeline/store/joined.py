"""Ids that stand as one notice (see :mod:`pipeline.store.same`)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.store.models import SameAs


def standing_as(session: Session, notices: Sequence[str]) -> list[str]:
    """The ids that stand as one of these (a batch of them at most), and these. To be asked for apart: within one query with what
    files say, SQLite reads all files.
    """
    joined = session.scalars(select(SameAs.notice_id).where(SameAs.stands_as.in_(notices)))
    return sorted({*notices, *joined})
