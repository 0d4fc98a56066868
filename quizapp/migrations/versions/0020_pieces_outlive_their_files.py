"""What a file of results held may be there a little longer than the file."""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('export_piece') as pieces:
        pieces.drop_constraint('fk_export_piece_address_export', type_='foreignkey')


def downgrade() -> None:
    op.execute(sa.text('DELETE FROM export_piece WHERE address NOT IN (SELECT address FROM export)'))
    with op.batch_alter_table('export_piece') as pieces:
        pieces.create_foreign_key(
            'fk_export_piece_address_export', 'export', ['address'], ['address'], ondelete='CASCADE'
        )
