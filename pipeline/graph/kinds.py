"""The kinds of nodes and edges, and the values of their attributes (``docs/graph.md`` says what each means)."""

from __future__ import annotations

from typing import Literal

NodeKind = Literal["policy", "clause", "measure", "task", "unit", "date", "term", "place"]
EdgeKind = Literal[
    "issued_by",
    "of_place",
    "cites",
    "has_clause",
    "has_measure",
    "has_task",
    "carried_out_by",
    "continues",
    "assigned_to",
    "due",
    "has_milestone",
    "has_member",
    "part_of",
    "subordinate_to",
    "counterpart_of",
    "succeeded_by",
]
Value = str | int | bool | list[str] | None

NODE_KINDS: tuple[NodeKind, ...] = ("policy", "clause", "measure", "task", "unit", "date", "term", "place")
EDGE_LABELS: dict[EdgeKind, str] = {
    "issued_by": "发文",
    "of_place": "行政区划",
    "cites": "引用",
    "has_clause": "条款",
    "has_measure": "政策措施",
    "has_task": "任务",
    "carried_out_by": "落实",
    "continues": "承接",
    "assigned_to": "责任",
    "due": "完成时限",
    "has_milestone": "推进时序",
    "has_member": "包括",
    "part_of": "内设于",
    "subordinate_to": "隶属",
    "counterpart_of": "上级对口",
    "succeeded_by": "职能划入",
}
