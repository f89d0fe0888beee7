"""All outputs together: the same bytes every time, and the old ones whole where something fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from extractors.records import NoticeRecord
from pipeline.entries import NoticeEntry
from pipeline.errors import PolicygraphError
from pipeline.exports import NAMES, Content, jsonl, workbook, write_all
from pipeline.formats import OF_A_RUN, OutputFormat
from tests.tools import outputs, records
from tests.tools.outputs import content

ROOT = Path(__file__).parents[2]


def write(folder: Path, entries: Sequence[NoticeEntry]) -> dict[str, bytes]:
    write_all(content(entries), folder, tuple(OutputFormat))
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("formats", [OF_A_RUN, tuple(OutputFormat)], ids=["of a run", "all"])
def test_names_are_those_given_back_and_nothing_else_is_left(formats: tuple[OutputFormat, ...], tmp_path: Path) -> None:
    entries = records.corpus()
    given = write_all(content(entries), tmp_path / "新的 输出", formats)
    assert sorted(given) == sorted(path for path in (tmp_path / "新的 输出").rglob("*") if path.is_file())
    assert {path.name for path in given} >= {"records.jsonl", "policygraph.xlsx", "graph.graphml", "graph.json", "tasks.csv"}
    assert [path.name for path in (tmp_path / "新的 输出").iterdir() if path.name.startswith(".")] == []


def test_same_notices_same_bytes_in_whatever_order_and_whenever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write(tmp_path / "a", records.corpus())
    later = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    second = write(tmp_path / "b", records.corpus()[::-1])
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


_SCRIPT = """
import sys
from pathlib import Path
from pipeline.exports import write_all
from pipeline.formats import OutputFormat
from tests.tools import outputs, records
write_all(outputs.content(records.corpus()), Path(sys.argv[1]), tuple(OutputFormat))
"""


def test_same_bytes_from_another_process(tmp_path: Path) -> None:
    """Python orders sets of texts by a number that each process draws anew."""
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", _SCRIPT, str(tmp_path / seed)], check=True, env=environment, cwd=ROOT)
    first, second = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_records_are_lines_sorted_by_notice_that_read_back(tmp_path: Path) -> None:
    jsonl.write(records.corpus(), tmp_path / "records.jsonl")
    lines = (tmp_path / "records.jsonl").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    back = [NoticeRecord.model_validate(json.loads(line)) for line in lines]
    assert back == [entry.record for entry in sorted(records.corpus(), key=lambda entry: entry.notice_id)]


def test_a_failure_half_way_leaves_the_old_outputs_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = write(tmp_path, records.corpus())

    def fail(*_: object) -> None:
        raise RuntimeError("half-way")

    monkeypatch.setattr(workbook, "write", fail)
    with pytest.raises(RuntimeError, match="half-way"):
        write(tmp_path, [records.superior()])
    assert contents(tmp_path) == before


@pytest.mark.parametrize("locked", ["policygraph.xlsx", "records.jsonl", "graph.json", "deadlines.ics", "parquet/tasks.parquet"])
@pytest.mark.parametrize("when", ["moving the old away", "moving the new in"])
def test_a_locked_file_is_named_and_nothing_is_changed(locked: str, when: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = write(tmp_path, records.corpus())
    really = Path.replace
    refused: list[str] = []

    def replace(self: Path, target: Path) -> Path:
        moved = self if when == "moving the old away" else target
        if moved == tmp_path / locked and not refused:
            refused.append(str(self))
            raise PermissionError(13, "in use by another process", str(self), None, str(target))
        return really(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(PolicygraphError) as caught:
        write(tmp_path, [records.superior()])
    assert locked in str(caught.value)
    assert "Excel" in caught.value.remedy
    assert caught.value.code == "output.locked"
    assert contents(tmp_path) == before


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("a file", encoding="utf-8")
    with pytest.raises(PolicygraphError, match="outputs"):
        write(tmp_path / "outputs", records.corpus())


@pytest.mark.parametrize("form", list(OutputFormat))
def test_a_format_alone_is_written_to_its_name_and_the_rest_is_left(form: OutputFormat, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    written = write_all(content(records.corpus()), tmp_path, [form])
    assert written
    assert {path.relative_to(tmp_path).parts[0] for path in written} == {NAMES[form]}
    assert {path.name for path in tmp_path.iterdir()} == {NAMES[form], "mine.txt"}


def test_a_graph_and_news_are_made_only_for_a_format_that_shows_them(tmp_path: Path) -> None:
    def unwanted() -> NoReturn:
        raise AssertionError("not asked for")

    plain = Content(entries=records.corpus(), quarantine=[], make_graph=unwanted, make_news=unwanted)
    forms = [OutputFormat.JSONL, OutputFormat.CSV, OutputFormat.XLSX, OutputFormat.ICS, OutputFormat.PARQUET]
    assert write_all(plain, tmp_path, forms)


@pytest.mark.parametrize("form", list(OutputFormat))
def test_hostile_notices_are_written_the_same_every_time(form: OutputFormat, tmp_path: Path) -> None:
    entries = [outputs.hostile(), *records.corpus()]
    items = [outputs.news_item(title=outputs.HOSTILE, summary=outputs.HOSTILE, id=outputs.HOSTILE, notice_id=outputs.HOSTILE)]
    for name, some in (("a", entries), ("b", entries[::-1])):
        write_all(content(some, items), tmp_path / name, [form])
    assert contents(tmp_path / "a") == contents(tmp_path / "b") != {}


def test_without_pyarrow_the_error_says_what_to_install_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # what Python itself does for a module that must not be found
    with pytest.raises(PolicygraphError) as caught:
        write_all(content(records.corpus()), tmp_path, [OutputFormat.CSV, OutputFormat.PARQUET])
    assert caught.value.code == "library.missing"
    assert "policygraph[exports]" in caught.value.remedy
    assert contents(tmp_path) == {}
