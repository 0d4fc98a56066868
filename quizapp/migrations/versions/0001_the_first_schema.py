"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bank',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank')),
    sa.UniqueConstraint('slug', name=op.f('uq_bank_slug'))
    )
    op.create_table('failed_try',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('origin', sa.Text(), nullable=False),
    sa.Column('tried_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_failed_try'))
    )
    with op.batch_alter_table('failed_try', schema=None) as batch_op:
        batch_op.create_index('ix_failed_try_origin_tried_at', ['origin', 'tried_at'], unique=False)

    op.create_table('reader',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_digest', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reader')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_reader_token_digest'))
    )
    op.create_table('quiz',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.Text(), nullable=False),
    sa.Column('bank_id', sa.Integer(), nullable=False),
    sa.Column('listed', sa.Boolean(), nullable=False),
    sa.Column('feedback', sa.Text(), nullable=False),
    sa.Column('shuffle_questions', sa.Boolean(), nullable=False),
    sa.Column('shuffle_choices', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("feedback IN ('at-once', 'at-end')", name=op.f('ck_quiz_feedback')),
    sa.ForeignKeyConstraint(['bank_id'], ['bank.id'], name=op.f('fk_quiz_bank_id_bank')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz')),
    sa.UniqueConstraint('slug', name=op.f('uq_quiz_slug'))
    )
    with op.batch_alter_table('quiz', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quiz_bank_id'), ['bank_id'], unique=False)

    op.create_table('version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('bank_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('question_count', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_version_number')),
    sa.ForeignKeyConstraint(['bank_id'], ['bank.id'], name=op.f('fk_version_bank_id_bank')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_version')),
    sa.UniqueConstraint('bank_id', 'number', name=op.f('uq_version_bank_id_number'))
    )
    op.create_table('attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('quiz_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('reader_id', sa.Integer(), nullable=False),
    sa.Column('seed', sa.Text(), nullable=False),
    sa.Column('subset', sa.Text(), nullable=True),
    sa.Column('feedback', sa.Text(), nullable=False),
    sa.Column('shuffle_questions', sa.Boolean(), nullable=False),
    sa.Column('shuffle_choices', sa.Boolean(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('code_digest', sa.Text(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'finished') = (finished_at IS NOT NULL)", name=op.f('ck_attempt_finished_at')),
    sa.CheckConstraint("feedback IN ('at-once', 'at-end')", name=op.f('ck_attempt_feedback')),
    sa.CheckConstraint("state IN ('open', 'finished')", name=op.f('ck_attempt_state')),
    sa.ForeignKeyConstraint(['quiz_id'], ['quiz.id'], name=op.f('fk_attempt_quiz_id_quiz')),
    sa.ForeignKeyConstraint(['reader_id'], ['reader.id'], name=op.f('fk_attempt_reader_id_reader')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_attempt_version_id_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt')),
    sa.UniqueConstraint('address', name=op.f('uq_attempt_address')),
    sa.UniqueConstraint('code_digest', name=op.f('uq_attempt_code_digest')),
    sa.UniqueConstraint('id', 'version_id', name=op.f('uq_attempt_id_version_id'))
    )
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attempt_reader_id'), ['reader_id'], unique=False)
        batch_op.create_index('uq_attempt_open', ['quiz_id', 'reader_id'], unique=True, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    op.create_table('question',
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('question_id', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_question_version_id_version')),
    sa.PrimaryKeyConstraint('version_id', 'place', name=op.f('pk_question'))
    )
    op.create_table('companion',
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('reader_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_companion_attempt_id_attempt'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reader_id'], ['reader.id'], name=op.f('fk_companion_reader_id_reader'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('attempt_id', 'reader_id', name=op.f('pk_companion'))
    )
    with op.batch_alter_table('companion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_companion_reader_id'), ['reader_id'], unique=False)

    op.create_table('response',
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('picked', sa.Text(), nullable=False),
    sa.Column('mark', sa.BigInteger(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('responded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('revision >= 1', name=op.f('ck_response_revision')),
    sa.ForeignKeyConstraint(['attempt_id', 'version_id'], ['attempt.id', 'attempt.version_id'], name=op.f('fk_response_attempt_id_version_id_attempt'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id', 'place'], ['question.version_id', 'question.place'], name=op.f('fk_response_version_id_place_question')),
    sa.PrimaryKeyConstraint('attempt_id', 'place', name=op.f('pk_response'))
    )


def downgrade() -> None:
    op.drop_table('response')
    with op.batch_alter_table('companion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_companion_reader_id'))

    op.drop_table('companion')
    op.drop_table('question')
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.drop_index('uq_attempt_open', sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index(batch_op.f('ix_attempt_reader_id'))

    op.drop_table('attempt')
    op.drop_table('version')
    with op.batch_alter_table('quiz', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quiz_bank_id'))

    op.drop_table('quiz')
    op.drop_table('reader')
    with op.batch_alter_table('failed_try', schema=None) as batch_op:
        batch_op.drop_index('ix_failed_try_origin_tried_at')

    op.drop_table('failed_try')
    op.drop_table('bank')
