"""Stored documents, one notice from several sources, and the indexes that let a run look at what it touched alone."""

import json

import sqlalchemy as sa
from alembic import op

from extractors.records import NoticeRecord
from pipeline.store.marks import marks_of

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NO_SOURCE = {"name": "", "media_type": "", "sha256": "", "bytes": 0, "pages": None}


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("has_tables", sa.Boolean(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["sources.sha256"], name=op.f("fk_documents_sha256_sources")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_documents")),
    )
    op.create_table(
        "same_as",
        sa.Column("notice_id", sa.Text(), nullable=False),
        sa.Column("stands_as", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_same_as")),
    )
    op.create_index(op.f("ix_same_as_stands_as"), "same_as", ["stands_as"])
    op.create_table(
        "text_bands",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("band", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_text_bands_record_id_records")),
        sa.PrimaryKeyConstraint("record_id", "band", name=op.f("pk_text_bands")),
    )
    op.create_index(op.f("ix_text_bands_band"), "text_bands", ["band"])
    op.add_column("runs", sa.Column("settled", sa.DateTime(), nullable=True))
    op.execute("UPDATE runs SET settled = finished")
    for name, kind in (("number_key", sa.Text()), ("title_key", sa.Text()), ("stance", sa.Text()), ("signature", sa.LargeBinary())):
        op.add_column("records", sa.Column(name, kind, nullable=True))
    op.create_index(op.f("ix_records_number_key"), "records", ["number_key"])
    op.create_index(op.f("ix_records_title_key"), "records", ["title_key"])
    for column in ("first_run", "gone_run", "sha256"):
        op.create_index(op.f(f"ix_sightings_{column}"), "sightings", [column])
    op.create_index(op.f("ix_citations_relation"), "citations", ["relation"])
    op.create_index(op.f("ix_versions_notice_id"), "versions", ["notice_id"])
    _fill()


def _fill() -> None:
    """What finds a notice again, for the records that are there."""
    bind = op.get_bind()
    for record_id, held in bind.execute(sa.text("SELECT id, json FROM records ORDER BY id")).all():
        marks = marks_of(NoticeRecord.model_validate(json.loads(held) | {"source": _NO_SOURCE}))
        bind.execute(
            sa.text("UPDATE records SET number_key = :number, title_key = :title, stance = :stance, signature = :signature WHERE id = :id"),
            {"number": marks.number, "title": marks.title, "stance": marks.stance, "signature": marks.signature, "id": record_id},
        )
        for band in marks.bands:
            bind.execute(sa.text("INSERT INTO text_bands (record_id, band) VALUES (:id, :band)"), {"id": record_id, "band": band})
