"""The Parquet files, read by pyarrow and asked by DuckDB what the façade is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

import pipeline
from pipeline.corpus import Corpus
from pipeline.exports import parquet, tables
from pipeline.exports.collect import Rows
from pipeline.formats import OutputFormat
from tests.tools import outputs, records


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    where = tmp_path_factory.mktemp("store") / "policygraph.db"
    outputs.stored(where, records.corpus())
    with pipeline.open(where) as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = corpus.export(tmp_path_factory.mktemp("out"), formats=[OutputFormat.PARQUET])
    return written[0].parent


def test_every_table_has_its_columns_and_every_fact_is_a_row(tmp_path: Path) -> None:
    facts = Rows(records.corpus(), records.quarantined())
    written = parquet.write(facts, tmp_path)
    assert [path.stem for path in written] == list(tables.TABLES)
    for path in written:
        read = pq.read_table(path)
        assert read.column_names == tables.headings(tables.TABLES[path.stem]), path.stem
        assert read.num_rows == len(getattr(facts, path.stem)) > 0, path.stem


TYPES = [
    ("notices", "issued_on", "date32[day]"),
    ("notices", "version", "int64"),
    ("deadlines", "end", "date32[day]"),
    ("deadlines", "ongoing", "bool"),
    ("deadlines", "milestone", "int64"),
    ("targets", "value", "double"),
    ("targets", "by", "date32[day]"),
    ("assignments", "role", "string"),
    ("tasks", "start_offset", "int64"),
    ("tasks", "quote", "string"),
    ("units", "settled", "bool"),
]


@pytest.mark.parametrize(("table", "column", "kind"), TYPES)
def test_columns_are_typed_with_and_without_rows(table: str, column: str, kind: str, folder: Path, tmp_path: Path) -> None:
    parquet.write(Rows([], []), tmp_path)
    for some in (folder, tmp_path):
        assert str(pq.read_schema(some / f"{table}.parquet").field(column).type) == kind


def test_duckdb_finds_the_tasks_of_a_unit_as_the_facade_does(corpus: Corpus, folder: Path) -> None:
    query = f"""
        SELECT DISTINCT t.task_id
        FROM '{folder}/tasks.parquet' t JOIN '{folder}/assignments.parquet' a USING (task_id)
        WHERE a.unit_name LIKE '%财政局%' AND a.role = 'lead' ORDER BY 1"""
    expected = sorted(corpus.tasks(unit="财政局", role="lead")["task_id"])
    assert expected
    assert [row[0] for row in duckdb.sql(query).fetchall()] == expected


def test_duckdb_knows_days_as_the_facade_does(corpus: Corpus, folder: Path) -> None:
    query = f"SELECT task_id, \"end\" FROM '{folder}/deadlines.parquet' WHERE \"end\" <= DATE '2024-12-31' ORDER BY task_id, position"
    limits = corpus.deadlines()
    due = limits[limits["end"] <= "2024-12-31"].sort_values(["task_id", "position"])
    assert len(due)
    assert duckdb.sql(query).fetchall() == [(own, end.date()) for own, end in zip(due["task_id"], due["end"], strict=True)]


def test_duckdb_counts_the_load_of_each_unit_as_the_facade_does(corpus: Corpus, folder: Path) -> None:
    query = f"SELECT unit_id, count(*) FROM '{folder}/assignments.parquet' WHERE role = 'lead' GROUP BY 1"
    units = corpus.units().set_index("unit_id")["lead"]
    assert dict(duckdb.sql(query).fetchall()) == {own: int(count) for own, count in units.items() if count}


def test_hostile_text_is_kept_as_it_is(tmp_path: Path) -> None:
    parquet.write(Rows([outputs.hostile()], []), tmp_path)
    assert pq.read_table(tmp_path / "tasks.parquet")["title"].to_pylist() == [outputs.HOSTILE]
    assert duckdb.sql(f"SELECT text FROM '{tmp_path}/tasks.parquet'").fetchall() == [(outputs.HOSTILE,)]
