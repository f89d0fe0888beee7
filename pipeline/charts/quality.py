"""How good the reading is: scores against gold, and cues that no fact answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from pipeline.audit import Coverage
from pipeline.charts.style import COLOURS, laid_out
from pipeline.evaluate.scoring import Figures

_FIELDS: Final = {
    "header": "公文要素",
    "attachments": "附件",
    "clauses": "条款",
    "clause_heading": "条款标题",
    "clause_text": "条款正文",
    "tasks": "任务",
    "task_text": "任务内容",
    "task_clause": "任务所在条款",
    "supports": "支持政策",
    "assignments": "责任单位",
    "assignment_roles": "单位及角色",
    "officials": "责任人",
    "deadlines": "完成时限",
    "milestones": "推进步骤",
    "milestone_dates": "步骤日期",
    "milestone_status": "步骤状态",
    "citations": "引用文件",
    "citation_relations": "引用关系",
    "units": "单位全称",
    "unit_levels": "单位层级",
    "targets": "指标",
    "task_tuples": "完整任务",
}
_CUES: Final = {"note": "责任分工括注", "sentence": "句中分工", "deadline": "时限", "citation": "文件名称", "number": "发文字号"}


def scores(figures: Sequence[Figures], *, title: str) -> go.Figure:
    """Precision and recall of each field (0 to 1), as two points joined by a line; how many items the gold has stands behind the name.

    Args:
        figures: of an evaluation (:func:`pipeline.evaluate.run.evaluate`); fields without gold are left out.
    """
    shown = [one for one in figures if one.support]
    names = [f"{_FIELDS.get(one.field, one.field)}（{one.support}）" for one in shown]
    figure = go.Figure()
    for name, one in zip(names, shown, strict=True):
        figure.add_trace(go.Scatter(x=[one.precision, one.recall], y=[name, name], mode="lines", line={"width": 3, "color": "#cccccc"}, hoverinfo="skip", showlegend=False))
    for word, values, symbol, colour in (
        ("查准率 precision", [one.precision for one in shown], "circle", COLOURS[0]),
        ("查全率 recall", [one.recall for one in shown], "diamond-open", COLOURS[1]),
    ):
        figure.add_trace(go.Scatter(x=values, y=names, mode="markers", name=word, marker={"symbol": symbol, "size": 12, "color": colour, "line": {"width": 2, "color": colour}}))
    figure.update_layout(xaxis={"range": [-0.03, 1.03], "tickformat": ".0%"}, yaxis={"autorange": "reversed", "automargin": True})
    return laid_out(figure, title, height=27 * len(shown) + 180)


def coverage(counted: Sequence[Coverage], *, title: str) -> go.Figure:
    """How many cues of each kind facts answer, and how many are left over, of an audit (:func:`pipeline.audit.audit`)."""
    names = [_CUES.get(one.kind, one.kind) for one in counted]
    figure = go.Figure(
        [
            go.Bar(x=[one.covered for one in counted], y=names, orientation="h", name="已有对应结果", marker_color=COLOURS[0], text=[one.covered for one in counted]),
            go.Bar(x=[one.cues - one.covered for one in counted], y=names, orientation="h", name="遗漏待查", marker_color=COLOURS[1], text=[one.cues - one.covered for one in counted]),
        ]
    )
    figure.update_layout(barmode="stack", yaxis={"autorange": "reversed", "automargin": True}, xaxis_title="提示词语（处）")
    return laid_out(figure, title, height=40 * len(names) + 190)
