"""Networks of invented assignments, reckoned by hand."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.measures import coordination, load, networks, positions
from tests.measures.frames import assigned

#: Task 1: 甲 leads 乙 and 丙; task 2: 甲 and 乙 lead together; task 3: 丙 leads 甲, which also supervises; task 4: 丁 alone.
ROWS = [("1", "甲", "lead"), ("1", "乙", "responsible"), ("1", "丙", "support"), ("2", "甲", "lead"), ("2", "乙", "lead"),
        ("3", "丙", "lead"), ("3", "甲", "support"), ("3", "甲", "supervise"), ("4", "丁", "responsible")]  # fmt: skip


def test_load_by_hand() -> None:
    found = load.load(assigned(ROWS), tasks=5).set_index("unit_id")
    assert found["tasks"].is_monotonic_decreasing
    found = found.loc[["甲", "乙", "丙", "丁"]]
    assert found["tasks"].tolist() == [3, 2, 2, 1]
    assert found["lead"].tolist() == [2, 1, 1, 0]
    assert found["share"].tolist() == pytest.approx([3 / 5, 2 / 5, 2 / 5, 1 / 5])
    assert found["lead_share"].tolist() == pytest.approx([2 / 5, 1 / 5, 1 / 5, 0])
    assert found["load"].tolist() == pytest.approx([1 / 3 + 1 / 2 + 1 / 2, 1 / 3 + 1 / 2, 1 / 3 + 1 / 2, 1])


def test_load_of_more_tasks_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="3 tasks"):
        load.load(assigned(ROWS), tasks=3)


def test_coordination_by_hand() -> None:
    found = coordination.coordination(assigned(ROWS))
    assert found[["lead_id", "unit_id", "role", "tasks"]].values.tolist() == [
        ["丙", "甲", "supervise", 1],
        ["丙", "甲", "support", 1],
        ["甲", "丙", "support", 1],
        ["甲", "乙", "responsible", 1],
    ]


def test_partners_by_hand() -> None:
    found = coordination.partners(assigned(ROWS), {"甲"}).set_index("unit_id")
    assert found[["tasks", "led", "leads"]].loc["乙"].tolist() == [2, 1, 0], "the task that both lead is led by neither for the other"
    assert found[["tasks", "led", "leads"]].loc["丙"].tolist() == [2, 1, 1]
    assert "丁" not in found.index
    assert coordination.partners(assigned(ROWS), {"丁"}).empty


def test_pairs_of_units_by_hand() -> None:
    found = networks.unit_pairs(assigned(ROWS)).set_index(["source", "target"])
    weights = {("丙", "甲"): 0.5 * 1 + 1 * 0.5, ("丙", "乙"): 0.5 * 0.5, ("乙", "甲"): 0.5 * 1 + 1 * 1}
    expected = {tuple(sorted(pair)): weight for pair, weight in weights.items()}
    assert found["weight"].to_dict() == pytest.approx(expected)
    one, other = sorted(("丙", "甲"))
    leads = {one: found.loc[(one, other), "source_leads"], other: found.loc[(one, other), "target_leads"]}
    assert leads == {"丙": 1, "甲": 1}


def test_who_stands_between_and_who_belongs_together() -> None:
    """A chain of two triangles: the bridge stands between all, and each triangle is a community."""
    chain = [("1", u, "responsible") for u in "甲乙丙"] + [("2", u, "responsible") for u in "丁戊己"] + [("3", "丙", "supervise"), ("3", "丁", "supervise")]
    network = networks.unit_network(assigned(chain))
    between = positions.betweenness(network).set_index("unit_id")["betweenness"]
    assert between["丙"] == between["丁"] == pytest.approx(6 / 10), "丙 lies on the ways of 甲 and 乙 to each of the other three: 6 of 10 pairs"
    assert between["甲"] == 0
    found = positions.communities(network)
    assert {frozenset(rows["unit_id"]) for _, rows in found.groupby("community")} == {frozenset("甲乙丙"), frozenset("丁戊己")}


def test_no_assignments_no_rows() -> None:
    nothing = assigned([])
    network = networks.unit_network(nothing)
    assert len(network) == 0
    for found in (load.load(nothing, tasks=2), coordination.coordination(nothing), networks.unit_pairs(nothing), positions.betweenness(network), positions.communities(network)):
        assert found.empty
        assert len(found.columns) > 0


ASSIGNED = st.lists(st.tuples(st.sampled_from("12345"), st.sampled_from("甲乙丙丁戊己"), st.sampled_from(load.ROLES)), unique=True, max_size=25)


@settings(deadline=None, max_examples=40)
@given(ASSIGNED, st.randoms())
def test_the_order_of_the_rows_does_not_matter(rows: list[tuple[str, str, str]], random: object) -> None:
    other = rows[:]
    random.shuffle(other)  # type: ignore[attr-defined]
    for one, two in zip(_everything(assigned(rows)), _everything(assigned(other)), strict=True):
        pd.testing.assert_frame_equal(one, two)


def _everything(rows: pd.DataFrame) -> list[pd.DataFrame]:
    network = networks.unit_network(rows)
    return [
        load.load(rows, tasks=5),
        coordination.coordination(rows),
        coordination.partners(rows, {"甲", "乙"}),
        networks.unit_pairs(rows),
        positions.betweenness(network),
        positions.communities(network),
    ]


@settings(deadline=None)
@given(ASSIGNED)
def test_what_adds_up(rows: list[tuple[str, str, str]]) -> None:
    frame = assigned(rows)
    found, tasks = load.load(frame, tasks=5), frame["task_id"].nunique()
    assert found["load"].sum() == pytest.approx(tasks), "each task is carried once"
    pairs = networks.unit_pairs(frame)
    assert (pairs["tasks"] >= pairs["source_leads"] + pairs["target_leads"]).all()
    together = coordination.partners(frame, {"甲"}).set_index("unit_id")["tasks"].to_dict()
    by_pair = {({*pair} - {"甲"}).pop(): count for *pair, count in pairs[["source", "target", "tasks"]].values.tolist() if "甲" in pair}
    assert together == by_pair


def test_betweenness_is_that_of_networkx() -> None:
    network = networks.unit_network(assigned(ROWS))
    expected = nx.betweenness_centrality(network)
    found = positions.betweenness(network).set_index("unit_id")["betweenness"].to_dict()
    assert found == pytest.approx(expected)
