"""Banks whose versions are frozen from questions of several others."""

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('bank', sa.Column('compiled', sa.Boolean(), nullable=False, server_default=sa.text('false')))
    op.create_table(
        'part',
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('source_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['version_id'], ['version.id'], name='fk_part_version_id_version'),
        sa.ForeignKeyConstraint(['source_id'], ['version.id'], name='fk_part_source_id_version'),
        sa.PrimaryKeyConstraint('version_id', 'source_id', name='pk_part'),
    )
    op.create_index('ix_part_source_id', 'part', ['source_id'])


def downgrade() -> None:
    # What was compiled stays as what it is to whoever asks for it: a bank with a version.
    op.drop_table('part')
    op.drop_column('bank', 'compiled')
