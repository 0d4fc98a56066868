"""Class lists that are looked over before they are stored."""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('list_draft',
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('teacher_id', sa.Integer(), nullable=False),
    sa.Column('class_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['teacher_id'], ['teacher.id'], name=op.f('fk_list_draft_teacher_id_teacher'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['class_id'], ['class_list.id'], name=op.f('fk_list_draft_class_id_class_list'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('address', name=op.f('pk_list_draft'))
    )
    op.create_index(op.f('ix_list_draft_teacher_id'), 'list_draft', ['teacher_id'])
    op.create_index(op.f('ix_list_draft_class_id'), 'list_draft', ['class_id'])
    op.create_index(op.f('ix_list_draft_made_at'), 'list_draft', ['made_at'])


def downgrade() -> None:
    op.drop_table('list_draft')
