"""What was asked and not answered at once, for the office to learn its words from."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "misses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("chosen", sa.String(length=32), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("chosen_words", sa.Text(), nullable=False),
        sa.Column("plans", sa.JSON(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_misses")),
        sa.UniqueConstraint("kind", "folded", "chosen", name=op.f("uq_misses_kind_folded_chosen")),
    )
    op.create_index(op.f("ix_misses_last_on"), "misses", ["last_on"], unique=False)


def downgrade() -> None:
    op.drop_table("misses")
