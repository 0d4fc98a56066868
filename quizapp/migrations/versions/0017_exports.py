"""Files of results that are made aside, and kept for a while piece by piece."""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0015'
branch_labels = None
depends_on = None

_WAITING = sa.text('done_at IS NULL')


def upgrade() -> None:
    op.create_table(
        'export',
        sa.Column('address', sa.Text(), nullable=False),
        sa.Column('quiz_id', sa.Integer(), nullable=False),
        sa.Column('teacher_id', sa.Integer(), nullable=False),
        sa.Column('portion', sa.Text(), nullable=False),
        sa.Column('ending', sa.Text(), nullable=False),
        sa.Column('language', sa.Text(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('makers', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('attempts', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('told', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('size', sa.BigInteger(), nullable=False, server_default='0'),
        sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['quiz_id'], ['quiz.id'], name=op.f('fk_export_quiz_id_quiz'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(
            ['teacher_id'], ['teacher.id'], name=op.f('fk_export_teacher_id_teacher'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('address', name=op.f('pk_export')),
    )
    op.create_index(op.f('ix_export_quiz_id'), 'export', ['quiz_id'])
    op.create_index(op.f('ix_export_teacher_id'), 'export', ['teacher_id'])
    op.create_index(
        'uq_export_waiting', 'export', ['quiz_id', 'teacher_id', 'portion', 'ending', 'language'], unique=True,
        sqlite_where=_WAITING, postgresql_where=_WAITING,
    )
    op.create_table(
        'export_piece',
        sa.Column('address', sa.Text(), nullable=False),
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('data', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ['address'], ['export.address'], name=op.f('fk_export_piece_address_export'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('address', 'number', name=op.f('pk_export_piece')),
    )


def downgrade() -> None:
    op.drop_table('export_piece')
    op.drop_table('export')
