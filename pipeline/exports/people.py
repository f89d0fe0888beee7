"""The facts as sheets for people: which columns a sheet of the workbook has, and what stands in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from extractors.records import Evidence, Role
from pipeline import labels
from pipeline.exports.collect import LIST_SEPARATOR, Rows
from pipeline.exports.rows import AssignmentRow, DeadlineRow, MilestoneRow, OfficialRow, TaskRow
from pipeline.exports.sheet import Column, Linked, Sheet, Value, iso_day

OfTask = TypeVar("OfTask", AssignmentRow, DeadlineRow, MilestoneRow, OfficialRow)

_YES = "是"
_PLACE = Column(heading="所在位置", width=26, printed=False)
_QUOTE = Column(heading="原文", width=60, printed=False)
_POLICY = Column(heading="政策文件", width=26)
_NUMBER = Column(heading="文号", width=22)
_NOTICE = Column(heading="通知", width=25)


class Sheets:
    """The sheets of a corpus, in the order of the workbook: :meth:`all`."""

    def __init__(self, facts: Rows) -> None:
        self._facts = facts
        self._notices = {row.notice_id: row for row in facts.notices}
        self._tasks = {row.task_id: row for row in facts.tasks}
        self._clauses = {row.clause_id: row for row in facts.clauses}

    def all(self) -> list[Sheet]:
        sheets = [self.notices(), self.clauses(), self.tasks(), self.assignments(), self.limits(), self.units(), self.problems()]
        return [*sheets, self.quarantine()] if self._facts.quarantine else sheets

    def _policy(self, notice_id: str) -> tuple[Value, Value]:
        """政策文件, 文号: the title, and the number, which leads to the notice."""
        row = self._notices[notice_id]
        return row.title or notice_id, self._notice(notice_id) if row.number else None

    def _notice(self, notice_id: str) -> Linked:
        """The notice in one line, for tables with many short rows."""
        row = self._notices[notice_id]
        return Linked(text=row.number or labels.shortened(row.title or notice_id, length=20), sheet="通知", key=notice_id)

    def _task(self, task_id: str) -> Linked:
        return Linked(text=labels.shortened(self._tasks[task_id].title, length=36), sheet="任务", key=task_id)

    def notices(self) -> Sheet:
        return Sheet(
            name="通知",
            about="每份通知一行：标题、文号、发文机关、主送机关、成文日期、有效期等公文要素，以及各类事实的条数和来源文件。",
            columns=(
                Column(heading="标题", width=40),
                _NUMBER,
                Column(heading="文种", width=8, centred=True),
                Column(heading="发文机关", width=22),
                Column(heading="主送机关", width=30),
                Column(heading="成文日期", width=12),
                Column(heading="施行日期", width=12),
                Column(heading="有效期至", width=12),
                Column(heading="有效性", width=8, centred=True),
                Column(heading="行政区划", width=16),
                Column(heading="印发文件", width=34),
                Column(heading="附件", width=30),
                Column(heading="条款数", width=8),
                Column(heading="任务数", width=8),
                Column(heading="问题数", width=8),
                Column(heading="来源文件", width=40, printed=False),
            ),
            large_paper=True,
            keys=[row.notice_id for row in self._facts.notices],
            rows=[
                (
                    row.title,
                    row.number,
                    row.document_kind,
                    _lines(row.issuers),
                    _lines(row.addressees),
                    iso_day(row.issued_on),
                    iso_day(row.effective_on),
                    iso_day(row.expires_on),
                    row.status,
                    row.jurisdiction,
                    _lines(row.issued_texts),
                    _lines(row.attachments),
                    row.clauses,
                    row.tasks,
                    row.problems,
                    _lines(row.sources),
                )
                for row in self._facts.notices
            ],
        )

    def clauses(self) -> Sheet:
        return Sheet(
            name="条款",
            about="每个带序号的标题或条目一行，按原文顺序；“路径”是从最上层起的各级序号。",
            columns=(
                _POLICY,
                _NUMBER,
                Column(heading="部分", width=10, centred=True),
                Column(heading="路径", width=16),
                Column(heading="层级", width=6),
                Column(heading="标题", width=32),
                Column(heading="内容", width=80),
                Column(heading="任务数", width=8),
                _PLACE,
            ),
            keys=[row.clause_id for row in self._facts.clauses],
            rows=[
                (
                    *self._policy(row.notice_id),
                    labels.part(row.part),
                    row.path,
                    row.level,
                    row.heading,
                    row.text,
                    row.tasks,
                    labels.place(row.evidence),
                )
                for row in self._facts.clauses
            ],
        )

    def tasks(self) -> Sheet:
        assigned, limits, officials = _by_task(self._facts.assignments), _by_task(self._facts.deadlines), _by_task(self._facts.officials)
        return Sheet(
            name="任务",
            about="每项任务一行：哪份文件、哪一条款，做什么，谁牵头、谁配合，何时完成。有多个时限的，“截止日期”取最晚一个，逐条见“时限与节点”。",
            columns=(
                _POLICY,
                _NUMBER,
                Column(heading="条款", width=24),
                Column(heading="任务", width=28),
                Column(heading="内容", width=54),
                Column(heading="牵头单位", width=17),
                Column(heading="配合单位", width=20),
                Column(heading="责任单位", width=22),
                Column(heading="督导单位", width=14),
                Column(heading="完成时限", width=16),
                Column(heading="截止日期", width=12),
                Column(heading="长期或周期", width=11, centred=True),
                Column(heading="牵头领导", width=12),
                _PLACE,
                _QUOTE,
            ),
            keys=[row.task_id for row in self._facts.tasks],
            large_paper=True,
            rows=[
                self._task_cells(row, assigned[row.task_id], [limit for limit in limits[row.task_id] if limit.milestone is None], officials[row.task_id])
                for row in self._facts.tasks
            ],
        )

    def _task_cells(
        self, row: TaskRow, assigned: Sequence[AssignmentRow], limits: Sequence[DeadlineRow], officials: Sequence[OfficialRow]
    ) -> tuple[Value, ...]:
        ends = sorted(limit.end for limit in limits if limit.end)

        def units(role: Role) -> str | None:
            return "\n".join(dict.fromkeys(item.mention for item in assigned if item.role == role)) or None

        return (
            *self._policy(row.notice_id),
            self._clause(row),
            row.title,
            _content(row),
            units("lead"),
            units("support"),
            units("responsible"),
            units("supervise"),
            "\n".join(dict.fromkeys(limit.text for limit in limits)) or None,
            iso_day(ends[-1]) if ends else None,
            "、".join(dict.fromkeys(filter(None, (_standing(limit) for limit in limits)))) or None,
            "\n".join(dict.fromkeys(item.name for item in officials)) or None,
            labels.place(row.evidence),
            row.evidence.quote,
        )

    def _clause(self, row: TaskRow) -> Value:
        if row.clause_id is not None:
            clause = self._clauses[row.clause_id]
            return Linked(text=f"{clause.path} {clause.heading or ''}".strip(), sheet="条款", key=row.clause_id)
        return " ".join(filter(None, (row.section_label, row.section_heading))) or None

    def assignments(self) -> Sheet:
        return Sheet(
            name="责任分工",
            about="每项任务的每个单位一行，按原文顺序。“沿用”指单位印在合并单元格的另一行，或印在前面的责任括注里。",
            columns=(
                _NOTICE,
                Column(heading="任务", width=74),
                Column(heading="角色", width=8, centred=True),
                Column(heading="单位（原文）", width=28),
                Column(heading="单位全称", width=30),
                Column(heading="栏目", width=18),
                Column(heading="沿用", width=6, centred=True),
                _PLACE,
                Column(heading="原文", width=40, printed=False),
            ),
            rows=[
                (
                    self._notice(row.notice_id),
                    self._task(row.task_id),
                    labels.ROLES[row.role],
                    row.mention,
                    Linked(text=row.unit_name, sheet="单位", key=row.unit_id),
                    row.column,
                    _YES if row.inherited else None,
                    *_where(row.evidence),
                )
                for row in self._facts.assignments
            ],
        )

    def limits(self) -> Sheet:
        """Deadlines and milestones together, in the order of the tasks: a task's own limits, then its steps."""
        limits, steps = _by_task(self._facts.deadlines), _by_task(self._facts.milestones)
        table: list[tuple[Value, ...]] = []
        for task in self._facts.tasks:
            own = [limit for limit in limits[task.task_id] if limit.milestone is None]
            of_step = {limit.milestone: limit for limit in limits[task.task_id] if limit.milestone is not None}
            head = (self._notice(task.notice_id), self._task(task.task_id))
            for limit in own:
                table.append((*head, "完成时限", None, *_limit_cells(limit), None, None, *_where(limit.evidence)))
            for step in steps[task.task_id]:
                status = labels.STATUSES.get(step.status, step.status)
                cells = _limit_cells(of_step.get(step.position))
                table.append((*head, "推进节点", step.text, *cells, status, step.trigger, *_where(step.evidence)))
        return Sheet(
            name="时限与节点",
            about="每项任务的完成时限和推进节点各一行；日期是所指的最后一天（“6月底”为6月30日），只印月份的按文内年份推定。",
            columns=(
                _NOTICE,
                Column(heading="任务", width=34),
                Column(heading="类别", width=10, centred=True),
                Column(heading="节点内容", width=50),
                Column(heading="时限（原文）", width=20),
                Column(heading="性质", width=8, centred=True),
                Column(heading="开始日期", width=12),
                Column(heading="截止日期", width=12),
                Column(heading="长期或周期", width=11, centred=True),
                Column(heading="起算", width=16),
                Column(heading="状态", width=8, centred=True),
                Column(heading="前提", width=22),
                _PLACE,
                Column(heading="原文", width=50, printed=False),
            ),
            rows=table,
        )

    def units(self) -> Sheet:
        rows = sorted(self._facts.units, key=lambda row: (-row.tasks, -row.lead, row.unit_id))
        return Sheet(
            name="单位",
            about="每个单位一行，任务多的在前；各角色下是任务数。“泛称”指集合称谓（如市直有关部门）或全称尚未确定的单位。",
            columns=(
                Column(heading="单位", width=34),
                Column(heading="层级", width=10, centred=True),
                Column(heading="文中写法", width=44),
                Column(heading="泛称", width=8, centred=True),
                Column(heading="任务数", width=9),
                Column(heading="牵头", width=9),
                Column(heading="配合", width=9),
                Column(heading="责任", width=9),
                Column(heading="督导", width=9),
                Column(heading="涉及通知", width=10),
            ),
            keys=[row.unit_id for row in rows],
            rows=[
                (
                    row.name,
                    next((word for level, word in labels.LEVELS.items() if level == row.level), row.level),
                    _lines(row.mentions),
                    None if row.settled else _YES,
                    row.tasks,
                    row.lead,
                    row.support,
                    row.responsible,
                    row.supervise,
                    row.notices,
                )
                for row in rows
            ],
        )

    def problems(self) -> Sheet:
        return Sheet(
            name="问题",
            about="程序拿不准、需要人工核对之处：是什么问题，在哪份文件的什么位置。",
            columns=(
                _POLICY,
                _NUMBER,
                Column(heading="问题代码", width=24),
                Column(heading="说明", width=60),
                Column(heading="所在位置", width=28),
                Column(heading="原文", width=50),
            ),
            rows=[
                (*self._policy(row.notice_id), row.code, row.message, *_where(row.evidence))
                for row in self._facts.problems
            ],
        )

    def quarantine(self) -> Sheet:
        return Sheet(
            name="待处理文件",
            about="没有读成的文件：原因和办法。处理后再运行一次即可。",
            columns=(
                Column(heading="文件", width=60),
                Column(heading="代码", width=16),
                Column(heading="原因", width=50),
                Column(heading="办法", width=50),
            ),
            rows=[(row.path, row.code, row.cause, row.remedy) for row in self._facts.quarantine],
        )


