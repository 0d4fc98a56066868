"""A teacher's own word on one response, and a reader's on one question."""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

_OPEN = sa.text('settled_at IS NULL')


def upgrade() -> None:
    op.create_table('ruling',
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('mark', sa.BigInteger(), nullable=True),
    sa.Column('remark', sa.Text(), nullable=False),
    sa.Column('teacher_id', sa.Integer(), nullable=True),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('mark >= 0', name=op.f('ck_ruling_mark')),
    sa.CheckConstraint("mark IS NOT NULL OR remark <> ''", name=op.f('ck_ruling_remark')),
    sa.ForeignKeyConstraint(['attempt_id', 'version_id'], ['attempt.id', 'attempt.version_id'], name=op.f('fk_ruling_attempt_id_version_id_attempt'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id', 'place'], ['question.version_id', 'question.place'], name=op.f('fk_ruling_version_id_place_question')),
    sa.ForeignKeyConstraint(['teacher_id'], ['teacher.id'], name=op.f('fk_ruling_teacher_id_teacher'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('attempt_id', 'place', name=op.f('pk_ruling'))
    )
    op.create_index(op.f('ix_ruling_teacher_id'), 'ruling', ['teacher_id'])
    op.create_table('objection',
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("reason IN ('wrong-key', 'two-right', 'not-said', 'unclear', 'other')", name=op.f('ck_objection_reason')),
    sa.ForeignKeyConstraint(['attempt_id', 'version_id'], ['attempt.id', 'attempt.version_id'], name=op.f('fk_objection_attempt_id_version_id_attempt'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id', 'place'], ['question.version_id', 'question.place'], name=op.f('fk_objection_version_id_place_question')),
    sa.PrimaryKeyConstraint('attempt_id', 'place', name=op.f('pk_objection'))
    )
    op.create_index('ix_objection_attempt_id', 'objection', ['attempt_id'], sqlite_where=_OPEN, postgresql_where=_OPEN)


def downgrade() -> None:
    op.drop_table('objection')
    op.drop_table('ruling')
