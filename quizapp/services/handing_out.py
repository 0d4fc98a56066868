"""What a teacher does with quizzes: hand a bank out, set the terms, take it back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from quizapp.domain.accounts import Teacher
from quizapp.domain.attempts import Settings
from quizapp.domain.banks import UnknownQuestion
from quizapp.domain.quizzes import Quiz, Terms, clean_title, join_code
from quizapp.services import releasing
from quizapp.services.publishing import Publication, Then
from quizapp.services.releasing import KeyWasShown
from quizapp.services.visits import Office
from quizapp.store import archive, attempts, audit, banks, classes, quizzes
from quizapp.store.attempts import UnknownAttempt

MOST_MORE_MINUTES = 24 * 60


class NothingToAsk(Exception):
    """No question was chosen for a quiz."""


class NoTitle(Exception):
    """A quiz that asks some questions of a bank was given no title."""


class BadTerms(Exception):
    """The terms cannot be meant; `faults` are the codes of their sentences."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


def quizzes_of(office: Office) -> Sequence[Quiz]:
    """Newest first."""
    return quizzes.of_teacher(office.db, office.teacher)


def real_quizzes_of(office: Office) -> Sequence[Quiz]:
    """The same without those whose class is simulated."""
    return [one for one in quizzes_of(office) if not one.simulated]


def quiz_of(office: Office, slug: str, *, real: bool = False) -> Quiz:
    """Raises UnknownQuiz; where it has to be `real`, also for a simulated class."""
    return quizzes.owned(office.db, slug, office.teacher, real=real)


def last_time(office: Office) -> Quiz | None:
    """The quiz that this teacher handed out last, whose settings are likely to be wanted again."""
    return quizzes.last_of(office.db, office.teacher.id)


def hand_out(office: Office, bank_id: int, settings: Settings, terms: Terms) -> str:
    """Make a quiz of a bank; returns its slug, which is also its join code.

    Raises UnknownBank, UnknownClass, BadTerms.
    """
    banks.summary(office.db, bank_id, office.teacher)
    _check(office, settings, terms)
    return _made(office, bank_id, settings, terms)


def _made(office: Office, bank_id: int, settings: Settings, terms: Terms) -> str:
    return _add(office.db, bank_id, office.teacher.id, (settings, terms), office.draw.below, office.now)


def questions_now(office: Office, quiz: Quiz) -> frozenset[str]:
    """The ids of all questions of the version that new attempts get, whichever of them the quiz asks."""
    return frozenset(question.id for question in office.shelf.version(office.db, quiz.version_id).bank.questions)


def hand_out_again(office: Office, slug: str, title: str, question_ids: Sequence[str]) -> str:
    """Make a quiz of some questions of the bank of another, for the same class and with its settings.

    It is open at once, and not on the front page. Returns its slug. Raises UnknownQuiz, UnknownBank, UnknownQuestion,
    NothingToAsk, NoTitle, SimulatedQuiz, and UnknownClass where the class is another's.
    """
    before = quizzes.owned(office.db, slug, office.teacher)
    before.check_real()
    banks.summary(office.db, before.bank_id, office.teacher)
    if unknown := set(question_ids) - questions_now(office, before):
        raise UnknownQuestion(min(unknown))
    if not question_ids:
        raise NothingToAsk
    title = clean_title(title)
    if not title:
        raise NoTitle
    terms = replace(before.terms, listed=False, opens_at=None, closes_at=None)
    _check(office, before.settings, terms)
    made = _made(office, before.bank_id, before.settings, terms)
    quizzes.ask_only(office.db, made, title, question_ids)
    return made


def bank_named(office: Office, slug: str) -> int:
    """The row id of the bank of this id that a teacher may hand out, their own first. Raises UnknownBank."""
    found = [bank for bank in banks.seen_by(office.db, office.teacher) if bank.slug == slug]
    if not found:
        raise banks.UnknownBank(slug)
    return min(found, key=lambda bank: bank.teacher_id != office.teacher.id).id


def hand_out_loaded(by: Teacher | None, terms: Terms, draw: Callable[[int], int], now: datetime) -> Then:
    """What makes a quiz of each bank that is loaded, for its teacher or the instance.

    Where they have handed it out already that quiz goes on, and is the one: loading a file again makes no second.
    """
    teacher_id = by.id if by else None

    def hand_out(db: Session, one: Publication) -> Publication:
        there = quizzes.newest_of_bank(db, one.bank_id, teacher_id)
        slug = there or _add(db, one.bank_id, teacher_id, (Settings(), terms), draw, now)
        return replace(one, quiz=slug)

    return hand_out


