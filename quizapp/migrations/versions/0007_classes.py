"""Class lists and their members; no id of an attempt or a teacher is given twice."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

_ANEW = {'recreate': 'auto', 'table_kwargs': {'sqlite_autoincrement': True}}
_OPEN = sa.text("state = 'open'")
_OPEN_ALONE = sa.text("state = 'open' AND member_id IS NULL")


def upgrade() -> None:
    op.create_table('class_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('teacher_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['teacher_id'], ['teacher.id'], name=op.f('fk_class_list_teacher_id_teacher'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_class_list')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_class_list_teacher_id'), 'class_list', ['teacher_id'])
    op.create_table('member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('class_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('extra', sa.Integer(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.CheckConstraint('extra BETWEEN 0 AND 300', name=op.f('ck_member_extra')),
    sa.ForeignKeyConstraint(['class_id'], ['class_list.id'], name=op.f('fk_member_class_id_class_list'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member')),
    sa.UniqueConstraint('class_id', 'name', name=op.f('uq_member_class_id_name')),
    sa.UniqueConstraint('address', name=op.f('uq_member_address')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('quiz') as batch_op:
        batch_op.add_column(sa.Column('class_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('picks', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_foreign_key(op.f('fk_quiz_class_id_class_list'), 'class_list', ['class_id'], ['id'])
        batch_op.create_index(op.f('ix_quiz_class_id'), ['class_id'])
    with op.batch_alter_table('quiz') as batch_op:
        batch_op.alter_column('picks', server_default=None)
    op.drop_index('uq_attempt_open', 'attempt')
    # A reader has one open attempt at a quiz from here on: the one that was begun last.
    op.execute(
        "UPDATE attempt SET state = 'finished', finished_at = started_at WHERE state = 'open' AND id NOT IN"
        " (SELECT max(id) FROM attempt WHERE state = 'open' GROUP BY quiz_id, reader_id)"
    )
    with op.batch_alter_table('attempt', **_ANEW) as batch_op:
        batch_op.add_column(sa.Column('member_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_attempt_member_id_member'), 'member', ['member_id'], ['id'], ondelete='CASCADE')
        batch_op.create_index(op.f('ix_attempt_member_id'), ['member_id'])
    op.create_index('uq_attempt_open', 'attempt', ['quiz_id', 'reader_id'], unique=True, sqlite_where=_OPEN_ALONE, postgresql_where=_OPEN_ALONE)
    op.create_index('uq_attempt_open_of_member', 'attempt', ['quiz_id', 'member_id'], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN)
    with op.batch_alter_table('deleted') as batch_op:
        batch_op.add_column(sa.Column('member_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_deleted_member_id_member'), 'member', ['member_id'], ['id'], ondelete='CASCADE')
        batch_op.create_index(op.f('ix_deleted_member_id'), ['member_id'])
    if op.get_bind().dialect.name == 'sqlite':
        with op.batch_alter_table('teacher', recreate='always', table_kwargs={'sqlite_autoincrement': True}):
            pass


def downgrade() -> None:
    with op.batch_alter_table('deleted') as batch_op:
        batch_op.drop_index(op.f('ix_deleted_member_id'))
        batch_op.drop_constraint(op.f('fk_deleted_member_id_member'), type_='foreignkey')
        batch_op.drop_column('member_id')
    op.drop_index('uq_attempt_open_of_member', 'attempt')
    op.drop_index('uq_attempt_open', 'attempt')
    # A reader has one open attempt at a quiz from here on: the one that was begun last.
    op.execute(
        "UPDATE attempt SET state = 'finished', finished_at = started_at WHERE state = 'open' AND id NOT IN"
        " (SELECT max(id) FROM attempt WHERE state = 'open' GROUP BY quiz_id, reader_id)"
    )
    with op.batch_alter_table('attempt') as batch_op:
        batch_op.drop_index(op.f('ix_attempt_member_id'))
        batch_op.drop_constraint(op.f('fk_attempt_member_id_member'), type_='foreignkey')
        batch_op.drop_column('member_id')
    op.create_index('uq_attempt_open', 'attempt', ['quiz_id', 'reader_id'], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN)
    # What was for a class is closed, not open to everybody.
    op.execute("UPDATE quiz SET opens_at = NULL, closes_at = created_at WHERE class_id IS NOT NULL")
    with op.batch_alter_table('quiz') as batch_op:
        batch_op.drop_index(op.f('ix_quiz_class_id'))
        batch_op.drop_constraint(op.f('fk_quiz_class_id_class_list'), type_='foreignkey')
        batch_op.drop_column('picks')
        batch_op.drop_column('class_id')
    op.drop_table('member')
    op.drop_table('class_list')
