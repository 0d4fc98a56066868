"""Pictures of banks, and which version or waiting file has which."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('picture',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_picture'))
    )
    op.create_index(op.f('ix_picture_kept_at'), 'picture', ['kept_at'])
    op.create_table('version_picture',
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_version_picture_version_id_version')),
    sa.ForeignKeyConstraint(['name'], ['picture.name'], name=op.f('fk_version_picture_name_picture')),
    sa.PrimaryKeyConstraint('version_id', 'name', name=op.f('pk_version_picture'))
    )
    op.create_index(op.f('ix_version_picture_name'), 'version_picture', ['name'])
    op.create_table('upload_picture',
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['address'], ['upload.address'], name=op.f('fk_upload_picture_address_upload'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['name'], ['picture.name'], name=op.f('fk_upload_picture_name_picture')),
    sa.PrimaryKeyConstraint('address', 'name', name=op.f('pk_upload_picture'))
    )
    op.create_index(op.f('ix_upload_picture_name'), 'upload_picture', ['name'])


def downgrade() -> None:
    op.drop_table('upload_picture')
    op.drop_table('version_picture')
    op.drop_table('picture')
