"""Everything that a store says now, in a form in which two stores can be compared; and whether a store is whole.

What a store remembers is left out: numbers of runs and versions, times, what stands no more.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import pandas as pd
from sqlalchemy import text

import pipeline
from extractors.knowledge import Knowledge
from pipeline import documents
from pipeline.corpus import Corpus
from pipeline.diff.news import News
from pipeline.exports import Content, write_all
from pipeline.formats import OutputFormat
from pipeline.graph.builder import build_graph
from pipeline.resolve.store import links_by_notice
from pipeline.store.store import Store

#: What is quick to write and holds every fact.
_QUICK = (OutputFormat.JSONL, OutputFormat.CSV, OutputFormat.JSON, OutputFormat.ICS)
#: All but the feed, which tells what changed and when.
_ALL = tuple(form for form in OutputFormat if form is not OutputFormat.FEED)
_FRAMES = ("notices", "clauses", "tasks", "assignments", "officials", "milestones", "deadlines", "citations", "units", "problems", "unresolved")
_WORDS = ("整治", "县水利局", "河道 清障", "专项资金", "排水管网", "不存在的词")
_DAYS = ("2025-06-01", "2024-06-01", "2028-01-01")


def standing(where: str | Path, *, knowledge: Path | None = None, whole: bool = False) -> dict[str, object]:
    """What stands in a store: frames, records, files, joined notices, links, hits, graph and the bytes of the outputs, by name.

    ``whole``: in all formats, and asked on more days and for more words.
    """
    days, words, formats = (_DAYS, _WORDS, _ALL) if whole else (_DAYS[:1], _WORDS[:1], _QUICK)
    found: dict[str, object] = {}
    with pipeline.open(where, knowledge=knowledge) as corpus:
        for name in _FRAMES:
            found[name] = _lines(getattr(corpus, name)())
        found |= {f"status {day}": _lines(corpus.status(as_of=day)) for day in days}
        # not in their order: bm25 counts what stood once, too
        found |= {f"search {asked}": sorted(_lines(corpus.search(asked))) for asked in words}
        found["quarantine"] = corpus.quarantine()
        found["entries"] = [(entry.notice_id, entry.record.to_json(), entry.sources) for entry in corpus.entries()]
        found["graph"] = _graph(corpus.graph())
        found |= _bytes(corpus, knowledge, formats)
    with Store.open(where) as store:
        found["links"] = links_by_notice(store)
        found |= _rows(store)
    return found


def differences(one: dict[str, object], other: dict[str, object]) -> str:
    """Where two of :func:`standing` differ, a line each, in words that fit on a screen."""
    found = []
    for name in sorted(one.keys() | other.keys()):
        left, right = (value if isinstance(value, list) else [value] for value in (one.get(name), other.get(name)))
        if isinstance(one.get(name), dict) and isinstance(other.get(name), dict):
            left, right = (list(value.items()) for value in (one[name], other[name]))  # type: ignore[attr-defined]
        if left != right:
            only = [[str(line)[:300] for line in lines if line not in others] for lines, others in ((left, right), (right, left))]
            found.append(f"{name}: {only[0][:4]} instead of {only[1][:4]}" if any(only) else f"{name}: in another order")
    return "\n".join(found)


def _lines(frame: pd.DataFrame) -> list[str]:
    kept = frame.drop(columns="version", errors="ignore")
    return [f"{', '.join(kept.columns)}: {', '.join(map(str, kept.dtypes))}", *(str(tuple(row)) for row in kept.itertuples(index=False))]


def _graph(built: nx.MultiDiGraph[str]) -> list[str]:
    nodes = [f"{node} {({key: value for key, value in facts.items() if key != 'version'})}" for node, facts in built.nodes(data=True)]
    return [*nodes, *(str(edge) for edge in built.edges(keys=True, data=True))]


def _bytes(corpus: Corpus, knowledge: Path | None, formats: Collection[OutputFormat]) -> dict[str, object]:
    """The outputs as they would be if each notice stood in its first version."""
    entries = [replace(entry, version=1) for entry in corpus.entries()]
    content = Content(
        entries=entries,
        quarantine=corpus.quarantine(),
        make_graph=lambda: build_graph(entries, knowledge=Knowledge.load(knowledge)),
        make_news=lambda: News(store="", updated=pd.Timestamp(0, tz="UTC").to_pydatetime()),
    )
    with TemporaryDirectory() as folder:
        return {f"bytes of {path.name}": path.read_bytes() for path in write_all(content, Path(folder), formats)}


def _rows(store: Store) -> dict[str, object]:
    """What the tables hold beyond what the façade shows: it decides what the next run does."""
    found: dict[str, object] = {}
    with store.engine.connect() as connection:

        def rows(query: str) -> list[tuple[object, ...]]:
            return [tuple(row) for row in connection.execute(text(query))]

        held = dict(rows("SELECT s.id, r.content_hash FROM sightings s JOIN records r ON r.id = s.record_id"))  # type: ignore[arg-type]
        found["files"] = {place: replace(known, sighting=0) for place, known in sorted(store.known().items())}
        found["held"] = {place: held.get(known.sighting) for place, known in sorted(store.known().items())}
        found["same_as"] = sorted(rows("SELECT notice_id, stands_as, rule FROM same_as"))
        found["speakers"] = sorted(rows("SELECT v.notice_id, r.content_hash FROM versions v JOIN records r ON r.id = v.record_id WHERE v.ended_run IS NULL"))
        linked = "SELECT v.notice_id, l.rules FROM versions v LEFT JOIN resolutions l ON l.record_id = v.record_id WHERE v.ended_run IS NULL"
        found["linked by"] = sorted(rows(linked))
        found["open runs"] = [number for (number,) in rows("SELECT id FROM runs WHERE settled IS NULL")]
        good = "SELECT sha256 FROM sightings WHERE gone_run IS NULL AND code IS NULL"
        stored = rows(f"SELECT sha256, reading, has_tables, data FROM documents WHERE sha256 IN ({good}) ORDER BY sha256")
        found["documents"] = [(sha256, reading, bool(tables), documents.load(data).blocks) for sha256, reading, tables, data in stored]  # type: ignore[arg-type]
    return found


def unsound(where: Path) -> list[str]:
    """What is wrong with a SQLite store, whenever its writer was killed: nothing, where all is well.

    The file and its references, each record's facts counted against its JSON, its passages and their terms, one state a file and notice.
    """
    with closing(sqlite3.connect(where)) as connection:

        def asked(query: str) -> list[tuple[object, ...]]:
            return connection.execute(query).fetchall()

        wrong = [str(row) for row in asked("PRAGMA integrity_check") if row != ("ok",)]
        wrong += [f"foreign key {row}" for row in asked("PRAGMA foreign_key_check")]
        if not asked("SELECT 1 FROM sqlite_master WHERE name = 'records'"):
            return wrong  # killed before there were tables
        for number, content in asked("SELECT id, json FROM records"):
            for table, count in _facts(json.loads(str(content))).items():
                [(rows,)] = asked(f"SELECT count(*) FROM {table} WHERE record_id = {number}")
                wrong += [f"record {number}: {rows} {table} of {count}"] if rows != count else []
        for name, query in _NEVER.items():
            wrong += [f"{name}: {row}" for row in asked(query)]
    return wrong


_NEVER = {
    "a file in two states": "SELECT location FROM sightings WHERE gone_run IS NULL GROUP BY location HAVING count(*) > 1",
    "a notice in two versions": "SELECT notice_id FROM versions WHERE ended_run IS NULL GROUP BY notice_id HAVING count(*) > 1",
    "a file that says nothing": "SELECT location FROM sightings WHERE (record_id IS NULL) = (code IS NULL)",
    "a passage without terms": "SELECT p.id FROM passages p LEFT JOIN passage_terms_docsize t ON t.id = p.id WHERE t.id IS NULL",
    "terms without a passage": "SELECT t.id FROM passage_terms_docsize t LEFT JOIN passages p ON p.id = t.id WHERE p.id IS NULL",
    "a file read whose document is missing": "SELECT s.location FROM sightings s LEFT JOIN documents d ON d.sha256 = s.sha256 WHERE s.record_id IS NOT NULL AND d.sha256 IS NULL",
}


def _facts(record: dict[str, list[dict[str, list[dict[str, object]]]]]) -> Counter[str]:
    """How many rows of each kind a record's JSON asks for."""
    tasks = record.get("tasks", [])
    count = Counter({name: len(record.get(name, [])) for name in ("clauses", "tasks", "units", "citations", "problems")})
    for task in tasks:
        for name in ("assignments", "officials", "milestones", "deadlines"):
            count[name] += len(task.get(name, []))
        count["deadlines"] += sum(step.get("deadline") is not None for step in task.get("milestones", []))
    count["passages"] = len(record.get("clauses", [])) + len(tasks)
    return count
