"""On whose clock each teacher is told times."""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('teacher', sa.Column('zone', sa.Text(), nullable=False, server_default=''))


def downgrade() -> None:
    op.drop_column('teacher', 'zone')
