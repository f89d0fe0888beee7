"""The words of the time grammar, and the cursor that reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Literal, TypeVar, cast

from extractors.numerals import to_int

_NUMERAL = re.compile(r"[0-9]+|[〇○零一二三四五六七八九十两廿百]+")
NUMERAL_START = "0123456789〇○零一二三四五六七八九十两廿百"

DASHES = ("——", "――", "--", "—", "―", "-", "–", "－", "−", "~", "～", "〜", "至", "到")
JOINS = ("、", "和", "及", "与")
BOUNDARIES = "。；;，,：:！!？?（）【】〔〕|"
STOPS = "。；;！!？?"

Unit = Literal["day", "working_day", "week", "month", "year", "hour"]

# longest first: a cursor takes the first word that fits
DURATION_UNITS: tuple[tuple[str, Unit], ...] = (
    ("个工作日", "working_day"), ("工作日", "working_day"), ("个自然日", "day"), ("自然日", "day"), ("个日历日", "day"), ("日历天", "day"),
    ("个小时", "hour"), ("小时", "hour"), ("个星期", "week"), ("星期", "week"), ("周", "week"), ("个月", "month"), ("月", "month"),
    ("周年", "year"), ("年", "year"), ("日", "day"), ("天", "day"),
)  # fmt: skip
WITHIN = ("以内", "之内", "内")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time 期间 as printed."""

    amount: int
    unit: Unit

    @property
    def iso(self) -> str:
        """ISO 8601: ``P30D``, ``P3M``, ``PT24H``. Working days are days; their calendar stands in the anchor."""
        if self.unit == "hour":
            return f"PT{self.amount}H"
        return f"P{self.amount}{ {'day': 'D', 'working_day': 'D', 'week': 'W', 'month': 'M', 'year': 'Y'}[self.unit] }"


class Cursor:
    """A place in a text. Reading moves it on; what does not fit leaves it where it was."""

    __slots__ = ("at", "text")

    def __init__(self, text: str, at: int = 0) -> None:
        self.text = text
        self.at = at

    def peek(self) -> str:
        """The next character, empty at the end."""
        return self.text[self.at : self.at + 1]

    def take(self, words: tuple[str, ...], *, unless: str = "") -> str | None:
        """The first of the words that stands here, unless one of the characters of ``unless`` follows it."""
        for word in words:
            if self.text.startswith(word, self.at):
                end = self.at + len(word)
                if unless and end < len(self.text) and self.text[end] in unless:
                    continue
                self.at = end
                return word
        return None

    def numeral(self, low: int, high: int) -> int | None:
        """The number from ``low`` to ``high`` that stands here, in Arabic or Chinese numerals."""
        match = _NUMERAL.match(self.text, self.at)
        if match is None or match.end() - self.at > 6:
            return None
        value = to_int(match.group())
        if value is None or not low <= value <= high:
            return None
        self.at = match.end()
        return value

    def is_arabic(self) -> bool:
        return self.peek().isdecimal()


Rule = TypeVar("Rule", bound=Callable[..., object])


def production(read: Rule) -> Rule:
    """A rule of the grammar: its first argument is the cursor, which goes back to where it was when the rule does not fit."""

    @wraps(read)
    def reading(cursor: Cursor, *args: object, **kwargs: object) -> object:
        at = cursor.at
        node = read(cursor, *args, **kwargs)
        if node is None:
            cursor.at = at
        return node

    return cast(Rule, reading)


@production
def duration(cursor: Cursor) -> Duration | None:
    """A length of time.

    >>> [duration(Cursor(s)).iso for s in ("30日", "三个月", "15个工作日", "半年", "一年", "48小时", "半个月", "两周")]
    ['P30D', 'P3M', 'P15D', 'P6M', 'P1Y', 'PT48H', 'P15D', 'P2W']
    """
    if cursor.take(("半个月",)):
        return Duration(15, "day")
    if cursor.take(("半年",)):
        return Duration(6, "month")
    amount = cursor.numeral(1, 999)
    if amount is None:
        return None
    if cursor.take(("至", "到", "-", "—", "～")):
        amount = cursor.numeral(amount, 999)  # 6至12个月: the longer term is the limit
        if amount is None:
            return None
    for word, unit in DURATION_UNITS:
        if cursor.take((word,)):
            if unit == "year" and cursor.take(("半",)):
                return Duration(amount * 12 + 6, "month")
            return Duration(amount, unit)
    return None
