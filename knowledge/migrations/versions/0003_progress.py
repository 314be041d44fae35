"""Progress reports, what takes them back, and commands that wait for a yes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _reports()
    _parts()
    _retractions()
    _pending()


def downgrade() -> None:
    for table in ("pending_commands", "restorations", "retractions", "report_parts", "progress_reports"):
        op.drop_table(table)


def _reports() -> None:
    op.create_table(
        "progress_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("task_key", sa.String(length=32), nullable=True),
        sa.Column("target_key", sa.String(length=32), nullable=True),
        sa.Column("unit_name_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(16), nullable=True),
        sa.Column("percent", sa.Double(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("out_of", sa.Double(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("reporter_id", sa.Text(), nullable=False),
        sa.Column("reporter_name", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(task_key IS NULL) <> (target_key IS NULL)", name=op.f("ck_progress_reports_one_subject")),
        sa.ForeignKeyConstraint(
            ["unit_name_id"], ["unit_names.id"], name=op.f("fk_progress_reports_unit_name_id_unit_names")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_reports")),
    )
    for columns in (["unit_name_id"], ["task_key", "id"], ["target_key", "id"], ["status"], ["token"]):
        name = f"ix_progress_reports_{'_'.join(columns)}"
        op.create_index(op.f(name), "progress_reports", columns, unique=False)


def _parts() -> None:
    op.create_table(
        "report_parts",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("assignment_key", sa.String(length=32), nullable=False),
        sa.Column("unit_name_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["progress_reports.id"], name=op.f("fk_report_parts_report_id_progress_reports")
        ),
        sa.ForeignKeyConstraint(
            ["unit_name_id"], ["unit_names.id"], name=op.f("fk_report_parts_unit_name_id_unit_names")
        ),
        sa.PrimaryKeyConstraint("report_id", "position", name=op.f("pk_report_parts")),
    )
    op.create_index(op.f("ix_report_parts_assignment_key"), "report_parts", ["assignment_key"], unique=False)
    op.create_index(op.f("ix_report_parts_unit_name_id"), "report_parts", ["unit_name_id"], unique=False)


def _retractions() -> None:
    op.create_table(
        "retractions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["progress_reports.id"], name=op.f("fk_retractions_report_id_progress_reports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retractions")),
    )
    op.create_index(op.f("ix_retractions_report_id"), "retractions", ["report_id"], unique=False)
    op.create_table(
        "restorations",
        sa.Column("retraction_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["retraction_id"], ["retractions.id"], name=op.f("fk_restorations_retraction_id_retractions")
        ),
        sa.PrimaryKeyConstraint("retraction_id", name=op.f("pk_restorations")),
    )


def _pending() -> None:
    op.create_table(
        "pending_commands",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_pending_commands")),
    )
    op.create_index(op.f("ix_pending_commands_chat_sender"), "pending_commands", ["chat", "sender"], unique=False)
    op.create_index(op.f("ix_pending_commands_expires_at"), "pending_commands", ["expires_at"], unique=False)
