"""A directory of units, the people who have joined, and a trail that tells how things stood before."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _directory()
    _people()
    _trail()
    _formers()


def downgrade() -> None:
    op.drop_table("report_formers")
    op.drop_index(op.f("ix_audit_entries_actor_id"), table_name="audit_entries")
    op.drop_column("audit_entries", "before")
    op.drop_column("audit_entries", "unit")
    op.drop_column("audit_entries", "organisation")
    op.drop_column("audit_entries", "channel")
    op.drop_table("wrong_codes")
    op.drop_table("invitations")
    op.drop_table("unit_group_members")
    op.drop_table("unit_aliases")
    op.drop_table("successions")
    op.drop_table("plan_organisations")
    op.drop_table("people")
    op.drop_table("group_chats")
    op.drop_table("units")
    op.drop_table("directory_revisions")


def _directory() -> None:
    op.create_table(
        "directory_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_revisions")),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("keyed_by", sa.String(length=64), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("is_organisation", sa.Boolean(), nullable=False),
        sa.Column("level", sa.String(16), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["merged_into_id"], ["units.id"], name=op.f("fk_units_merged_into_id_units")),
        sa.ForeignKeyConstraint(["organisation_id"], ["units.id"], name=op.f("fk_units_organisation_id_units")),
        sa.ForeignKeyConstraint(["parent_id"], ["units.id"], name=op.f("fk_units_parent_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
    )
    op.create_index(op.f("ix_units_is_organisation_key"), "units", ["is_organisation", "key"], unique=False)
    op.create_index(op.f("ix_units_keyed_by"), "units", ["keyed_by"], unique=False)
    op.create_index(op.f("ix_units_merged_into_id"), "units", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_units_organisation_id_key"), "units", ["organisation_id", "key"], unique=False)
    op.create_index(op.f("ix_units_parent_id"), "units", ["parent_id"], unique=False)
    op.create_table(
        "plan_organisations",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["units.id"], name=op.f("fk_plan_organisations_organisation_id_units")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_organisations_plan_id_plans")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plan_organisations")),
    )
    op.create_index(
        op.f("ix_plan_organisations_organisation_id"), "plan_organisations", ["organisation_id"], unique=False
    )
    op.create_table(
        "successions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("former_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["former_id"], ["units.id"], name=op.f("fk_successions_former_id_units")),
        sa.ForeignKeyConstraint(["successor_id"], ["units.id"], name=op.f("fk_successions_successor_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_successions")),
    )
    op.create_index(op.f("ix_successions_former_id"), "successions", ["former_id"], unique=False)
    op.create_index(op.f("ix_successions_successor_id"), "successions", ["successor_id"], unique=False)
    op.create_table(
        "unit_aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("keyed_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_aliases_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_aliases")),
    )
    op.create_index(op.f("ix_unit_aliases_key"), "unit_aliases", ["key"], unique=False)
    op.create_index(op.f("ix_unit_aliases_keyed_by"), "unit_aliases", ["keyed_by"], unique=False)
    op.create_index(op.f("ix_unit_aliases_unit_id"), "unit_aliases", ["unit_id"], unique=False)
    op.create_table(
        "unit_group_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("group_key", sa.Text(), nullable=False),
        sa.Column("keyed_by", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["units.id"], name=op.f("fk_unit_group_members_organisation_id_units")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_group_members_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_group_members")),
    )
    op.create_index(
        op.f("ix_unit_group_members_organisation_id_group_key"),
        "unit_group_members",
        ["organisation_id", "group_key"],
        unique=False,
    )
    op.create_index(op.f("ix_unit_group_members_keyed_by"), "unit_group_members", ["keyed_by"], unique=False)
    op.create_index(op.f("ix_unit_group_members_unit_id"), "unit_group_members", ["unit_id"], unique=False)


def _people() -> None:
    op.create_table(
        "group_chats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_group_chats_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_chats")),
        sa.UniqueConstraint("channel", "chat", name=op.f("uq_group_chats_channel_chat")),
    )
    op.create_index(op.f("ix_group_chats_unit_id"), "group_chats", ["unit_id"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unreachable_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_people_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("channel", "account", name=op.f("uq_people_channel_account")),
    )
    op.create_index(op.f("ix_people_unit_id"), "people", ["unit_id"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("invited_by", sa.Text(), nullable=False),
        sa.Column("inviter", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_invitations_person_id_people")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_invitations_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("digest", name=op.f("uq_invitations_digest")),
    )
    op.create_index(op.f("ix_invitations_expires_at"), "invitations", ["expires_at"], unique=False)
    op.create_index(op.f("ix_invitations_unit_id"), "invitations", ["unit_id"], unique=False)
    op.create_table(
        "wrong_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_codes")),
    )
    op.create_index(op.f("ix_wrong_codes_at"), "wrong_codes", ["at"], unique=False)
    op.create_index(op.f("ix_wrong_codes_channel_account"), "wrong_codes", ["channel", "account"], unique=False)


def _trail() -> None:
    op.add_column("audit_entries", sa.Column("channel", sa.Text(), nullable=False, server_default=""))
    op.add_column("audit_entries", sa.Column("organisation", sa.Text(), nullable=True))
    op.add_column("audit_entries", sa.Column("unit", sa.Text(), nullable=True))
    op.add_column("audit_entries", sa.Column("before", sa.JSON(), nullable=False, server_default="{}"))
    op.create_index(op.f("ix_audit_entries_actor_id"), "audit_entries", ["actor_id"], unique=False)


def _formers() -> None:
    op.create_table(
        "report_formers",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("unit_name_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["progress_reports.id"], name=op.f("fk_report_formers_report_id_progress_reports")
        ),
        sa.ForeignKeyConstraint(
            ["unit_name_id"], ["unit_names.id"], name=op.f("fk_report_formers_unit_name_id_unit_names")
        ),
        sa.PrimaryKeyConstraint("report_id", "unit_name_id", name=op.f("pk_report_formers")),
    )
