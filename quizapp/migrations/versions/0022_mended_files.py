"""A file that waits is read as its teacher says, and may be mended where it is shown."""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('upload', sa.Column('options', sa.Text(), nullable=False, server_default='{}'))
    op.add_column('upload', sa.Column('revision', sa.Integer(), nullable=False, server_default='1'))
    op.add_column('upload', sa.Column('edited_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('upload', sa.Column('faults', sa.Integer(), nullable=True))
    # What came of reading them is kept in another form from now on: they are read again.
    op.execute('UPDATE upload SET preview = NULL, begun_at = NULL, questions_read = 0')


def downgrade() -> None:
    op.execute('UPDATE upload SET preview = NULL, begun_at = NULL, questions_read = 0')
    for name in ('faults', 'edited_at', 'revision', 'options'):
        op.drop_column('upload', name)
