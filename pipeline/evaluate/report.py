"""An evaluation for programs and as lines for people."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from pipeline.evaluate.model import Change, Changes, Evaluation
from pipeline.evaluate.scoring import Figures, Item

COLUMNS = ("field", "precision", "recall", "f1", "soft_f1", "support")


def as_json(evaluation: Evaluation) -> str:
    """``all``, ``each`` notice and the ``forms`` as rows of figures; ``items`` that are no hits; failures, seconds, changes."""
    failures = [{"path": f.path, "code": f.code, "cause": f.cause, "remedy": f.remedy} for f in evaluation.failures]
    given: dict[str, object] = {
        "rules": evaluation.rules,
        "all": _rows(evaluation.figures),
        "each": {reading.stem: _rows(reading.figures) for reading in evaluation.counted},
        "forms": {
            form.form: {"files": form.files, "failures": form.failures, "seconds": round(form.seconds, 3), "figures": _rows(form.figures)}
            for form in evaluation.forms
        },
        "items": [_item(item) for reading in evaluation.counted for item in reading.items if item.sign != "="],
        "failures": failures,
        "seconds": {reading.name: round(reading.seconds, 3) for reading in evaluation.readings},
    }
    if evaluation.changes is not None:
        given["changes"] = _changes(evaluation.changes)
    return json.dumps(given, ensure_ascii=False, indent=1)


def as_csv(evaluation: Evaluation) -> str:
    """One row a field, of the totals (``all``), of each notice and of each form."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("of", "name", *COLUMNS))
    for of, name, figures in _groups(evaluation):
        writer.writerows((of, name, row["field"], *(_number(row[column]) for column in COLUMNS[1:])) for row in _rows(figures))
    return text.getvalue()


def item_lines(evaluation: Evaluation) -> Iterator[str]:
    """Every miss (``-``) and false hit (``+``) of the notices that are counted, one a line."""
    for reading in evaluation.counted:
        yield from (_line(item.sign, item) for item in reading.items if item.sign != "=")


def change_lines(changes: Changes) -> Iterator[str]:
    """Every change, one a line, under a heading for each kind that says how many; then what was not compared."""
    groups = (("找回", "=", changes.gained), ("丢失", "-", changes.lost), ("新的误报", "+", changes.new), ("消除的误报", "~", changes.gone))
    for title, sign, group in groups:
        yield f"{title} {_count(group)}"
        yield from (_line(sign, change.item, reading=change.reading) for change in group)
    net = _count(changes.gained) - _count(changes.lost) + _count(changes.gone) - _count(changes.new)
    yield f"净变化 {net:+d}"
    for title, names in (("这次才有", changes.added), ("这次没有", changes.dropped), ("标注已改", changes.other_gold)):
        if names:
            yield f"{title}：{'、'.join(names)}"


def _groups(evaluation: Evaluation) -> Iterator[tuple[str, str, Iterable[Figures]]]:
    yield "all", "", evaluation.figures
    for reading in evaluation.counted:
        yield "notice", reading.stem, reading.figures
    for form in evaluation.forms:
        yield "form", form.form, form.figures


def _rows(figures: Iterable[Figures]) -> list[dict[str, str | float]]:
    return [{column: getattr(row, column) for column in COLUMNS} for row in figures]


def _number(value: str | float) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def _item(item: Item) -> dict[str, str | int]:
    return {"field": item.field, "sign": item.sign, "where": item.where, "item": item.item, "count": item.count}


def _changes(changes: Changes) -> dict[str, object]:
    groups = {"gained": changes.gained, "lost": changes.lost, "new": changes.new, "gone": changes.gone}
    listed: dict[str, object] = {
        name: [{"reading": change.reading, **_item(change.item)} for change in group] for name, group in groups.items()
    }
    return {**listed, "added": changes.added, "dropped": changes.dropped, "other_gold": changes.other_gold}


def _line(sign: str, item: Item, *, reading: str = "") -> str:
    times = f" ×{item.count}" if item.count > 1 else ""
    return " ".join(part for part in (sign, f"{item.field:18}", reading, f"{item.where:28}", item.item + times) if part)


def _count(changes: Iterable[Change]) -> int:
    return sum(change.item.count for change in changes)
