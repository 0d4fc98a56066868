"""What goes by itself: what has been kept for long enough, and the time of attempts that nobody came back to."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from quizapp.services import accounts, compiling, list_drafts, loading, preparing, tokens, trials
from quizapp.services.archive import KEPT as BANKS_KEPT
from quizapp.store import archive, attempts, banks, classes, pictures, retention
from quizapp.store.session import Database

_BATCH = 500
"""Rows of one transaction: whoever wants to write meanwhile waits for one batch, not for all."""
_ATTEMPTS = 50
"""Attempts of one transaction: a score of responses goes with each."""
_UPLOADS = 5
"""Uploads of one transaction: each may hold megabytes, which are overwritten where they stood."""
_PIECES = 16
"""Of files of results: a few megabytes too."""
_FAILED_TRIES = timedelta(hours=1)
"""Wrong codes and passwords count for minutes."""

Forget = Callable[[Session, int], int]


def purge(database: Database, now: datetime, days: int) -> Mapping[str, int]:
    """Delete for good what is older than its time, in short transactions of its own; returns how many of each kind.

    `days` is how long an attempt, with its name and responses, an unused class list and a line of the log are kept.
    """
    before = now - timedelta(days=days)
    logins = (now - accounts.LONGEST, now - accounts.IDLE)
    kinds: Sequence[tuple[str, int, Forget]] = (
        ("attempts", _ATTEMPTS, lambda db, most: retention.forget_attempts(db, before, most)),
        ("trials", _ATTEMPTS, lambda db, most: trials.forget(db, now, most)),
        ("banks", _UPLOADS, lambda db, most: archive.forget_banks(db, now - BANKS_KEPT, most)),
        ("classes", _UPLOADS, lambda db, most: classes.forget(db, before, now, most)),
        ("deletions", _BATCH, lambda db, most: retention.forget_deletions(db, before, most)),
        ("readers", _BATCH, lambda db, most: retention.forget_readers(db, before, most)),
        ("failed tries", _BATCH, lambda db, most: retention.forget_failed_tries(db, now - _FAILED_TRIES, most)),
        ("uploads", _UPLOADS, lambda db, most: retention.forget_uploads(db, now - loading.KEPT, most)),
        ("class lists", _UPLOADS, lambda db, most: retention.forget_list_drafts(db, now - list_drafts.KEPT, most)),
        ("exports", _BATCH, lambda db, most: retention.forget_exports(db, now - preparing.KEPT, most)),
        ("pieces of exports", _PIECES, retention.forget_pieces),
        ("pictures", _UPLOADS, lambda db, most: pictures.forget(db, now - loading.KEPT, most)),
        ("compilations", _UPLOADS, lambda db, most: banks.forget_compilations(db, now - compiling.KEPT, most)),
        ("links", _BATCH, lambda db, most: retention.forget_links(db, now, most)),
        ("logins", _BATCH, lambda db, most: retention.forget_logins(db, *logins, most)),
        ("tokens", _BATCH, lambda db, most: retention.forget_tokens(db, now - tokens.SHOWN_AFTER_ITS_END, most)),
        ("entries", _BATCH, lambda db, most: retention.forget_entries(db, before, most)),
    )
    return {kind: _all_of(database, most, forget) for kind, most, forget in kinds}


def close_due(database: Database, now: datetime) -> int:
    """Close every attempt whose time is over; returns how many."""
    return database.run(lambda db: attempts.close_due(db, now))


def _all_of(database: Database, most: int, forget: Forget) -> int:
    """Forget batch by batch until one is not full."""
    total, gone = 0, most
    while gone == most:
        gone = database.run(lambda db: forget(db, most))
        total += gone
    return total
