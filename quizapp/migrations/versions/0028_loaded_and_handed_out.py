"""What is loaded is not handed out: which quizzes were made by loading alone, and which banks every teacher has."""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0024'
branch_labels = None
depends_on = None

_CAME_ALONG = ('kim-poutine-2023', 'kim-putin-2023')
"""The banks that came with the app stand on the front page on purpose."""


def upgrade() -> None:
    op.add_column('bank', sa.Column('common', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('quiz', sa.Column('by_loading', sa.Boolean(), nullable=False, server_default=sa.false()))
    bank = sa.table('bank', sa.column('id'), sa.column('slug'), sa.column('teacher_id'), sa.column('common'))
    names = ('slug', 'bank_id', 'teacher_id', 'listed', 'simulated', 'by_loading')
    quiz = sa.table('quiz', *map(sa.column, names))
    # Until now every teacher could hand out what belongs to the installation, and to load it made a quiz of its id.
    op.execute(bank.update().where(bank.c.teacher_id.is_(None)).values(common=sa.true()))
    its_id = sa.select(bank.c.slug).where(bank.c.id == quiz.c.bank_id).scalar_subquery()
    op.execute(
        quiz.update()
        .where(
            quiz.c.teacher_id.is_(None),
            quiz.c.listed == sa.true(),
            quiz.c.simulated == sa.false(),
            quiz.c.slug == its_id,
            quiz.c.slug.not_in(_CAME_ALONG),
        )
        .values(by_loading=sa.true())
    )


def downgrade() -> None:
    op.drop_column('quiz', 'by_loading')
    op.drop_column('bank', 'common')