def hand_out_for_all(
    db: Session, bank: str, settings: Settings, terms: Terms, draw: Callable[[int], int], now: datetime
) -> str:
    """The same with a bank of the instance, for whoever owns it. Raises UnknownBank, BadTerms."""
    bank_id = banks.find(db, bank, None)
    if bank_id is None:
        raise banks.UnknownBank(bank)
    _refuse(settings, terms)
    return _add(db, bank_id, None, (settings, terms), draw, now)


def _add(
    db: Session,
    bank_id: int,
    teacher_id: int | None,
    asked: tuple[Settings, Terms],
    draw: Callable[[int], int],
    now: datetime,
) -> str:
    slug = free_slug(db, draw)
    quizzes.add(db, slug, bank_id, teacher_id, *asked, now)
    archive.use_bank(db, bank_id)
    audit.note(db, teacher_id, "quiz-made", slug, now)
    return slug


def free_slug(db: Session, draw: Callable[[int], int]) -> str:
    """One that no quiz has."""
    slug = join_code(draw).lower()
    while quizzes.taken(db, slug):
        slug = join_code(draw).lower()
    return slug


def every_quiz(db: Session) -> Sequence[Quiz]:
    """Newest first, for whoever has the machine."""
    return quizzes.every(db)


def set_quiz(
    db: Session,
    slug: str,
    change: Callable[[Quiz], tuple[Settings, Terms]],
    now: datetime,
    *,
    begins_after: bool | None = None,
) -> Settings:
    """Change any quiz, for whoever has the machine; returns how it is asked then.

    `begins_after` is whether readers may begin although the key is out; None for as it is. Raises UnknownQuiz,
    SimulatedQuiz, BadTerms.
    """
    quiz = quizzes.any_by_slug(db, slug)
    quiz.check_real()
    settings, terms = change(quiz)
    _refuse(settings, terms)
    after = quiz.begins_after_release if begins_after is None else begins_after
    _keep_released(db, quiz, terms, now, begins_after=after)
    quizzes.change(db, quiz.id, settings, terms)
    audit.note(db, None, "quiz-changed", slug, now)
    return settings


def change(office: Office, slug: str, settings: Settings, terms: Terms, *, begins_after: bool = False) -> None:
    """Running attempts go on as they began; `begins_after` is whether readers may begin although the key is out.

    Raises UnknownQuiz, SimulatedQuiz, UnknownClass, BadTerms.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    quiz.check_real()
    _check(office, settings, terms, quiz.terms.class_id)
    _keep_released(office.db, quiz, terms, office.now, begins_after=begins_after)
    quizzes.change(office.db, quiz.id, settings, terms)
    audit.note(office.db, office.teacher.id, "quiz-changed", slug, office.now)


def rename(office: Office, slug: str, title: str) -> None:
    """Give a quiz a title of its own; an empty one leaves it that of its bank. Raises UnknownQuiz."""
    quizzes.rename(office.db, quizzes.owned(office.db, slug, office.teacher).id, clean_title(title))
    audit.note(office.db, office.teacher.id, "quiz-renamed", slug, office.now)


def give_time(office: Office, slug: str, attempt_id: int, minutes: int) -> None:
    """Let a running attempt at this quiz end so much later; what is over stays over.

    Raises UnknownQuiz, UnknownAttempt, BadTerms.
    """
    if not 1 <= minutes <= MOST_MORE_MINUTES:
        raise BadTerms(["no-more-minutes"])
    quiz = quizzes.owned(office.db, slug, office.teacher)
    if not attempts.extend(office.db, attempt_id, quiz.id, timedelta(minutes=minutes), office.now):
        raise UnknownAttempt(attempt_id)
    audit.note(office.db, office.teacher.id, "time-given", f"{slug}, {minutes}", office.now)


def take_back(office: Office, slug: str) -> None:
    """Delete a quiz for good, with its attempts, names and responses; the bank stays. Raises UnknownQuiz."""
    quizzes.remove(office.db, quizzes.owned(office.db, slug, office.teacher).id)
    audit.note(office.db, office.teacher.id, "quiz-removed", slug, office.now)


def _check(office: Office, settings: Settings, terms: Terms, class_before: int | None = None) -> None:
    _refuse(settings, terms)
    # Another owner's class may stay, for else the quiz would be open to everybody.
    if terms.class_id is not None and terms.class_id != class_before:
        classes.owned(office.db, terms.class_id, office.teacher.id, to_write=True)
        classes.use(office.db, terms.class_id, office.now)


def _keep_released(db: Session, quiz: Quiz, terms: Terms, now: datetime, *, begins_after: bool) -> None:
    try:
        releasing.keep(db, quiz, terms.closes_at, now, begins_after=begins_after)
    except KeyWasShown as error:
        raise BadTerms(["key-was-shown"]) from error


def _refuse(settings: Settings, terms: Terms) -> None:
    if faults := list(terms.faults_with(settings)):
        raise BadTerms(faults)
