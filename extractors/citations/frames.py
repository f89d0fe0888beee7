"""The words around a citation that say what is done with it: before the first of several in a row, and behind the last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# How far the words that count may stand off.
_BEFORE, _BEHIND = 60, 90
_SENTENCE_END, _CLAUSE_END = re.compile(r"[。；！？]"), re.compile(r"[，：]")
_NOUNS = r"(?:等)?(?:\d+[部件项个])?(?:文件|通知|法律法规|法规|规章|标准|规定|要求|精神|部署|安排|内容)*"
# What stands between two documents in a row: the nouns of the first, a join, and who issued the second.
_BETWEEN = re.compile(rf"的?(?:有关|相关|总体|工作)?{_NOUNS}(?P<join>[、和及与或]|以及|暨)(?P<owner>[一-龥、]{{0,30}})")
_OTHER_VERB = re.compile(
    r"根据|按照|依据|贯彻|落实|执行|废止|修改|修订|转发|制定(?!的)|印发(?!的)|发布(?!的)|出台|编制|现将|对照|遵照|依照|同意"
    r"|配套"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a document is named in a view: ``[start, end)`` with the brackets behind the title; ``rest`` is where its locator ends."""

    start: int
    end: int
    rest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The words around a row of citations.

    ``lead`` is what stands before it in its sentence (60 characters at most), ``clause`` the part of that since the last
    comma; ``trail`` is what follows the last one (90 characters at most), and ``row`` tells which places share the frame.
    """

    lead: str
    clause: str
    trail: str
    row: int


def frames(text: str, places: Sequence[Place]) -> list[Frame]:
    """The frame of each place, in reading order. Places in a row (《甲》、《乙》和省政府《丙》) share one."""
    found: list[Frame] = []
    row_start = 0
    for index, place in enumerate(places):
        last = index + 1 == len(places)
        if not last and _in_a_row(text[place.rest : places[index + 1].start]):
            continue
        found += [_frame(text, places[row_start].start, place.end, row_start)] * (index + 1 - row_start)
        row_start = index + 1
    return found


def _in_a_row(between: str) -> bool:
    if not between:
        return True
    return len(between) <= 50 and not _OTHER_VERB.search(between) and _BETWEEN.fullmatch(between) is not None


def _frame(text: str, start: int, end: int, row: int) -> Frame:
    lead = _SENTENCE_END.split(text[max(0, start - _BEFORE) : start])[-1]
    return Frame(lead=lead, clause=_CLAUSE_END.split(lead)[-1], trail=text[end : end + _BEHIND], row=row)
