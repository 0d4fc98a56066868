"""Whether a class that picks its names is shown first names only."""

import sqlalchemy as sa
from alembic import op

revision = '0030b'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('quiz', sa.Column('first_names', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column('quiz', 'first_names')