def _by_task(table: Sequence[OfTask]) -> dict[str, list[OfTask]]:
    grouped: dict[str, list[OfTask]] = defaultdict(list)
    for row in table:
        grouped[row.task_id].append(row)
    return grouped


def _where(evidence: Evidence | None) -> tuple[Value, Value]:
    return (labels.place(evidence), evidence.quote) if evidence is not None else (None, None)


def _lines(values: str | None) -> str | None:
    return values.replace(LIST_SEPARATOR, "\n") if values is not None else None


def _content(row: TaskRow) -> str | None:
    """What is to be done: the text, then the timeline cell of a worklist."""
    if row.text and row.timeline:
        return f"{row.text}\n推进时序：{row.timeline}"
    return row.text or row.timeline


def _standing(limit: DeadlineRow) -> str | None:
    """长期, 每季度 …, where a limit goes on or comes again."""
    if limit.recurrence:
        return labels.recurrence(limit.recurrence)
    return "长期" if limit.ongoing else None


def _limit_cells(limit: DeadlineRow | None) -> tuple[Value, ...]:
    """时限（原文）, 性质, 开始日期, 截止日期, 长期或周期, 起算."""
    if limit is None:
        return (None,) * 6
    kind = next((word for kind, word in labels.DEADLINE_KINDS.items() if kind == limit.kind), limit.kind)
    since = None if limit.anchor_event is None else f"{limit.anchor_event} {limit.anchor_offset or ''}".strip()
    return limit.text, kind, iso_day(limit.start), iso_day(limit.end), _standing(limit), since
