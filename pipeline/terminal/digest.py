"""A record as a person reads it in a terminal: the notice with its tasks, or one task with the characters that say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.records import Deadline, Evidence, NoticeRecord, Task
from pipeline import labels
from pipeline.graph.links import RecordLinks

#: Characters shown on either side of a quote.
AROUND = 24
_LONGEST_QUOTE = 160


def notice_lines(record: NoticeRecord) -> Iterator[str]:
    """The notice: header, clauses, tasks, problems."""
    yield from _header(record)
    if record.clauses:
        yield f"\n条款（{len(record.clauses)}）"
        part = None
        for clause in record.clauses:
            if clause.part != part:
                part = clause.part
                yield f"  〔{labels.part(part)}〕"
            yield f"  {'  ' * clause.level}{clause.label} {labels.shortened(clause.heading or clause.text)}"
    if record.tasks:
        yield f"\n任务（{len(record.tasks)}）"
        for task in record.tasks:
            yield f"  {labels.shortened(task.title)}    #{task.id}"
            for line in (*_units(task), *_limits(task)):
                yield f"      {line}"
    if record.citations:
        yield f"\n引用文件（{len(record.citations)}）"
        for citation in record.citations:
            title = f"《{citation.title}》" if citation.title else ""
            yield f"  {labels.RELATIONS[citation.relation]}  {title}{citation.number or ''}"
    if record.problems:
        yield f"\n疑问（{len(record.problems)}）"
        for problem in record.problems:
            where = f"（{labels.address(problem.evidence.block)}）" if problem.evidence else ""
            yield f"  {problem.code}  {problem.message}{where}"


def task_lines(record: NoticeRecord, task: Task) -> Iterator[str]:
    """One task, and for each fact the place and the characters that say it, 【 】 around them."""
    yield task.title
    notice = record.notice
    yield f"  公文  {notice.title or record.source.name}" + (f"  {notice.number}" if notice.number else "")
    yield f"  编号  #{task.id}"
    clause = RecordLinks(record).clause(task.clause, part=task.part)
    if clause is not None:
        yield f"  条款  {labels.part(clause.part)} {clause.path} {clause.heading or ''}".rstrip()
    if task.section and task.section.heading:
        yield f"  所属  {task.section.label or ''} {task.section.heading}".rstrip()
    yield from _quoted(record, [("内容", labels.shortened(task.text or task.title, length=_LONGEST_QUOTE), task.evidence)])
    groups: list[tuple[str, list[tuple[str, str, Evidence | None]]]] = [
        ("落实的政策措施", [(str(one.no or "·"), labels.shortened(one.text), one.evidence) for one in task.supports]),
        ("责任分工", [(labels.ROLES[one.role], one.mention + _inherited(one.inherited), one.evidence) for one in task.assignments]),
        ("责任人", [(one.column or "·", one.name + _inherited(one.inherited), one.evidence) for one in task.officials]),
        ("完成时限", [(labels.limit(one), one.text, one.evidence) for one in task.deadlines]),
        (
            "推进时序",
            [(labels.limit(one.deadline) if one.deadline else "·", labels.shortened(one.text), one.evidence) for one in task.milestones],
        ),
        ("指标", [(one.comparator, f"{one.indicator or ''} {one.value:g}{one.unit or ''}".strip(), one.evidence) for one in task.targets]),
    ]
    for heading, facts in groups:
        if facts:
            yield f"\n{heading}"
            yield from _quoted(record, facts)


def _header(record: NoticeRecord) -> Iterator[str]:
    notice = record.notice
    yield notice.title or record.source.name
    elements = [
        ("文号", notice.number),
        ("发文机关", "、".join(notice.issuers)),
        ("成文日期", notice.issued_on),
        ("主送机关", "；".join(notice.addressees)),
        ("印发", notice.issued_text),
        ("附件", "；".join(attachment.title for attachment in notice.attachments)),
        ("施行", notice.effective_on),
        ("有效期至", notice.expires_on),
        ("来源", record.source.name),
    ]
    for name, value in elements:
        if value:
            yield f"  {name}  {value}"


def _units(task: Task) -> Iterator[str]:
    for role, name in labels.ROLES.items():
        units = [assignment.mention for assignment in task.assignments if assignment.role == role]
        if units:
            yield f"{name}  {'、'.join(units)}"


def _limits(task: Task) -> Iterator[str]:
    limits: Iterable[Deadline] = task.deadlines or [step.deadline for step in task.milestones if step.deadline]
    for limit in limits:
        meant = labels.limit(limit)
        yield (
            f"时限  {limit.text}" + (f"（{meant}）" if meant != limit.text else "") + ("，长期坚持" if limit.ongoing and limit.end else "")
        )


def _inherited(inherited: bool) -> str:
    return "（沿用上文）" if inherited else ""


def _quoted(record: NoticeRecord, facts: Iterable[tuple[str, str, Evidence | None]]) -> Iterator[str]:
    for name, value, evidence in facts:
        yield f"  {name}  {value}"
        if evidence is not None:
            yield f"      {labels.place(evidence)}  {in_context(record.text, evidence)}"


def in_context(text: str, evidence: Evidence) -> str:
    """The quote in 【 】 with what stands around it, on one line."""
    before = text[max(0, evidence.start - AROUND) : evidence.start]
    after = text[evidence.end : evidence.end + AROUND]
    quote = labels.shortened(text[evidence.start : evidence.end], length=_LONGEST_QUOTE)
    return " ".join(
        f"{'…' if evidence.start > AROUND else ''}{before}【{quote}】{after}{'…' if evidence.end + AROUND < len(text) else ''}".split()
    )
