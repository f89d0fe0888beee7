"""Every figure in a chart is what the records say, counted here without the frames that the chart was drawn from."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from extractors.records import Deadline, NoticeRecord, Task
from pipeline import labels
from pipeline.audit import audit
from pipeline.charts import bars, flow, heat, network, quality, times
from pipeline.corpus import Corpus
from pipeline.entries import NoticeEntry
from pipeline.evaluate.run import evaluate

ROOT = Path(__file__).parents[2]
CITY = "宁澜市"
PLAN = "宁府发〔2024〕11号"
AT = "2025-06-30"
ROLES = {word: role for role, word in labels.ROLES.items()}


def tasks_of(entries: list[NoticeEntry]) -> list[tuple[str, Task]]:
    return [(entry.notice_id, task) for entry in entries for task in entry.record.tasks]


def limits_of(task: Task) -> list[tuple[Deadline, bool]]:
    """The limits of a task, its own and those of its steps, and whether what they limit is done."""
    every = bool(task.milestones) and all(step.status == "done" for step in task.milestones)
    own = [(deadline, every) for deadline in task.deadlines]
    return own + [(step.deadline, step.status == "done") for step in task.milestones if step.deadline is not None]


def state(end: str, done: bool) -> str:
    return "已完成" if done else "已过期" if end < AT else "未到期"


def unit_names(corpus: Corpus) -> dict[str, str]:
    found = corpus.units()
    return dict(zip(found["unit_id"], found["name"], strict=True))


def ids_by_name(corpus: Corpus) -> dict[str, str]:
    units = corpus.load(place=CITY)
    assert units["name"].is_unique
    return dict(zip(units["name"], units["unit_id"], strict=True))


def held(entries: list[NoticeEntry], corpus: Corpus) -> list[tuple[str, str, str]]:
    """Task, name of unit and role, of all assignments, each once."""
    ids = corpus.assignments()
    of_mention = {(row.task_id, row.mention, row.role): row.unit_name for row in ids.itertuples()}
    found = {
        (f"{notice}#{task.id}", of_mention[f"{notice}#{task.id}", said.mention, said.role], said.role)
        for notice, task in tasks_of(entries)
        for said in task.assignments
    }
    return sorted(found)


def bars_of(figure: Any) -> dict[tuple[str, str], float]:
    """What a chart of bars says: by name and colour."""
    return {(name, trace.name): value for trace in figure.data for name, value in zip(trace.y, trace.x, strict=True)}


def cells_of(figure: Any) -> dict[tuple[str, str], float]:
    [trace] = figure.data
    return {(row, column): value for row, values in zip(trace.y, trace.z, strict=True) for column, value in zip(trace.x, values, strict=True)}


def test_sankey_has_a_band_for_each_assignment(corpus: Corpus) -> None:
    tasks = corpus.tasks(notice=PLAN)
    [drawn] = flow.sankey(corpus.notices(notice=PLAN), tasks, corpus.assigned(tasks), title="").data
    name = drawn.node.customdata
    bands = Counter((name[s], name[t], role) for s, t, role in zip(drawn.link.source, drawn.link.target, drawn.link.label, strict=True) if role)
    record = corpus.record(corpus.find(PLAN)[0])
    said = Counter((task.title, assignment.role) for task in record.tasks for assignment in task.assignments)
    assert Counter({(task, ROLES[role]): sum(n for (t, _, r), n in bands.items() if (t, r) == (task, role)) for task, _, role in bands}) == said
    from_policy = [v for v, role in zip(drawn.link.value, drawn.link.label, strict=True) if not role]
    assert sorted(from_policy) == sorted(len(task.assignments) for task in record.tasks if task.assignments)
    assert {name[t] for t, role in zip(drawn.link.target, drawn.link.label, strict=True) if role} == set(corpus.assigned(tasks)["unit_name"])


def test_load_and_roles_count_tasks(corpus: Corpus, of_city: list[NoticeEntry]) -> None:
    counted = Counter((unit, role) for _, unit, role in held(of_city, corpus))
    load = corpus.load(place=CITY)
    for drawn in (bars_of(bars.load_bars(load, most=20, title="")), cells_of(heat.roles(load, most=20, title=""))):
        assert len(drawn) == 20 * 4
        assert drawn == {(unit, word): counted[unit, ROLES[word]] for unit, word in drawn}
    tasks = Counter(unit for _, unit in {(task, unit) for task, unit, _ in held(of_city, corpus)})
    assert min(tasks[unit] for unit in load["name"].head(20)) >= max(tasks[unit] for unit in load["name"].iloc[20:]), "the first are the busiest"


def test_who_leads_whom(corpus: Corpus, of_city: list[NoticeEntry]) -> None:
    units = held(of_city, corpus)
    leads = {(task, unit) for task, unit, role in units if role == "lead"}
    together = Counter((lead, other, role) for task, lead in leads for at, other, role in units if at == task and role != "lead" and other != lead)
    drawn = cells_of(heat.coordination(corpus.coordination(place=CITY), title=""))
    assert drawn == {(lead, other): sum(n for (a, b, _), n in together.items() if (a, b) == (lead, other)) for lead, other in drawn}
    assert any(drawn.values())


def own_network(entries: list[NoticeEntry], corpus: Corpus) -> nx.Graph:
    found: nx.Graph = nx.Graph()
    of_task: dict[str, set[str]] = {}
    for task, unit, _ in held(entries, corpus):
        of_task.setdefault(task, set()).add(unit)
        found.add_node(unit)
    for units in of_task.values():
        for one, other in combinations(sorted(units), 2):
            found.add_edge(one, other, tasks=found.get_edge_data(one, other, {"tasks": 0})["tasks"] + 1)
    for unit in found:
        found.nodes[unit]["tasks"] = sum(unit in units for units in of_task.values())
    return found


def test_network_shows_each_unit_and_each_pair(corpus: Corpus, of_city: list[NoticeEntry]) -> None:
    figure = network.picture(corpus.unit_network(place=CITY), corpus.communities(place=CITY), title="")
    said = own_network(of_city, corpus)
    circles = {row[1]: (row[2], row[3]) for trace in figure.data if trace.customdata is not None for row in trace.customdata}
    assert circles == {unit: (said.nodes[unit]["tasks"], said.degree(unit)) for unit in said if said.degree(unit)}
    lines = {trace.meta["tasks"]: trace.meta["pairs"] for trace in figure.data if trace.meta}
    assert lines == Counter(tasks for _, _, tasks in said.edges(data="tasks"))
    for trace in figure.data:
        if trace.meta:
            assert list(trace.x).count(None) == trace.meta["pairs"], "a line ends where the next begins"


def test_betweenness_is_that_of_networkx(corpus: Corpus, of_city: list[NoticeEntry]) -> None:
    drawn = bars_of(bars.ranked(corpus.betweenness(place=CITY), "betweenness", title="", axis=""))
    said = nx.betweenness_centrality(own_network(of_city, corpus))
    assert len(drawn) == 15
    assert {unit: pytest.approx(value) for (unit, _), value in drawn.items()} == {unit: said[unit] for unit, _ in drawn}
    assert min(drawn.values()) >= sorted(said.values())[-15]


def test_gantt_has_every_day_of_a_notice(corpus: Corpus) -> None:
    figure = times.gantt(corpus.timetable(notice=PLAN), corpus.overdue(AT, notice=PLAN), at=AT, title="")
    drawn = Counter((row[2], day, trace.name) for trace in figure.data if trace.mode == "markers" for row, day in zip(trace.customdata, trace.x, strict=True))
    record = corpus.record(corpus.find(PLAN)[0])
    said = Counter((task.title, limit.end, state(limit.end, done)) for task in record.tasks for limit, done in limits_of(task) if limit.end)
    assert drawn == said
    assert {name for _, _, name in drawn} == {"已过期", "已完成", "未到期"}
    spans = [trace.x for trace in figure.data if trace.mode == "lines"]
    assert sum(list(x).count(None) for x in spans) == sum(bool(limit.start and limit.end) for task in record.tasks for limit, _ in limits_of(task))


def test_limits_by_month(corpus: Corpus, entries: list[NoticeEntry]) -> None:
    figure = times.due_by_month(corpus.timetable(), corpus.overdue(AT), at=AT, title="")
    drawn = {(month, trace.name): count for trace in figure.data for month, count in zip(trace.x, trace.y, strict=True) if count}
    said = Counter((limit.end[:7], state(limit.end, done)) for _, task in tasks_of(entries) for limit, done in limits_of(task) if limit.end)
    assert drawn == said


def test_limits_of_province_and_city(corpus: Corpus) -> None:
    figure = times.compared(corpus.limits_compared("岚政办发〔2024〕22号", "沧府发〔2024〕9号"), superior="省", subordinate="市", title="")
    drawn = {trace.name: dict(zip(trace.y, trace.x, strict=True)) for trace in figure.data if trace.mode == "markers"}
    # by reading samples 20 and 22: what both say, and the day of each
    assert drawn == {
        "省": {
            "完善城际充电网络": "2025-06-30",
            "加密城市充电网络": "2025-12-31",
            "推进充电设施进小区": "2026-12-31",
            "补齐农村充电短板": "2025-12-31",
            "布局重卡换电站": "2026-06-30",
            "保障建设用地": "2024-12-31",
        },
        "市": {
            "完善城际充电网络": "2025-06-30",
            "加密城市充电网络": "2025-12-31",
            "推进充电设施进小区": "2026-12-31",
            "补齐农村充电短板": "2026-06-30",
            "布局重卡换电站": "2025-12-31",
            "保障建设用地": "2024-12-31",
        },
    }
    red = [trace.y[0] for trace in figure.data if trace.mode == "lines" and trace.line.color == times.STATES["overdue"][1]]
    assert red == ["补齐农村充电短板"], "the one that the city wants later"


def test_completeness_by_notice(corpus: Corpus, entries: list[NoticeEntry]) -> None:
    frame = corpus.completeness()
    drawn = cells_of(heat.completeness(frame, names=list(frame["notice_id"]), title=""))

    def share(record: NoticeRecord, word: str) -> float:
        has = {
            "有责任单位": lambda task: task.assignments,
            "有牵头单位": lambda task: any(said.role == "lead" for said in task.assignments),
            "有时限": limits_of,
            "有指标": lambda task: task.targets,
        }[word]
        return sum(bool(has(task)) for task in record.tasks) / len(record.tasks)

    records = {entry.notice_id: entry.record for entry in entries}
    assert {notice for notice, _ in drawn} == {notice for notice, record in records.items() if record.tasks}
    assert drawn == {(notice, word): pytest.approx(share(records[notice], word), abs=1e-4) for notice, word in drawn}


def test_scores_are_those_of_the_evaluation() -> None:
    figures = [one for one in evaluate(ROOT / "tests" / "gold" / "city-plan.json", ROOT / "corpus" / "samples").figures if one.support]
    assert figures
    points = {trace.name: list(trace.x) for trace in quality.scores(figures, title="").data if trace.mode == "markers"}
    assert points == {"查准率 precision": [one.precision for one in figures], "查全率 recall": [one.recall for one in figures]}


def test_leftovers_are_those_of_the_audit(entries: list[NoticeEntry]) -> None:
    done = audit(entry.record for entry in entries)
    drawn = bars_of(quality.coverage(done.coverage, title=""))
    left = [value for (_, word), value in drawn.items() if word == "遗漏待查"]
    assert sum(left) == len(done.leftovers) > 0
    assert sum(drawn.values()) == sum(kind.cues for kind in done.coverage)


def test_counts_stand_in_their_bars() -> None:
    drawn = bars_of(bars.stacked({"甲": {"照抄": 3, "新增": 1}, "乙": {"新增": 2}}, title="", axis=""))
    assert drawn == {("甲", "照抄"): 3, ("甲", "新增"): 1, ("乙", "照抄"): 0, ("乙", "新增"): 2}


def test_what_is_empty_draws_nothing(corpus: Corpus) -> None:
    day = str(date(1900, 1, 1))
    none = corpus.timetable(due_before=day)
    assert len(none) == 0
    assert not any(len(trace.x) for trace in times.gantt(none, corpus.overdue(day), at=day, title="").data)
    assert not any(len(trace.x) for trace in times.due_by_month(none, corpus.overdue(day), at=day, title="").data)
    tasks = corpus.tasks(due_before=day)
    [drawn] = flow.sankey(corpus.notices(), tasks, corpus.assigned(tasks), title="").data
    assert not drawn.link.value
