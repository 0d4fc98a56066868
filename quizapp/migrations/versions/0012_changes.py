"""The last change of each attempt, and of its quiz but for those."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

_TIMED = sa.text("state = 'open' AND deadline_at IS NOT NULL")


def upgrade() -> None:
    op.add_column('quiz', sa.Column('revision', sa.Integer(), nullable=False, server_default='1'))
    op.add_column('attempt', sa.Column('changed', sa.BigInteger(), nullable=False, server_default='0'))
    op.create_index('ix_attempt_quiz_id_changed', 'attempt', ['quiz_id', 'changed'])
    op.create_index(
        'ix_attempt_quiz_id_deadline_at', 'attempt', ['quiz_id', 'deadline_at'],
        sqlite_where=_TIMED, postgresql_where=_TIMED,
    )


def downgrade() -> None:
    op.drop_index('ix_attempt_quiz_id_deadline_at', 'attempt')
    op.drop_index('ix_attempt_quiz_id_changed', 'attempt')
    op.drop_column('attempt', 'changed')
    op.drop_column('quiz', 'revision')
