"""What the page shows, collected from the rows that all outputs are written from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline import labels
from pipeline.exports.collect import LIST_SEPARATOR, Rows
from pipeline.exports.report.facts import Said, TaskFacts, header_facts, problem_fact
from pipeline.exports.report.model import Fact, Figures, PageNotice, PageProblem, PageTask, PageUnit, Report
from pipeline.exports.report.network import network
from pipeline.exports.report.passages import Passages
from pipeline.exports.report.periods import periods
from pipeline.exports.rows import CitationRow, NoticeRow, ProblemRow, TaskRow

#: A page of more would be slow to open: it then lists the tasks of the latest notices, and says so.
MOST_TASKS = 10_000


def collect(facts: Rows) -> Report:
    """The page of a corpus. Figures, periods, places and problems are of all notices, also where not all tasks are listed."""
    units = _units(facts)
    of_tasks = TaskFacts(facts, unit_at={unit.id: position for position, unit in enumerate(units)})
    notices, tasks, problems = _notices(facts, of_tasks)
    at = {unit.id: position for position, unit in enumerate(units)}
    assigned = ([(at[row.unit_id], row.role) for row in of_tasks.assigned(task)] for task in facts.tasks)
    web = network(assigned, [unit.tasks for unit in units])
    places = Counter(notice.place for notice in notices for _ in range(notice.tasks) if notice.place)
    return Report(
        figures=_figures(facts, of_tasks, units=len(units)),
        notices=tuple(notices),
        tasks=tuple(tasks),
        units=tuple(units),
        nodes=web.nodes,
        links=web.links,
        partners=web.partners,
        shared=web.shared,
        periods=periods([of_tasks.ends(task) for task in facts.tasks]),
        places=tuple(sorted(places.items(), key=lambda item: (-item[1], item[0]))),
        problems=tuple(problems),
        quarantine=tuple(facts.quarantine),
    )


def _figures(facts: Rows, of_tasks: TaskFacts, *, units: int) -> Figures:
    issued = sorted(row.issued_on for row in facts.notices if row.issued_on)
    return Figures(
        notices=len(facts.notices),
        clauses=len(facts.clauses),
        tasks=len(facts.tasks),
        units=units,
        led=sum(any(row.role == "lead" for row in of_tasks.assigned(task)) for task in facts.tasks),
        dated=sum(bool(of_tasks.ends(task)) for task in facts.tasks),
        limited=sum(of_tasks.limited(task) for task in facts.tasks),
        problems=len(facts.problems),
        quarantine=len(facts.quarantine),
        first_issued=issued[0] if issued else None,
        last_issued=issued[-1] if issued else None,
    )


def _units(facts: Rows) -> list[PageUnit]:
    """The units that have tasks, the busiest first."""
    rows = sorted((row for row in facts.units if row.tasks), key=lambda row: (-row.tasks, -row.lead, row.unit_id))
    places = {row.jurisdiction_code: row.jurisdiction for row in facts.notices if row.jurisdiction_code and row.jurisdiction}
    of_unit = [row.unit_id.rpartition("/")[0] for row in rows]
    named = _told_apart([(row.name, places.get(place, place)) for row, place in zip(rows, of_unit, strict=True)])
    return [
        PageUnit(
            id=row.unit_id,
            label=label,
            forms=tuple(dict.fromkeys([row.name, *(row.mentions or "").split(LIST_SEPARATOR)])),
            level=row.level,
            settled=row.settled,
            tasks=row.tasks,
            lead=row.lead,
            responsible=row.responsible,
            support=row.support,
            supervise=row.supervise,
        )
        for row, label in zip(rows, named, strict=True)
    ]


def _told_apart(names: Sequence[tuple[str, str]]) -> list[str]:
    """Names, those that come again with what tells them apart behind, and where that does not, with a number too.

    >>> _told_apart([("市财政局", "云麓市"), ("市财政局", "栖云市"), ("市水务局", "云麓市")])
    ['市财政局（云麓市）', '市财政局（栖云市）', '市水务局']
    """
    counts = Counter(name for name, _ in names)
    first = [name if counts[name] == 1 or not apart else f"{name}（{apart}）" for name, apart in names]
    taken: Counter[str] = Counter()
    found = []
    for name in first:
        taken[name] += 1
        found.append(name if taken[name] == 1 else f"{name} {taken[name]}")
    return found


def _notices(facts: Rows, of_tasks: TaskFacts) -> tuple[list[PageNotice], list[PageTask], list[PageProblem]]:
    cited: dict[str, list[CitationRow]] = defaultdict(list)
    rows: dict[str, list[TaskRow]] = defaultdict(list)
    doubts: dict[str, list[ProblemRow]] = defaultdict(list)
    for citation in facts.citations:
        cited[citation.notice_id].append(citation)
    for problem in facts.problems:
        doubts[problem.notice_id].append(problem)
    listed = _listed(facts)
    for task in facts.tasks:
        if task.notice_id in listed:
            rows[task.notice_id].append(task)
    named = _told_apart([(row.number or labels.shortened(row.title or row.notice_id, length=28), row.issued_on or "") for row in facts.notices])
    notices: list[PageNotice] = []
    tasks: list[PageTask] = []
    problems: list[PageProblem] = []
    for position, (entry, row, label) in enumerate(zip(facts.entries, facts.notices, named, strict=True)):
        head = list(header_facts(entry, cited[entry.notice_id]))
        of_task = [(task, list(of_tasks.of(task))) for task in rows[entry.notice_id]]
        doubtful = [problem_fact(problem) for problem in doubts[entry.notice_id]]
        said = [*head, *(one for _, held in of_task for one in held), *doubtful]
        passages = Passages(entry.record.text, (one.evidence for one in said if one.evidence is not None))
        notices.append(_notice(row, label, passages, _marked(head, passages)))
        tasks.extend(_task(task, position, of_tasks, _marked(held, passages)) for task, held in of_task)
        problems.extend(
            PageProblem(notice=position, code=problem.code, message=problem.message, fact=fact)
            for problem, fact in zip(doubts[entry.notice_id], _marked(doubtful, passages), strict=True)
        )
    return notices, tasks, problems


def _listed(facts: Rows) -> set[str]:
    """The notices whose tasks are listed: the latest that together have no more than :data:`MOST_TASKS`."""
    listed: set[str] = set()
    room = MOST_TASKS
    for row in sorted(facts.notices, key=lambda row: (row.issued_on or "", row.notice_id), reverse=True):
        room -= row.tasks
        if room < 0:
            break
        listed.add(row.notice_id)
    return listed


def _marked(said: Iterable[Said], passages: Passages) -> tuple[Fact, ...]:
    return tuple(one.fact if one.evidence is None else replace(one.fact, mark=passages.mark(one.evidence)) for one in said)


def _notice(row: NoticeRow, label: str, passages: Passages, facts: tuple[Fact, ...]) -> PageNotice:
    return PageNotice(
        id=row.notice_id,
        label=label,
        title=row.title or row.notice_id,
        number=row.number,
        issuers=row.issuers,
        issued_on=row.issued_on,
        place=row.jurisdiction,
        tasks=row.tasks,
        sources=row.sources,
        passages=passages.all,
        facts=facts,
    )


def _task(row: TaskRow, notice: int, of_tasks: TaskFacts, facts: tuple[Fact, ...]) -> PageTask:
    return PageTask(
        id=row.task_id,
        notice=notice,
        title=row.title,
        limit="；".join(dict.fromkeys(limit.text for limit in of_tasks.own_limits(row))) or None,
        due=of_tasks.due(row),
        ends=of_tasks.ends(row),
        facts=facts,
    )
