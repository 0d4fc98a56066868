"""Banks that are written in the browser, until they are published."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'draft',
        sa.Column('address', sa.Text(), nullable=False),
        sa.Column('teacher_id', sa.Integer(), nullable=False),
        sa.Column('bank_id', sa.Integer(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=True),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('question_count', sa.Integer(), nullable=False),
        sa.Column('document', sa.Text(), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('findings', sa.Text(), nullable=True),
        sa.Column('looking_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint('revision >= 1', name=op.f('ck_draft_revision')),
        sa.ForeignKeyConstraint(
            ['teacher_id'], ['teacher.id'], name=op.f('fk_draft_teacher_id_teacher'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['bank_id'], ['bank.id'], name=op.f('fk_draft_bank_id_bank'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('address', name=op.f('pk_draft')),
    )
    op.create_index(op.f('ix_draft_teacher_id'), 'draft', ['teacher_id'])
    op.create_index(op.f('ix_draft_bank_id'), 'draft', ['bank_id'])


def downgrade() -> None:
    op.drop_table('draft')
