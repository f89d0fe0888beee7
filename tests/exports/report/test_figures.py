"""Every figure and every bar of the page is what a direct query of the store gives."""

from __future__ import annotations

import json
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from pipeline.corpus import Corpus

ROLES = ("lead", "responsible", "support", "supervise")


@pytest.fixture(scope="module")
def page(report: Path) -> Any:
    return lxml.html.fromstring(report.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def data(page: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(page.get_element_by_id("data").text)
    return loaded


def numbers(page: Any, chart: str, attribute: str) -> list[tuple[Any, int]]:
    """The numbers of a chart that can be chosen, with what they choose."""
    found = page.xpath(f"//section[@id='{chart}']//button[@data-{attribute}]")
    assert found, chart
    return [(button.attrib, int(button.text)) for button in found]


def test_counts(page: Any, corpus: Corpus) -> None:
    tasks, assigned, limits = corpus.tasks(), corpus.assignments(), corpus.deadlines()
    said = [int(number.text.replace(",", "")) for number in page.xpath("//ul[@class='figures']//strong")]
    assert said == [
        len(corpus.notices()),
        len(corpus.clauses()),
        len(tasks),
        assigned["unit_id"].nunique(),
        len(corpus.tasks(role="lead")),
        limits["task_id"].nunique(),
        len(corpus.tasks(due_after="0001-01-01")),
        len(corpus.problems()),
        len(corpus.quarantine()),
    ]


def test_units_by_role(page: Any, data: dict[str, Any], corpus: Corpus) -> None:
    assigned = corpus.assignments()
    for chosen, number in numbers(page, "chart-units", "unit"):
        unit = data["units"][int(chosen["data-unit"])]
        rows = assigned[assigned["unit_id"] == unit["id"]]
        if "data-role" in chosen:
            rows = rows[rows["role"] == chosen["data-role"]]
        assert number == rows["task_id"].nunique(), unit["label"]
    busiest = assigned.groupby("unit_id")["task_id"].nunique().sort_values(ascending=False)
    assert [unit["tasks"] for unit in data["units"]] == busiest.tolist(), "the busiest first"


def test_bars_are_as_long_as_their_numbers(page: Any) -> None:
    """In a row the parts stand in the proportion of the roles' numbers, and over the rows one task is always as long."""
    lengths = set()
    for row in page.xpath("//section[@id='chart-units']//tbody/tr"):
        counts = {role: int(cell.text_content()) for role, cell in zip(ROLES, row.xpath("./td"), strict=False)}
        for part in row.xpath(".//rect"):
            lengths.add(round(float(part.get("width")[:-1]) / counts[part.get("class")], 1))
        assert len(row.xpath(".//rect")) == sum(bool(count) for count in counts.values())
    assert max(lengths) - min(lengths) <= 0.11, "but for rounding"


def test_periods(page: Any, corpus: Corpus) -> None:
    shown = numbers(page, "chart-periods", "from")
    for chosen, number in shown:
        assert number == len(corpus.tasks(due_after=chosen["data-from"], due_before=chosen["data-to"])), dict(chosen)
    columns = page.xpath("//section[@id='chart-periods']//*[@data-from and @data-to and contains(@class, 'chosen')]")
    assert [(column.get("data-from"), int(column.xpath("string(.//*[@class='value'])"))) for column in columns] == [
        (chosen["data-from"], number) for chosen, number in shown
    ]


def test_notices_and_places(page: Any, data: dict[str, Any], corpus: Corpus) -> None:
    for chosen, number in numbers(page, "chart-notices", "notice"):
        assert number == len(corpus.tasks(notice=data["notices"][int(chosen["data-notice"])]["id"]))
    places = corpus.notices().set_index("notice_id")["place"]
    of_place = corpus.tasks()["notice_id"].map(places).value_counts()
    assert {chosen["data-place"]: number for chosen, number in numbers(page, "chart-places", "place")} == of_place.to_dict()


def test_links_of_the_network(data: dict[str, Any], corpus: Corpus) -> None:
    assigned = corpus.assignments()
    expected: dict[tuple[str, str], list[int]] = {}
    for _, rows in assigned.groupby("task_id"):
        leads = set(rows.loc[rows["role"] == "lead", "unit_id"])
        for pair in combinations(sorted(set(rows["unit_id"])), 2):
            counts = expected.setdefault(pair, [0, 0, 0])
            counts[0] += 1
            counts[1] += pair[0] in leads
            counts[2] += pair[1] in leads
    ids = [unit["id"] for unit in data["units"]]
    found = {}
    for link in data["links"]:
        ends = sorted(((ids[link["a"]], link["a_leads"]), (ids[link["b"]], link["b_leads"])))
        found[ends[0][0], ends[1][0]] = [link["tasks"], ends[0][1], ends[1][1]]
    assert found == expected


def test_every_task_is_listed_with_its_due_day_and_its_units(data: dict[str, Any], corpus: Corpus) -> None:
    tasks = corpus.tasks().set_index("task_id")
    assert {task["id"] for task in data["tasks"]} == set(tasks.index)
    for task in data["tasks"]:
        due = tasks.loc[task["id"], "due"]
        assert task.get("due") == (None if due != due else f"{due:%Y-%m-%d}"), task["id"]
    assigned = corpus.assignments()
    expected = sorted(zip(assigned["task_id"], assigned["unit_id"], assigned["role"], strict=True))
    found = [(task["id"], data["units"][fact["unit"]]["id"], fact["role"]) for task in data["tasks"] for fact in task["facts"] if fact["kind"] == "unit"]
    assert sorted(found) == expected


def test_every_mark_is_on_the_words_of_the_record(data: dict[str, Any], corpus: Corpus) -> None:
    """And what is embedded of a notice is the lines that facts stand in, each character of it once."""
    held = total = 0
    for position, notice in enumerate(data["notices"]):
        text = corpus.record(notice["id"]).text
        passages = notice["passages"]
        facts = [*notice["facts"], *(fact for task in data["tasks"] if task["notice"] == position for fact in task["facts"])]
        assert facts
        for fact in facts:
            mark = fact["mark"]
            start = passages[mark["passage"]]["start"] + mark["start"]
            assert passages[mark["passage"]]["text"][mark["start"] : mark["end"]] == text[start : start + mark["end"] - mark["start"]]
            if fact["kind"] in {"unit", "official", "deadline"}:
                quoted = "".join(text[start : start + mark["end"] - mark["start"]].split())
                assert "".join(fact["words"].split()) in quoted or quoted in "".join(fact["words"].split()), fact
        ends = [(one["start"], one["start"] + len(one["text"])) for one in passages]
        assert all(a[1] < b[0] for a, b in pairwise(ends)), "none overlaps another"
        held, total = held + sum(b - a for a, b in ends), total + len(text)
    assert held < total
