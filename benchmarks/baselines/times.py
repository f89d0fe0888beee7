"""The time grammar against jionlp on the limits of the gold records: the value of given expressions, and limits found in sentences."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from benchmarks.baselines.limits import Found, Limit, of_deadline, of_gold, right
from extractors.deadlines import TimeContext, read_slot
from extractors.deadlines.find import scan
from extractors.text import View

T = TypeVar("T")
R = TypeVar("R")

_YEAR = re.compile(r"((?:19|20)\d\d)年")
_TITLE_YEAR = re.compile(r"(?<![\d—\-－–至到])((?:19|20)\d\d)年(?!\s*[—\-－–至到])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A limit as printed, with what the notice says of time around it.

    ``sentence`` is the step that it stands in, ``at`` its range there; a limit that fills a deadline cell or the time slot of
    a note has no sentence.
    """

    text: str
    kind: str
    gold: Limit
    sentence: str | None
    at: tuple[int, int] | None
    context: TimeContext
    year_in_force: int | None

    @property
    def base(self) -> date:
        """The day that a parser without such a context counts from: the date of issue, or the first day of the year in force."""
        issued = self.context.issued_on or date(2000, 1, 1)
        year = self.year_in_force or self.context.title_year or issued.year
        return issued if issued.year == year else date(year, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A step of a task; ``limit`` is the one that it sets, if any; ``setting`` says what is known of time before it."""

    text: str
    limit: Expression | None
    setting: Expression


class Parser(Protocol):
    """What is compared."""

    def parse(self, expression: Expression) -> Limit | None: ...

    def find(self, sentence: Sentence) -> list[Found]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeScore:
    """Right values by kind of limit as (right, all); hits, misses and false hits in sentences; characters of sentences a second."""

    by_kind: dict[str, tuple[int, int]]
    hits: int
    misses: int
    false: int
    characters_a_second: float

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.misses + self.false) if self.hits else 0.0


class Ours:
    """The time grammar of ``extractors.deadlines``."""

    def parse(self, expression: Expression) -> Limit | None:
        if expression.sentence is None:
            deadlines = read_slot(View.of(expression.text), expression.context).deadlines
            return of_deadline(deadlines[0]) if deadlines else None
        found = self._find(expression.sentence, expression)
        return next((one.limit for one in found if _overlap(one, expression.at)), None)

    def find(self, sentence: Sentence) -> list[Found]:
        return self._find(sentence.text, sentence.setting)

    def _find(self, text: str, setting: Expression) -> list[Found]:
        # scan keeps nothing: what find_times remembers of a passage must not count as speed
        hits = scan(View.of(text), setting.context, year_in_force=setting.year_in_force, slot=False)
        return [Found(start=hit.start, end=hit.end, limit=of_deadline(hit.deadline)) for hit in hits]


class JioNlp:
    """jionlp, given the date of issue, or the year in force, as its base. Raises ImportError where it is not installed."""

    def __init__(self) -> None:
        from benchmarks.baselines.jionlp_time import JioNlpTime

        self._time = JioNlpTime()

    def parse(self, expression: Expression) -> Limit | None:
        return self._time.parse(View.of(expression.text).text, base=expression.base)

    def find(self, sentence: Sentence) -> list[Found]:
        return self._time.find(View.of(sentence.text).text, base=sentence.setting.base)


def compare(parser: Parser, golds: Sequence[dict[str, Any]]) -> TimeScore:
    """Score a parser on all limits and steps of gold records that are not optional."""
    expressions = [one for gold in golds for one in _expressions(gold)]
    sentences = [one for gold in golds for one in _sentences(gold)]
    by_kind: dict[str, tuple[int, int]] = {}
    for expression in expressions:
        correct, total = by_kind.get(expression.kind, (0, 0))
        by_kind[expression.kind] = (correct + right(expression.gold, parser.parse(expression)), total + 1)
    found, reading = _timed(parser.find, sentences)
    hits = misses = false = 0
    for sentence, limits in zip(sentences, found, strict=True):
        hit = sentence.limit is not None and any(_is_it(sentence, one) for one in limits)
        hits, misses, false = hits + hit, misses + (sentence.limit is not None and not hit), false + len(limits) - hit
    return TimeScore(
        by_kind=dict(sorted(by_kind.items())),
        hits=hits,
        misses=misses,
        false=false,
        characters_a_second=sum(len(sentence.text) for sentence in sentences) / reading,
    )


def _is_it(sentence: Sentence, found: Found) -> bool:
    limit = sentence.limit
    return limit is not None and right(limit.gold, found.limit) and _overlap(found, limit.at)


def _overlap(found: Found, at: tuple[int, int] | None) -> bool:
    return at is None or (found.start < at[1] and at[0] < found.end)


def _timed(call: Callable[[T], R], items: Iterable[T]) -> tuple[list[R], float]:
    given = list(items)
    best, results = float("inf"), list[R]()
    for _ in range(3):  # the best of three: what else the machine does is not to be measured
        began = time.perf_counter()
        results = [call(item) for item in given]
        best = min(best, time.perf_counter() - began)
    return results, best


def _context(gold: dict[str, Any]) -> TimeContext:
    notice = gold["notice"]
    years = set(_TITLE_YEAR.findall(f"{notice.get('title') or ''} {notice.get('issued_text') or ''}"))
    issued = notice.get("issued_on")
    return TimeContext(issued_on=date.fromisoformat(issued) if issued else None, title_year=int(years.pop()) if len(years) == 1 else None)


def _expressions(gold: dict[str, Any]) -> list[Expression]:
    context = _context(gold)
    found = []
    for task in gold.get("tasks", []):
        for limit in [] if task.get("optional") else task.get("deadlines", []):
            found.append(_expression(limit, sentence=None, context=context, in_force=None))
    return [*found, *(sentence.limit for sentence in _sentences(gold) if sentence.limit is not None)]


def _sentences(gold: dict[str, Any]) -> list[Sentence]:
    context = _context(gold)
    found = []
    for task in gold.get("tasks", []):
        in_force: int | None = None
        for step in task.get("milestones", []):
            limit = step.get("deadline")
            wanted = _expression(limit, sentence=step["text"], context=context, in_force=in_force) if limit else None
            nothing = Expression(text="", kind="", gold=Limit(), sentence=None, at=None, context=context, year_in_force=in_force)
            if not (step.get("optional") or task.get("optional")):
                found.append(Sentence(text=step["text"], limit=wanted, setting=wanted or nothing))
            years = _YEAR.findall(limit["text"]) if limit else []
            in_force = int(years[-1]) if years else in_force
    return found


def _expression(limit: dict[str, Any], *, sentence: str | None, context: TimeContext, in_force: int | None) -> Expression:
    return Expression(
        text=limit["text"],
        kind=limit["kind"],
        gold=of_gold(limit),
        sentence=sentence,
        at=_place(sentence, limit["text"]) if sentence is not None else None,
        context=context,
        year_in_force=in_force,
    )


def _place(sentence: str, expression: str) -> tuple[int, int] | None:
    printed = View.of(expression).text
    at = View.of(sentence).text.find(printed)
    return (at, at + len(printed)) if at >= 0 else None
