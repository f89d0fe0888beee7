"""The index over files that have gone holds those alone: without figures on it, SQLite took it for the files that are there, and read them all."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    name, gone = op.f("ix_sightings_gone_run"), sa.text("gone_run IS NOT NULL")
    op.drop_index(name, "sightings")
    op.create_index(name, "sightings", ["gone_run"], sqlite_where=gone, postgresql_where=gone)
