"""Our figures are those of the contract's own scorer, on real gold and on gold with faults put in."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.evaluate import score_record

HAND_MADE = Path(__file__).parents[1] / "gold"
COLUMNS = ("field", "precision", "recall", "f1", "support")


@pytest.fixture(scope="module")
def scorer(shared_folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("contract_score", shared_folder / "contract" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def golds(shared_folder: Path) -> dict[str, Any]:
    paths = [*sorted((shared_folder / "gold").glob("*.json")), *sorted(HAND_MADE.glob("*.json"))]
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def theirs(scorer: ModuleType, gold: Any, found: Any) -> list[tuple[Any, ...]]:
    tally = scorer.Tally()
    scorer.score_notice(gold, found, tally, "")
    return [tuple(row[column] for column in COLUMNS) for row in tally.rows()]


def ours(gold: Any, found: Any) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, column) for column in COLUMNS) for row in score_record(gold, found).figures()]


def spoiled(value: Any, draw: random.Random, *, share: float) -> Any:
    """A record with faults: list items lost, doubled or swapped, texts cut or changed, values forgotten."""
    if isinstance(value, list):
        kept = [spoiled(item, draw, share=share) for item in value if draw.random() > share]
        if kept and draw.random() < share:
            kept.append(copy.deepcopy(draw.choice(kept)))
        if len(kept) > 1 and draw.random() < share:
            kept[0], kept[-1] = kept[-1], kept[0]
        return kept
    if isinstance(value, dict):
        return {key: _spoiled_value(key, item, draw, share=share) for key, item in value.items()}
    return value


#: A record without these is none; every reader of records may count on them.
_NEEDED = {"path", "mention", "role", "name", "text", "value", "no", "notice"}


def _spoiled_value(key: str, value: Any, draw: random.Random, *, share: float) -> Any:
    if isinstance(value, (list, dict)):
        return spoiled(value, draw, share=share)
    if draw.random() > share:
        return value
    if isinstance(value, bool):
        return not value
    if isinstance(value, str) and value:
        at = draw.randrange(len(value))
        return draw.choice((value[:at] or "无", value + "。", f"{value[:at]} {value[at:]}", f"{value[:at]}另{value[at + 1 :]}"))
    return value if key in _NEEDED else None


def test_the_gold_against_itself(scorer: ModuleType, golds: dict[str, Any]) -> None:
    for stem, gold in golds.items():
        assert ours(gold, gold) == theirs(scorer, gold, gold), stem


@pytest.mark.parametrize("share", [0.02, 0.1, 0.4])
def test_the_gold_with_faults(share: float, scorer: ModuleType, golds: dict[str, Any]) -> None:
    fell = 0
    for stem, gold in golds.items():
        found = spoiled(gold, random.Random(f"{stem} {share}"), share=share)
        figures = ours(gold, found)
        assert figures == theirs(scorer, gold, found), stem
        fell += any(row[3] < 1.0 for row in figures)
    assert fell > len(golds) / 2, "the faults must be seen, or this compares nothing"


def test_the_record_of_another_notice(scorer: ModuleType, golds: dict[str, Any]) -> None:
    """Nothing fits: misses and false hits alone."""
    stems = list(golds)
    for stem, other in zip(stems, [*stems[1:], stems[0]], strict=True):
        assert ours(golds[stem], golds[other]) == theirs(scorer, golds[stem], golds[other]), (stem, other)


def test_nothing_found(scorer: ModuleType, golds: dict[str, Any]) -> None:
    for stem, gold in golds.items():
        assert ours(gold, {}) == theirs(scorer, gold, {}), stem
