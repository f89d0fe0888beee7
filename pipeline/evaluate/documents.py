"""Gold records, and the files that hold the notice of each."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pipeline.entries import QuarantineEntry
from pipeline.errors import PolicygraphError
from pipeline.evaluate.scoring import Json, score_record
from pipeline.sources import Item, expand

FORMS = ("docx", "html", "htm", "md", "txt", "doc", "wps", "odt", "rtf", "pdf", "ofd")
"""Endings in the order in which a notice's form is chosen for the totals: those that keep its layout and text best come first."""

_NO_NOTICES = frozenset({"json", "jsonl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A gold record. ``stem`` is its file's name without the ending; ``sha256`` is that of its bytes."""

    stem: str
    sha256: str
    record: Json = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A file of a notice, or why it cannot be looked at; ``name`` is its ending, without the dot and in lower case."""

    name: str
    item: Item | QuarantineEntry


def read_gold(folder: Path) -> list[Gold]:
    """The gold records ``*.json`` of a folder by name, or the one of a file.

    Raises:
        PolicygraphError: there is none, or one is no notice record.
    """
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else [folder] if folder.is_file() else []
    if not paths:
        raise PolicygraphError(str(folder), "没有标注记录（*.json）", "请给出放着标注记录的文件夹", code="usage")
    return [_gold(path) for path in paths]


def _gold(path: Path) -> Gold:
    try:
        data = path.read_bytes()
        record = json.loads(data)
        score_record(record, record)  # whatever scoring needs and does not find is the gold's fault, and found here
    except OSError as error:
        raise PolicygraphError(str(path), f"打不开（{error.strerror}）", "请检查文件权限", code="usage") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        cause = f"不是合格的标注记录（{type(error).__name__}: {error}）"
        raise PolicygraphError(str(path), cause, "请按 docs/record.schema.json 改正，或移出这个文件夹", code="gold") from error
    return Gold(stem=path.stem, sha256=sha256(data).hexdigest(), record=record)


def find_forms(golds: Iterable[Gold], folder: Path) -> dict[str, tuple[Form, ...]]:
    """The files of each gold record's notice, by its stem, in the order of :data:`FORMS`, then by path.

    A notice's files have the stem of the gold record; where there is none, the stem of the ``source.name`` in it. The folder
    is searched with all that is in it.

    Raises:
        PolicygraphError: there is no such folder.
    """
    if not folder.is_dir():
        raise PolicygraphError(str(folder), "没有这个文件夹", "请给出放着公文的文件夹", code="usage")
    by_stem: dict[str, list[Form]] = {}
    for item in expand([folder]):
        path = PurePosixPath(item.path)
        form = path.suffix.lower().removeprefix(".")
        if form and form not in _NO_NOTICES:
            by_stem.setdefault(_same(path.stem), []).append(Form(name=form, item=item))
    for forms in by_stem.values():
        forms.sort(key=lambda form: (FORMS.index(form.name) if form.name in FORMS else len(FORMS), form.name, form.item.path))
    return {gold.stem: tuple(by_stem.get(_same(gold.stem)) or by_stem.get(_same(_named(gold))) or ()) for gold in golds}


def _named(gold: Gold) -> str:
    """The stem of the file that the gold record says it was made from."""
    source = gold.record.get("source")
    name = source.get("name") if isinstance(source, dict) else None
    return PurePosixPath(name).stem if isinstance(name, str) else ""


def _same(stem: str) -> str:
    """A stem as compared: some systems hand out names in decomposed characters."""
    return unicodedata.normalize("NFC", stem)
