"""The store: a record once, files over time, versions that end and are never erased."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from extractors.records import NoticeRecord
from pipeline.entries import QuarantineEntry
from pipeline.errors import PolicygraphError
from pipeline.store.store import FileSeen, Store
from tests.tools import records
from tests.tools.postgres import Server

NOTICE = records.city_worklist().record
ID = records.city_worklist().notice_id


@pytest.fixture
def store(where: str | Path) -> Iterator[Store]:
    with Store.open(where, create=True) as opened:
        yield opened


def seen(name: str) -> FileSeen:
    return FileSeen(location=f"/data/{name}", path=f"data/{name}", name=name, size=1, modified_ns=1)


def variant(record: NoticeRecord, name: str, **change: object) -> NoticeRecord:
    """The record as another file would give it: its own bytes, and what ``change`` says."""
    changed = record.model_copy(update=change)
    digest = sha256((name + changed.to_json() + ",".join(change)).encode()).hexdigest()
    return changed.model_copy(update={"source": record.source.model_copy(update={"name": name, "sha256": digest})})


def run(store: Store, *, hold: dict[str, NoticeRecord], drop: tuple[str, ...] = ()) -> tuple[int, int, int]:
    """One run that reads these files and misses those; returns how many notices are new, changed, withdrawn."""
    number = store.begin_run(rules="r1", arguments={})
    for name, record in hold.items():
        store.put(record, file=seen(name), rules="r1", run=number)
    known = store.known()
    store.vanish([known[f"/data/{name}"] for name in drop], run=number)
    settled = store.settle(run=number)
    store.end_run(number)
    return settled.new, settled.changed, settled.withdrawn


def test_a_record_comes_back_as_it_went_in(store: Store) -> None:
    kept = variant(NOTICE, "清单.docx")
    run(store, hold={"清单.docx": kept})
    [entry] = store.entries()
    assert entry.record == kept
    assert entry.record.to_json() == kept.to_json()
    assert (entry.notice_id, entry.version) == (ID, 1)
    assert [(source.path, source.sha256) for source in entry.sources] == [("data/清单.docx", kept.source.sha256)]


def test_the_same_record_again_makes_no_version(store: Store) -> None:
    first, resaved = variant(NOTICE, "a.txt"), variant(NOTICE, "a.txt", problems=NOTICE.problems)
    assert run(store, hold={"a.txt": first}) == (1, 0, 0)
    assert run(store, hold={"a.txt": resaved}) == (0, 0, 0)
    [entry] = store.entries()
    assert entry.version == 1
    assert entry.record.source.sha256 == resaved.source.sha256, "the source is the file that is there now"
    assert len(store.history(ID)) == 1


def test_a_changed_record_is_a_new_version_and_the_old_one_stays_readable(store: Store) -> None:
    old, new = variant(NOTICE, "a.txt"), variant(NOTICE, "a.txt", tasks=NOTICE.tasks[:1])
    run(store, hold={"a.txt": old})
    assert run(store, hold={"a.txt": new}) == (0, 1, 0)
    assert store.entries()[0].version == 2
    assert store.record(ID) == new
    assert store.record(ID, version=1) == old
    assert [(row.version, row.ended is None) for row in store.history(ID)] == [(1, False), (2, True)]


def test_a_text_that_returns_stands_again_under_its_number(store: Store) -> None:
    old, new = variant(NOTICE, "a.txt"), variant(NOTICE, "a.txt", tasks=[])
    for record in (old, new, old):
        run(store, hold={"a.txt": record})
    assert [row.version for row in store.history(ID)] == [1, 2, 1]
    assert store.entries()[0].version == 1


def test_a_vanished_file_withdraws_what_it_alone_said(store: Store) -> None:
    run(store, hold={"a.txt": variant(NOTICE, "a.txt"), "b.txt": variant(records.superior().record, "b.txt")})
    assert run(store, hold={}, drop=("a.txt",)) == (0, 0, 1)
    assert [entry.notice_id for entry in store.entries()] == [records.superior().notice_id]
    assert store.record(ID) is None
    kept = store.record(ID, version=1)
    assert kept is not None
    assert kept.tasks == NOTICE.tasks
    assert run(store, hold={"a.txt": variant(NOTICE, "a.txt")}) == (1, 0, 0)
    assert [row.version for row in store.history(ID)] == [1, 1], "it stands again: the text is the one that stood before"


def test_a_renamed_file_is_the_same_notice_from_another_place(store: Store) -> None:
    run(store, hold={"a.txt": variant(NOTICE, "a.txt")})
    assert run(store, hold={"b.txt": variant(NOTICE, "b.txt")}, drop=("a.txt",)) == (0, 0, 0)
    [entry] = store.entries()
    assert entry.version == 1
    assert entry.record.source.name == "b.txt"
    assert [source.path for source in entry.sources] == ["data/b.txt"]


RICH = variant(NOTICE, "m-rich.docx")
LONG = variant(NOTICE, "z-long.txt", tasks=[], text=NOTICE.text + "（此件公开发布）")
PLAIN = variant(NOTICE, "b-plain.txt", tasks=[])
TWIN = variant(NOTICE, "a-plain.txt", tasks=[], citations=[])


@pytest.mark.parametrize(
    "order", list(itertools.permutations([RICH, LONG, PLAIN, TWIN])), ids=lambda order: "-".join(r.source.name[0] for r in order)
)
def test_the_richest_source_speaks_in_whatever_order_files_come(store: Store, order: tuple[NoticeRecord, ...]) -> None:
    """Most clauses and tasks; then the longest text; then the first by name. Each speaks when the one before has gone."""
    run(store, hold={record.source.name: record for record in order})
    assert len(store.history(ID)) == 1, "one run, one version, whatever came first"
    for speaker in (RICH, LONG, TWIN, PLAIN):
        [entry] = store.entries()
        assert entry.record == speaker
        run(store, hold={}, drop=(speaker.source.name,))
    assert store.entries() == []


def test_all_sources_of_a_notice_are_listed_by_path(store: Store) -> None:
    run(store, hold={"z.txt": variant(NOTICE, "z.txt"), "a.docx": variant(NOTICE, "a.docx", tasks=[])})
    [entry] = store.entries()
    assert [source.path for source in entry.sources] == ["data/a.docx", "data/z.txt"]


def test_quarantine_is_kept_until_the_file_reads(store: Store) -> None:
    entry = QuarantineEntry(path="data/a.docx", code="truncated", cause="文件不完整", remedy="请重新下载")
    number = store.begin_run(rules="r1", arguments={})
    store.put_failed(entry, file=seen("a.docx"), rules="r1", run=number, sha256="c" * 64, bytes=10)
    assert store.settle(run=number).new == 0
    assert store.quarantine() == [entry]
    assert store.entries() == []
    run(store, hold={"a.docx": variant(NOTICE, "a.docx")})
    assert store.quarantine() == []
    assert len(store.entries()) == 1


def test_a_run_broken_off_before_it_settled_leaves_the_old_state_whole(store: Store) -> None:
    old = variant(NOTICE, "a.txt")
    run(store, hold={"a.txt": old})
    number = store.begin_run(rules="r1", arguments={})
    store.put(variant(NOTICE, "a.txt", tasks=[]), file=seen("a.txt"), rules="r1", run=number)
    last = store.last_run()
    assert last is not None
    assert last.finished is None
    assert store.entries()[0].record == old
    assert run(store, hold={}) == (0, 1, 0), "the next run settles what was left"
    assert store.entries()[0].record.tasks == []


def test_a_date_that_is_none_is_refused_and_leaves_nothing_behind(store: Store) -> None:
    number = store.begin_run(rules="r1", arguments={})
    wrong = NOTICE.notice.model_copy(update={"issued_on": "2024-02-30"})
    with pytest.raises(ValueError, match="day is out of range"):
        store.put(variant(NOTICE, "a.txt", notice=wrong), file=seen("a.txt"), rules="r1", run=number)
    store.settle(run=number)
    assert (store.entries(), store.known()) == ([], {})


def test_half_a_character_is_refused_and_leaves_nothing_behind(store: Store) -> None:
    _refused(store, "甲\ud800乙", "surrogates")


def test_a_nul_is_refused_by_postgresql_as_the_fault_of_its_file(postgres: Server) -> None:
    """SQLite would keep it; no reader lets one through."""
    with Store.open(postgres.database(), create=True) as store:
        _refused(store, "甲\0乙", "NUL")


def _refused(store: Store, title: str, why: str) -> None:
    number = store.begin_run(rules="r1", arguments={})
    wrong = variant(NOTICE, "a.txt").model_copy(update={"tasks": [NOTICE.tasks[0].model_copy(update={"title": title})]})
    with pytest.raises(ValueError, match=why):
        store.put(wrong, file=seen("a.txt"), rules="r1", run=number)
    assert store.known() == {}


def test_a_moved_project_knows_its_files_again(tmp_path: Path) -> None:
    def place(root: Path) -> FileSeen:
        return FileSeen(location=f"{root.as_posix()}/corpus/a.txt", path="corpus/a.txt", name="a.txt", size=1, modified_ns=1)

    here, there = tmp_path / "here", tmp_path / "there"
    with Store.open(here / "outputs" / "p.db", create=True) as store:
        number = store.begin_run(rules="r1", arguments={})
        store.put(variant(NOTICE, "a.txt"), file=place(here), rules="r1", run=number)
    here.rename(there)
    with Store.open(there / "outputs" / "p.db") as store:
        assert list(store.known()) == [place(there).location]


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "no_store"), ("这不是数据库" * 200, "store")],
    ids=["nothing there", "another kind of file"],
)
def test_what_is_no_store_is_said_in_one_line(tmp_path: Path, content: str | None, code: str) -> None:
    path = tmp_path / "p.db"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(PolicygraphError) as caught:
        Store.open(path)
    assert caught.value.code == code
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.exists() == (content is not None), "asking makes no file"
