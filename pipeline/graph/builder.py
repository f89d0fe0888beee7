"""The graph policy → measure → task → unit, from the current notices. Kinds and attributes: ``docs/graph.md``.

Every edge of the main line points downwards, from the policy to who must do the work, so that ``networkx.descendants`` of
a policy, a clause or a measure is all that hangs on it. Every edge carries the characters that say it, but for those between
units, which no notice says (``pipeline/resolve/relations.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx

from extractors.knowledge import Knowledge
from extractors.records import Citation, Clause, Deadline, Evidence, Milestone, Task
from pipeline import identity, labels
from pipeline.entries import NoticeEntry
from pipeline.graph.kinds import EDGE_LABELS, NODE_KINDS, EdgeKind, NodeKind, Value
from pipeline.graph.links import Policies, Policy, RecordLinks
from pipeline.graph.named_places import Places
from pipeline.graph.named_units import Units
from pipeline.graph.names import NoticeHead, issued_texts
from pipeline.resolve.collectives import Member, members_of
from pipeline.resolve.relations import relations

#: What more than one notice may say of the same two nodes.
_SAID_BY_SEVERAL: frozenset[EdgeKind] = frozenset({"has_measure"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known beyond the notices of a graph: whose documents they cite, what their units are, where their places lie.

    ``heads`` are the headers of notices that are cited and not among them. ``whole`` is false where the notices are a part of a
    corpus: between units there are then those edges alone that lead straight to a unit of theirs, with none in between.
    """

    policies: Policies
    units: Units
    places: Places
    heads: Mapping[str, NoticeHead] = field(default_factory=dict)
    whole: bool = True

    @classmethod
    def of(cls, entries: Sequence[NoticeEntry]) -> Context:
        """That of notices that are all there are."""
        return cls(policies=Policies.of(entries), units=Units(entries), places=Places.of(entries))


def build_graph(entries: Sequence[NoticeEntry], *, knowledge: Knowledge | None = None, context: Context | None = None) -> nx.MultiDiGraph[str]:
    """The graph of these notices; with ``knowledge``, also how the units that they name stand to each other.

    Takes the current version of each notice, in any order: the same notices give the same graph, nodes grouped by kind
    and then in reading order of the notices sorted by id. Edge keys are the kind and a count (``assigned_to:1``); where several
    notices say the same (``has_measure``), the kind and the notice.

    With the ``context`` of a corpus that holds more, the graph is a part of that of the corpus, with the same ids and attributes.

    Raises:
        ValueError: two entries have the same notice id.
    """
    ordered = sorted(entries, key=lambda entry: entry.notice_id)
    twice = [notice for notice, count in Counter(entry.notice_id for entry in ordered).items() if count > 1]
    if twice:
        raise ValueError(f"the same notice twice: {twice[0]}")
    draft = _Draft(context or Context.of(ordered))
    for entry in ordered:
        _NoticeFacts(entry, draft).add()
    if knowledge is not None:
        draft.relate(knowledge)
    return draft.graph()


