"""What teachers do with their accounts: come in, log in and out, invite, choose a password, leave."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from quizapp.domain.accounts import (
    LIFETIMES,
    MOST_TRIES,
    TRIES_WITHIN,
    Origin,
    PasswordHash,
    Purpose,
    Role,
    Teacher,
    clean_email,
)
from quizapp.domain.tries import TooManyTries
from quizapp.domain.zones import zone
from quizapp.services.passwords import NOBODYS, Passwords
from quizapp.services.visits import Office
from quizapp.store import audit, classes, quizzes, readers, teachers, tokens, trials
from quizapp.store.audit import LogEntry
from quizapp.store.session import Database
from quizapp.store.teachers import OneTimeLink, UnknownLink, UnknownTeacher

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
"""A session ends by itself after so long without a page, and after so long in all (ASVS 7.1.1)."""
_SEEN_EVERY = timedelta(minutes=5)


class WrongPassword(Exception):
    """No teacher has this address with this password."""


class AlreadyTeaches(Exception):
    """The address is already a teacher's."""


class LastOwner(Exception):
    """Somebody has to own the instance."""


class NotAllowed(Exception):
    """Only an owner may."""


# --- on whose clock ---


def choose_zone(office: Office, name: str) -> None:
    """Tell this teacher times on this clock, as the IANA names it; empty for the installation's. Raises NoZone."""
    teachers.set_zone(office.db, office.teacher.id, zone(name).key if name else "")


# --- secrets ---


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the database keeps of a token: it has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


# --- one-time links ---


def set_up_link(db: Session, now: datetime) -> str | None:
    """The token of a new set-up link, which takes the place of the last; None once there is a teacher."""
    if teachers.any_teacher(db):
        return None
    return _new_link(db, OneTimeLink(Purpose.SET_UP, Role.OWNER, "", None), now)


def invite(db: Session, by: Teacher | None, email: str, role: Role, now: datetime) -> str:
    """The token of an invitation; `by` is None on the command line. Raises BadEmail, AlreadyTeaches, NotAllowed."""
    _owners_only(by)
    clean = clean_email(email)
    try:
        teachers.by_email(db, clean)
    except UnknownTeacher:
        audit.note(db, by.id if by else None, "teacher-invited", clean, now)
        return _new_link(db, OneTimeLink(Purpose.INVITATION, role, clean, None), now)
    raise AlreadyTeaches(clean)


def reset_link(db: Session, by: Teacher | None, email: str, now: datetime) -> str:
    """The token of a link that chooses a new password. Raises UnknownTeacher, NotAllowed."""
    _owners_only(by)
    teacher, __ = teachers.by_email(db, email.strip().casefold())
    audit.note(db, by.id if by else None, "reset-link-made", teacher.email, now)
    return _new_link(db, OneTimeLink(Purpose.RESET, teacher.role, teacher.email, teacher.id), now)


def reset_link_of(office: Office, id_: int) -> tuple[str, str]:
    """The address of a teacher, and the token of such a link for them. Raises UnknownTeacher, NotAllowed."""
    email = teachers.by_id(office.db, id_).email
    return email, reset_link(office.db, office.teacher, email, office.now)


def _new_link(db: Session, link: OneTimeLink, now: datetime) -> str:
    token = new_token()
    teachers.add_link(db, digest(token), link, now + LIFETIMES[link.purpose])
    return token


def opened(db: Session, token: str, now: datetime) -> OneTimeLink:
    """What a one-time link is for; looking does not use it up. Raises UnknownLink."""
    return teachers.link(db, digest(token), now)


def come_in(db: Session, token: str, email: str, password_hash: PasswordHash, now: datetime) -> tuple[Teacher, str]:
    """Use a one-time link: a new account, or a new password that ends every session and token of the old one.

    Returns whose it is, and the token of a session. Raises UnknownLink, BadEmail, AlreadyTeaches.
    """
    teacher = _come_in(db, teachers.use_link(db, digest(token), now), email, password_hash, now)
    return teacher, begin(db, teacher, now)


def _come_in(db: Session, link: OneTimeLink, email: str, password_hash: PasswordHash, now: datetime) -> Teacher:
    if link.teacher_id is not None:
        teacher = teachers.by_id(db, link.teacher_id)
        _change(db, teacher, password_hash, now)
        return teacher
    if link.purpose is Purpose.SET_UP and teachers.any_teacher(db):
        raise UnknownLink
    clean = clean_email(link.email or email)
    try:
        teachers.by_email(db, clean)
    except UnknownTeacher:
        teachers.withdraw_links(db, clean)
        teacher = teachers.add(db, clean, link.role, password_hash, now)
        audit.note(db, teacher.id, "teacher-came-in", clean, now)
        return teacher
    raise AlreadyTeaches(clean)


# --- sessions ---


def log_in(
    database: Database,
    passwords: Passwords,
    email: str,
    password: str,
    origins: Mapping[Origin, str],
    now: datetime,
) -> Teacher:
    """Who has this address and password.

    `origins` are keyed hashes of where the try comes from: a known device alone, or account and address. Takes the
    database, not a transaction: the hash is slow, and no writer should wait for it. Raises WrongPassword, TooManyTries.
    """
    since = now - TRIES_WITHIN
    with database.reading() as db:
        for origin, key in origins.items():
            if readers.failed_tries(db, key, since) >= MOST_TRIES[origin]:
                raise TooManyTries(TRIES_WITHIN)
        try:
            teacher, kept = teachers.by_email(db, email.strip().casefold())
        except UnknownTeacher:
            teacher, kept = None, NOBODYS
    right = passwords.match(kept, password)
    if teacher is None or not right:
        database.run(lambda db: _note_wrong_password(db, origins.values(), teacher, now))
        raise WrongPassword
    if (again := passwords.renewed(kept, password)) is not None:
        who = teacher.id
        database.run(lambda db: teachers.set_password(db, who, again))
    return teacher


