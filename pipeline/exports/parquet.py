"""``parquet/*.parquet``: the tables of ``tables/``, typed, for DuckDB, Polars, Spark and R. Wants pyarrow (extra ``exports``).

The columns are those of the CSV files; texts are ``string``, whole numbers ``int64``, numbers ``double``, days ``date32``, and
what is not said is null. Nothing is put before a text here: no spreadsheet opens these files.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from types import ModuleType, NoneType
from typing import Any, get_args, get_type_hints

from pipeline.errors import PolicygraphError
from pipeline.exports.collect import Rows
from pipeline.exports.rows import Day, Row
from pipeline.exports.tables import EVIDENCE_COLUMNS, TABLES

_EVIDENCE_TYPES = dict(zip(EVIDENCE_COLUMNS, ("string", "int64", "int64", "int64", "string"), strict=True))
_TYPES = {int: "int64", float: "float64", bool: "bool_", Day: "date32"}


def write(facts: Rows, folder: Path) -> list[Path]:
    """Write all tables into a folder that exists, and give their paths, in the order of the tables.

    Raises:
        PolicygraphError: pyarrow is not installed.
    """
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    written = []
    for name, kind in TABLES.items():
        types = column_types(kind)
        columns = _columns(kind, getattr(facts, name), types)
        schema = arrow.schema([(column, getattr(arrow, own)()) for column, own in types.items()])
        path = folder / f"{name}.parquet"
        parquet.write_table(arrow.table(columns, schema=schema), path)
        written.append(path)
    return written


def column_types(kind: type[Row]) -> dict[str, str]:
    """The columns of a table and the names of their types in pyarrow."""
    hints = get_type_hints(kind, include_extras=True)
    types: dict[str, str] = {}
    for field in fields(kind):
        if field.name == "evidence":
            types |= _EVIDENCE_TYPES
        else:
            parts = get_args(hints[field.name])
            said = parts[0] if NoneType in parts else hints[field.name]
            types[field.name] = _TYPES.get(said, "string")
    return types


def _columns(kind: type[Row], table: Sequence[Row], types: dict[str, str]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {name: [] for name in types}
    names = [field.name for field in fields(kind)]
    for row in table:
        for name in names:
            value = getattr(row, name)
            if name == "evidence":
                said = (value.block, value.page, value.start, value.end, value.quote) if value is not None else [None] * 5
                for column, one in zip(EVIDENCE_COLUMNS, said, strict=True):
                    columns[column].append(one)
            else:
                columns[name].append(date.fromisoformat(value) if types[name] == "date32" and value is not None else value)
    return columns


def _library(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        remedy = "请运行 pip install 'policygraph[exports]'（在项目文件夹里是 pip install -e '.[exports]'），再写一次"
        raise PolicygraphError("parquet", "写 Parquet 要用 pyarrow，它没有安装", remedy, code="library.missing") from error
