"""When a quiz is open, how often and how long it is answered, and when an attempt's time ends."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('quiz') as batch_op:
        batch_op.add_column(sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('tries', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('counts', sa.Text(), nullable=False, server_default='best'))
        batch_op.add_column(sa.Column('names', sa.Text(), nullable=False, server_default='optional'))
        batch_op.add_column(sa.Column('minutes', sa.Integer(), nullable=True))
        batch_op.create_check_constraint(op.f('ck_quiz_counts'), "counts IN ('best', 'first', 'last')")
        batch_op.create_check_constraint(op.f('ck_quiz_names'), "names IN ('none', 'optional', 'required')")
        batch_op.create_check_constraint(op.f('ck_quiz_tries'), 'tries >= 1')
        batch_op.create_check_constraint(op.f('ck_quiz_minutes'), 'minutes >= 1')
        batch_op.create_check_constraint(op.f('ck_quiz_closes_at'), 'closes_at > opens_at')
    with op.batch_alter_table('quiz') as batch_op:
        batch_op.alter_column('counts', server_default=None)
        batch_op.alter_column('names', server_default=None)
    op.add_column('attempt', sa.Column('deadline_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('attempt') as batch_op:
        batch_op.drop_column('deadline_at')
    with op.batch_alter_table('quiz') as batch_op:
        for name in ('counts', 'names', 'tries', 'minutes', 'closes_at'):
            batch_op.drop_constraint(op.f(f'ck_quiz_{name}'), type_='check')
        for column in ('minutes', 'names', 'counts', 'tries', 'closes_at', 'opens_at'):
            batch_op.drop_column(column)
