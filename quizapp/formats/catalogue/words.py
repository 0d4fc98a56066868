"""What a sentence of the catalogue is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    FAULT = "fault"
    """Stops the load."""
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Words:
    """What is wrong, and what to write instead, with the names of the values that belong there."""

    severity: Severity
    text: str
    hint: str


Sentences = Mapping[str, Words]
"""By the codes of problems."""


def N_(message: str) -> str:  # noqa: N802 - the name that message extraction looks for
    """Marks a message for the catalogue without translating it here."""
    return message


def fault(text: str, hint: str) -> Words:
    return Words(Severity.FAULT, text, hint)


def warning(text: str, hint: str) -> Words:
    return Words(Severity.WARNING, text, hint)
