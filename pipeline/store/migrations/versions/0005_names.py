"""By what documents, units and places are known, so that a part of a corpus can be asked for alone; measures and targets of tasks."""

import json
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from extractors.records import Evidence, NoticeRecord
from pipeline import identity
from pipeline.graph.names import issued_texts
from pipeline.store.marks import title_key

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NO_SOURCE = {"name": "", "media_type": "", "sha256": "", "bytes": 0, "pages": None}


def upgrade() -> None:
    op.create_table(
        "issued_texts",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_issued_texts_record_id_records")),
        sa.PrimaryKeyConstraint("record_id", "position", name=op.f("pk_issued_texts")),
    )
    op.create_index(op.f("ix_issued_texts_title_key"), "issued_texts", ["title_key"])
    _create_fact_of_task("supports", sa.Column("no", sa.Integer(), nullable=True), sa.Column("text", sa.Text(), nullable=False))
    _create_fact_of_task(
        "targets",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=True),
        sa.Column("comparator", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("by_date", sa.Date(), nullable=True),
    )
    for key in ("title_key", "number_key"):
        op.add_column("citations", sa.Column(key, sa.Text(), nullable=True))
        op.create_index(op.f(f"ix_citations_{key}"), "citations", [key])
    op.create_index(op.f("ix_unit_links_name"), "unit_links", ["name"])
    op.create_index(op.f("ix_records_place_code"), "records", ["place_code"])
    _fill()


def _create_fact_of_task(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("task_position", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *columns,
        sa.Column("start_offset", sa.Integer(), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("block", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f(f"fk_{name}_record_id_records")),
        sa.ForeignKeyConstraint(
            ["record_id", "task_position"], ["tasks.record_id", "tasks.position"], name=op.f(f"fk_{name}_record_id_task_position_tasks")
        ),
        sa.PrimaryKeyConstraint("record_id", "task_position", "position", name=op.f(f"pk_{name}")),
    )


def _fill() -> None:
    """From the records that are there."""
    bind, tables = op.get_bind(), sa.MetaData()
    tables.reflect(bind, only=["citations", "issued_texts", "supports", "targets"])
    for number in bind.execute(sa.text("SELECT id FROM records ORDER BY id")).scalars().all():
        held = bind.execute(sa.text("SELECT json FROM records WHERE id = :id"), {"id": number}).scalar_one()
        record = NoticeRecord.model_validate(json.loads(held) | {"source": _NO_SOURCE})
        for position, citation in enumerate(record.citations, 1):
            keys = {"title_key": title_key(citation.title), "number_key": identity.normal_number(citation.number) if citation.number else None}
            at = tables.tables["citations"]
            bind.execute(sa.update(at).where(at.c.record_id == number, at.c.position == position).values(**keys))
        for name, rows in _rows(record, number).items():
            if rows:
                bind.execute(sa.insert(tables.tables[name]), rows)


def _rows(record: NoticeRecord, number: int) -> dict[str, list[dict[str, Any]]]:
    issued = [
        {"record_id": number, "position": position, "title_key": title_key(title) or ""}
        for position, title in enumerate(issued_texts(record.notice), 1)
    ]
    supports, targets = [], []
    for task_position, task in enumerate(record.tasks, 1):
        for position, support in enumerate(task.supports, 1):
            own = {"record_id": number, "task_position": task_position, "position": position, **_place(support.evidence)}
            supports.append(own | {"no": support.no, "text": support.text})
        for position, target in enumerate(task.targets, 1):
            own = {"record_id": number, "task_position": task_position, "position": position, **_place(target.evidence)}
            said = {"text": target.text, "indicator": target.indicator, "comparator": target.comparator, "value": target.value}
            targets.append(own | said | {"unit": target.unit, "by_date": date.fromisoformat(target.by) if target.by else None})
    return {"issued_texts": issued, "supports": supports, "targets": targets}


def _place(said: Evidence) -> dict[str, Any]:
    return {"start_offset": said.start, "end_offset": said.end, "block": said.block, "page": said.page, "quote": said.quote}