def _note_wrong_password(db: Session, origins: Iterable[str], teacher: Teacher | None, now: datetime) -> None:
    for key in origins:
        readers.note_failed_try(db, key, now, now - TRIES_WITHIN)
    if teacher is not None:
        audit.note(db, None, "wrong-password", teacher.email, now)


def begin(db: Session, teacher: Teacher, now: datetime) -> str:
    """The token of a new session."""
    token = new_token()
    teachers.forget_logins(db, now - LONGEST, now - IDLE)
    teachers.add_login(db, digest(token), teacher.id, now)
    audit.note(db, teacher.id, "logged-in", "", now)
    return token


def who(database: Database, token: str, now: datetime) -> Teacher | None:
    """Whose session this is, if it still runs; writes once in a while that it was used."""
    if not token:
        return None
    with database.reading() as db:
        found = teachers.login(db, digest(token))
    if found is None or now - found.created_at > LONGEST or now - found.seen_at > IDLE:
        return None
    if now - found.seen_at > _SEEN_EVERY:
        database.run(lambda db: teachers.see_login(db, digest(token), now))
    return found.teacher


def begin_anew(db: Session, ended: str, teacher: Teacher, now: datetime) -> str:
    """The same, in a browser whose session of before ends with it, if there was one."""
    log_out(db, ended)
    return begin(db, teacher, now)


def log_out(db: Session, token: str) -> None:
    teachers.end_login(db, digest(token))


def change_password(office: Office, password_hash: PasswordHash) -> str:
    """Take a new password; every session ends, the present one too, and every token. Returns a new session's."""
    _change(office.db, office.teacher, password_hash, office.now)
    return begin(office.db, office.teacher, office.now)


def check_password(database: Database, passwords: Passwords, teacher: Teacher, password: str) -> None:
    """Raises WrongPassword."""
    with database.reading() as db:
        __, kept = teachers.by_email(db, teacher.email)
    if not passwords.match(kept, password):
        raise WrongPassword


def _change(db: Session, teacher: Teacher, password_hash: PasswordHash, now: datetime) -> None:
    teachers.set_password(db, teacher.id, password_hash)
    teachers.end_logins(db, teacher.id)
    tokens.withdraw_all(db, teacher.id)  # Whoever knew the old password may have made one.
    audit.note(db, teacher.id, "password-changed", "", now)


# --- people ---


def people(office: Office) -> Sequence[Teacher]:
    """Raises NotAllowed."""
    _owners_only(office.teacher)
    return teachers.everyone(office.db)


def person(office: Office, id_: int) -> Teacher:
    """Raises NotAllowed, UnknownTeacher."""
    _owners_only(office.teacher)
    return teachers.by_id(office.db, id_)


def teacher_at(db: Session, email: str) -> Teacher:
    """Raises UnknownTeacher."""
    return teachers.by_email(db, email.strip().casefold())[0]


def everyone(db: Session) -> Sequence[Teacher]:
    """By address, for whoever has the machine."""
    return teachers.everyone(db)


def owners(db: Session) -> Sequence[Teacher]:
    """By address, for whoever has the machine."""
    return [one for one in teachers.everyone(db) if one.is_owner]


def set_role(office: Office, id_: int, role: Role) -> None:
    """Raises NotAllowed, UnknownTeacher, LastOwner."""
    owners = teachers.count_owners(office.db)  # First: whoever else would change one of them waits.
    _owners_only(teachers.by_id(office.db, office.teacher.id))
    teacher = teachers.by_id(office.db, id_)
    if teacher.is_owner and role is not Role.OWNER and owners == 1:
        raise LastOwner
    teachers.set_role(office.db, id_, role)
    audit.note(office.db, office.teacher.id, f"made-{role}", teacher.email, office.now)


def remove(office: Office, id_: int) -> None:
    """End an account, its sessions and tokens at once; its banks and quizzes go to the owner who removes it.

    A simulated class goes with the account, and so does what they tried as a reader.

    Raises NotAllowed, UnknownTeacher, LastOwner.
    """
    teachers.count_owners(office.db)
    # As it is now: another owner may have removed them meanwhile.
    _owners_only(teachers.by_id(office.db, office.teacher.id))
    teacher = teachers.by_id(office.db, id_)
    if teacher.id == office.teacher.id:
        raise LastOwner
    teachers.withdraw_links(office.db, teacher.email)
    if shown := quizzes.simulated_of(office.db, teacher.id):
        quizzes.remove(office.db, shown.id)
    trials.remove_of_teacher(office.db, teacher.id)
    teachers.hand_over(office.db, teacher.id, office.teacher.id)
    classes.hand_over(office.db, teacher.id, office.teacher.id)
    teachers.remove(office.db, teacher.id)
    audit.note(office.db, office.teacher.id, "teacher-removed", teacher.email, office.now)


def log(office: Office, before: int | None = None) -> Sequence[LogEntry]:
    """The audit log, newest first. Raises NotAllowed."""
    _owners_only(office.teacher)
    return audit.entries(office.db, before=before)


def _owners_only(by: Teacher | None) -> None:
    if by is not None and not by.is_owner:
        raise NotAllowed


def origin(secret_key: str, kind: Origin, what: str) -> str:
    """The keyed hash under which wrong passwords from somewhere are counted."""
    return hmac.digest(secret_key.encode(), f"login-{kind}:{what}".encode(), hashlib.sha256).hex()[:32]
