"""What the first tries at a quiz sum up to, kept so that a page of many does not read them all."""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'fold',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('quiz_id', sa.Integer(), nullable=False),
        sa.Column('first_attempt', sa.BigInteger(), nullable=False),
        sa.Column('last_attempt', sa.BigInteger(), nullable=False),
        sa.Column('below', sa.BigInteger(), nullable=False),
        sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint('last_attempt >= first_attempt', name=op.f('ck_fold_last_attempt')),
        sa.ForeignKeyConstraint(['quiz_id'], ['quiz.id'], name=op.f('fk_fold_quiz_id_quiz'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_fold')),
    )
    op.create_index(op.f('ix_fold_quiz_id'), 'fold', ['quiz_id'])
    op.create_table(
        'fold_sums',
        sa.Column('fold_id', sa.Integer(), nullable=False),
        sa.Column('data', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['fold_id'], ['fold.id'], name=op.f('fk_fold_sums_fold_id_fold'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('fold_id', name=op.f('pk_fold_sums')),
    )


def downgrade() -> None:
    op.drop_table('fold_sums')
    op.drop_table('fold')