class _Draft:
    """Nodes and edges as they are found; :meth:`graph` puts them in order."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._nodes: dict[NodeKind, dict[str, dict[str, Value]]] = {kind: {} for kind in NODE_KINDS}
        self._edges: list[tuple[str, str, EdgeKind, dict[str, Value]]] = []

    def node(self, kind: NodeKind, own_id: str, label: str, **values: Value) -> str:
        """Put a node down, and give its id. Who comes later only fills what was still unsaid."""
        node = f"{kind}:{own_id}"
        held = self._nodes[kind].setdefault(node, {"kind": kind, "label": labels.shortened(label)})
        for name, value in values.items():
            if held.get(name) is None:
                held[name] = value
        return node

    def edge(self, source: str, target: str, kind: EdgeKind, notice: str, evidence: Evidence | None, **values: Value) -> None:
        """Put an edge down with what it says and the characters that say it."""
        said: dict[str, Value] = {"kind": kind, "label": EDGE_LABELS[kind], **values, "notice": notice}
        if evidence is not None:
            said |= {"block": evidence.block, "page": evidence.page, "start": evidence.start, "end": evidence.end, "quote": evidence.quote}
        self._edges.append((source, target, kind, said))

    def policy(self, head: NoticeHead) -> str:
        """Put down the policy that a notice of the corpus is."""
        notice, issued = head.notice, issued_texts(head.notice)
        return self.node(
            "policy",
            head.notice_id,
            issued[0] if len(issued) == 1 else notice.title or head.notice_id,
            in_corpus=True,
            title=notice.title,
            number=notice.number,
            document_kind=notice.kind,
            issuers=list(notice.issuers),
            issued_texts=list(issued),
            issued_on=notice.issued_on,
            effective_on=notice.effective_on,
            expires_on=notice.expires_on,
            status=notice.status,
            version=head.version,
            sources=list(head.sources),
        )

    def unit(self, unit: str) -> str:
        """Put down a unit that notices name."""
        known = self.context.units.unit(unit)
        return self.node(
            "unit", unit, known.name, name=known.name, level=known.level, mentions=list(known.mentions), settled=known.settled
        )

    def relate(self, knowledge: Knowledge) -> None:
        """Put down the members of collectives, and the edges between units that are known rather than said."""
        for node, values in sorted(self._nodes["unit"].items()):
            place, _, form = node.removeprefix("unit:").partition("/")
            for member in () if values["settled"] else members_of(place, form, knowledge):
                self._edges.append((node, self._member(member), "has_member", {"kind": "has_member", "label": EDGE_LABELS["has_member"]}))
        units = [node.removeprefix("unit:") for node in self._nodes["unit"]]
        for found in relations(units, knowledge, straight=not self.context.whole):
            said: dict[str, Value] = {"kind": found.kind, "label": EDGE_LABELS[found.kind], "since": found.since, "basis": found.basis}
            self._edges.append((f"unit:{found.source}", f"unit:{found.target}", found.kind, said))

    def _member(self, member: Member) -> str:
        if member.unit_id in self.context.units:
            return self.unit(member.unit_id)
        return self.node("unit", member.unit_id, member.name, name=member.name, level=member.level, mentions=[], settled=True)

    def graph(self) -> nx.MultiDiGraph[str]:
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(schema="policygraph/graph/1")
        for nodes in self._nodes.values():
            for node, values in nodes.items():
                graph.add_node(node, **values)
        counts: Counter[tuple[str, str, EdgeKind]] = Counter()
        for source, target, kind, values in self._edges:
            counts[source, target, kind] += 1
            last = values["notice"] if kind in _SAID_BY_SEVERAL else counts[source, target, kind]
            graph.add_edge(source, target, key=f"{kind}:{last}", **values)
        return graph


class _NoticeFacts:
    """The facts of one notice, put into the draft."""

    def __init__(self, entry: NoticeEntry, draft: _Draft) -> None:
        self._entry, self._record, self._draft, self._context = entry, entry.record, draft, draft.context
        self._links = RecordLinks(entry.record)
        self._tasks = {task.id for task in entry.record.tasks}
        self._measures: set[tuple[str, str]] = set()

    def add(self) -> None:
        self._policy = self._add_notice()
        for citation in self._record.citations:
            self._add_citation(citation)
        for clause in self._record.clauses:
            self._add_clause(clause)
        for task in self._record.tasks:
            self._add_task(task)

    def _edge(self, source: str, target: str, kind: EdgeKind, evidence: Evidence | None, **values: Value) -> None:
        self._draft.edge(source, target, kind, self._entry.notice_id, evidence, **values)

    def _add_notice(self) -> str:
        notice, area = self._record.notice, self._record.notice.jurisdiction
        policy = self._draft.policy(NoticeHead.of(self._entry))
        for index, issuer in enumerate(notice.issuers):
            unit = self._draft.unit(self._context.units.issuer(self._entry, issuer))
            self._edge(policy, unit, "issued_by", self._header("issuers", index), mention=issuer)
        if area is not None:
            place = self._context.places.place(area)
            node = self._draft.node("place", place.id, place.name, name=place.name, code=place.code, level=place.level)
            said = next(filter(None, map(self._header, ("jurisdiction", "issuers", "title", "number"))), None)
            self._edge(policy, node, "of_place", said)
        return policy

    def _header(self, name: str, index: int = 0) -> Evidence | None:
        """The evidence of a header element; where there is one piece for several values, that one."""
        hits = self._record.notice.evidence.get(name, [])
        return hits[index] if index < len(hits) else (hits[0] if hits else None)

    def _add_citation(self, citation: Citation) -> None:
        cited = self._context.policies.cited(self._entry, citation)
        if cited.id in {"", self._entry.notice_id}:
            return
        self._edge(
            self._policy,
            self._cited_node(cited),
            "cites",
            citation.evidence[0] if citation.evidence else None,
            label=labels.RELATIONS[citation.relation],
            relation=citation.relation,
            locator=citation.locator,
            until=citation.until,
            also=[f"{hit.block} {hit.start}-{hit.end}" for hit in citation.evidence[1:]],
        )

    def _cited_node(self, cited: Policy) -> str:
        if cited.notice_id is None:
            title = self._context.policies.title_of(cited)
            return self._draft.node("policy", cited.id, title or cited.id, in_corpus=False, title=title, number=cited.number)
        head = self._context.heads.get(cited.notice_id)
        return f"policy:{cited.id}" if head is None else self._draft.policy(head)

    def _clause_node(self, clause: Clause) -> str:
        return f"clause:{identity.clause_id(self._entry.notice_id, clause.id)}"

    def _task_node(self, task: str) -> str:
        return f"task:{identity.task_id(self._entry.notice_id, task)}"

    def _add_clause(self, clause: Clause) -> None:
        node = self._draft.node(
            "clause",
            identity.clause_id(self._entry.notice_id, clause.id),
            f"{clause.label}{clause.heading or clause.text}",
            notice=self._entry.notice_id,
            part=clause.part,
            path=clause.path,
            depth=clause.level,
            heading=clause.heading,
            text=clause.text,
        )
        parent = self._links.clause(clause.parent, part=clause.part)
        self._edge(self._policy if parent is None else self._clause_node(parent), node, "has_clause", clause.evidence)

    def _add_task(self, task: Task) -> None:
        section = task.section
        node = self._draft.node(
            "task",
            identity.task_id(self._entry.notice_id, task.id),
            task.title or task.text,
            notice=self._entry.notice_id,
            part=task.part,
            origin=task.origin,
            section=" ".join(filter(None, (section.label, section.heading))) if section else None,
            title=task.title,
            text=task.text,
            timeline=task.timeline,
            officials=[f"{official.name}（{official.column}）" if official.column else official.name for official in task.officials],
            targets=[target.text for target in task.targets],
        )
        clause = self._links.clause(task.clause, part=task.part)
        self._edge(self._policy if clause is None else self._clause_node(clause), node, "has_task", task.evidence)
        if task.continues in self._tasks and task.continues is not None:
            self._edge(node, self._task_node(task.continues), "continues", task.evidence)
        self._add_measures(task, node)
        self._add_assignments(task, node)
        for deadline in task.deadlines:
            self._add_limit(deadline, node, "due", deadline.evidence or task.evidence)
        for milestone in task.milestones:
            self._add_milestone(milestone, node)

    def _add_measures(self, task: Task, node: str) -> None:
        superior = self._context.policies.superior(self._entry, task.part)
        for support in task.supports:
            words = "".join(support.text.split()) or f"（{support.no}）"
            measure = self._draft.node(
                "measure",
                self._context.policies.measure(self._entry, task, support),
                words,
                policy=superior.id,
                text=words,
            )
            if (superior.id, measure) not in self._measures:
                self._measures.add((superior.id, measure))
                self._edge(f"policy:{superior.id}", measure, "has_measure", support.evidence, item=support.no)
            self._edge(measure, node, "carried_out_by", support.evidence, item=support.no)

    def _add_assignments(self, task: Task, node: str) -> None:
        for assignment in task.assignments:
            self._edge(
                node,
                self._draft.unit(self._context.units.assigned(self._entry, assignment)),
                "assigned_to",
                assignment.evidence,
                label=labels.ROLES[assignment.role],
                role=assignment.role,
                mention=assignment.mention,
                column=assignment.column,
                inherited=assignment.inherited,
            )

    def _add_milestone(self, milestone: Milestone, node: str) -> None:
        if milestone.deadline is not None:
            said: dict[str, Value] = {"step": milestone.text, "status": milestone.status, "trigger": milestone.trigger}
            self._add_limit(milestone.deadline, node, "has_milestone", milestone.evidence, **said)

    def _add_limit(self, deadline: Deadline, node: str, kind: EdgeKind, evidence: Evidence, **values: Value) -> None:
        """A limit with a last day leads to that day; one without, to the term (长期, 每月 …) that it sets."""
        if deadline.end is not None:
            target = self._draft.node("date", deadline.end, labels.limit(deadline), date=deadline.end)
        else:
            value = {"recurring": deadline.recurrence, "from": deadline.start}.get(deadline.kind)
            target = self._draft.node("term", "/".join(filter(None, (deadline.kind, value))), labels.limit(deadline))
        anchor = deadline.anchor
        self._edge(
            node,
            target,
            kind,
            evidence,
            text=deadline.text,
            deadline_kind=deadline.kind,
            starts_on=deadline.start,
            ends_on=deadline.end,
            precision=deadline.precision,
            ongoing=deadline.ongoing,
            recurrence=deadline.recurrence,
            anchor_event=anchor.event if anchor else None,
            anchor_offset=anchor.offset if anchor else None,
            anchor_calendar=anchor.calendar if anchor else None,
            **values,
        )
