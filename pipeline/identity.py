"""The one place where identities are made (see docs/architecture.md). Ids are readable and say nothing of the file."""

from __future__ import annotations

import re
from hashlib import sha256

from extractors.records import NoticeRecord

_BRACKETS = str.maketrans("([〔)]〕", "（（（）））")


def normal_number(number: str) -> str:
    """A document number 发文字号 in one form: no white space, 〔〕 around the year.

    >>> normal_number("资府发[2021] 14号")
    '资府发〔2021〕14号'
    """
    bare = re.sub(r"\s+", "", number)
    return re.sub(r"[\[［(（【](\d{4})[\]］)）】]", r"〔\1〕", bare)


def notice_id(record: NoticeRecord) -> str:
    """The id of the notice: issuer and number; without a number issuer, title and date; never the file.

    A record without issuer, number and title is known by the hash of its text alone, so that nothing is lost.
    """
    notice = record.notice
    issuer = "、".join(notice.issuers)
    if notice.number:
        return "/".join(filter(None, (issuer, normal_number(notice.number))))
    title = re.sub(r"\s+", "", notice.title or "")
    if title:
        return "/".join(filter(None, (issuer, title, notice.issued_on)))
    return f"sha256:{record.source.sha256}"


def clause_id(notice: str, clause: str) -> str:
    """The id of a clause: the notice, then the clause's id within it (part and path)."""
    return f"{notice}#{clause}"


def task_id(notice: str, task: str) -> str:
    """The id of a task: the notice, then the task's id within it (part, origin, place)."""
    return f"{notice}#{task}"


def unit_id(unit: str) -> str:
    """The id of a unit across notices: until places and organs are resolved, the unit's id within its record."""
    return unit


def cited_id(*, number: str | None, title: str | None) -> str:
    """The id of a cited document that is no notice of the corpus: its number, without one its title."""
    return normal_number(number) if number else re.sub(r"\s+", "", title or "")


def measure_id(policy: str, text: str) -> str:
    """The id of a measure 支持政策: the policy that sets it, and its words (worklists of several places number the same words apart)."""
    words = re.sub(r"\s+", "", text)
    return f"{policy}#{sha256(words.encode()).hexdigest()[:12]}"


def local_unit_id(place: str, printed: str) -> str:
    """The id of a unit that no record settles, a collective too: the place, then the form as printed, brackets in one width.

    >>> local_unit_id("990100", "各县(区) 人民政府")
    '990100/各县（区）人民政府'
    """
    return f"{place}/{printed_form(printed)}"


def printed_form(printed: str) -> str:
    """A unit as printed, without white space and with brackets in one width: forms that differ in these alone are one.

    >>> printed_form("各县(区) 人民政府")
    '各县（区）人民政府'
    """
    return re.sub(r"\s+", "", printed).translate(_BRACKETS)
