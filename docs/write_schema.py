"""Writes the JSON Schema of a notice record beside this file: `make schema`."""

from __future__ import annotations

import json
from pathlib import Path

from extractors.records import json_schema

SCHEMA_FILE = Path(__file__).with_name("record.schema.json")


def schema_text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
