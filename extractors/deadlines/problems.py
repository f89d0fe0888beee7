"""What is in doubt about a time limit, as a problem that a person can act on."""

from __future__ import annotations

from extractors.deadlines.model import TimeHit
from extractors.records import Evidence, Problem

_MESSAGES = {
    "deadline.open_year": "年份没有写明，有不止一种可能",
    "deadline.open_anchor": "从哪一天起算没有写明，暂按发文之日",
    "deadline.provisional": "工作日超出已公布的放假安排，暂按周一至周五推算",
    "deadline.unparsed": "时限没有读懂",
}


def time_problem(hit: TimeHit, found: Evidence) -> Problem:
    """The problem of a hit that has one, with the readings that stay open.

    Raises:
        ValueError: the hit has no problem.
    """
    if hit.problem is None:
        raise ValueError(f"“{hit.deadline.text}” is in no doubt")
    open_readings = "、".join(end for reading in hit.candidates if (end := reading.end) is not None)
    message = f"“{hit.deadline.text}”：{_MESSAGES[hit.problem]}" + (f"（可能是 {open_readings}）" if open_readings else "")
    return Problem(code=hit.problem, message=message, evidence=found)
