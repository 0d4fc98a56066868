"""Names and titles bear a key by which they stand in lists: that of `domain.collation`, as it was then."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0033'
branch_labels = None
depends_on = None

_ALONE = dict(zip('œæøłđðþħŧıŋ', 'oe ae o l d d th h t i ng'.split(), strict=True))
_AT_A_TIME = 5000
_COLUMNS = {
    'class_list': ('name',),
    'member': ('name', 'family', 'given'),
    'version': ('title',),
    'quiz': ('title',),
    'attempt': ('name',),
}


def upgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == 'postgresql'
    for table, columns in _COLUMNS.items():
        may_lack = {'nullable': True} if table == 'quiz' else {'nullable': False, 'server_default': ''}
        op.add_column(table, sa.Column('sort_key', sa.Text(collation='C' if on_postgresql else None), **may_lack))
        _fill(table, columns)


def _fill(table: str, columns: tuple[str, ...]) -> None:
    known = sa.table(table, sa.column('id'), sa.column('sort_key'), *map(sa.column, columns))
    named = sa.select(known.c.id, *(known.c[name] for name in columns)).where(known.c[columns[0]] != '')
    written = (
        sa.update(known).where(known.c.id == sa.bindparam('its_id')).values(sort_key=sa.bindparam('its_key'))
    )
    last = 0
    while rows := op.get_bind().execute(named.where(known.c.id > last).order_by(known.c.id).limit(_AT_A_TIME)).all():
        op.get_bind().execute(written, [{'its_id': id_, 'its_key': _key(*names)} for id_, *names in rows])
        last = rows[-1].id


def _key(name: str, family: str | None = None, given: str = '') -> str:
    if family is None:
        return '\t'.join((_letters(name), _marked(name), name))
    first, then = (family, given) if family else (name, '')
    return '\t'.join((_letters(first), _letters(then), _marked(first), _marked(then), name))


def _letters(name: str) -> str:
    plain = unicodedata.normalize('NFKD', unicodedata.normalize('NFKD', name[:200]).casefold())
    words = ' '.join(''.join(map(_plain, plain)).split())
    return re.sub('[0-9]+', lambda found: f'{len(found[0].lstrip("0")):03}{found[0].lstrip("0")}', words)


def _plain(char: str) -> str:
    if char.isalnum():
        return _ALONE.get(char, char)
    if unicodedata.combining(char):
        return ''
    return char if unicodedata.category(char)[0] == 'M' else ' '


def _marked(name: str) -> str:
    return unicodedata.normalize('NFD', name[:200].casefold())


def downgrade() -> None:
    for table in reversed(_COLUMNS):
        op.drop_column(table, 'sort_key')
