"""Resume codes: twelve letters to carry an attempt to another device.

A code is derived from the attempt's address with the instance's secret key, so it can be shown again at any time
although the database keeps only its keyed hash.
"""

import hashlib
import hmac

LETTERS = "BCDFGHJKMNPRSTWXYZ"
"""Capitals that no hand or eye confuses (no I, L, O, Q, U, V), and no vowels, so that no code spells a word."""

LENGTH = 12
_GROUP = 4


def resume_code(secret_key: str, address: str) -> str:
    """The twelve letters of an attempt, about 50 bits."""
    number = int.from_bytes(_keyed(secret_key, "resume-code", address), "big")
    letters = []
    for _ in range(LENGTH):
        number, letter = divmod(number, len(LETTERS))
        letters.append(LETTERS[letter])
    return "".join(letters)


def grouped(code: str) -> str:
    """BCDFGHJKMNPR as it is shown and read aloud: BCDF-GHJK-MNPR."""
    return "-".join(code[i : i + _GROUP] for i in range(0, len(code), _GROUP))


def normalised(typed: str) -> str | None:
    """What was typed, without spaces, hyphens and small letters; None if it cannot be a code."""
    letters = "".join(char for char in typed.upper() if char.isalnum())
    return letters if len(letters) == LENGTH and set(letters) <= set(LETTERS) else None


def code_digest(secret_key: str, code: str) -> str:
    """What the database keeps of a code: useless to who has only the database."""
    return _keyed(secret_key, "resume-digest", code).hex()


def origin_digest(secret_key: str, origin: str) -> str:
    """What the database keeps, for minutes, of where a wrong code came from."""
    return _keyed(secret_key, "origin", origin).hex()[:32]


def _keyed(secret_key: str, purpose: str, message: str) -> bytes:
    return hmac.digest(secret_key.encode(), f"{purpose}:{message}".encode(), hashlib.sha256)
