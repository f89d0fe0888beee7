"""The measures on the samples: what was counted by hand in the printed worklist, and what SQL counts in the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from sqlalchemy import text

from pipeline.corpus import Corpus
from pipeline.measures import networks

#: 宁澜市支持竹产业高质量发展任务清单: 15 rows of work, one of them a continuation; 市林业局 stands first in three, in six more behind.
WORKLIST: dict[str, Any] = {"notice": "宁府发〔2024〕11号", "origin": "table"}
PROVINCE, CITY, OTHER_CITY = "岚政办发〔2024〕22号", "沧府发〔2024〕9号", "宁府办发〔2025〕14号"


def sql(corpus: Corpus, query: str) -> pd.DataFrame:
    """The rows of a query on the store, of the versions that stand (``v``)."""
    with corpus._store.engine.connect() as connection:
        rows = connection.execute(text(query))
        return pd.DataFrame(rows.all(), columns=list(rows.keys()))


# --- counted by hand ----------------------------------------------------------------------------------------------


def test_load_of_the_printed_worklist(samples: Corpus) -> None:
    found = samples.load(**WORKLIST).set_index("name")
    forestry = found.loc["宁澜市林业局"]
    assert (forestry["tasks"], forestry["lead"], forestry["responsible"], forestry["of"]) == (9, 3, 6, 15)
    assert forestry["lead_share"] == pytest.approx(3 / 15)
    assert found["lead"].sum() == 15, "each row has one unit that stands first"


def test_who_works_with_the_science_bureau(samples: Corpus) -> None:
    found = samples.partners("市科技局", notice=WORKLIST["notice"])
    assert found[["name", "tasks", "led", "leads"]].values.tolist() == [["宁澜学院", 1, 1, 0], ["高新区经济发展局", 1, 1, 0]]


def test_who_leads_whom(samples: Corpus) -> None:
    found = samples.coordination(**WORKLIST)
    pair = found[(found["lead"] == "宁澜市商务局") & (found["unit"] == "宁澜市林业局")]
    assert pair[["role", "tasks"]].values.tolist() == [["responsible", 1]]
    with_statistics = found[found["unit"].str.contains("统计局")]
    assert sorted(with_statistics["lead"]) == ["宁澜市林业局", "宁澜市经济和信息化局"]


def test_what_is_due_in_the_first_year(samples: Corpus) -> None:
    found = samples.timetable(steps=False, due_before="2024-12-31", **WORKLIST)
    assert [(f"{day:%m-%d}", title) for day, title in zip(found["end"], found["title"], strict=True)] == [
        ("08-31", "设立竹制品出口服务专窗"),
        ("09-30", "开展品牌授权和产销对接"),
        ("10-31", "保障项目用地用电"),
        ("12-31", "开发竹林经营权抵押贷款"),
    ]


def test_what_is_overdue_on_the_first_of_october(samples: Corpus) -> None:
    """The step of May is done (已完成); a limit of the 30th of September is overdue by a day."""
    found = samples.overdue("2024-10-01", **WORKLIST)
    assert sorted(zip(found["text"], found["days"], strict=True)) == sorted(
        [("6月", 93), ("7、8月", 31), ("2024年8月并长期坚持", 31), ("8月底前", 31), ("9月底前", 1), ("2024年9月", 1), ("9月", 1)]
    )
    assert samples.overdue("2024-06-30", **WORKLIST).empty, "the last day itself is not late"


def test_measures_with_two_tasks(samples: Corpus) -> None:
    found = samples.measures(min_tasks=2, **WORKLIST)
    assert found[["no", "tasks"]].values.tolist() == [[4, 2]], "a continuation row is no task of its own: measure 1 has one"
    every = samples.measures(**WORKLIST).set_index("no")
    assert every.index.tolist() == list(range(1, 15))
    assert (every.loc[1, "tasks"], every.loc[1, "entries"]) == (1, 2)


def test_measures_of_a_worklist_whose_titles_name_no_superior(samples: Corpus) -> None:
    """The city's plan cites the province's in its first line alone: of its 13 rows two have no measure, each of the others one of its own."""
    found = samples.measures(notice="宁府办发〔2024〕31号")
    assert set(found["policy_id"]) == set(samples.find(PROVINCE))
    assert len(found) == found["tasks"].sum() == 11


def test_limits_later_than_the_province_sets(samples: Corpus) -> None:
    found = samples.conflicts().query("kind == 'later_than_superior'")
    late = {(task.split("/")[1].split("#")[0], detail, days) for task, detail, days in found[["task_id", "detail", "days"]].values.tolist()}
    assert late == {(CITY, "补齐农村充电短板", 181), (OTHER_CITY, "加密城市充电网络", 181)}, "December 2025 → June 2026"


def test_what_came_down_word_for_word_changed_and_added(samples: Corpus) -> None:
    superior, subordinate = (samples.find(number)[0] for number in (PROVINCE, CITY))
    found = samples.transmission(superior, subordinate)
    of = {kind: " ".join(rows["text"].fillna(rows["superior_text"])) for kind, rows in found.groupby("kind")}
    assert "城市核心区公共充电服务半径缩小到1公里以内" in of["shared"]
    assert "普通国省道沿线每40公里至少建成1座公共充电站" in of["changed"], "50 公里 in the province's"
    assert "荻浦县、石荻县先行试点" in of["added"]
    for notice, start, end, words in ((superior, "superior_start", "superior_end", "superior_text"), (subordinate, "start", "end", "text")):
        printed = samples.record(notice).text
        said = found[found[words].notna()]
        assert all(printed[one:other] == quoted for one, other, quoted in said[[start, end, words]].values.tolist())


def test_which_notices_came_down_to_which(samples: Corpus) -> None:
    found = samples.transmissions().set_index(["superior_id", "subordinate_id"])
    said = {(one.split("/")[-1], other.split("/")[-1]): relations for (one, other), relations in found["relations"].items()}
    assert said["岚政发〔2024〕6号", "宁府发〔2024〕11号"] == "implements"
    assert said["宁府发〔2024〕11号", "岭府办发〔2024〕27号"] == "forwards"
    assert pd.isna(said["宁府办发〔2024〕31号", "沧府发〔2024〕9号"]), "it names it nowhere: the two share sentences"
    assert found["own"].between(0, 1).all()


def test_policies_by_citation_and_implementation(samples: Corpus) -> None:
    network = samples.policy_network(policy="岚政发〔2024〕6号")
    superior, city = (f"policy:{samples.find(number)[0]}" for number in ("岚政发〔2024〕6号", "宁府发〔2024〕11号"))
    assert network.edges[city, superior]["relations"] == "implements"
    assert network.edges[city, superior]["tasks"] == 15, "all rows of the worklist carry out a measure of the province"


# --- the same by a direct query -----------------------------------------------------------------------------------

STANDING = "versions v JOIN tasks t ON t.record_id = v.record_id"
OF_TASK = "t.record_id AND {0}.task_position = t.position"


def test_completeness_is_what_sql_counts(samples: Corpus) -> None:
    def having(table: str, more: str = "") -> str:
        return f"sum(EXISTS (SELECT 1 FROM {table} x WHERE x.record_id = t.record_id AND x.task_position = t.position{more}))"

    columns = f"""count(*) AS tasks, {having("assignments")} AS with_unit, {having("assignments", " AND x.role = 'lead'")} AS with_lead,
        {having("deadlines")} AS with_deadline, {having("targets")} AS with_target"""
    query = f"SELECT v.notice_id, {columns} FROM {STANDING} WHERE v.ended_run IS NULL GROUP BY v.notice_id"
    expected = sql(samples, query).sort_values("notice_id")
    found = samples.completeness()
    assert found[list(expected.columns)].values.tolist() == expected.values.tolist()
    shares = expected[["with_lead", "with_deadline", "with_target"]].div(expected["tasks"], axis=0).mean(axis=1)
    assert found["completeness"].tolist() == pytest.approx(shares.tolist())


def test_overdue_and_timetable_are_what_sql_finds(samples: Corpus) -> None:
    query = f"""SELECT t.task_id, d.position FROM {STANDING} JOIN deadlines d ON d.record_id = t.record_id AND d.task_position = t.position
        LEFT JOIN milestones m ON m.record_id = d.record_id AND m.task_position = d.task_position AND m.position = d.milestone_position
        WHERE v.ended_run IS NULL AND d.end_date < '2025-01-01' AND coalesce(m.status, 'planned') != 'done'"""
    expected = sql(samples, query)
    found = samples.overdue("2025-01-01")
    assert len(found) == len(expected) > 20
    assert len(samples.timetable()) == sql(samples, f"SELECT 1 FROM {STANDING} JOIN deadlines d ON d.record_id = t.record_id AND d.task_position = t.position WHERE v.ended_run IS NULL").shape[0]


def test_load_is_what_pandas_counts_in_the_assignments(samples: Corpus) -> None:
    rows = samples.assignments()
    found = samples.load().set_index("unit_id")
    assert found["tasks"].to_dict() == rows.drop_duplicates(["unit_id", "task_id"])["unit_id"].value_counts().to_dict()
    leads = rows[rows["role"] == "lead"].drop_duplicates(["unit_id", "task_id"])["unit_id"].value_counts().to_dict()
    assert found.loc[found["lead"] > 0, "lead"].to_dict() == leads
    counted = sql(samples, f"SELECT count(*) AS n FROM {STANDING} WHERE v.ended_run IS NULL")["n"].iloc[0]
    assert set(found["of"]) == {counted}


def test_networks_are_what_the_assignments_say(samples: Corpus) -> None:
    rows = samples.assignments(notice=WORKLIST["notice"])[["task_id", "unit_id"]].drop_duplicates()
    pairs = rows.merge(rows, on="task_id")
    pairs = pairs[pairs["unit_id_x"] < pairs["unit_id_y"]].groupby(["unit_id_x", "unit_id_y"]).size().to_dict()
    network = samples.unit_network(notice=WORKLIST["notice"])
    assert {tuple(sorted((one, other))): tasks for one, other, tasks in network.edges(data="tasks")} == pairs
    found = samples.communities(notice=WORKLIST["notice"])
    parts = [set(rows["unit_id"]) for _, rows in found.groupby("community")]
    assert nx.community.is_partition(network, parts)
    assert nx.community.modularity(network, parts) > 0


def test_days_of_the_network_of_time_are_those_of_the_timetable(samples: Corpus) -> None:
    timetable = samples.timetable(**WORKLIST)
    network = networks.time_network(timetable)
    assert sum(limits for _, _, limits in network.edges(data="limits")) == timetable["end"].notna().sum()
    assert sum(done for _, _, done in network.edges(data="done")) == 1, "the step of May"


def test_two_leads_are_what_sql_groups(samples: Corpus) -> None:
    rows = samples.assignments(role="lead")
    several = rows.groupby("task_id")["unit_id"].nunique()
    found = samples.conflicts().query("kind == 'two_leads'")
    assert sorted(found["task_id"]) == sorted(several[several > 1].index)


def test_orphans_are_what_sql_finds_alone(samples: Corpus) -> None:
    found = samples.orphans()
    alone = f"""SELECT v.notice_id || '#' || t.task_id AS id FROM {STANDING} WHERE v.ended_run IS NULL AND NOT EXISTS
        (SELECT 1 FROM assignments a WHERE a.record_id = t.record_id AND a.task_position = t.position)"""
    assert sorted(found.query("kind == 'task_without_unit'")["id"]) == sorted(sql(samples, alone)["id"])
    idle = set(found.query("kind == 'unit_without_task'")["id"])
    units = samples.units().set_index("unit_id")
    busy = units[["lead", "responsible", "support", "supervise"]].sum(axis=1) > 0
    assert idle == set(units.index[units["settled"] & ~busy])
    clauses = set(found.query("kind == 'clause_without_task'")["id"])
    assert clauses
    assert clauses.isdisjoint(samples.tasks()["clause_id"].dropna())


def test_supports_and_targets_are_the_tables(samples: Corpus) -> None:
    for name, frame in (("supports", samples.supports()), ("targets", samples.targets())):
        assert len(frame) == sql(samples, f"SELECT 1 FROM versions v JOIN {name} x ON x.record_id = v.record_id WHERE v.ended_run IS NULL").shape[0] > 0
    policies = set(samples.supports(notice=WORKLIST["notice"])["policy_id"])
    assert policies == set(samples.find("岚政发〔2024〕6号"))


# --- filters and order --------------------------------------------------------------------------------------------

FILTERS: list[tuple[dict[str, Any], Callable[[pd.DataFrame], Any], str]] = [
    ({"place": "岭泉"}, lambda found: {notice.split("/")[-1] for notice in found["notice_id"]} == {"岭府办发〔2024〕27号"}, "part of a place"),
    ({"issued_after": "2025-06-01"}, lambda found: {notice.split("/")[-1] for notice in found["notice_id"]} == {"禾政办发〔2025〕17号"}, "day of issue"),
    ({"status": "done"}, lambda found: (found["status"] == "done").all(), "all steps done"),
    ({"status": "started"}, lambda found: "开展品牌授权和产销对接" in set(found["title"]), "May done, September not"),
    ({"origin": "table", "unit": "统计局"}, lambda found: len(found) == 3, "two rows of the city's worklist, one of the county's"),
]


@pytest.mark.parametrize(("asked", "holds", "why"), FILTERS)
def test_filters(samples: Corpus, asked: dict[str, Any], holds: Callable[[pd.DataFrame], Any], why: str) -> None:
    assert holds(samples.tasks(**asked)), why


MEASURES = ["load", "coordination", "betweenness", "communities", "timetable", "completeness", "measures", "orphans", "conflicts", "transmissions"]


@pytest.mark.parametrize("name", MEASURES)
def test_the_same_store_gives_the_same_bytes(samples: Corpus, name: str) -> None:
    one, other = (getattr(samples, name)() for _ in range(2))
    assert len(one) > 0
    assert one.to_csv() == other.to_csv()


def test_assignments_and_units_by_place_and_role(samples: Corpus) -> None:
    rows = samples.assignments(unit="林业局", role="lead", place="宁澜市")
    assert set(rows["role"]) == {"lead"}
    assert set(rows["unit_name"]) == {"宁澜市林业局"}
    assert set(samples.units(place="岭泉")["unit_id"]) < set(samples.units()["unit_id"])
