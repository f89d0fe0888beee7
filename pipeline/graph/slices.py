"""A part of the graph of a store: the graph of some notices, with the ids and attributes that it has in the whole.

What the notices refer to elsewhere (a cited notice, a unit that others name too) is looked up in the store by its name, so
that one notice among a hundred thousand costs no more than its own facts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence

import networkx as nx

from extractors.knowledge import Knowledge
from pipeline import identity
from pipeline.entries import NoticeEntry
from pipeline.graph.builder import Context, build_graph
from pipeline.graph.kinds import EdgeKind
from pipeline.graph.links import Policies
from pipeline.graph.named_places import Places
from pipeline.graph.named_units import Units
from pipeline.graph.names import NoticeHead, NoticeNames, bare_title, issuer_forms, normal_title
from pipeline.resolve.collectives import members_of
from pipeline.resolve.view import View

_MAIN_LINE: frozenset[EdgeKind] = frozenset(
    {"has_clause", "has_measure", "has_task", "carried_out_by", "continues", "assigned_to", "due", "has_milestone", "issued_by", "of_place"}
)
_ABOVE: frozenset[EdgeKind] = frozenset({"has_clause", "has_measure", "has_task", "carried_out_by"})
_OF_TASK: frozenset[EdgeKind] = frozenset({"assigned_to", "due", "has_milestone", "continues", "issued_by", "of_place"})


def of_notices(view: View, notices: Iterable[str], *, knowledge: Knowledge) -> nx.MultiDiGraph[str]:
    """The graph of these notices: their own facts, and what these lead to."""
    entries = view.entries(notices=notices)
    return build_graph(entries, knowledge=knowledge, context=context_of(view, entries, knowledge))


def cut(
    view: View, notices: Collection[str] | None, *, policy: str | None, tasks: Collection[str] | None, knowledge: Knowledge
) -> nx.MultiDiGraph[str]:
    """The part of the graph that some notices (``None``: all), a policy (its id) and some tasks (their nodes) have in common."""
    if policy is not None:
        citing = {policy, *that_may_cite(view, policy)}
        notices = citing if notices is None else citing & set(notices)
    if notices is None:
        notices = view.ids()
    built = of_notices(view, notices, knowledge=knowledge)
    keep = set(built)
    if policy is not None:
        nodes = {f"policy:{id}" for id in (policy, normal_title(policy))} & set(built)
        keep = {node for top in sorted(nodes) for node in carrying_out(built, top)}
    if tasks is not None:
        keep &= around(built, [task for task in tasks if task in keep])
    return induced(built, keep)


def context_of(view: View, entries: Sequence[NoticeEntry], knowledge: Knowledge) -> Context:
    """What the store knows beyond these notices of what they refer to."""
    own = {entry.notice_id for entry in entries}
    policies = policies_of(view, entries)
    cited = {policies.cited(entry, citation).notice_id for entry in entries for citation in entry.record.citations}
    held = view.entries(notices={notice for notice in cited if notice is not None} - own)
    areas = [entry.record.notice.jurisdiction for entry in entries if entry.record.notice.jurisdiction is not None]
    places = view.names.places(names={area.name for area in areas}, codes={area.code for area in areas if area.code})
    return Context(
        policies=policies,
        units=_units(view, entries, knowledge),
        places=Places(places),
        heads={entry.notice_id: NoticeHead.of(entry) for entry in held},
        whole=False,
    )


def policies_of(view: View, entries: Sequence[NoticeEntry]) -> Policies:
    """The policies that these notices cite, as the whole store knows them."""
    citations = [citation for entry in entries for citation in entry.record.citations]
    titles = {normal_title(citation.title) for citation in citations if citation.title}
    numbers = {identity.normal_number(citation.number) for citation in citations if citation.number}
    # a title may be known with a number, which then finds the notice
    numbers |= {identity.normal_number(name.number) for name in view.names.cited(titles=titles) if name.number}
    named = {citation.notice_id for citation in citations if citation.notice_id is not None}
    return Policies(
        view.names.notices(titles=titles, numbers=numbers, notices=named),
        view.names.cited(titles=titles, numbers=numbers),
    )


def _units(view: View, entries: Sequence[NoticeEntry], knowledge: Knowledge) -> Units:
    own = {entry.notice_id for entry in entries}
    issuers = {issuer for entry in entries for issuer in entry.record.notice.issuers}
    found = Units(entries, elsewhere=view.names.unit_forms(names=issuers, without=own))
    ids = {found.issuer(entry, issuer) for entry in entries for issuer in entry.record.notice.issuers}
    ids |= {found.assigned(entry, said) for entry in entries for task in entry.record.tasks for said in task.assignments}
    for unit in [unit for unit in ids if not found.unit(unit).settled]:
        place, _, form = unit.partition("/")
        ids |= {member.unit_id for member in members_of(place, form, knowledge)}
    return Units(entries, elsewhere=view.names.unit_forms(units=ids, names=issuers, without=own))


def that_may_cite(view: View, policy: str) -> set[str]:
    """The ids of the notices that may cite a policy: a notice of the store by its id, or a document by its number or title (normal)."""
    [held, *_] = [*view.names.notices(notices=[policy]), None]
    titles = {normal_title(policy)} if held is None else _titles(held)
    numbers = {policy} if held is None else {identity.normal_number(held.number)} if held.number else set()
    titles |= {normal_title(name.title) for name in view.names.cited(numbers=numbers) if name.title}
    return view.names.citing(titles=titles, numbers=numbers, notices=[policy])


def measures_of(view: View, notices: Collection[str]) -> tuple[dict[tuple[str, int], str], dict[tuple[str, int], str]]:
    """The measure, and the policy that sets it, of each support of the tasks of some notices: by task id and position."""
    entries = view.entries(notices=notices)
    policies = policies_of(view, entries)
    measures, owners = {}, {}
    for entry in entries:
        for task in entry.record.tasks:
            for position, support in enumerate(task.supports, 1):
                key = (identity.task_id(entry.notice_id, task.id), position)
                measures[key] = policies.measure(entry, task, support)
                owners[key] = policies.superior(entry, task.part).id
    return measures, owners


def implementing(view: View, policy: str) -> set[str]:
    """The ids of the notices that say that they implement a policy (its id)."""
    entries = view.entries(notices=that_may_cite(view, policy))
    policies, own = policies_of(view, entries), {policy, normal_title(policy)}
    return {
        entry.notice_id
        for entry in entries
        for citation in entry.record.citations
        if citation.relation == "implements" and policies.cited(entry, citation).id in own
    }


def policy_meant(view: View, text: str) -> str | None:
    """The id of the document with exactly this title or number that notices cite; ``None`` where none does."""
    title, number = normal_title(text), identity.normal_number(text)
    named = view.names.cited(titles=[title], numbers=[number])
    numbers = {identity.normal_number(name.number) for name in named if name.number}
    if not named or number in numbers:
        return number if named else None
    return next(iter(numbers)) if len(numbers) == 1 else title


def _titles(notice: NoticeNames) -> set[str]:
    bare = {bare_title(notice.title, notice.issuers)} if notice.title else set()
    full = {form + title for form in issuer_forms(notice.issuers) for title in bare}
    return bare | full | {normal_title(text) for text in notice.issued_texts}


def carrying_out(built: nx.MultiDiGraph[str], policy: str) -> set[str]:
    """The nodes of a policy (its node) and of what carries it out: its own clauses and tasks, the tasks under its measures, the
    notices that cite it, and all that those hold which say that they implement it."""
    tops = {policy}
    for source, _, said in built.in_edges(policy, data=True):
        if said["kind"] == "cites":
            tops.add(source)
    implementing = {source for source, _, said in built.in_edges(policy, data=True) if said.get("relation") == "implements"}
    return tops | _below(built, {policy, *implementing} & set(built), _MAIN_LINE)


def around(built: nx.MultiDiGraph[str], tasks: Collection[str]) -> set[str]:
    """The nodes around tasks (their nodes): their units and days, and the clauses, measures and policies above them."""
    there = set(tasks) & set(built)
    above = _above(built, there)
    return above | {target for node in above for _, target, said in built.out_edges(node, data=True) if said["kind"] in _OF_TASK}


def induced(built: nx.MultiDiGraph[str], keep: Collection[str]) -> nx.MultiDiGraph[str]:
    """The nodes to keep and the edges between them, in the order of the graph."""
    kept: nx.MultiDiGraph[str] = nx.MultiDiGraph(**built.graph)
    kept.add_nodes_from((node, values) for node, values in built.nodes(data=True) if node in keep)
    for source, target, key, values in built.edges(keys=True, data=True):
        if source in kept and target in kept:
            kept.add_edge(source, target, key=key, **values)
    return kept


def _below(built: nx.MultiDiGraph[str], start: Collection[str], kinds: frozenset[EdgeKind]) -> set[str]:
    found, open_nodes = set(start), deque(sorted(start))
    while open_nodes:
        for _, target, said in built.out_edges(open_nodes.popleft(), data=True):
            if said["kind"] in kinds and target not in found:
                found.add(target)
                open_nodes.append(target)
    return found


def _above(built: nx.MultiDiGraph[str], start: Collection[str]) -> set[str]:
    return _below(built.reverse(copy=False), start, _ABOVE)
