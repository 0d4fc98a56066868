"""What a teacher said of the columns of a table is kept for the next table of the same layout."""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'column_layout',
        sa.Column('teacher_id', sa.Integer(), nullable=False),
        sa.Column('digest', sa.Text(), nullable=False),
        sa.Column('columns', sa.Text(), nullable=False),
        sa.Column('heading', sa.Boolean(), nullable=False),
        sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['teacher_id'], ['teacher.id'], name=op.f('fk_column_layout_teacher_id_teacher'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('teacher_id', 'digest', name=op.f('pk_column_layout')),
    )


def downgrade() -> None:
    op.drop_table('column_layout')
