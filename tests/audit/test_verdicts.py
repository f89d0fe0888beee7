"""Four hundred cues judged by eye: the shares that the verdicts come to, and whether what was judged still comes out so."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from extractors.extract import Extractor
from extractors.records import NoticeRecord
from extractors.text import squeeze
from pipeline.audit import Sighting, sightings
from pipeline.readers import read
from tests.tools.draw_cues import PORTION, context_of, fingerprint, look_at

HERE = Path(__file__).parent
with (HERE / "verdicts.csv").open(encoding="utf-8", newline="") as file:
    VERDICTS = list(csv.DictReader(file))
COVERED = [row for row in VERDICTS if row["covered"] == "yes"]
LEFT = [row for row in VERDICTS if row["covered"] == "no"]


def test_as_many_as_were_drawn_were_judged() -> None:
    assert (len(COVERED), len(LEFT)) == (PORTION, PORTION)
    assert len({(row["notice"], row["offset"], row["cue"]) for row in VERDICTS}) == 2 * PORTION
    assert {row["kind"] for row in COVERED} == {"note"}
    assert {row["verdict"] for row in COVERED} <= {"right", "wrong"}
    assert {row["verdict"] for row in LEFT} <= {"none", "miss"}


def test_of_the_covered_at_least_98_of_100_are_right() -> None:
    right = sum(row["verdict"] == "right" for row in COVERED)
    assert right >= 0.98 * len(COVERED)


def test_of_the_uncovered_at_least_nine_of_ten_have_no_fact() -> None:
    assert sum(row["verdict"] == "none" for row in LEFT) >= 0.9 * len(LEFT)


def test_every_class_is_explained() -> None:
    told = (HERE / "README.md").read_text("utf-8")
    for row in VERDICTS:
        assert row["class"] or row["verdict"] == "right", row["offset"]
        assert not row["class"] or f"`{row['class']}`" in told, row["class"]
        assert len(row["context"]) <= 20


def test_what_was_judged_still_comes_out_so(shared_folder: Path) -> None:
    """A change here is no fault as such: read the cue anew, and put the new verdict and fingerprint into the list."""
    by_notice: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in VERDICTS:
        by_notice[row["notice"]].append(row)
    extract = Extractor()
    changed: list[str] = []
    for name, rows in by_notice.items():
        (path,) = (shared_folder / "real").rglob(name)
        record = extract(read(path.read_bytes(), name=name))
        found = list(sightings(record))
        changed.extend(f"{name} @{row['offset']} {row['cue']}" for row in rows if not _comes_out(record, found, row))
    if changed:
        pytest.fail("to be judged again:\n" + "\n".join(changed))


def _comes_out(record: NoticeRecord, found: list[Sighting], row: dict[str, str]) -> bool:
    """Whether the cue, or the like one that is nearest to its place, is answered as it was when it was judged."""
    like = [one for one in found if (one.kind, one.cue) == (row["kind"], row["cue"]) and context_of(record, one) == squeeze(row["context"])]
    if not like:
        return False
    nearest = min(like, key=lambda one: abs(one.start - int(row["offset"])))
    return nearest.covered == (row["covered"] == "yes") and (not nearest.covered or fingerprint(look_at(record, nearest)) == row["fingerprint"])
