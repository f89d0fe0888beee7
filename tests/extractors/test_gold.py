"""The gold records, scored by the scorer that came with them. Both stand outside the project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.extract import Extractor
from pipeline.readers import read

OPEN_FIELDS = {"units", "unit_levels"}
BOUND = 5  # misses and false hits in sum, of some 1,000 items


def misses(gold: Path, predicted: Path, scorer: Path) -> list[str]:
    """The scorer's lines for misses (-) and false hits (+), without the fields that are only reported."""
    printed = subprocess.run([sys.executable, str(scorer), str(gold), str(predicted), "-v"], capture_output=True, text=True, check=True, encoding="utf-8")
    return [line for line in printed.stdout.splitlines() if line[:2] in ("- ", "+ ") and line.split()[1] not in OPEN_FIELDS]


@pytest.mark.parametrize("form", ["txt", "docx"])
def test_the_worklist_notice_is_read_from_every_form(form: str, shared_folder: Path, tmp_path: Path) -> None:
    stem = "ziyang-2021-14"
    source = shared_folder / "real" / stem / f"{stem}.{form}"
    predicted = tmp_path / f"{stem}.json"
    predicted.write_text(Extractor()(read(source.read_bytes(), name=source.name)).to_json(), encoding="utf-8")
    found = misses(shared_folder / "gold" / f"{stem}.json", predicted, shared_folder / "contract" / "score.py")
    assert len(found) <= BOUND, "\n".join(found)


def test_txt_and_docx_say_the_same(shared_folder: Path) -> None:
    extract = Extractor()
    folder = shared_folder / "real" / "ziyang-2021-14"
    records = [extract(read((folder / f"ziyang-2021-14.{form}").read_bytes(), name=form)) for form in ("txt", "docx")]

    def said(record_json: str) -> list[object]:
        """Tasks without places: units with roles, officials, deadlines, steps."""
        tasks = json.loads(record_json)["tasks"]
        keep = ("id", "title", "clause", "continues")
        return [
            (
                *(task[key] for key in keep),
                [(a["mention"], a["role"], a["column"], a["inherited"]) for a in task["assignments"]],
                [o["name"] for o in task["officials"]],
                [(d["text"].replace("\n", ""), d["kind"], d["start"], d["end"], d["ongoing"]) for d in task["deadlines"]],
                [("".join(m["text"].split()), m["status"], (m["deadline"] or {}).get("end")) for m in task["milestones"]],
            )
            for task in tasks
        ]

    assert said(records[0].to_json()) == said(records[1].to_json())
