"""The CSV files: complete, joinable, and nothing in them that a spreadsheet runs."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import Deadline
from pipeline.entries import NoticeEntry
from pipeline.exports import tables
from pipeline.exports.collect import Rows
from tests.tools import records


def written(folder: Path, entries: list[NoticeEntry] | None = None) -> dict[str, list[dict[str, str]]]:
    facts = Rows(records.corpus() if entries is None else entries, records.quarantined())
    found = {}
    for path in tables.write(facts, folder):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def test_every_fact_is_a_row(tmp_path: Path) -> None:
    counts = {name: len(table) for name, table in written(tmp_path).items()}
    assert counts == {
        "notices": 3,
        "clauses": 4,  # three of the plan, one of the superior document
        "tasks": 4,
        "assignments": 8,  # 3 + 1 + 3, and 1 of the other city
        "deadlines": 5,  # three of tasks, two of steps
        "milestones": 2,
        "supports": 5,  # 1 + 1 + 2, and 1 of the other city
        "officials": 1,
        "targets": 1,
        "citations": 5,  # the other city names the document in two places
        "units": 8,
        "problems": 1,
        "quarantine": 2,
    }


JOINS = [
    ("clauses", "notice_id", "notices", "notice_id"),
    ("clauses", "parent_id", "clauses", "clause_id"),
    ("tasks", "notice_id", "notices", "notice_id"),
    ("tasks", "clause_id", "clauses", "clause_id"),
    ("tasks", "continues_id", "tasks", "task_id"),
    ("assignments", "task_id", "tasks", "task_id"),
    ("assignments", "unit_id", "units", "unit_id"),
    ("deadlines", "task_id", "tasks", "task_id"),
    ("milestones", "task_id", "tasks", "task_id"),
    ("supports", "task_id", "tasks", "task_id"),
    ("officials", "task_id", "tasks", "task_id"),
    ("targets", "task_id", "tasks", "task_id"),
    ("citations", "notice_id", "notices", "notice_id"),
    ("citations", "cited_notice_id", "notices", "notice_id"),
    ("problems", "notice_id", "notices", "notice_id"),
]


@pytest.mark.parametrize(("table", "column", "other", "key"), JOINS)
def test_ids_join(table: str, column: str, other: str, key: str, tmp_path: Path) -> None:
    found = written(tmp_path)
    named = {row[column] for row in found[table]} - {""}
    assert named
    assert named <= {row[key] for row in found[other]}


def test_ids_are_unique(tmp_path: Path) -> None:
    found = written(tmp_path)
    for table, key in (("notices", "notice_id"), ("clauses", "clause_id"), ("tasks", "task_id"), ("units", "unit_id")):
        ids = [row[key] for row in found[table]]
        assert len(ids) == len(set(ids)), table


def test_units_count_their_tasks_in_each_role(tmp_path: Path) -> None:
    (finance,) = [row for row in written(tmp_path)["units"] if row["unit_id"] == "990100/财政"]
    roles = ("tasks", "lead", "support", "supervise", "responsible")
    assert [finance[role] for role in roles] == ["3", "1", "0", "1", "1"]


def test_excel_reads_it_and_so_does_pandas(tmp_path: Path) -> None:
    written(tmp_path)
    raw = (tmp_path / "tasks.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "without the mark Excel takes UTF-8 for the local code page"
    assert raw.count(b"\r\n") >= 5
    frame = pd.read_csv(tmp_path / "tasks.csv")
    assert frame["title"][0] == "建设山茶良种繁育基地"
    assert frame["timeline"][0] == "6月，完成选址。\n每季度调度一次。", "a line break inside a cell stays one"


def test_line_breaks_quotes_and_commas_survive(tmp_path: Path) -> None:
    text = '推进"一件事",\n完成率,达到95%'
    (task,) = written(tmp_path, [records.notice_with(text=text)])["tasks"]
    assert task["text"] == text


CELLS = [
    ('=HYPERLINK("http://a.example","点")', "'", "a formula"),
    ("+12%", "'", "a sign is a formula too"),
    ("-5%左右", "'", "real data, all the same"),
    ("@张三", "'", "the old sign of a function"),
    ("＝1+1", "'", "full width, which Chinese Excel takes as well"),
    ("  =1+1", "'", "Excel passes over white space"),
    ("\t第一行", "'", "a tab moves the cell"),
    ("\r\n第一行", "'", "so does a line end"),
    ("'引号开头", "'", "so that taking one away is always right"),
    ("——以上", "", "a dash is no sign"),
    ("市财政局", "", "plain"),
    ("", "", "empty"),
    ("5-10%", "", "a sign inside is harmless"),
]


@pytest.mark.parametrize(("text", "before", "why"), CELLS)
def test_cells_that_a_spreadsheet_would_run_are_defused(text: str, before: str, why: str) -> None:
    assert tables.defused(text) == before + text, why


@given(st.text(alphabet=st.sampled_from("=+-@'\t\r\n 甲1＝－"), max_size=6))
def test_defusing_is_undone_exactly(text: str) -> None:
    cell = tables.defused(text)
    assert tables.restored(cell) == text
    assert cell == "" or cell[0] not in "\t\r\n"
    assert cell.lstrip()[:1] not in set("=+-@＝＋－＠")


def test_a_dangerous_cell_reaches_the_file_defused(tmp_path: Path) -> None:
    (task,) = written(tmp_path, [records.notice_with(title="=1+1")])["tasks"]
    assert task["title"] == "'=1+1"


def test_limit_of_a_step_names_its_step(tmp_path: Path) -> None:
    found = written(tmp_path)
    by_step = {row["milestone"]: row["text"] for row in found["deadlines"] if row["task_id"].endswith("/一/①")}
    assert by_step == {"": "2024年12月并长期坚持", "1": "6月", "2": "每季度"}


def test_what_is_not_said_is_an_empty_cell(tmp_path: Path) -> None:
    (row,) = written(tmp_path, [records.notice_with(deadlines=[Deadline(text="立即", kind="immediate")])])["deadlines"]
    assert (row["end"], row["quote"], row["ongoing"]) == ("", "", "false")
