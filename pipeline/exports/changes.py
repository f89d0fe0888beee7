"""The difference of two states as a workbook: a sheet of notices, a sheet of tasks, in the manner of ``policygraph.xlsx``."""

from __future__ import annotations

from pathlib import Path

from pipeline.diff.model import Difference, TaskChange
from pipeline.diff.report import NOTICE_WORDS, TASK_WORDS, aspects, sides
from pipeline.errors import PolicygraphError
from pipeline.exports.sheet import Column, Linked, Sheet, SheetWriter, Value, iso_day
from pipeline.exports.workbook import new_workbook, save

TITLE, NOTICES, TASKS = "变化清单", "公文变化", "任务变化"


def write(difference: Difference, path: Path) -> None:
    """Write the workbook.

    Raises:
        PolicygraphError: the file cannot be written.
    """
    workbook = new_workbook(TITLE)
    sheets = [_notices(difference), _tasks(difference)]
    writer = SheetWriter(workbook, sheets)
    for sheet in sheets:
        writer.write(sheet)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save(workbook, path)
    except OSError as error:
        raise PolicygraphError(
            str(path), f"写不进去（{error.strerror}）", "换一个可以写入的位置， 或先关闭打开着它的程序", code="output.failed"
        ) from error


def _notices(difference: Difference) -> Sheet:
    return Sheet(
        name=NOTICES,
        about="新增、变化和撤下的公文",
        columns=(Column(heading="变化", width=8, centred=True), Column(heading="公文", width=60), Column(heading="文号", width=24), Column(heading="变在哪里", width=40)),
        rows=[(NOTICE_WORDS[one.kind], one.title or one.notice_id, one.number, aspects(one)) for one in difference.notices],
        keys=[one.notice_id for one in difference.notices],
    )


def _tasks(difference: Difference) -> Sheet:
    return Sheet(
        name=TASKS,
        about="新增、撤下的任务，以及分工、时限、文字的改动",
        columns=(
            *(Column(heading="变化", width=8, centred=True), Column(heading="公文", width=30), Column(heading="任务", width=36)),
            *(Column(heading="原来", width=44), Column(heading="现在", width=44)),
            *(Column(heading="原截止日期", width=12, centred=True), Column(heading="现截止日期", width=12, centred=True)),
            Column(heading="任务编号", width=22, printed=False),
        ),
        rows=[_task_row(one) for one in difference.tasks],
        large_paper=True,
    )


def _task_row(change: TaskChange) -> tuple[Value, ...]:
    before, after = sides(change)
    return (
        TASK_WORDS[change.kind],
        Linked(text=change.notice or change.notice_id, sheet=NOTICES, key=change.notice_id),
        change.task,
        before or None,
        after or None,
        iso_day(change.due_before),
        iso_day(change.due_after),
        change.task_id if change.task_id is not None else change.before_id,
    )
