"""The graph seen from one side: units by shared tasks, policies by citation, tasks by time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations

import networkx as nx
import pandas as pd

from extractors.records import Role
from pipeline.measures.load import named_units

#: What a role counts in the weight of an edge between units; who leads counts most.
ROLE_WEIGHTS: Mapping[Role, float] = {"lead": 1.0, "responsible": 0.5, "support": 0.5, "supervise": 0.25}


def unit_pairs(assignments: pd.DataFrame, *, weights: Mapping[Role, float] = ROLE_WEIGHTS) -> pd.DataFrame:
    """The pairs of units that share a task, the heaviest first.

    Returns:
        ``source`` and ``target`` (ids of units, the first by characters first); ``tasks``: the tasks that they share;
        ``source_leads``: those that ``source`` leads and ``target`` does not, ``target_leads`` the other way round;
        ``weight`` = Σ w(source, t) · w(target, t) over the shared tasks, where w(u, t) is the weight of the role of u in t, of
        several the greatest.
    """
    ranked = assignments.assign(weight=assignments["role"].map(dict(weights)).astype("float64"), leads=assignments["role"] == "lead")
    each = ranked.groupby(["task_id", "unit_id"], as_index=False).agg({"weight": "max", "leads": "any"}).sort_values(["task_id", "unit_id"])
    tasks: Counter[tuple[str, str]] = Counter()
    first: Counter[tuple[str, str]] = Counter()
    second: Counter[tuple[str, str]] = Counter()
    total: dict[tuple[str, str], float] = {}
    for _, rows in each.groupby("task_id", sort=True):
        units = zip(rows["unit_id"].tolist(), rows["weight"].tolist(), rows["leads"].tolist(), strict=True)
        for (one, by_one, one_leads), (other, by_other, other_leads) in combinations(units, 2):
            pair = (one, other)
            tasks[pair] += 1
            first[pair] += one_leads and not other_leads
            second[pair] += other_leads and not one_leads
            total[pair] = total.get(pair, 0.0) + by_one * by_other
    rows_found = [(*pair, tasks[pair], first[pair], second[pair], round(total[pair], 9)) for pair in sorted(tasks)]
    frame = pd.DataFrame(rows_found, columns=["source", "target", "tasks", "source_leads", "target_leads", "weight"])
    counts = dict.fromkeys(("tasks", "source_leads", "target_leads"), "Int64")
    frame = frame.astype({"source": "string", "target": "string", "weight": "float64"} | counts)
    return frame.sort_values(["weight", "source", "target"], ascending=[False, True, True], ignore_index=True)


def unit_network(assignments: pd.DataFrame, *, weights: Mapping[Role, float] = ROLE_WEIGHTS) -> nx.Graph[str]:
    """Units by shared tasks: nodes are ids with ``name``, ``settled`` and ``tasks``, edges have the columns of :func:`unit_pairs`.

    A unit that shares no task is a node without edges. Nodes and edges come in the order of the ids.
    """
    network: nx.Graph[str] = nx.Graph()
    units = named_units(assignments)
    counts = assignments.groupby("unit_id")["task_id"].nunique()
    for unit, name, settled in units.itertuples(name=None):
        network.add_node(str(unit), name=str(name), settled=bool(settled), tasks=int(counts[unit]))
    columns = ("tasks", "source_leads", "target_leads", "weight")
    for row in unit_pairs(assignments, weights=weights).sort_values(["source", "target"]).itertuples(index=False):
        said = {column: getattr(row, column) for column in columns}
        network.add_edge(str(row.source), str(row.target), **said)
    return network


def policy_network(graph: nx.MultiDiGraph[str]) -> nx.DiGraph[str]:
    """Policies by citation and implementation, of a graph of :meth:`Corpus.graph`.

    Nodes are the policies of the graph with their attributes. An edge leads from who cites to what is cited: ``relations``
    are the relations said, sorted and parted by ``、``; ``tasks`` are the tasks of the citing notice that carry out a measure of
    the cited policy; ``weight`` = citations + tasks.
    """
    network: nx.DiGraph[str] = nx.DiGraph()
    for node in sorted(node for node in graph if graph.nodes[node]["kind"] == "policy"):
        network.add_node(node, **graph.nodes[node])
    relations: dict[tuple[str, str], list[str]] = {}
    for source, target, said in graph.edges(data=True):
        if said["kind"] == "cites":
            relations.setdefault((source, target), []).append(said["relation"])
    tasks = Counter(_carried_out(graph))
    for pair in sorted({*relations, *tasks}):
        said_so = relations.get(pair, [])
        network.add_edge(*pair, relations="、".join(sorted(set(said_so))), tasks=tasks[pair], weight=len(said_so) + tasks[pair])
    return network


def _carried_out(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str]]:
    """For each task of a notice and each other policy of which it carries out a measure: the notice and the policy."""
    found = {
        (f"policy:{said['notice']}", f"policy:{graph.nodes[measure]['policy']}", task)
        for measure, task, said in graph.edges(data=True)
        if said["kind"] == "carried_out_by"
    }
    return [(notice, policy) for notice, policy, _ in found if notice != policy and notice in graph and policy in graph]


def time_network(timetable: pd.DataFrame) -> nx.Graph[str]:
    """Tasks and the days on which something of theirs is due, of a frame of :func:`pipeline.measures.times.timetable`.

    Nodes ``task:…`` and ``date:…`` have the ids that they have in the graph; an edge has ``limits``: how many limits of the task end that
    day, and ``done``: how many of them are of steps that are done.
    """
    network: nx.Graph[str] = nx.Graph()
    dated = timetable[timetable["end"].notna()].sort_values(["task_id", "end"])
    for (task, end), rows in dated.groupby(["task_id", "end"], sort=True):
        day = f"{end:%Y-%m-%d}"
        network.add_node(f"task:{task}", kind="task", label=str(rows["title"].iloc[0]))
        network.add_node(f"date:{day}", kind="date", date=day)
        network.add_edge(f"task:{task}", f"date:{day}", limits=len(rows), done=int((rows["status"] == "done").sum()))
    return network
