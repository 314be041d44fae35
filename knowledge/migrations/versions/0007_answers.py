"""Answers to reports, events that start a deadline, notices, and groups whose members have all reported."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INDEXES = (
    ("progress_reports", ["task_key", "unit_name_id", "id"]),
    ("progress_reports", ["target_key", "unit_name_id", "id"]),
    ("report_formers", ["unit_name_id"]),
)


def upgrade() -> None:
    _answers()
    _events()
    _notices()
    op.add_column("evidence", sa.Column("message", sa.String(length=32), nullable=True))
    op.create_index(op.f("ix_evidence_message"), "evidence", ["message"], unique=False)
    op.add_column("offers", sa.Column("unasked", sa.Boolean(), nullable=False, server_default=sa.false()))
    _settled_groups()
    _indexes()


def downgrade() -> None:
    op.drop_column("offers", "unasked")
    op.drop_index(op.f("ix_evidence_message"), "evidence")
    op.drop_column("evidence", "message")
    op.drop_table("report_answers")
    op.drop_table("events")
    op.drop_table("notices")
    op.drop_table("settled_groups")
    for table, columns in _INDEXES:
        op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table)


def _answers() -> None:
    op.create_table(
        "report_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["progress_reports.id"], name=op.f("fk_report_answers_report_id_progress_reports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_answers")),
    )
    op.create_index(op.f("ix_report_answers_actor_id"), "report_answers", ["actor_id"], unique=False)
    op.create_index(op.f("ix_report_answers_report_id"), "report_answers", ["report_id"], unique=False)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_key", sa.String(length=32), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("unit_name_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("reporter_id", sa.Text(), nullable=False),
        sa.Column("reporter_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_name_id"], ["unit_names.id"], name=op.f("fk_events_unit_name_id_unit_names")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_assignment_key"), "events", ["assignment_key"], unique=False)
    op.create_index(op.f("ix_events_due"), "events", ["due"], unique=False)
    op.create_index(op.f("ix_events_reporter_id"), "events", ["reporter_id"], unique=False)
    op.create_index(op.f("ix_events_unit_name_id"), "events", ["unit_name_id"], unique=False)


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_channel_account"), "notices", ["channel", "account"], unique=False)
    op.create_index(op.f("ix_notices_channel_sent_at"), "notices", ["channel", "sent_at"], unique=False)


def _settled_groups() -> None:
    op.create_table(
        "settled_groups",
        sa.Column("assignment_key", sa.String(length=32), nullable=False),
        sa.Column("unit_name_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_name_id"], ["unit_names.id"], name=op.f("fk_settled_groups_unit_name_id_unit_names")
        ),
        sa.PrimaryKeyConstraint("assignment_key", "unit_name_id", name=op.f("pk_settled_groups")),
    )


def _indexes() -> None:
    for table, columns in _INDEXES:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns, unique=False)
