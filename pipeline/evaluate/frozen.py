"""A run kept as JSON, and what changed since: hits gained and lost, false hits new and gone.

The file holds every item of every reading and the hash of its gold record, and no time of day or duration: the same run
gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import PolicygraphError
from pipeline.evaluate.model import Change, Changes, Evaluation
from pipeline.evaluate.scoring import Item, Sign


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FrozenReading(_Model):
    """A reading: ``items`` are (sign, field, where, item, count)."""

    name: str
    gold_sha256: str
    failure: str | None
    items: tuple[tuple[Sign, str, str, str, int], ...]


class FrozenRun(_Model):
    """An evaluation as it is kept."""

    format: Literal["policygraph/evaluation/1"] = "policygraph/evaluation/1"
    rules: str
    readings: tuple[FrozenReading, ...]


def freeze(evaluation: Evaluation, path: str | Path) -> None:
    """Write a run to a file, for :func:`load`.

    Raises:
        PolicygraphError: the file cannot be written.
    """
    text = _frozen(evaluation).model_dump_json(indent=1) + "\n"
    try:
        Path(path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise PolicygraphError(str(path), f"写不进去（{error.strerror}）", "换一个可以写入的位置", code="output.failed") from error


def load(path: str | Path) -> FrozenRun:
    """A run that was kept.

    Raises:
        PolicygraphError: the file cannot be opened, or holds no such run.
    """
    try:
        return FrozenRun.model_validate_json(Path(path).read_bytes())
    except OSError as error:
        raise PolicygraphError(str(path), f"打不开（{error.strerror}）", "先用 --save 存下一次评测", code="usage") from error
    except ValidationError as error:
        raise PolicygraphError(str(path), "不是存下的评测", "请给出 policygraph evaluate --save 写出的文件", code="usage") from error


def compare(before: FrozenRun, after: Evaluation) -> Changes:
    """What a run has gained and lost, item by item, in the order of the items."""
    then = {reading.name: reading for reading in before.readings}
    now = {reading.name: reading for reading in _frozen(after).readings}
    both = [name for name in now if name in then]

    def only(first: dict[str, FrozenReading], second: dict[str, FrozenReading], sign: Sign) -> tuple[Change, ...]:
        return tuple(Change(reading=name, item=item) for name in both for item in _surplus(first[name], second[name], sign))

    return Changes(
        gained=only(now, then, "="),
        lost=only(then, now, "="),
        new=only(now, then, "+"),
        gone=only(then, now, "+"),
        added=tuple(name for name in now if name not in then),
        dropped=tuple(name for name in then if name not in now),
        other_gold=tuple(name for name in both if then[name].gold_sha256 != now[name].gold_sha256),
    )


def _frozen(evaluation: Evaluation) -> FrozenRun:
    readings = (
        FrozenReading(
            name=reading.name,
            gold_sha256=reading.gold_sha256,
            failure=reading.failure.code if reading.failure else None,
            items=tuple((item.sign, item.field, item.where, item.item, item.count) for item in reading.items),
        )
        for reading in evaluation.readings
    )
    return FrozenRun(rules=evaluation.rules, readings=tuple(readings))


def _surplus(reading: FrozenReading, other: FrozenReading, sign: Sign) -> list[Item]:
    """The items of one sign that a reading has oftener than the other."""
    surplus = _counts(reading, sign) - _counts(other, sign)
    return [Item(field=field, sign=sign, where=where, item=item, count=count) for (field, where, item), count in surplus.items()]


def _counts(reading: FrozenReading, sign: Sign) -> Counter[tuple[str, str, str]]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for found, field, where, item, count in reading.items:
        if found == sign:
            counts[(field, where, item)] += count
    return counts
