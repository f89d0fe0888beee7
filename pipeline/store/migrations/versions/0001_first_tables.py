"""The first tables: runs, sources, sightings, records, versions and the facts of a record."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started", sa.DateTime(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("finished", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "sources",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_sources")),
    )
    op.create_table(
        "records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("clause_count", sa.Integer(), nullable=False),
        sa.Column("task_count", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("issuers", sa.JSON(), nullable=False),
        sa.Column("addressees", sa.JSON(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("issued_text", sa.Text(), nullable=True),
        sa.Column("place_name", sa.Text(), nullable=True),
        sa.Column("place_code", sa.Text(), nullable=True),
        sa.Column("place_level", sa.Text(), nullable=True),
        sa.Column("first_run", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["first_run"], ["runs.id"], name=op.f("fk_records_first_run_runs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
    )
    op.create_index("uq_records_notice_id_content_hash", "records", ["notice_id", "content_hash"], unique=True)
    op.create_table(
        "citations",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("within", sa.Text(), nullable=True),
        sa.Column("cited_notice_id", sa.Text(), nullable=True),
        sa.Column("start_offset", sa.Integer(), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("block", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_citations_record_id_records")),
        sa.PrimaryKeyConstraint("record_id", "position", name=op.f("pk_citations")),
    )
    op.create_table(
        "clauses",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("block", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_clauses_record_id_records")),
        sa.PrimaryKeyConstraint("record_id", "position", name=op.f("pk_clauses")),
    )
    op.create_table(
        "problems",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("block", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_problems_record_id_records")),
        sa.PrimaryKeyConstraint("record_id", "position", name=op.f("pk_problems")),
    )
    op.create_table(
        "sightings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("modified_ns", sa.BigInteger(), nullable=True),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("remedy", sa.Text(), nullable=True),
        sa.Column("first_run", sa.Integer(), nullable=False),
        sa.Column("last_run", sa.Integer(), nullable=False),
        sa.Column("gone_run", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["first_run"], ["runs.id"], name=op.f("fk_sightings_first_run_runs")),
        sa.ForeignKeyConstraint(["gone_run"], ["runs.id"], name=op.f("fk_sightings_gone_run_runs")),
        sa.ForeignKeyConstraint(["last_run"], ["runs.id"], name=op.f("fk_sightings_last_run_runs")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_sightings_record_id_records")),
        sa.ForeignKeyConstraint(["sha256"], ["sources.sha256"], name=op.f("fk_sightings_sha256_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sightings")),
    )
    op.create_index(op.f("ix_sightings_record_id"), "sightings", ["record_id"], unique=False)
    op.create_index(
        "uq_sightings_live",
        "sightings",
        ["location"],
        unique=True,
        sqlite_where=sa.text("gone_run IS NULL"),
        postgresql_where=sa.text("gone_run IS NULL"),
    )
    op.create_table(
        "tasks",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("clause_id", sa.Text(), nullable=True),
        sa.Column("table_no", sa.Integer(), nullable=True),
        sa.Column("table_row", sa.Integer(), nullable=True),
        sa.Column("section_label", sa.Text(), nullable=True),
        sa.Column("section_heading", sa.Text(), nullable=True),
        sa.Column("continues_id", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("timeline", sa.Text(), nullable=True),
        sa.Column("start_offset", sa.Integer(), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("block", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_tasks_record_id_records")),
        sa.PrimaryKeyConstraint("record_id", "position", name=op.f("pk_tasks")),
    )
    op.create_table(
        "units",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_units_record_id_records")),
        sa.PrimaryKeyConstraint("record_id", "position", name=op.f("pk_units")),
    )
    op.create_index(op.f("ix_units_unit_id"), "units", ["unit_id"], unique=False)
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("first_run", sa.Integer(), nullable=False),
        sa.Column("last_run", sa.Integer(), nullable=False),
        sa.Column("ended_run", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["ended_run"], ["runs.id"], name=op.f("fk_versions_ended_run_runs")),
        sa.ForeignKeyConstraint(["first_run"], ["runs.id"], name=op.f("fk_versions_first_run_runs")),
        sa.ForeignKeyConstraint(["last_run"], ["runs.id"], name=op.f("fk_versions_last_run_runs")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_versions_record_id_records")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
    )
    op.create_index(op.f("ix_versions_record_id"), "versions", ["record_id"], unique=False)
    op.create_index(
        "uq_versions_current",
        "versions",
        ["notice_id"],
        unique=True,
        sqlite_where=sa.text("ended_run IS NULL"),
        postgresql_where=sa.text("ended_run IS NULL"),
    )
    op.create_table(
        "assignments",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("task_position", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mention", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("column_heading", sa.Text(), nullable=True),
        sa.Column("inherited", sa.Boolean(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("block", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["record_id", "task_position"], ["tasks.record_id", "tasks.position"], name=op.f("fk_assignments_record_id_task_position_tasks")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_assignments_record_id_records")),
        sa.PrimaryKeyConstraint("record_id", "task_position", "position", name=op.f("pk_assignments")),
    )
    op.create_table(
        "milestones",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("task_position", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("trigger_event", sa.Text(), nullable=True),
        sa.Column("start_offset", sa.Integer(), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("block", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["record_id", "task_position"], ["tasks.record_id", "tasks.position"], name=op.f("fk_milestones_record_id_task_position_tasks")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_milestones_record_id_records")),
        sa.PrimaryKeyConstraint("record_id", "task_position", "position", name=op.f("pk_milestones")),
    )
    op.create_table(
        "officials",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("task_position", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("column_heading", sa.Text(), nullable=True),
        sa.Column("inherited", sa.Boolean(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("block", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["record_id", "task_position"], ["tasks.record_id", "tasks.position"], name=op.f("fk_officials_record_id_task_position_tasks")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_officials_record_id_records")),
        sa.PrimaryKeyConstraint("record_id", "task_position", "position", name=op.f("pk_officials")),
    )
    op.create_table(
        "deadlines",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("task_position", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("milestone_position", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("date_precision", sa.Text(), nullable=True),
        sa.Column("ongoing", sa.Boolean(), nullable=False),
        sa.Column("recurrence", sa.Text(), nullable=True),
        sa.Column("anchor_event", sa.Text(), nullable=True),
        sa.Column("anchor_offset", sa.Text(), nullable=True),
        sa.Column("anchor_calendar", sa.Text(), nullable=True),
        sa.Column("start_offset", sa.Integer(), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("block", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["record_id", "task_position", "milestone_position"],
            ["milestones.record_id", "milestones.task_position", "milestones.position"],
            name="fk_deadlines_milestones",
        ),
        sa.ForeignKeyConstraint(
            ["record_id", "task_position"], ["tasks.record_id", "tasks.position"], name=op.f("fk_deadlines_record_id_task_position_tasks")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_deadlines_record_id_records")),
        sa.PrimaryKeyConstraint("record_id", "task_position", "position", name=op.f("pk_deadlines")),
    )
    op.create_index(op.f("ix_deadlines_end_date"), "deadlines", ["end_date"], unique=False)
