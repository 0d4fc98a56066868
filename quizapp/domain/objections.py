"""What a reader who has seen the key holds against a question, for its teacher alone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quizapp.domain.unknown import Unknown

LONGEST_TEXT = 300
"""In letters."""


class Reason(StrEnum):
    WRONG_KEY = "wrong-key"
    TWO_RIGHT = "two-right"
    NOT_SAID = "not-said"
    """The passage does not say so."""
    UNCLEAR = "unclear"
    """The reader does not understand the question."""
    OTHER = "other"


class KeyNotDue(Unknown):
    """Of a question whose key this reader has not seen there is nothing yet to object to."""


class NoReason(Exception):
    """None was given that there is."""


@dataclass(frozen=True, slots=True)
class Objection:
    reason: Reason
    text: str
    """May be empty."""
    made_at: datetime
    settled_at: datetime | None = None
    """When its teacher had dealt with it."""

    def says(self, reason: Reason, text: str) -> bool:
        """Whether to say this would be to say it again."""
        return (self.reason, self.text) == (reason, text)
