"""Passwords: what may be one, and the slow hashes that are kept of them."""

from threading import Semaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from quizapp.domain.accounts import LONGEST_PASSWORD, SHORTEST_PASSWORD, PasswordHash, clean_password

_TIME, _MEMORY = 2, 19_456
"""What a hash costs, as Argon2id counts it, at OWASP's least: 28 ms and 19 MiB here."""
NOBODYS = PasswordHash(f"$argon2id$v=19$m={_MEMORY},t={_TIME},p=1${'A' * 22}${'A' * 43}")
"""No password's: compared where there is no such teacher, so that the time says nothing."""
_AT_ONCE = 2
"""Hashes in a process: a flood of logins takes no more than 40 MiB, nor both cores for long."""
_LEAST_GUESSES = 10**8
"""What a guesser who knows lists and patterns must at least try (zxcvbn's third of four steps)."""
_MEASURED = 72
"""Characters that zxcvbn looks at; it takes long over more."""


class BadPassword(Exception):
    """The new password cannot be taken; `reason` is too-short, too-long or too-easy."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Passwords:
    """Where a process hashes and compares them: slowly on purpose, so never inside a transaction."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=_TIME, memory_cost=_MEMORY, parallelism=1)
        self._places = Semaphore(_AT_ONCE)

    def hashed(self, password: str, email: str) -> PasswordHash:
        """The hash of a new password. Raises BadPassword."""
        clean = clean_password(password)
        if len(clean) < SHORTEST_PASSWORD:
            raise BadPassword("too-short")
        if len(clean) > LONGEST_PASSWORD:
            raise BadPassword("too-long")
        known = ["quizapp", *email.replace("@", ".").split(".")]
        if zxcvbn(clean[:_MEASURED], user_inputs=known)["guesses"] < _LEAST_GUESSES:
            raise BadPassword("too-easy")
        return self._hash(clean)

    def match(self, kept: str, password: str) -> bool:
        clean = clean_password(password)
        if len(clean) > LONGEST_PASSWORD:
            return False
        try:
            with self._places:
                return self._hasher.verify(kept, clean)
        except (VerificationError, InvalidHashError):
            return False

    def renewed(self, kept: str, password: str) -> PasswordHash | None:
        """The hash anew, of the password that it is of; None where it is made as hashes are made today."""
        return self._hash(clean_password(password)) if self._hasher.check_needs_rehash(kept) else None

    def _hash(self, clean: str) -> PasswordHash:
        with self._places:
            return PasswordHash(self._hasher.hash(clean))
