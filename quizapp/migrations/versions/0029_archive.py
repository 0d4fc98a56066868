"""Banks, quizzes and classes that are put away, banks that are deleted, and titles of banks apart from their versions."""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0026'
branch_labels = None
depends_on = None

_ARCHIVED = ('bank', 'quiz', 'class_list')


def upgrade() -> None:
    for table in _ARCHIVED:
        op.add_column(table, sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('bank', sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('bank', sa.Column('title', sa.Text(), nullable=True))
    collation = 'C' if op.get_bind().dialect.name == 'postgresql' else None
    op.add_column('bank', sa.Column('sort_key', sa.Text(collation=collation), nullable=True))


def downgrade() -> None:
    op.drop_column('bank', 'sort_key')
    op.drop_column('bank', 'title')
    op.drop_column('bank', 'deleted_at')
    for table in reversed(_ARCHIVED):
        op.drop_column(table, 'archived_at')
