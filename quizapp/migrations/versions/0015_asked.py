"""A quiz that asks only some questions of its bank, under a title of its own."""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'asked',
        sa.Column('quiz_id', sa.Integer(), nullable=False),
        sa.Column('question_id', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['quiz_id'], ['quiz.id'], name='fk_asked_quiz_id_quiz', ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('quiz_id', 'question_id', name='pk_asked'),
    )
    op.add_column('quiz', sa.Column('title', sa.Text(), nullable=True))
    op.add_column('attempt', sa.Column('whole', sa.Boolean(), nullable=False, server_default=sa.text('true')))
    # Until now, what was missed before was the only part of a bank that an attempt could ask.
    op.execute('UPDATE attempt SET whole = false WHERE subset IS NOT NULL')


def downgrade() -> None:
    op.drop_column('attempt', 'whole')
    op.drop_column('quiz', 'title')
    op.drop_table('asked')
