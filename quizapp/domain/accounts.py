"""Who teaches here: addresses, roles, and when a wrong password has to wait."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NewType

PasswordHash = NewType("PasswordHash", str)
"""What is kept of a password, as PHC writes it: a type of its own, so that no password is kept in its place."""

SHORTEST_PASSWORD = 12
"""Characters. Length is what guessing costs; no rule asks for signs or capitals (NIST SP 800-63B, 3.1.1)."""
LONGEST_PASSWORD = 128
_LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets.
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)*")

TRIES_WITHIN = timedelta(minutes=15)
"""How long a wrong password counts."""


class Role(StrEnum):
    TEACHER = "teacher"
    OWNER = "owner"
    """Of the instance: also invites and removes teachers, and reads the log."""


class Purpose(StrEnum):
    """What a one-time link is for."""

    SET_UP = "set-up"
    INVITATION = "invitation"
    RESET = "reset"


LIFETIMES: Mapping[Purpose, timedelta] = {
    Purpose.SET_UP: timedelta(days=365),  # Until it is used, or the next start prints another.
    Purpose.INVITATION: timedelta(days=7),
    Purpose.RESET: timedelta(days=1),
}


class BadEmail(Exception):
    """What was typed cannot be an e-mail address."""


@dataclass(frozen=True, slots=True)
class Teacher:
    id: int
    email: str
    role: Role
    zone: str = ""
    """On whose clock they are told times, as the IANA names it; empty for the installation's."""

    @property
    def is_owner(self) -> bool:
        return self.role is Role.OWNER


class Origin(StrEnum):
    """Where wrong passwords are counted."""

    DEVICE = "device"
    """A browser in which this teacher has logged in before; counted apart, so that strangers cannot shut it out."""
    ACCOUNT = "account"
    """All other browsers at one account."""
    ADDRESS = "address"
    """All other browsers of one network: a school shares one."""


MOST_TRIES: Mapping[Origin, int] = {Origin.DEVICE: 10, Origin.ACCOUNT: 10, Origin.ADDRESS: 60}
"""Wrong passwords from one origin within `TRIES_WITHIN` before the next one has to wait."""


def clean_email(typed: str) -> str:
    """The address as it is kept and compared: trimmed, small letters, one Unicode form. Raises BadEmail."""
    email = unicodedata.normalize("NFC", typed).strip().casefold()
    if len(email) > _LONGEST_EMAIL or not _EMAIL.fullmatch(email) or not email.isprintable():
        raise BadEmail(typed)
    return email


def clean_password(typed: str) -> str:
    """The password in one Unicode form, so that every keyboard types the same."""
    return unicodedata.normalize("NFC", typed)
