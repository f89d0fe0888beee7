"""A stored document is the document: nothing of it is lost or changed."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Box, Cell, Document, Field, Paragraph, Remark, Source, Table, TablePart
from pipeline import documents, readers
from pipeline.errors import ReadError

ROOT = Path(__file__).resolve().parents[1]

text = st.text(max_size=12)
small = st.integers(1, 400)
boxes = st.none() | st.builds(Box, x0=st.floats(allow_nan=False), top=st.floats(allow_nan=False), x1=st.floats(allow_nan=False), bottom=st.just(1.1))
pages = st.none() | small
paragraphs = st.builds(
    Paragraph,
    address=text,
    text=text,
    label=st.none() | text,
    outline=pages,
    aligned=st.sampled_from([None, "left", "center", "right", "justify"]),
    place=st.sampled_from(["body", "header", "footer", "footnote", "textbox"]),
    page=pages,
    box=boxes,
)
cells = st.builds(Cell, address=text, text=text, row=small, column=small, row_span=small, column_span=small, page=pages, box=boxes)
tables = st.builds(
    Table,
    address=text,
    row_count=small,
    column_count=small,
    cells=st.lists(cells, max_size=4).map(tuple),
    heading_rows=st.integers(0, 3),
    parts=st.lists(st.builds(TablePart, first_row=small, end_row=small, page=pages, box=boxes), max_size=2).map(tuple),
)
anything = st.builds(
    Document,
    source=st.builds(Source, name=text, media_type=text, sha256=text, bytes=st.integers(0, 2**40), pages=pages),
    blocks=st.lists(paragraphs | tables, max_size=4).map(tuple),
    fields=st.lists(st.builds(Field, name=text, value=text), max_size=2).map(tuple),
    remarks=st.lists(st.builds(Remark, code=text, message=text, address=st.none() | text, page=pages), max_size=2).map(tuple),
)


@given(document=anything)
def test_any_document_comes_back(document: Document) -> None:
    stored = documents.dump(document)
    back = documents.load(stored)
    assert back == document
    assert repr(back) == repr(document), "types too"
    assert documents.dump(back) == stored


def assert_come_back(paths: list[Path]) -> None:
    read = 0
    for path in paths:
        try:
            document = readers.read(path.read_bytes(), name=path.name)
        except ReadError:
            continue
        back = documents.load(documents.dump(document))
        assert back == document, path
        assert back.text == document.text, path
        read += 1
    assert read >= len(paths) // 2 > 0, "most of the files are read"


def test_the_documents_of_the_samples_come_back() -> None:
    assert_come_back(sorted((ROOT / "corpus" / "samples").iterdir()))


def test_the_documents_of_real_files_come_back(shared_folder: Path) -> None:
    assert_come_back([path for kind in ("office", "tables", "web") for path in sorted((shared_folder / "real" / kind).glob("*.*"))[:12]])


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{}", id="not compressed"),
        pytest.param(zlib.compress(b"{}"), id="another shape"),
        pytest.param(zlib.compress(b'[99,{"source":{"name":"","media_type":"","sha256":"","bytes":0},"blocks":[]}]'), id="another format"),
        pytest.param(documents.dump(Document(source=Source(name="", media_type="", sha256="", bytes=0), blocks=()))[:-3], id="cut off"),
    ],
)
def test_what_is_no_stored_document_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="stored document"):
        documents.load(data)
