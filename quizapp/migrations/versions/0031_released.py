"""Feedback may wait until nobody answers any more, or until the teacher says so."""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0027'
branch_labels = None
depends_on = None

_BEFORE = "feedback IN ('at-once', 'at-end')"
_NOW = "feedback IN ('at-once', 'at-end', 'when-released')"
_PARTIAL = {
    'uq_attempt_open': (['quiz_id', 'reader_id'], "state = 'open' AND member_id IS NULL", True),
    'uq_attempt_open_of_member': (['quiz_id', 'member_id'], "state = 'open'", True),
    'ix_attempt_quiz_id_deadline_at': (['quiz_id', 'deadline_at'], "state = 'open' AND deadline_at IS NOT NULL", False),
}


def upgrade() -> None:
    op.add_column('quiz', sa.Column('score_first', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('quiz', sa.Column('released_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('quiz', sa.Column('begins_after_release', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('attempt', sa.Column('score_first', sa.Boolean(), nullable=False, server_default=sa.false()))
    _admit(_NOW)


def downgrade() -> None:
    # Of what remains, this keeps the key longest.
    for table in ('quiz', 'attempt'):
        op.execute(f"UPDATE {table} SET feedback = 'at-end' WHERE feedback = 'when-released'")
    _admit(_BEFORE)
    op.drop_column('attempt', 'score_first')
    for name in ('begins_after_release', 'released_at', 'score_first'):
        op.drop_column('quiz', name)


def _admit(condition: str) -> None:
    """In SQLite the tables are made anew for it, and the indexes of some of their rows with them."""
    for name in _PARTIAL:
        op.drop_index(name, 'attempt')
    for table in ('quiz', 'attempt'):
        with op.batch_alter_table(table, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
            batch_op.drop_constraint(op.f(f'ck_{table}_feedback'), type_='check')
            batch_op.create_check_constraint(op.f(f'ck_{table}_feedback'), condition)
    for name, (columns, where, unique) in _PARTIAL.items():
        op.create_index(
            name, 'attempt', columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
        )
