"""By which words and tags banks are found, and which versions mark otherwise than those before them."""

import json
import re
import unicodedata
from collections import Counter
from html import unescape

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0029'
branch_labels = None
depends_on = None

_ALONE = dict(zip('œæøłđðþħŧıŋ', 'oe ae o l d d th h t i ng'.split(), strict=True))
_MOST_TAGS = 40


def upgrade() -> None:
    op.create_table(
        'bank_words',
        sa.Column('bank_id', sa.Integer(), nullable=False),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('words', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['bank_id'], ['bank.id'], name='fk_bank_words_bank_id_bank', ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('bank_id', name='pk_bank_words'),
    )
    op.create_table(
        'bank_tag',
        sa.Column('bank_id', sa.Integer(), nullable=False),
        sa.Column('key', sa.Text(), nullable=False),
        sa.Column('tag', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['bank_id'], ['bank.id'], name='fk_bank_tag_bank_id_bank', ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('bank_id', 'key', name='pk_bank_tag'),
    )
    op.create_index('ix_bank_tag_key', 'bank_tag', ['key'])
    op.add_column('version', sa.Column('rekeys', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index('ix_version_bank_id_published_at', 'version', ['bank_id', 'published_at'])
    only = {'sqlite_where': sa.text('rekeys'), 'postgresql_where': sa.text('rekeys')}
    op.create_index('ix_version_rekeyed', 'version', ['bank_id', 'id', 'published_at'], **only)
    _fill()


def _fill() -> None:
    db = op.get_bind()
    version = sa.table('version', *map(sa.column, ('id', 'bank_id', 'number', 'title', 'document', 'rekeys')))
    bank = sa.table('bank', *map(sa.column, ('id', 'title', 'compiled')))
    words = sa.table('bank_words', *map(sa.column, ('bank_id', 'title', 'words')))
    tags = sa.table('bank_tag', *map(sa.column, ('bank_id', 'key', 'tag')))
    for bank_id, own, compiled in db.execute(sa.select(bank.c.id, bank.c.title, bank.c.compiled).order_by(bank.c.id)).all():
        before, title = None, ''
        # One document at a time: it may be large.
        of_bank = sa.select(version.c.id, version.c.title).where(version.c.bank_id == bank_id)
        for id_, title in db.execute(of_bank.order_by(version.c.number)).all():
            document = _read(db.scalar(sa.select(version.c.document).where(version.c.id == id_)))
            if before is not None and _rekeys(before, document):
                db.execute(sa.update(version).where(version.c.id == id_).values(rekeys=sa.true()))
            before = document
        if before and not compiled:
            found = ''.join(f' {word}' for word in dict.fromkeys(_folded('\n'.join(_texts(before))).split()))
            its_title = ''.join(f' {word}' for word in dict.fromkeys(_folded(own or title).split()))
            db.execute(sa.insert(words).values(bank_id=bank_id, title=its_title, words=found))
            if rows := [{'bank_id': bank_id, 'key': key, 'tag': tag} for key, tag in _tags(before).items()]:
                db.execute(sa.insert(tags), rows)


def _read(document: str) -> dict:
    """One that is damaged is found by nothing, as it is served to nobody."""
    try:
        return json.loads(document)
    except ValueError:
        return {}


def _rekeys(before: dict, after: dict) -> bool:
    """Whether a question that has the choices it had marks them otherwise."""
    others = {question['id']: question for question in after.get('questions', ())}
    pairs = [(question, others.get(question['id'])) for question in before.get('questions', ())]
    return any(
        other is not None
        and [choice['text'] for choice in question['choices']] == [choice['text'] for choice in other['choices']]
        and _marking(question) != _marking(other)
        for question, other in pairs
    )


def _marking(question: dict) -> tuple:
    worth = [choice['fraction'] for choice in question['choices']]
    return worth, question['maximum'], question['rule'], question.get('table')


def _texts(document: dict):
    yield document.get('summary', '')
    for question in document.get('questions', ()):
        stem = question['stem']
        yield stem if isinstance(stem, str) else unescape(re.sub('<[^>]*>', ' ', stem['html']))
        yield from (question.get('name', ''), question.get('category', ''), *question['tags'])
    for block in (document.get('article') or {}).get('blocks', ()):
        yield block['text']


def _tags(document: dict) -> dict:
    counts, written = Counter(), {}
    for tag in (tag for question in document.get('questions', ()) for tag in question['tags']):
        if key := _folded(tag):
            counts[key] += 1
            written.setdefault(key, tag)
    return {key: written[key] for key, _ in counts.most_common(_MOST_TAGS)}


def _folded(text: str) -> str:
    apart = unicodedata.normalize('NFKD', unicodedata.normalize('NFKD', text).casefold())
    return ' '.join(apart.translate({ord(char): _plain(char) for char in set(apart)}).split())


def _plain(char: str) -> str:
    if char.isalnum():
        return _ALONE.get(char, char)
    if unicodedata.combining(char):
        return ''
    return char if unicodedata.category(char)[0] == 'M' else ' '


def downgrade() -> None:
    op.drop_index('ix_version_rekeyed', 'version')
    op.drop_index('ix_version_bank_id_published_at', 'version')
    op.drop_column('version', 'rekeys')
    op.drop_table('bank_tag')
    op.drop_table('bank_words')
