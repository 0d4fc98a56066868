"""The attempts at a quiz are found by an index."""

from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_attempt_quiz_id', 'attempt', ['quiz_id'])


def downgrade() -> None:
    op.drop_index('ix_attempt_quiz_id', 'attempt')
