"""Quizzes that their teachers try as a reader, and that count nowhere."""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0030b'
branch_labels = None
depends_on = None

_QUIZZES = 'SELECT id FROM quiz WHERE trial_of IS NOT NULL'
_ATTEMPTS = f'SELECT id FROM attempt WHERE quiz_id IN ({_QUIZZES})'


def upgrade() -> None:
    op.add_column('quiz', sa.Column('trial_of', sa.Text(), nullable=True))


def downgrade() -> None:
    # A program that does not know of trials would take them for simulated classes.
    # References are off meanwhile in SQLite: what would go with an attempt or a quiz is told to go.
    for table in ('response', 'companion', 'erasure', 'ruling', 'objection'):
        op.execute(f'DELETE FROM {table} WHERE attempt_id IN ({_ATTEMPTS})')
    for table in ('asked', 'deleted'):
        op.execute(f'DELETE FROM {table} WHERE quiz_id IN ({_QUIZZES})')
    op.execute(f'DELETE FROM attempt WHERE quiz_id IN ({_QUIZZES})')
    op.execute('DELETE FROM quiz WHERE trial_of IS NOT NULL')
    op.drop_column('quiz', 'trial_of')
