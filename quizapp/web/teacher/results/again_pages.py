"""What the template sees that makes a quiz of what a class missed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask import url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from quizapp.domain.quizzes import LONGEST_TITLE, Quiz, clean_title
from quizapp.domain.statistics import priorities
from quizapp.services.statistics import Statistics
from quizapp.web import i18n
from quizapp.web.teacher.results import suspicions, verdicts
from quizapp.web.teacher.results.forms import RepetitionForm


@dataclass(frozen=True, slots=True)
class Offer:
    """A question that can be asked again."""

    id: str
    number: int
    stem: str
    right: int
    asked: int
    ticked: bool
    doubtful: bool
    """Whether its key is to be checked first."""
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgainPage:
    quiz: Quiz
    send_to: str
    title: str
    longest: int
    language: str
    offers: tuple[Offer, ...]
    """From the question most missed."""
    finished: int
    basis: tuple[str, ...]
    faults: tuple[str, ...]
    """Sentences."""
    template: ClassVar[str] = "teacher/results/again.html"


def again_page(
    found: Statistics,
    there: Collection[str],
    query: Mapping[str, str | list[str]],
    sent: RepetitionForm | None,
    *,
    for_others: bool,
) -> AgainPage:
    """`there` are the questions of the version that would be asked; `sent` is what was refused.

    `for_others` it was where the class is another teacher's.
    """
    return AgainPage(
        quiz=found.quiz,
        send_to=url_for("results.hand_out_again", slug=found.quiz.slug, **query),  # type: ignore[arg-type]
        title=_title(found.quiz)[:LONGEST_TITLE] if sent is None else sent.title.data or "",
        longest=LONGEST_TITLE,
        language=found.bank.language,
        offers=tuple(_offers(found, there, None if sent is None else sent.question_ids)),
        finished=found.finished,
        basis=tuple(verdicts.basis(found)),
        faults=() if sent is None else tuple(_faults(sent, for_others=for_others)),
    )


def _title(quiz: Quiz) -> str:
    """In the language of the quiz, where that is one of ours: its readers see it."""
    language = quiz.language.partition("-")[0]
    with force_locale(language if language in i18n.LANGUAGES else i18n.language()):
        return str(_("%(title)s: again", title=quiz.title))


def _offers(found: Statistics, there: Collection[str], ticked: Collection[str] | None) -> Iterator[Offer]:
    for one in priorities.from_most_missed(found.questions):
        if one.id not in there:
            continue
        deserves = priorities.deserves_repeating(one, found.signs)
        yield Offer(
            id=one.id,
            number=one.place + 1,
            stem=found.bank.questions[one.place].stem,
            right=one.right,
            asked=one.asked,
            ticked=deserves if ticked is None else one.id in ticked,
            doubtful=priorities.key_is_doubtful(one, found.signs),
            flags=tuple(suspicions.flag(sign) for sign in found.signs if sign.question == one.place),
        )


def _faults(sent: RepetitionForm, *, for_others: bool) -> Iterator[str]:
    if for_others:
        yield _("The class of this quiz is another teacher’s: only they can make a quiz for it.")
    if not sent.question_ids:
        yield _("No question is ticked: a quiz asks at least one.")
    if not clean_title(sent.title.data or ""):
        yield _("The quiz needs a title.")
    elif sent.title.errors:
        yield _("The title is longer than %(most)s letters.", most=LONGEST_TITLE)
