"""One link for an address: two that were made at once would both stay good."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM link WHERE email <> '' AND EXISTS (SELECT 1 FROM link AS other WHERE other.email = link.email"
               " AND (other.expires_at, other.token_digest) > (link.expires_at, link.token_digest))")
    op.create_index('uq_link_email', 'link', ['email'], unique=True,
                    sqlite_where=sa.text("email <> ''"), postgresql_where=sa.text("email <> ''"))


def downgrade() -> None:
    op.drop_index('uq_link_email', table_name='link')
