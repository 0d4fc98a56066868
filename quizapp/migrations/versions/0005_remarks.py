"""Which version's key marks an attempt, when it is no longer its own."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('attempt') as batch_op:
        batch_op.add_column(sa.Column('marked_by', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_attempt_marked_by_version'), 'version', ['marked_by'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('attempt') as batch_op:
        batch_op.drop_constraint(op.f('fk_attempt_marked_by_version'), type_='foreignkey')
        batch_op.drop_column('marked_by')
