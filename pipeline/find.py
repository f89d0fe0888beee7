"""The files under the inputs of a run, with the names that they go by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.entries import QuarantineEntry
from pipeline.sources import Item, expand, is_passed_over
from pipeline.store.locations import lies_in, location
from pipeline.store.store import FileSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file under an input, or why it cannot be looked at."""

    file: FileSeen
    item: Item | QuarantineEntry


def find(inputs: Sequence[Path], *, leave_out: Path | None = None, only: Iterable[Path] | None = None) -> list[Found]:
    """The files under the inputs, each once, in the order found; nothing of a folder ``leave_out`` inside an input.

    A file that lies under two inputs takes its name from the outer one. With ``only``, what lies elsewhere than at or
    under these paths is not looked for.
    """
    found: dict[str, Found] = {}
    for given in inputs:
        left_out = leave_out is not None and lies_in(location(leave_out), location(given))
        for path in [given] if only is None else _within(given, only):
            for item in expand([path]):
                place, name = location(item.path), _name_under(given, item.path)
                if left_out and leave_out is not None and lies_in(place, location(leave_out)):
                    continue
                if place in found and len(found[place].file.name) >= len(name):
                    continue
                stat = (item.size, item.modified_ns) if isinstance(item, Item) else (None, None)
                file = FileSeen(location=place, path=item.path, name=name, size=stat[0], modified_ns=stat[1])
                found[place] = Found(file=file, item=item)
    return list(found.values())


def find_again(files: Iterable[FileSeen]) -> list[Found]:
    """Files that were seen before and are there still, under the names that they had."""
    found: list[Found] = []
    for file in files:
        for item in expand([file.location]):
            if isinstance(item, Item):
                seen = FileSeen(location=file.location, path=file.path, name=file.name, size=item.size, modified_ns=item.modified_ns)
                found.append(Found(file=seen, item=item))
    return found


def _within(given: Path, only: Iterable[Path]) -> Iterator[Path]:
    """The paths that a walk of an input would come to, and that are there; as the input is given."""
    outer = location(given)
    for path in only:
        place = location(path)
        if lies_in(outer, place):
            yield given
        elif lies_in(place, outer):
            parts = Path(place).relative_to(outer).parts
            here = given.joinpath(*parts)
            if not any(map(is_passed_over, parts)) and here.exists():
                yield here


def _name_under(given: Path, path: str) -> str:
    """The path relative to the input that it was found under, with forward slashes; an input itself by its last part."""
    base = given.as_posix()
    if base == ".":
        return path
    under = path.removeprefix(base.rstrip("/") + "/")
    return under if under != path else path.rsplit("/", 1)[-1]
