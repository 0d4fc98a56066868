"""That an attempt was deleted, without anything of it."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('deleted',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('quiz_id', sa.Integer(), nullable=False),
    sa.Column('reader_id', sa.Integer(), nullable=True),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['quiz_id'], ['quiz.id'], name=op.f('fk_deleted_quiz_id_quiz'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reader_id'], ['reader.id'], name=op.f('fk_deleted_reader_id_reader'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deleted'))
    )
    op.create_index(op.f('ix_deleted_quiz_id'), 'deleted', ['quiz_id'])
    op.create_index(op.f('ix_deleted_reader_id'), 'deleted', ['reader_id'])


def downgrade() -> None:
    op.drop_table('deleted')
