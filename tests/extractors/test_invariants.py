"""What must hold for every record of every notice: each fact has its characters, ids are unique, text is never invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractors.document import Document
from extractors.extract import Extractor
from extractors.records import NoticeRecord
from extractors.text import squeeze
from pipeline.errors import ReadError
from pipeline.readers import read

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
PORTIONS = 12
READ = (".txt", ".md", ".docx")


@pytest.fixture(scope="module")
def extract() -> Extractor:
    return Extractor()


def facts(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every evidence of a record, with where it stands in the record."""
    if isinstance(value, dict):
        if {"start", "end", "quote"} <= value.keys():
            yield path, value
        else:
            for key, inner in value.items():
                yield from facts(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from facts(inner, f"{path}/{index}")


def broken(document: Document, record: NoticeRecord) -> list[tuple[str, str]]:
    """The facts that break a promise, each with the promise."""
    out = []
    for path, found in facts(record.to_dict()):
        start, end = document.span(found["block"])
        if not found["quote"] or record.text[found["start"] : found["end"]] != found["quote"]:
            out.append(("the quote is the text at its place", path))
        if not start <= found["start"] < max(end, start + 1):
            out.append(("the evidence begins in its block", path))
    for task in record.tasks:
        out += [("the quote holds the mention", a.mention) for a in task.assignments if squeeze(a.mention) not in squeeze(a.evidence.quote)]
        out += [("the quote holds the limit", d.text) for d in task.deadlines if d.evidence is None or squeeze(d.text) not in squeeze(d.evidence.quote)]
        out += [("the quote holds the name", o.name) for o in task.officials if squeeze(o.name) not in squeeze(o.evidence.quote)]
        out += [("the quote holds the step", m.text) for m in task.milestones if squeeze(m.text) not in squeeze(m.evidence.quote)]
    for kind, ids in (("task", [t.id for t in record.tasks]), ("clause", [c.id for c in record.clauses]), ("unit", [u.id for u in record.units])):
        if len(set(ids)) != len(ids):
            out.append(("ids are unique", kind))
    if squeeze(record.text) != squeeze(document.text):
        out.append(("the record's text is the document's", "text"))
    return out


@pytest.mark.parametrize("sample", sorted(SAMPLES.iterdir()), ids=lambda path: path.name[:2])
def test_every_fact_of_a_sample_has_its_characters(sample: Path, extract: Extractor) -> None:
    document = read(sample.read_bytes(), name=sample.name)
    assert broken(document, extract(document)) == []


@pytest.mark.parametrize("portion", range(PORTIONS))
def test_every_fact_of_every_real_notice_has_its_characters(portion: int, extract: Extractor, shared_folder: Path) -> None:
    paths = [path for path in sorted((shared_folder / "real").rglob("*")) if path.suffix in READ][portion::PORTIONS]
    assert paths
    for path in paths:
        try:
            document = read(path.read_bytes(), name=path.name)
        except ReadError:
            continue
        assert broken(document, extract(document)) == [], path.name


def test_the_same_document_gives_the_same_bytes(extract: Extractor) -> None:
    data = (SAMPLES / "02-宁澜市-竹产业工作方案.docx").read_bytes()
    records = {Extractor()(read(data, name="a.docx")).to_json() for _ in range(2)} | {extract(read(data, name="a.docx")).to_json()}
    assert len(records) == 1
