"""jionlp's time parser as an adapter: expressions and running text to limits. Its banner and its logged tracebacks are silenced."""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

from benchmarks.baselines.limits import Found, Limit

_UNITS = {"year": "YEARLY", "month": "MONTHLY", "day": "DAILY"}


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        logging.disable(logging.NOTSET)


class JioNlpTime:
    """Raises ImportError where jionlp is not installed."""

    def __init__(self) -> None:
        with _quiet():
            import jionlp  # type: ignore[import-untyped, import-not-found, unused-ignore]

            self._jionlp = jionlp
            jionlp.parse_time("2024年1月")  # the first call loads what it needs

    def parse(self, expression: str, *, base: date) -> Limit | None:
        """The limit of an expression; where jionlp refuses it, that with the year of ``base`` put before it; else the first limit inside."""
        for said in (expression, f"{base.year}年{expression}"):
            with _quiet():
                try:
                    return _limit(self._jionlp.parse_time(said, time_base=_base(base)))
                except Exception:  # it raises what comes, ValueError at best; refusing is its answer
                    continue
        return next((one.limit for one in self.find(expression, base=base)), None)

    def find(self, text: str, *, base: date) -> list[Found]:
        """The limits of running text."""
        with _quiet():
            try:
                hits = self._jionlp.ner.extract_time(text, time_base=_base(base), with_parsing=True)
            except Exception:
                return []
        found = ((*hit["offset"], _limit(hit["detail"])) for hit in hits)
        return [Found(start=start, end=end, limit=limit) for start, end, limit in found if limit is not None]


def _base(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _limit(parsed: dict[str, Any]) -> Limit | None:
    if parsed["type"] in ("time_point", "time_span"):
        start, end = (None if "inf" in moment else moment[:10] for moment in parsed["time"])
        return Limit(start=start, end=end)
    if parsed["type"] == "time_period":
        delta = parsed["time"]["delta"]
        unit, number = next(((_UNITS[unit], number) for unit, number in delta.items() if unit in _UNITS), ("", 0))
        if unit == "DAILY" and number == 7:
            unit, number = "WEEKLY", 1
        return Limit(every=(unit, int(number))) if unit and isinstance(number, (int, float)) else None
    return None
