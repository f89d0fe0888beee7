"""The samples give what a person reads in them: hand-made records in tests/gold, made before any output was seen."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from extractors.extract import Extractor
from extractors.records import NoticeRecord
from pipeline.readers import read
from pipeline.sources import Item, expand

GOLD = Path(__file__).parent / "gold"
SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
BUILDER = Path(__file__).parent / "tools" / "build_samples.py"


@dataclass(frozen=True)
class Case:
    gold: str
    sample: str


CASES = (
    Case("city-plan", "02-宁澜市-竹产业工作方案.docx"),
    Case("city-plan", "03-宁澜市-竹产业工作方案.txt"),
    Case("elder-care", "04-宁澜市-养老服务工作要点.txt"),
    Case("river-list", "05-岚江省-河湖管护责任清单.docx"),
    Case("measures", "06-宁澜市-小微企业园管理办法.docx"),
    Case("joint-notice", "07-岚江省-学校食品安全联合通知.docx"),
    Case("amendment", "08-宁澜市-修改小微企业园管理办法.txt"),
    Case("county-forwarding", "09-岭泉县-转发竹产业工作方案.txt"),
)
cases = pytest.mark.parametrize("case", CASES, ids=lambda case: case.sample[:2])
every_sample = pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.iterdir()), ids=lambda name: name[:2])


@pytest.fixture(scope="module")
def records() -> dict[str, NoticeRecord]:
    extractor = Extractor()
    items = [item for item in expand([SAMPLES]) if isinstance(item, Item)]
    return {item.name: extractor(read(item.read(), name=item.name)) for item in items}


def gold_of(case: Case) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((GOLD / f"{case.gold}.json").read_text(encoding="utf-8"))
    return loaded


def squeezed(value: Any) -> Any:
    """A value without white space and with one form of title marks: what a file's layout may change is not compared."""
    if isinstance(value, str):
        return re.sub(r"\s+", "", value).translate(str.maketrans("〈〉", "《》"))
    if isinstance(value, list):
        return [squeezed(item) for item in value]
    if isinstance(value, dict):
        return {key: squeezed(item) for key, item in value.items()}
    return value


def differences(gold: Any, found: Any, where: str = "") -> list[str]:
    """Where what was found is not what the gold record says; only fields that the gold record names count."""
    if isinstance(gold, dict) and isinstance(found, dict):
        return [line for key, value in gold.items() for line in differences(value, found.get(key), f"{where}.{key}")]
    if isinstance(gold, list) and isinstance(found, list) and len(gold) == len(found):
        return [line for index, pair in enumerate(zip(gold, found, strict=True)) for line in differences(*pair, f"{where}[{index}]")]
    return [] if squeezed(gold) == squeezed(found) else [f"{where}: wanted {gold!r}, found {found!r}"]


@cases
def test_header(case: Case, records: dict[str, NoticeRecord]) -> None:
    assert differences(gold_of(case)["notice"], records[case.sample].to_dict()["notice"]) == []


@cases
def test_clauses(case: Case, records: dict[str, NoticeRecord]) -> None:
    gold, found = gold_of(case)["clauses"], records[case.sample].to_dict()["clauses"]
    assert [clause["path"] for clause in found] == [clause["path"] for clause in gold]
    assert differences(gold, found) == []


@cases
def test_tasks(case: Case, records: dict[str, NoticeRecord]) -> None:
    """The tasks of worklists and notes; those of single sentences are optional in the gold records."""
    gold, record = [task for task in gold_of(case)["tasks"] if not task.get("optional")], records[case.sample].to_dict()
    found = [task for task in record["tasks"] if task["origin"] != "sentence"]
    assert [squeezed(task["title"]) for task in found] == [squeezed(task["title"]) for task in gold]
    # ids are the program's to make: a clause is compared by its path, a continued task by its title
    paths = {clause["id"]: clause["path"] for clause in record["clauses"]}
    titles = {task["id"]: task["title"] for task in (*found, *gold)}
    for task in found:
        task["clause"] = paths.get(task["clause"], task["clause"])
    for task in (*found, *gold):
        task["continues"] = titles.get(task["continues"])
    assert differences([{key: value for key, value in task.items() if key != "id"} for task in gold], found) == []


@cases
def test_citations(case: Case, records: dict[str, NoticeRecord]) -> None:
    """The documents that are named. A relation that the gold record leaves open (a notice that amends and extends) is not compared."""
    gold, found = gold_of(case)["citations"], records[case.sample].to_dict()["citations"]
    assert {squeezed(citation["title"]) for citation in found} == {squeezed(citation["title"]) for citation in gold}
    by_title = {squeezed(citation["title"]): citation for citation in found}
    for wanted in gold:
        named = {key: value for key, value in wanted.items() if key != "relation" or value is not None}
        assert differences(named, by_title[squeezed(wanted["title"])]) == []


def evidences(value: Any) -> list[dict[str, Any]]:
    """Every piece of evidence anywhere in a record."""
    if isinstance(value, dict):
        if {"start", "end", "block", "quote"} <= value.keys():
            return [value]
        return [found for item in value.values() for found in evidences(item)]
    if isinstance(value, list):
        return [found for item in value for found in evidences(item)]
    return []


@every_sample
def test_evidence_is_in_the_text(sample: str, records: dict[str, NoticeRecord]) -> None:
    record = records[sample].to_dict()
    found = evidences(record)
    assert found
    for one in found:
        assert record["text"][one["start"] : one["end"]] == one["quote"]


@every_sample
def test_samples_read_without_doubt(sample: str, records: dict[str, NoticeRecord]) -> None:
    """The samples are clean but for short names that several organs of a place may have; any other problem is ours, not the notice's."""
    assert [(problem.code, problem.message) for problem in records[sample].problems if problem.code != "unit.ambiguous"] == []


def test_forms_of_one_notice_are_one(records: dict[str, NoticeRecord]) -> None:
    """The Word file and its text twin say the same tasks, with the same ids."""

    def facts(sample: str) -> list[Any]:
        kept = ("id", "title", "timeline", "supports", "assignments", "officials", "deadlines", "milestones")
        tasks = [{key: task[key] for key in kept} for task in records[sample].to_dict()["tasks"]]
        return squeezed(without_places(tasks))  # type: ignore[no-any-return]

    assert facts("02-宁澜市-竹产业工作方案.docx") == facts("03-宁澜市-竹产业工作方案.txt")


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key != "evidence"}
    if isinstance(value, list):
        return [without_places(item) for item in value]
    return value


def test_made_samples_are_current(tmp_path: Path) -> None:
    """What the builder writes is what is committed; Word files are compared by their parts, since compression differs."""
    subprocess.run([sys.executable, str(BUILDER), str(tmp_path)], check=True)
    built = sorted(tmp_path.iterdir())
    assert len(built) == 5
    for path in built:
        committed = SAMPLES / path.name
        if path.suffix != ".docx":
            assert path.read_bytes() == committed.read_bytes()
            continue
        with zipfile.ZipFile(path) as new, zipfile.ZipFile(committed) as old:
            for part in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
                assert new.read(part) == old.read(part), f"{path.name}: run python tests/tools/build_samples.py"
