"""Which rules made a result, so that only what changed rules touch is done again. Nobody has to remember to raise a number.

A version is a hash over the code that a reader or an extractor reaches by its imports, and over the rows of the knowledge.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from extractors.extract import RULES_VERSION
from pipeline.hashes import hash_of_rows
from pipeline.readers import READERS

_PACKAGES = Path(__file__).resolve().parents[1]
_COUNTED = ("extractors.", "pipeline.readers.")
_ORDER = "extractors.extract"
#: What reads tables and nothing else: a document without one is not touched by it.
_OF_TABLES = "worklists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The versions in force: of each media type's reader, of each extractor, and of all extractors but the one for tables."""

    name: str
    readers: Mapping[str, str]
    extractors: Mapping[str, str]
    all_extractors: str
    without_tables: str

    def reading(self, media_type: str | None) -> str:
        """The version of what reads a media type; of all readers for bytes that none has understood."""
        return self.readers[media_type] if media_type is not None and media_type in self.readers else _short("".join(sorted(self.readers.values())))

    def of(self, media_type: str | None, *, has_tables: bool) -> str:
        """``reading.extraction``: what a file of this kind is read by."""
        return f"{self.reading(media_type)}.{self.all_extractors if has_tables else self.without_tables}"


def rules_in_force(knowledge: Path | None = None) -> Rules:
    """The rules of this installation with the user's own rows in a folder."""
    own = hash_of_rows(knowledge) if knowledge is not None else ""
    rows = _short(hash_of_rows(_PACKAGES / "extractors" / "knowledge") + own + RULES_VERSION)
    entries = _entries()
    everything = _version([_ORDER], rows=rows)
    readers = {kind: _version(["pipeline.readers", module]) for kind, (module, _) in READERS.items()}
    return Rules(
        name=f"{RULES_VERSION}+{_short(everything + ''.join(sorted(readers.values())))}",
        readers=readers,
        extractors={name: _version(modules, rows=rows) for name, modules in entries.items()},
        all_extractors=everything,
        without_tables=_version([_ORDER], rows=rows, but=frozenset(entries[_OF_TABLES])),
    )


def _entries() -> dict[str, list[str]]:
    """The extractors: the folders from which the order of extraction imports, each with the modules that it imports there."""
    found: dict[str, list[str]] = {}
    for module in _imports(_ORDER):
        parts = module.split(".")
        if len(parts) > 2 and parts[0] == "extractors" and parts[1] != "knowledge":
            found.setdefault(parts[1], []).append(module)
    return found


def _version(modules: Iterable[str], *, rows: str = "", but: frozenset[str] = frozenset()) -> str:
    """A version of everything that modules reach by imports; what ``but`` names is not followed from the order of extraction."""
    seen: set[str] = set()
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += [other for other in _imports(module) if not (module == _ORDER and other in but)]
    return _short(rows + "".join(f"{module}:{_hash_of(module)}" for module in sorted(seen)))


@cache
def _imports(module: str) -> tuple[str, ...]:
    """The modules of the rules that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(_path(module).read_bytes())):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        found.update(name for name in names if f"{name}.".startswith(_COUNTED) and _path(name).is_file())
    return tuple(sorted(found))


@cache
def _hash_of(module: str) -> str:
    return sha256(_path(module).read_bytes()).hexdigest()


def _path(module: str) -> Path:
    path = _PACKAGES.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@lru_cache(maxsize=256)
def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
