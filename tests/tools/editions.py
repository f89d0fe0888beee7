"""Editions of the program, as releases change it over the years: what readers and extractors make of a file, and the version of their code.

Readers and extractors cannot be changed from outside; so what they give is altered where they are called, and the hash of their code
with it, as an edit of the code would do. The user's rows are real files, rewritten in place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

import pipeline.readers
import pipeline.rules
from extractors.document import Document, Paragraph, Table
from extractors.extract import Extractor
from extractors.records import NoticeRecord, Problem
from pipeline.errors import ReadError

_PLACES = "code,name,short_forms,level,parent,first_year,last_year\n990101,清浦县,清浦,county,,,\n"
_ORGANS = "organ,branch,levels,serves,name,forms,valid_from,valid_to,places\n"
#: What the user's folder holds: nothing, rows that settle an open unit, others that name it otherwise.
ROWS: tuple[dict[str, str], ...] = (
    {},
    {"places.csv": _PLACES, "organs.csv": f"{_ORGANS}tea,government,county,,茶叶|产业|发展|局,茶产局,,,\n"},
    {"places.csv": _PLACES, "organs.csv": f"{_ORGANS}tea,government,county,,茶业|服务|局,茶产局,,,\n"},
)
#: How many editions of each part there are.
EDITIONS = {"pages": 3, "extraction": 2, "tables": 2, "rows": len(ROWS)}


@dataclass(kw_only=True)
class Program:
    """The editions in force. The reader of web pages adds a line in its edition 1 and refuses all pages in its edition 2; the extractors
    find a problem more in edition 1, that of tables only in notices with one."""

    rows: Path
    editions: dict[str, int] = field(default_factory=lambda: dict.fromkeys(EDITIONS, 0))

    def __post_init__(self) -> None:
        self.rows.mkdir()

    def change(self, part: str, edition: int) -> None:
        """Another edition of a part, or of the user's rows."""
        self.editions[part] = edition
        if part == "rows":
            for path in self.rows.iterdir():
                path.unlink()
            for name, text in ROWS[edition].items():
                (self.rows / name).write_text(text, encoding="utf-8")

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """The whole program works by these editions as long as the block runs."""
        read, extract, hash_of = pipeline.readers.read, Extractor.__call__, pipeline.rules._hash_of

        def reading(data: bytes, **given: Any) -> Document:
            document = read(data, **given)
            if document.source.media_type != "text/html" or not self.editions["pages"]:
                return document
            if self.editions["pages"] == 2:
                raise ReadError(given["name"], "这一版不读网页", "请换一版", code="unsupported")
            return replace(document, blocks=(*document.blocks, Paragraph(address="p999", text="（网页由另一版读取）")))

        def extracting(extractor: Extractor, document: Document) -> NoticeRecord:
            found = [("extraction", self.editions["extraction"])]
            found += [("tables", self.editions["tables"])] if any(isinstance(block, Table) for block in document.blocks) else []
            problems = [Problem(code=f"{part}.edition", message=str(edition)) for part, edition in found if edition]
            record = extract(extractor, document)
            return record.model_copy(update={"problems": [*record.problems, *problems]})

        def hashing(module: str) -> str:
            changed = {"pipeline.readers.html": "pages", "extractors.header.header": "extraction", "extractors.worklists.worklists": "tables"}
            return hash_of(module) + (str(self.editions[changed[module]]) if module in changed else "")

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(pipeline.readers, "read", reading)
            patched.setattr(Extractor, "__call__", extracting)
            patched.setattr(pipeline.rules, "_hash_of", hashing)
            yield
