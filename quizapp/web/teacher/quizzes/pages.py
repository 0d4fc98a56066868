"""What the templates about quizzes see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import gettext as _

from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import Quiz, Terms
from quizapp.services.handing_out import FAULTS
from quizapp.store.banks import BankSummary
from quizapp.store.classes import ClassSummary
from quizapp.web.teacher.links import QuizLink
from quizapp.web.teacher.quizzes.forms import TermsForm, written


@dataclass(frozen=True, slots=True)
class TermsFields:
    """What the fields of the form hold."""

    terms: Terms
    settings: Settings
    opens_at: str
    closes_at: str
    tries: str
    minutes: str


@dataclass(frozen=True, slots=True)
class TermsPage:
    bank: BankSummary | None
    """The bank to hand out; None when the terms of a quiz are changed."""
    quiz: Quiz | None
    fields: TermsFields
    classes: Sequence[ClassSummary]
    """Those whose members alone may be let in."""
    faults: tuple[str, ...] = ()
    """Sentences."""
    template: ClassVar[str] = "teacher/quizzes/terms.html"


@dataclass(frozen=True, slots=True)
class ProjectorPage:
    quiz: Quiz
    link: QuizLink
    joined: int
    finished: int
    expected: int
    """Readers in its class; 0 where it is for none."""
    template: ClassVar[str] = "teacher/quizzes/projector.html"


@dataclass(frozen=True, slots=True)
class RemovePage:
    quiz: Quiz
    attempts: int
    template: ClassVar[str] = "teacher/quizzes/remove.html"


def fields(terms: Terms, settings: Settings) -> TermsFields:
    return TermsFields(
        terms,
        settings,
        written(terms.opens_at),
        written(terms.closes_at),
        str(terms.tries or ""),
        str(terms.minutes or ""),
    )


def fields_sent(form: TermsForm) -> TermsFields:
    """What was typed, as it was typed."""
    return TermsFields(
        form.terms,
        form.settings,
        form.opens_at.data or "",
        form.closes_at.data or "",
        form.tries.data or "",
        form.minutes.data or "",
    )


def said(faults: Iterable[str]) -> tuple[str, ...]:
    """What is wrong with terms, each sentence once."""
    return tuple(dict.fromkeys(_(FAULTS[fault]) for fault in faults))
