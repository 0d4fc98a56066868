"""Family and first names of members apart, and what else the school knows each by."""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

_PARTS = ('family', 'given', 'identifier')


def upgrade() -> None:
    for part in _PARTS:
        op.add_column('member', sa.Column(part, sa.Text(), nullable=False, server_default=''))


def downgrade() -> None:
    for part in reversed(_PARTS):
        op.drop_column('member', part)
