"""The façade: frames with tidy names and types, filters, and looking things up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline.corpus import Corpus
from pipeline.errors import PolicygraphError
from pipeline.exports import rows, tables
from pipeline.graph.builder import build_graph
from pipeline.store.store import FileSeen, Store
from tests.tools import outputs, records

WORKLIST, OTHER = records.city_worklist(), records.other_worklist()
BASE, MORE, EXPO = (f"{WORKLIST.notice_id}#{task.id}" for task in WORKLIST.record.tasks)
NEXT_CITY = f"{OTHER.notice_id}#attachment:1/1"


@pytest.fixture(scope="module")
def place(new_place: Callable[[], str | Path]) -> str | Path:
    where = new_place()
    outputs.stored(where, records.corpus())
    return where


@pytest.fixture(scope="module")
def corpus(place: str | Path) -> Iterator[Corpus]:
    with pipeline.open(place) as opened:
        yield opened


@pytest.fixture(scope="module")
def empty(new_place: Callable[[], str | Path]) -> Iterator[Corpus]:
    where = new_place()
    Store.open(where, create=True).close()
    with pipeline.open(where) as opened:
        yield opened


FRAMES = ("notices", "clauses", "tasks", "assignments", "officials", "milestones", "deadlines", "citations", "units", "problems")


@pytest.mark.parametrize("name", FRAMES)
def test_an_empty_store_has_the_same_columns_and_types(corpus: Corpus, empty: Corpus, name: str) -> None:
    nothing = getattr(empty, name)()
    assert len(nothing) == 0
    assert dict(nothing.dtypes) == dict(getattr(corpus, name)().dtypes)


@pytest.mark.parametrize(
    ("frame", "table"),
    [
        ("clauses", rows.ClauseRow),
        ("assignments", rows.AssignmentRow),
        ("officials", rows.OfficialRow),
        ("milestones", rows.MilestoneRow),
        ("deadlines", rows.DeadlineRow),
        ("units", rows.UnitRow),
        ("problems", rows.ProblemRow),
    ],
)
def test_a_column_has_the_name_that_it_has_in_the_csv_tables(corpus: Corpus, frame: str, table: type[rows.Row]) -> None:
    assert set(getattr(corpus, frame)().columns) - {"settled", "position"} <= set(tables.headings(table))


def test_days_are_days_and_what_is_missing_is_missing(corpus: Corpus) -> None:
    notices = corpus.notices().set_index("notice_id")
    assert notices["issued_on"].dtype == "datetime64[ns]"
    assert notices.loc[WORKLIST.notice_id, "issued_on"] == pd.Timestamp("2024-04-16")
    assert notices["effective_on"].isna().all()
    assert notices.loc[WORKLIST.notice_id, "issuers"] == ["云麓市人民政府办公室"]


@pytest.mark.parametrize(
    ("asked", "expected", "why"),
    [
        ({}, [BASE, MORE, EXPO, NEXT_CITY], "all, by notice and in the order printed"),
        ({"unit": "市财政局"}, [BASE, MORE, EXPO], "in whatever role, inherited too"),
        ({"unit": "市财政局", "role": "lead"}, [MORE], "its own role: the first task is led by another"),
        ({"unit": "财政"}, [BASE, MORE, EXPO], "part of a name"),
        ({"unit": "%"}, [], "no wildcard"),
        ({"role": "supervise"}, [EXPO], "any unit in the role"),
        ({"due_before": "2024-12-31"}, [BASE, NEXT_CITY], "the day itself counts; what runs on without a date is never due"),
        ({"due_before": "2024-12-30"}, [], "the step of June is done already"),
        ({"due_after": "2025-01-01"}, [], "nothing ends later"),
        ({"due_after": "2024-12-31", "due_before": "2024-12-31"}, [BASE, NEXT_CITY], "one day"),
        ({"notice": "栖府发[2024]11号"}, [NEXT_CITY], "a document number in other brackets"),
        ({"notice": "没有的通知"}, [], "no such notice"),
    ],
)
def test_tasks_are_found(corpus: Corpus, asked: dict[str, str], expected: list[str], why: str) -> None:
    found = corpus.tasks(**asked)  # type: ignore[arg-type]
    assert sorted(found["task_id"]) == sorted(expected), why


def test_a_task_has_its_units_by_role_and_its_last_day(corpus: Corpus) -> None:
    tasks = corpus.tasks().set_index("task_id")
    assert tasks.loc[BASE, ["lead", "responsible"]].tolist() == ["市农业农村局", "市财政局、各县（区）人民政府"]
    assert pd.isna(tasks.loc[BASE, "support"])
    assert (tasks.loc[BASE, "due"], tasks.loc[BASE, "ongoing"]) == (pd.Timestamp("2024-12-31"), True)
    assert pd.isna(tasks.loc[MORE, "due"])
    assert tasks.loc[MORE, "continues_id"] == BASE
    assert tasks.loc[BASE, "clause_id"] in set(corpus.clauses()["clause_id"])


def test_due_is_the_last_step_where_the_task_has_no_limit_of_its_own(where: str | Path) -> None:
    june = {"text": "6月底前完成选址。", "deadline": {"text": "6月底前", "kind": "by", "end": "2025-06-30"}}
    later = {"text": "9月开工。", "deadline": {"text": "9月", "kind": "during", "end": "2025-09-30"}}
    said = {"start": 0, "end": 1, "block": "p1", "quote": "关"}
    entry = records.notice_with(milestones=[{**step, "evidence": said} for step in (later, june)])
    with Store.open(where, create=True) as store:
        run = store.begin_run(rules="r1", arguments={})
        store.put(entry.record, file=FileSeen(location="/a", path="a", name="a"), rules="r1", run=run)
        store.settle(run=run)
    with pipeline.open(where) as found:
        assert found.tasks()["due"].tolist() == [pd.Timestamp("2025-09-30")]
        assert len(found.tasks(due_before="2025-06-30")) == 1, "a step that is due counts"


def test_letters_of_a_unit_may_be_capital_or_small(where: str | Path) -> None:
    said = {"start": 0, "end": 1, "block": "p1", "quote": "关"}
    entry = records.notice_with(assignments=[{"mention": "县CBD管委会", "role": "lead", "evidence": said}])
    with Store.open(where, create=True) as store:
        run = store.begin_run(rules="r1", arguments={})
        store.put(entry.record, file=FileSeen(location="/a", path="a", name="a"), rules="r1", run=run)
        store.settle(run=run)
    with pipeline.open(where) as found:
        assert [len(found.tasks(unit=unit)) for unit in ("CBD", "cbd", "县cBd管")] == [1, 1, 1]


def test_a_limit_has_the_position_and_the_place_that_it_has_in_the_csv_table(corpus: Corpus, tmp_path: Path) -> None:
    """Of tasks and of their steps; the steps' limits have no evidence of their own, and stand in the words of the step."""
    corpus.export(tmp_path)
    table = pd.read_csv(tmp_path / "tables" / "deadlines.csv", parse_dates=["start", "end"])
    frame = corpus.deadlines()
    columns = [name for name in table.columns if name in frame.columns]
    assert {"position", "milestone", "end", "start_offset", "quote"} <= set(columns)
    said, printed = (found[columns].astype(object).where(found[columns].notna(), None).values.tolist() for found in (frame, table))
    assert said == printed
    assert frame.loc[frame["task_id"] == BASE, "position"].tolist() == [1, 2, 3]
    assert frame.loc[frame["task_id"] == BASE, "milestone"].fillna(0).tolist() == [0, 1, 2]
    assert frame["start_offset"].notna().all()


