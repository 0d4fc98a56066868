"""A link to one bank, with settings: what a reader opens."""

from dataclasses import dataclass

from quizapp.domain.attempts import Settings


class UnknownQuiz(Exception):
    """No quiz has this slug."""


@dataclass(frozen=True, slots=True)
class Quiz:
    id: int
    slug: str
    version_id: int
    """The bank's current version: the one that new attempts take."""
    title: str
    language: str
    summary: str
    question_count: int
    minutes: int
    """Reading time of the article, 0 where there is none."""
    settings: Settings
