"""The index of clauses and tasks for the search, filled with what the store holds."""

import sqlalchemy as sa
from alembic import op

from pipeline.search import index
from pipeline.search.terms import terms

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_RECORDS_AT_ONCE = 200
_FACTS = sa.text(
    """
    SELECT record_id, start_offset, 'clause' AS kind, position, coalesce(heading, '') AS heading, text, '' AS timeline
    FROM clauses WHERE record_id BETWEEN :first AND :last
    UNION ALL
    SELECT record_id, start_offset, 'task', position, title, text, coalesce(timeline, '') FROM tasks WHERE record_id BETWEEN :first AND :last
    ORDER BY record_id, start_offset, kind, position
    """
)


def upgrade() -> None:
    passages = op.create_table(
        "passages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_passages_record_id_records")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
    )
    op.create_index(op.f("ix_passages_record_id"), "passages", ["record_id"])
    op.create_index(op.f("ix_records_issued_on"), "records", ["issued_on"])
    op.create_index("ix_records_place", "records", ["place_name", "place_code"])
    connection = op.get_bind()
    index.create(connection)
    last = connection.execute(sa.text("SELECT max(id) FROM records")).scalar() or 0
    for first in range(1, last + 1, _RECORDS_AT_ONCE):
        facts = connection.execute(_FACTS, {"first": first, "last": first + _RECORDS_AT_ONCE - 1}).all()
        if not facts:
            continue
        rows = [{"record_id": fact.record_id, "kind": fact.kind, "position": fact.position} for fact in facts]
        ids = connection.execute(sa.insert(passages).returning(passages.c.id, sort_by_parameter_order=True), rows).scalars().all()
        index.add_terms(connection, [(number, terms((fact.heading, fact.text, fact.timeline))) for number, fact in zip(ids, facts, strict=True)])
