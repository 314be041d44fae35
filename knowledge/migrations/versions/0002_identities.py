"""Tasks, assignments, duties and targets keep a key over the versions of their plan, and versions a lineage."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KEYED = {"tasks": "plan_id", "assignments": "task_id", "duties": "plan_id", "targets": "plan_id"}


def upgrade() -> None:
    op.add_column("plans", sa.Column("replaced", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("plans", sa.Column("lineage", sa.String(length=32), nullable=False, server_default=""))
    _file_lineages()
    op.create_index(op.f("ix_plans_lineage"), "plans", ["lineage"], unique=False)
    for table, owner in _KEYED.items():
        op.add_column(table, sa.Column("key", sa.String(length=32), nullable=False, server_default=""))
        _give_keys(table)
        op.create_index(f"uq_{table}_{owner}_key", table, [owner, "key"], unique=True)
        op.create_index(op.f(f"ix_{table}_key"), table, ["key"], unique=False)


def downgrade() -> None:
    for table, owner in _KEYED.items():
        op.drop_index(op.f(f"ix_{table}_key"), table)
        op.drop_index(f"uq_{table}_{owner}_key", table)
        op.drop_column(table, "key")
    op.drop_index(op.f("ix_plans_lineage"), "plans")
    op.drop_column("plans", "lineage")
    op.drop_column("plans", "replaced")


def _file_lineages() -> None:
    """Until now a file name was all that made versions one plan, and only the newest could have been taken back."""
    plans = sa.table(
        "plans",
        sa.column("file", sa.Text()),
        sa.column("version", sa.Integer()),
        sa.column("lineage", sa.String()),
        sa.column("replaced", sa.Boolean()),
        sa.column("withdrawn_at", sa.DateTime(timezone=True)),
    )
    connection = op.get_bind()
    newest = connection.execute(sa.select(plans.c.file, sa.func.max(plans.c.version)).group_by(plans.c.file)).all()
    for file, version in newest:
        of_file = sa.update(plans).where(plans.c.file == file)
        connection.execute(of_file.values(lineage=uuid4().hex))
        earlier = of_file.where(plans.c.version < version, plans.c.withdrawn_at.is_not(None))
        connection.execute(earlier.values(replaced=sa.true()))


def _give_keys(table: str) -> None:
    rows = sa.table(table, sa.column("id", sa.Integer()), sa.column("key", sa.String()))
    connection = op.get_bind()
    keys = [{"row": row_id, "new": uuid4().hex} for row_id in connection.scalars(sa.select(rows.c.id))]
    if keys:
        connection.execute(
            sa.update(rows).where(rows.c.id == sa.bindparam("row")).values(key=sa.bindparam("new")), keys
        )
