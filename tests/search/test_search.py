"""The search through the façade, on SQLite and on PostgreSQL: what is found, what is not, in which order, under which filters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

import pipeline
from extractors.records import NoticeRecord
from pipeline.corpus import Corpus
from pipeline.errors import PolicygraphError
from pipeline.search import index, query
from pipeline.search.terms import normal, phrase, places, told_once
from pipeline.store.address import database_url
from pipeline.store.models import Record
from pipeline.store.store import FileSeen, Store
from tests.tools import records

WORKLIST, OTHER, SUPERIOR = records.corpus()
BASE, MORE, EXPO = (f"{WORKLIST.notice_id}#{task.id}" for task in WORKLIST.record.tasks)
BREEDING = f"{WORKLIST.notice_id}#issued_text/二/（一）"


def put(store: Store, held: list[NoticeRecord]) -> None:
    """A run in which these records are all that there is."""
    run = store.begin_run(rules="r1", arguments={})
    files = {}
    for number, record in enumerate(held):
        one = record.model_copy(update={"source": record.source.model_copy(update={"sha256": f"{number}" * 64})})
        file = FileSeen(location=f"/in/{number}", path=f"in/{number}.txt", name=f"{number}.txt", size=1, modified_ns=1)
        files[file.location] = file
        store.put(one, file=file, rules="r1", run=run)
    store.vanish([known for place, known in store.known().items() if place not in files], run=run)
    store.settle(run=run)
    store.end_run(run)


@pytest.fixture(scope="module")
def place(new_place: Callable[[], str | Path]) -> str | Path:
    where = new_place()
    with Store.open(where, create=True) as store:
        put(store, [entry.record for entry in records.corpus()])
    return where


@pytest.fixture(scope="module")
def corpus(place: str | Path) -> Iterator[Corpus]:
    with pipeline.open(place) as opened:
        yield opened


def ids(found: pd.DataFrame) -> set[str]:
    return set(found["id"])


@pytest.mark.parametrize(
    ("words", "expected", "why"),
    [
        ("良种基础", {BREEDING}, "a heading"),
        ("一批繁育", {BREEDING}, "across jieba's words"),
        ("基地", {BASE, MORE, BREEDING}, "two characters"),
        ("选", {BASE}, "one character, in a timeline"),
        ("基地 选址", {BASE}, "both"),
        ("基地 -选址", {MORE, BREEDING}, "without the second"),
        ("良种 -核心种苗圃 -选址", {BREEDING, f"{SUPERIOR.notice_id}#notice/一"}, "two that must not be there"),
        ("繁育基地山茶", {BASE, MORE}, "nothing holds it so: those with all of its words"),
        ('"繁育基地山茶"', set(), "quoted, as it stands"),
        ('"繁育 基地"', {BASE, MORE, BREEDING}, "a blank inside quotes says nothing in Chinese"),
        ('"基础建成"', set(), "a heading and a text do not run together"),
        ("高铁", set(), "what nothing says"),
    ],
)
def test_what_is_found(corpus: Corpus, words: str, expected: set[str], why: str) -> None:
    assert ids(corpus.search(words)) == expected, why


@pytest.mark.parametrize(
    ("filters", "expected", "why"),
    [
        ({"kind": "task"}, {BASE, MORE}, "tasks alone"),
        ({"kind": "clause"}, {BREEDING}, "clauses alone"),
        ({"unit": "财政局"}, {BASE, MORE, BREEDING}, "a unit as printed; of the clause, by its tasks"),
        ({"unit": "云麓市农业农村局"}, {BASE, BREEDING}, "a unit by its full name"),
        ({"unit": "教育局"}, set(), "no such unit there"),
        ({"place": "云麓市"}, {BASE, MORE, BREEDING}, "part of a place's name"),
        ({"place": "9901"}, {BASE, MORE, BREEDING}, "the beginning of a place's code"),
        ({"place": "栖云市"}, set(), "another place"),
        ({"notice": "云府办发[2024]7号"}, {BASE, MORE, BREEDING}, "a notice by its number"),
        ({"notice": "澄府发〔2024〕3号"}, set(), "another notice"),
        ({"notice": "没有"}, set(), "no notice"),
        ({"issued_after": "2024-04-16"}, {BASE, MORE, BREEDING}, "the day itself counts"),
        ({"issued_after": "2024-04-17"}, set(), "issued before"),
        ({"issued_before": "2024-04-16"}, {BASE, MORE, BREEDING}, "the day itself counts"),
        ({"issued_before": "2024-04-15"}, set(), "issued later"),
        ({"due_before": "2024-12-31"}, {BASE, BREEDING}, "a task's limit, and the clause by it; the other has no day"),
        ({"due_before": "2024-12-30"}, set(), "the step that ends before is done"),
        ({"due_after": "2024-12-31", "unit": "农业农村局", "kind": "task", "place": "云麓"}, {BASE}, "all together"),
    ],
)
def test_filters(corpus: Corpus, filters: dict[str, Any], expected: set[str], why: str) -> None:
    assert ids(corpus.search("基地", **filters)) == expected, why


def test_conditions_of_a_caller_are_asked_too(place: str | Path) -> None:
    with Store.open(place) as store:
        found = [query.search(store.engine, "良种", keep=query.Filter(where=[Record.number == number])) for number in ("澄府发〔2024〕3号", "没有")]
    assert [[hit.notice_id for hit in hits] for hits in found] == [[SUPERIOR.notice_id], []]


def test_a_hit_says_where_it_stands(corpus: Corpus) -> None:
    found = corpus.search("选址").iloc[0]
    record = corpus.record(WORKLIST.notice_id)
    assert record.text[found["start_offset"] : found["end_offset"]] == "选址"
    (mark,) = found["marks"]
    assert found["snippet"][slice(*mark)] == "选址"
    assert [found[name] for name in ("notice_id", "number", "kind", "path", "heading")] == [
        *(WORKLIST.notice_id, "云府办发〔2024〕7号", "task", "二/（一）", "建设山茶良种繁育基地")
    ]


def test_the_limit_keeps_the_first_of_the_same_order(corpus: Corpus) -> None:
    whole = list(corpus.search("良种")["id"])
    assert len(whole) == 4
    assert [list(corpus.search("良种", limit=limit)["id"]) for limit in (1, 3)] == [whole[:1], whole[:3]]


def test_hits_of_one_rank_stand_in_reading_order(where: str | Path) -> None:
    paper = records.Paper()
    number = paper.put("沂教函〔2025〕1号")
    said = [paper.put(f"{label}、整治环境。") for label in "一二三"]
    clauses = [
        {"id": f"notice/{at}", "part": "notice", "path": str(at), "label": f"{at}、", "level": 1, "text": "整治环境。", "evidence": one}
        for at, one in enumerate(said, 1)
    ]
    first = {"number": number.quote, "issuers": ["乙局"]}, {"number": number.quote, "issuers": ["甲局"]}
    with Store.open(where, create=True) as store:
        put(store, [records.record_of(paper, notice, clauses=clauses) for notice in first])  # type: ignore[arg-type]
    with pipeline.open(where) as opened:
        found = opened.search("环境")
    assert list(zip(found["notice_id"].str[:2], found["path"], strict=True)) == [
        *(("乙局", "1"), ("乙局", "2"), ("乙局", "3"), ("甲局", "1"), ("甲局", "2"), ("甲局", "3"))
    ]


def test_an_empty_store_has_the_same_columns_and_types(corpus: Corpus, where: str | Path) -> None:
    Store.open(where, create=True).close()
    with pipeline.open(where) as opened:
        nothing = opened.search("基地")
    assert len(nothing) == 0
    assert dict(nothing.dtypes) == dict(corpus.search("基地").dtypes)


def test_only_what_stands_is_found(where: str | Path) -> None:
    changed = WORKLIST.record.model_copy(update={"clauses": WORKLIST.record.clauses[:1]})
    with Store.open(where, create=True) as store, Corpus(store) as opened:
        put(store, [WORKLIST.record, OTHER.record])
        assert ids(opened.search("繁育基地", kind="clause")) == {BREEDING}
        put(store, [changed, OTHER.record])
        assert ids(opened.search("繁育基地", kind="clause")) == set(), "the clause is no longer there"
        assert ids(opened.search("引进")) == {f"{OTHER.notice_id}#attachment:1/1"}
        put(store, [changed])
        assert ids(opened.search("引进")) == set(), "the notice was withdrawn"
        put(store, [WORKLIST.record, OTHER.record])
        assert ids(opened.search("繁育基地", kind="clause")) == {BREEDING}, "what comes back is found again, once"


#: What takes away what 0004 and 0005 brought.
BACK_TO_0003 = (
    *(f"DROP TABLE {name}" for name in ("issued_texts", "supports", "targets", index.TERMS, "passages")),
    *(f"DROP INDEX {name}" for name in ("ix_citations_title_key", "ix_citations_number_key", "ix_unit_links_name", "ix_records_place_code")),
    *(f"DROP INDEX {name}" for name in ("ix_records_issued_on", "ix_records_place")),
    *(f"ALTER TABLE citations DROP COLUMN {name}" for name in ("title_key", "number_key")),
    "UPDATE alembic_version SET version_num = '0003'",
)


def test_a_store_made_before_the_search_is_indexed_when_it_is_opened(where: str | Path) -> None:
    with Store.open(where, create=True) as store:
        put(store, [entry.record for entry in records.corpus()])
        with_facts = query.search(store.engine, "良种")
    engine = create_engine(database_url(where))
    with engine.begin() as connection:
        for statement in BACK_TO_0003:
            connection.execute(text(statement))
    engine.dispose()
    with Store.open(where) as store:
        assert query.search(store.engine, "良种") == with_facts


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=st.text(max_size=20) | st.text(alphabet="基地\"'*-()^:{}+~|&!<>\\ANDORNOTNEAR ", max_size=20))
@example(typed='"" AND ( NEAR/2 *')
@example(typed="基地'); DROP TABLE runs;--")
@example(typed="\x00基地\x00")
@example(typed="𠮷𰻝")
@example(typed="' \\ ''")
def test_whatever_is_typed_is_no_mistake_of_grammar(corpus: Corpus, typed: str) -> None:
    try:
        corpus.search(typed)
        said = "found"
    except PolicygraphError as error:
        said = error.code
    assert said in ("found", "no_words")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.sampled_from([piece for entry in records.corpus() for task in entry.record.tasks for piece in (task.title, task.timeline or "")]), data=st.data())
def test_it_finds_what_a_search_for_substrings_finds(corpus: Corpus, words: str, data: st.DataObject) -> None:
    """Over every passage of the corpus, for any stretch of any of its texts."""
    start = data.draw(st.integers(0, max(0, len(words) - 1)))
    asked = words[start : start + data.draw(st.integers(1, 8))]
    one = phrase(asked)
    if one is None:
        return
    holds = set()
    for entry in records.corpus():
        passages = [(clause.id, (clause.heading or "", clause.text)) for clause in entry.record.clauses]
        passages += [(task.id, (task.title, task.text, task.timeline or "")) for task in entry.record.tasks]
        holds |= {f"{entry.notice_id}#{own}" for own, pieces in passages if any(True for piece in told_once(pieces) for _ in places(one, normal(piece)))}
    assert ids(corpus.search(f'"{asked}"')) == holds
