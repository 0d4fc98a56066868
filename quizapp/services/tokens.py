"""What a teacher does with the tokens of their programs, and how a program is known by one."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from quizapp.domain.attempts import clean_name
from quizapp.domain.tokens import LIFETIMES, MOST_TOKENS, ApiToken, BadToken, TokenWish, UnknownToken
from quizapp.services.accounts import digest, new_token
from quizapp.services.visits import Office
from quizapp.store import audit, teachers, tokens
from quizapp.store.session import Database
from quizapp.store.tokens import TokenHolder

PREFIX = "quizapp_"
"""Of every token: whoever finds one in a file, or looks for such files, knows what it is."""
SHOWN_AFTER_ITS_END = timedelta(days=30)
"""How long a token that has ended stands in its teacher's list, for whoever wonders why a program stopped."""


def tokens_of(office: Office) -> Sequence[ApiToken]:
    """A teacher's, newest first."""
    return tokens.of_teacher(office.db, office.teacher.id)


def make(office: Office, wish: TokenWish) -> str:
    """The token itself, which is known this once: only its hash is kept. Raises BadToken."""
    teachers.hold(office.db, office.teacher.id)  # A second click finds what the first has made.
    clean = TokenWish(clean_name(wish.name), wish.days, wish.sees_names)
    _check(clean, tokens.of_teacher(office.db, office.teacher.id))
    token = PREFIX + new_token()
    ends_at = office.now + timedelta(days=clean.days)
    id_ = tokens.add(office.db, digest(token), office.teacher.id, clean, office.now, ends_at)
    made = "token-made-with-names" if clean.sees_names else "token-made"
    audit.note(office.db, office.teacher.id, made, str(id_), office.now)
    return token


def _check(wish: TokenWish, others: Sequence[ApiToken]) -> None:
    if not wish.name:
        raise BadToken("no-name")
    if any(wish.name.casefold() == one.name.casefold() for one in others):
        raise BadToken("name-taken")
    if wish.days not in LIFETIMES:
        raise BadToken("no-end")
    if len(others) >= MOST_TOKENS:
        raise BadToken("too-many")


def withdraw(office: Office, id_: int) -> None:
    """From now on the token opens nothing. Raises UnknownToken."""
    tokens.withdraw(office.db, id_, office.teacher.id)
    audit.note(office.db, office.teacher.id, "token-withdrawn", str(id_), office.now)


def holder(database: Database, token: str, now: datetime) -> TokenHolder | None:
    """Whose token this is, if it runs, its request counted. Raises TooManyRequests."""
    key = digest(token)
    try:
        # Looked at first: what is refused, however often, has nobody wait who writes.
        with database.reading() as db:
            tokens.holder(db, key, now).requests.with_one(now)
        return database.run(lambda db: _counted(db, key, now))
    except UnknownToken:
        return None


def _counted(db: Session, key: str, now: datetime) -> TokenHolder:
    found = tokens.holder(db, key, now, to_count=True)
    tokens.note_request(db, found.token.id, found.requests.with_one(now), now.astimezone(UTC).date())
    return found