def test_units_are_counted_over_the_notices(corpus: Corpus) -> None:
    units = corpus.units().set_index("unit_id")
    finance = units.loc["990100/财政"]
    assert (finance["lead"], finance["responsible"], finance["supervise"]) == (1, 1, 1)
    assert not units.loc["990100/各县（区）人民政府", "settled"]
    assert "990200/市农业农村局" in units.index, "the same words in another city are another unit"
    assert set(corpus.assignments()["unit_id"]) <= set(units.index)
    assert list(corpus.units(unit="财政")["unit_id"]) == ["990100/财政"]


@pytest.mark.parametrize(
    ("text", "notice", "task"),
    [
        (WORKLIST.notice_id, WORKLIST, None),
        ("云府办发〔2024〕7号", WORKLIST, None),
        ("云府办发 [2024] 7号", WORKLIST, None),
        ("责任清单", OTHER, None),
        (BASE, WORKLIST, "attachment:1/一/①"),
        ("云府办发〔2024〕7号#attachment:1/一/①+", WORKLIST, "attachment:1/一/①+"),
        ("attachment:1/二/①", WORKLIST, "attachment:1/二/①"),
        ("引进繁育", OTHER, "attachment:1/1"),
    ],
)
def test_one_thing_is_looked_up(corpus: Corpus, text: str, notice: object, task: str | None) -> None:
    found = corpus.look_up(text)
    assert found.record.notice == notice.record.notice  # type: ignore[attr-defined]
    assert (found.task.id if found.task else None) == task


@pytest.mark.parametrize(
    ("text", "code"),
    [("山茶产业", "ambiguous"), ("建设山茶良种繁育基地", "ambiguous"), ("碳排放", "not_found"), ("云府办发〔2024〕7号#x", "not_found")],
)
def test_nothing_or_several_is_said(corpus: Corpus, text: str, code: str) -> None:
    with pytest.raises(PolicygraphError) as caught:
        corpus.look_up(text)
    assert caught.value.code == code


def test_the_graph_is_that_of_all_notices(corpus: Corpus) -> None:
    built = corpus.graph()
    assert set(built) == set(build_graph(records.corpus()))
