"""Quizzes whose class is simulated."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

_QUIZZES = 'SELECT id FROM quiz WHERE simulated'
_ATTEMPTS = f'SELECT id FROM attempt WHERE quiz_id IN ({_QUIZZES})'


def upgrade() -> None:
    op.add_column('quiz', sa.Column('simulated', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    # To the schema of before they would be quizzes like any other, and their readers be counted as real.
    # References are off meanwhile in SQLite: what would go with an attempt is told to go.
    op.execute(f'DELETE FROM response WHERE attempt_id IN ({_ATTEMPTS})')
    op.execute(f'DELETE FROM attempt WHERE quiz_id IN ({_QUIZZES})')
    op.execute('DELETE FROM quiz WHERE simulated')
    op.drop_column('quiz', 'simulated')
