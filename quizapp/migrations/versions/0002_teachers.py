"""Teachers, their sessions and links, the log, and what belongs to whom."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('teacher',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("role IN ('teacher', 'owner')", name=op.f('ck_teacher_role')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_teacher')),
    sa.UniqueConstraint('email', name=op.f('uq_teacher_email'))
    )
    op.create_table('link',
    sa.Column('token_digest', sa.Text(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('teacher_id', sa.Integer(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("purpose IN ('set-up', 'invitation', 'reset')", name=op.f('ck_link_purpose')),
    sa.CheckConstraint("role IN ('teacher', 'owner')", name=op.f('ck_link_role')),
    sa.CheckConstraint("(purpose = 'reset') = (teacher_id IS NOT NULL)", name=op.f('ck_link_teacher')),
    sa.ForeignKeyConstraint(['teacher_id'], ['teacher.id'], name=op.f('fk_link_teacher_id_teacher'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_digest', name=op.f('pk_link'))
    )
    op.create_index(op.f('ix_link_teacher_id'), 'link', ['teacher_id'])
    op.create_table('login',
    sa.Column('token_digest', sa.Text(), nullable=False),
    sa.Column('teacher_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['teacher_id'], ['teacher.id'], name=op.f('fk_login_teacher_id_teacher'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_digest', name=op.f('pk_login'))
    )
    op.create_index(op.f('ix_login_teacher_id'), 'login', ['teacher_id'])
    op.create_table('entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('teacher_id', sa.Integer(), nullable=True),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['teacher_id'], ['teacher.id'], name=op.f('fk_entry_teacher_id_teacher'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entry'))
    )
    op.create_index(op.f('ix_entry_at'), 'entry', ['at'])
    op.create_index(op.f('ix_entry_teacher_id'), 'entry', ['teacher_id'])
    op.create_table('upload',
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('teacher_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('questions_read', sa.Integer(), nullable=False),
    sa.Column('preview', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['teacher_id'], ['teacher.id'], name=op.f('fk_upload_teacher_id_teacher'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('address', name=op.f('pk_upload'))
    )
    op.create_index(op.f('ix_upload_teacher_id'), 'upload', ['teacher_id'])
    op.create_index(op.f('ix_upload_made_at'), 'upload', ['made_at'])
    with op.batch_alter_table('bank') as batch_op:
        batch_op.add_column(sa.Column('teacher_id', sa.Integer(), nullable=True))
        batch_op.drop_constraint(op.f('uq_bank_slug'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_bank_teacher_id_slug'), ['teacher_id', 'slug'])
        batch_op.create_foreign_key(op.f('fk_bank_teacher_id_teacher'), 'teacher', ['teacher_id'], ['id'])
    op.create_index('uq_bank_slug_of_instance', 'bank', ['slug'], unique=True, sqlite_where=sa.text('teacher_id IS NULL'), postgresql_where=sa.text('teacher_id IS NULL'))
    with op.batch_alter_table('quiz') as batch_op:
        batch_op.add_column(sa.Column('teacher_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_quiz_teacher_id_teacher'), 'teacher', ['teacher_id'], ['id'])
    op.create_index(op.f('ix_quiz_teacher_id'), 'quiz', ['teacher_id'])
    op.create_table('share',
    sa.Column('bank_id', sa.Integer(), nullable=False),
    sa.Column('teacher_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['bank_id'], ['bank.id'], name=op.f('fk_share_bank_id_bank'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['teacher_id'], ['teacher.id'], name=op.f('fk_share_teacher_id_teacher'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('bank_id', 'teacher_id', name=op.f('pk_share'))
    )
    op.create_index(op.f('ix_share_teacher_id'), 'share', ['teacher_id'])


def downgrade() -> None:
    op.drop_table('share')
    op.drop_index(op.f('ix_quiz_teacher_id'), 'quiz')
    with op.batch_alter_table('quiz') as batch_op:
        batch_op.drop_constraint(op.f('fk_quiz_teacher_id_teacher'), type_='foreignkey')
        batch_op.drop_column('teacher_id')
    op.drop_index('uq_bank_slug_of_instance', 'bank')
    with op.batch_alter_table('bank') as batch_op:
        batch_op.drop_constraint(op.f('fk_bank_teacher_id_teacher'), type_='foreignkey')
        batch_op.drop_constraint(op.f('uq_bank_teacher_id_slug'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_bank_slug'), ['slug'])
        batch_op.drop_column('teacher_id')
    for table in ('upload', 'entry', 'login', 'link', 'teacher'):
        op.drop_table(table)
