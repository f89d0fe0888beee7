"""Scoring by hand: a small gold record, one thing found otherwise, and what that must cost."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate import Figures, score_record
from pipeline.evaluate.scoring import add_up

Json = dict[str, Any]
HAND_MADE = sorted((Path(__file__).parents[1] / "gold").glob("*.json"))
BY_JUNE = {"kind": "by", "start": None, "end": "2025-06-30", "ongoing": False}
GOLD: Json = {
    "notice": {"title": "泽川市关于整治燃气软管的通知", "number": "泽应急〔2025〕6号", "issued_on": "2025-03-03", "addressees": ["各县应急管理局"]},
    "clauses": [
        {"part": "notice", "path": "一", "heading": "排查隐患", "text": "对餐饮场所的软管和阀门逐户排查登记，建立台账。"},
        {"part": "notice", "path": "二", "heading": None, "text": "更换老化软管。", "optional": True},
    ],
    "tasks": [
        {
            "id": "一",
            "title": "排查隐患",
            "text": "对餐饮场所的软管和阀门逐户排查登记，建立台账。",
            "clause": "一",
            "assignments": [
                {"mention": "市应急管理局", "role": "lead"},
                {"mention": "市商务局", "role": "support"},
                {"mention": "各县人民政府", "role": "responsible", "optional": True},
            ],
            "deadlines": [BY_JUNE],
            "milestones": [{"text": "4月底前完成登记造册", "deadline": {**BY_JUNE, "end": "2025-04-30"}, "status": "planned"}],
        },
        {"id": "x", "title": "市商务局负责宣传", "text": "市商务局负责向餐饮企业宣传。", "optional": True},
    ],
    "citations": [{"title": "燃气管理条例", "number": None, "relation": "implements"}],
    "units": [{"name": "泽川市商务局", "level": "city", "mentions": ["市商务局"]}],
}


def found_with(change: Callable[[Json], object]) -> Json:
    """What finds everything that is not optional, changed."""
    record = copy.deepcopy(GOLD)
    record["clauses"].pop()
    record["tasks"].pop()
    record["tasks"][0]["assignments"].pop()
    change(record)
    return record


def task(record: Json) -> Json:
    first: Json = record["tasks"][0]
    return first


def counts(field: str, gold: Json, found: Json) -> tuple[int, int, int, int]:
    """Hits, misses, false hits, soft hits."""
    rows = {row.field: row for row in score_record(gold, found).figures()}
    row = rows.get(field)
    return (row.hits, row.misses, row.false, row.soft_hits) if row else (0, 0, 0, 0)


def nothing(_record: Json) -> None:
    """Everything that is not optional is found."""


CASES: tuple[tuple[str, Callable[[Json], object], tuple[int, int, int, int], str], ...] = (
    ("header", nothing, (4, 0, 0, 0), "title, number, date and one addressee"),
    ("header", lambda r: r["notice"].update(number="泽应急[2025]6号 "), (4, 0, 0, 0), "forms of brackets and white space are no difference"),
    ("header", lambda r: r["notice"].update(issued_on="2025-03-13"), (3, 1, 1, 0), "another day is wrong, however near its digits"),
    ("header", lambda r: r["notice"].update(title="泽川市关于整治燃气软管的通告"), (3, 1, 1, 1), "a title with one other character is softly right"),
    ("header", lambda r: r["notice"]["addressees"].append("各有关单位"), (4, 0, 1, 0), "an addressee that is not printed"),
    ("clauses", nothing, (1, 0, 0, 0), "an optional clause that is not found is no miss"),
    ("clauses", lambda r: r["clauses"].append({"part": "notice", "path": "二"}), (1, 0, 0, 0), "and found it is no false hit"),
    ("clauses", lambda r: r["clauses"][0].update(path="二"), (0, 1, 0, 0), "the wrong label is a miss; that the label is another, optional one costs no more"),
    ("clause_heading", lambda r: r["clauses"][0].update(heading=None), (0, 1, 0, 0), "no heading: a miss, nothing false"),
    ("clause_text", lambda r: r["clauses"][0].update(text="对餐饮场所的软管和阀门逐户排查登记。"), (0, 1, 1, 1), "a text cut a little short"),
    ("clause_text", lambda r: r["clauses"][0].update(text="对餐饮场所"), (0, 1, 1, 0), "a text cut to a quarter"),
    ("tasks", lambda r: r["tasks"].clear(), (0, 1, 0, 0), "the one task that is not optional"),
    ("tasks", lambda r: r["tasks"].append(copy.deepcopy(GOLD["tasks"][1])), (1, 0, 0, 0), "the optional task, found"),
    ("tasks", lambda r: r["tasks"].append({"title": "加强值班值守"}), (1, 0, 1, 0), "a task that nobody allocated"),
    ("task_tuples", lambda r: r["tasks"].append({"title": "加强值班值守"}), (1, 0, 1, 0), "it is a false tuple too"),
    ("task_clause", lambda r: task(r).update(clause="二"), (0, 1, 1, 0), "the right task at the wrong clause"),
    ("assignments", lambda r: task(r)["assignments"].append({"mention": "各县人民政府", "role": "lead"}), (2, 0, 0, 0), "an optional unit in any role is no false mention"),
    ("assignment_roles", lambda r: task(r)["assignments"].append({"mention": "各县人民政府", "role": "lead"}), (2, 0, 1, 0), "but its role must be right"),
    ("assignments", lambda r: task(r)["assignments"][0].update(mention="市应急管理局等"), (1, 1, 1, 1), "a name with a word too many is softly right"),
    ("assignment_roles", lambda r: task(r)["assignments"][1].update(role="lead"), (1, 1, 1, 0), "a wrong role is not softly right"),
    ("task_tuples", lambda r: task(r)["assignments"][1].update(role="lead"), (0, 1, 1, 1), "a whole task with one wrong role is softly right"),
    ("task_tuples", lambda r: task(r)["assignments"].pop(), (0, 1, 1, 0), "a whole task without one of its units is not"),
    ("deadlines", lambda r: task(r).update(deadlines=[{**BY_JUNE, "end": "2025-06-29"}]), (0, 1, 1, 0), "a day off is wrong, strictly and softly"),
    ("deadlines", lambda r: task(r).update(deadlines=[{**BY_JUNE, "ongoing": True}]), (0, 1, 1, 1), "the day right, going on wrong"),
    ("deadlines", lambda r: task(r).update(deadlines=[BY_JUNE, BY_JUNE]), (1, 0, 1, 0), "twice the same limit: one of them is false"),
    ("milestones", lambda r: task(r)["milestones"][0].update(text="4月底前完成登记造册，建立台账"), (1, 0, 0, 0), "a step cut longer is the same step"),
    ("milestones", lambda r: task(r)["milestones"][0].update(text="组织培训"), (0, 1, 1, 0), "another step"),
    ("milestone_dates", lambda r: task(r)["milestones"][0].update(deadline=None), (0, 1, 0, 0), "the step without its date"),
    ("milestone_status", lambda r: task(r)["milestones"][0].update(status="done"), (0, 1, 1, 0), "planned is not done"),
    ("citations", lambda r: r["citations"].append({"title": "《燃气管理条例》", "relation": "cites"}), (1, 0, 0, 0), "a document counts once, with its marks or without"),
    ("citation_relations", lambda r: r["citations"][0].update(relation="repeals"), (0, 1, 1, 0), "named, in the wrong relation"),
    ("units", lambda r: r["units"][0].update(name="泽川市商务厅"), (0, 1, 1, 1), "a full name with one other character"),
    ("unit_levels", lambda r: r["units"].clear(), (0, 0, 0, 0), "the level of a unit that was not found is not asked for"),
)


@pytest.mark.parametrize(("field", "change", "expected", "why"), CASES, ids=[f"{number}-{case[0]}" for number, case in enumerate(CASES)])
def test_one_thing_found_otherwise(field: str, change: Callable[[Json], object], expected: tuple[int, int, int, int], why: str) -> None:
    assert counts(field, GOLD, found_with(change)) == expected, why


def test_fields_that_are_not_scored_are_not_counted() -> None:
    gold = {**GOLD, "not_scored": ["deadlines", "number"]}
    found = found_with(lambda r: (task(r).update(deadlines=[]), r["notice"].update(number="别字〔2020〕1号")))
    assert counts("deadlines", gold, found) == (0, 0, 0, 0)
    assert counts("task_tuples", gold, found) == (0, 0, 0, 0), "a whole task cannot be judged without its limits"
    assert counts("header", gold, found) == (3, 0, 0, 0)


def test_an_empty_record_misses_all_that_is_there() -> None:
    figures = score_record(GOLD, {}).figures()
    assert all(row.hits == row.false == 0 and row.f1 == row.soft_f1 == 0.0 for row in figures)
    assert counts("assignments", GOLD, {}) == (0, 2, 0, 0)


def test_items_say_what_was_hit_missed_and_false() -> None:
    found = found_with(lambda r: task(r)["assignments"][0].update(mention="市消防救援局"))
    items = [(item.sign, item.item, item.where) for item in score_record(GOLD, found, where="泽川").items if item.field == "assignments"]
    assert items == [("=", "市商务局", "泽川 一"), ("-", "市应急管理局", "泽川 一"), ("+", "市消防救援局", "泽川 一")]


def test_figures_by_hand() -> None:
    """Three hits, one miss, two false hits of which one is nearly the missed one: P 3/5, R 3/4, F1 6/9, soft F1 8/9."""
    row = Figures(field="assignments", hits=3, misses=1, false=2, soft_hits=1)
    assert (row.precision, row.recall, row.support) == (0.6, 0.75, 4)
    assert (row.f1, row.soft_f1) == (pytest.approx(6 / 9), pytest.approx(8 / 9))


def test_sums_are_over_items_not_over_notices() -> None:
    one, two = (Figures(field="tasks", hits=h, misses=m, false=0, soft_hits=0) for h, m in ((9, 0), (0, 1)))
    assert add_up([[one], [two]]) == (Figures(field="tasks", hits=9, misses=1, false=0, soft_hits=0),)


@pytest.mark.parametrize("path", HAND_MADE, ids=lambda path: path.stem)
def test_a_hand_made_record_agrees_with_itself(path: Path) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    figures = score_record(record, record).figures()
    assert {row.field for row in figures} >= {"header", "clauses"}
    assert [row for row in figures if row.misses or row.false] == []
