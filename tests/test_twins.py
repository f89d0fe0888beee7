"""The same notice from every form gives the same facts; what a form itself loses is listed, form by form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractors.document import Document
from extractors.extract import Extractor
from extractors.text import squeeze
from pipeline.readers import read
from tests.tools import twins

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
NAMES = sorted(path.name for path in SAMPLES.iterdir())

# What a form cannot say, and so what is not compared.
LOST = {
    "txt": {"05": "a heading over two columns: plain text has no merge over columns"},
    "html": {},
    "docx": {},
    "pdf": {},
}


@pytest.fixture(scope="module")
def extract() -> Extractor:
    return Extractor()


def original(name: str) -> Document:
    return read((SAMPLES / name).read_bytes(), name=name)


def facts(value: Any) -> Any:
    """A record without what names the file or the place in it, and without white space."""
    if isinstance(value, dict):
        return {key: facts(inner) for key, inner in value.items() if key not in ("evidence", "source", "text_", "page", "block")}
    if isinstance(value, list):
        return [facts(inner) for inner in value]
    return squeeze(value) if isinstance(value, str) else value


def differences(left: Any, right: Any, path: str = "") -> list[str]:
    """Where two records differ, field by field."""
    if isinstance(left, dict) and isinstance(right, dict):
        return [d for key in left for d in differences(left[key], right.get(key), f"{path}/{key}")]
    if isinstance(left, list) and isinstance(right, list):
        if len(left) != len(right):
            return [f"{path}: {len(left)} against {len(right)}"]
        return [d for i, (one, two) in enumerate(zip(left, right, strict=True)) for d in differences(one, two, f"{path}/{i}")]
    return [] if left == right else [f"{path}: {left!r} against {right!r}"]


def said(document: Document, extract: Extractor) -> Any:
    """What the text of a document says; a site's own fields are no text, and no other form has them."""
    record = facts(extract(replace(document, fields=())).to_dict())
    return {key: record[key] for key in ("notice", "clauses", "tasks", "citations", "units")}


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:2])
@pytest.mark.parametrize("form", ["txt", "docx", "html"])
def test_a_form_says_what_the_original_says(form: str, name: str, extract: Extractor) -> None:
    if name[:2] in LOST[form]:
        pytest.skip(LOST[form][name[:2]])
    document = original(name)
    writer: Callable[[Document], bytes] = {"txt": twins.as_txt, "docx": twins.as_docx, "html": twins.as_html}[form]
    twin = read(writer(document), name=f"twin.{form}")
    assert differences(said(document, extract), said(twin, extract)) == []


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:2])
def test_the_printed_form_says_what_the_original_says(name: str, extract: Extractor, need_program: Callable[[str], str], tmp_path: Path) -> None:
    document = original(name)
    twin = read(twins.as_pdf(document, soffice=need_program("soffice"), folder=tmp_path), name="twin.pdf")
    assert differences(said(document, extract), said(twin, extract)) == []
