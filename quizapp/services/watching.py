"""What a teacher sees of a quiz while its readers answer, and does about their time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.domain import watching as rules
from quizapp.domain.collation import collated
from quizapp.domain.quizzes import Quiz
from quizapp.domain.watching import Bar, CannotReopen, Cutoff, Past, Whereabouts
from quizapp.services import releasing, results
from quizapp.services.markings import markings
from quizapp.services.visits import Office
from quizapp.store import attempts, audit, classes, quizzes, releases, rulings, watching
from quizapp.store import results as store_results
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.classes import Presence
from quizapp.store.results import AttemptScore

MOST = 200
"""Attempts on a board: a class, or an amphitheatre."""


@dataclass(frozen=True, slots=True)
class Watched:
    """One reader, by the attempt that runs or, where none does, the newest."""

    id: str
    """Of their line on the board."""
    name: str
    place: Whereabouts
    attempt_id: int | None
    answered: int
    asked: int
    deadline_at: datetime | None
    """Of an attempt that runs."""


@dataclass(frozen=True, slots=True)
class Board:
    quiz: Quiz
    revision: int
    """Of what is seen, for who gives time to all."""
    watched: Sequence[Watched]
    cut: bool
    """Whether some of those who have finished are left out."""

    def count(self, place: Whereabouts) -> int:
        return sum(one.place is place for one in self.watched)


def board(office: Office, slug: str) -> Board:
    """In a constant number of statements. Raises UnknownQuiz."""
    quiz = quizzes.owned(office.db, slug, office.teacher)
    class_id = quiz.terms.class_id
    listed = () if class_id is None else classes.presence(office.db, quiz.id, class_id, office.now)
    found = watching.attempts(office.db, quiz.id, office.now, MOST)
    filing = {one.member.id: classes.filing(one.member) for one in listed}
    readers = [*_readers(office, found), *map(_absent, (one for one in listed if not one.begun))]
    order = {place: at for at, place in enumerate(Whereabouts)}
    readers.sort(key=lambda one: (order[one[1].place], filing.get(one[0] or 0, (collated(one[1].name), 0))))
    revision = watching.revision(office.db, quiz.id)
    return Board(quiz, revision, [one for _, one in readers], len(found) == MOST)


def _readers(office: Office, found: Sequence[AttemptScore]) -> Iterator[tuple[int | None, Watched]]:
    marked = markings(office.db, office.shelf)
    seen = set()
    for one in found:
        if one.who in seen:
            continue
        seen.add(one.who)
        score = results.scored_by(one, marked.of(one.version_id, one.marked_by), office.now).score
        place = Whereabouts.FINISHED if score.finished else Whereabouts.RUNNING
        deadline_at = None if score.finished else one.deadline_at
        line = Watched(f"attempt-{one.id}", one.name, place, one.id, one.responded, score.asked, deadline_at)
        yield one.member_id, line


def _absent(one: Presence) -> tuple[int, Watched]:
    member = one.member
    return member.id, Watched(f"member-{member.id}", member.name, Whereabouts.ABSENT, None, 0, 0, None)


def give_one(office: Office, slug: str, attempt_id: int, seen: datetime) -> bool:
    """Five minutes more for an attempt whose deadline is still what was seen; whether it was given.

    One press counts once, however often it is sent; who has finished meanwhile is given none. Raises UnknownQuiz.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    given = watching.extend(office.db, attempt_id, quiz.id, seen, office.now)
    if given:
        audit.note(office.db, office.teacher.id, "time-given", f"{slug}, {_minutes()}", office.now)
    return given


def give_all(office: Office, slug: str, revision: int) -> bool:
    """The same for all that run against a deadline, if the quiz is still as it was seen. Raises UnknownQuiz."""
    quiz = quizzes.owned(office.db, slug, office.teacher)
    given = watching.claim(office.db, quiz.id, revision)
    if given and watching.extend_all(office.db, quiz.id, rules.MORE, office.now):
        audit.note(office.db, office.teacher.id, "time-given-all", f"{slug}, {_minutes()}", office.now)
    return given


def _minutes() -> int:
    return int(rules.MORE.total_seconds() // 60)


def ending(office: Office, slug: str) -> tuple[Quiz, Cutoff]:
    """What ending all attempts that run now would mean. Raises UnknownQuiz."""
    quiz = quizzes.owned(office.db, slug, office.teacher)
    return quiz, rules.ending(watching.deadlines(office.db, quiz.id, office.now), office.now)


def end_all(office: Office, slug: str, told_at: datetime, latest: datetime | None) -> int:
    """End the attempts of whose end the teacher was told at that moment; returns how many. Raises UnknownQuiz.

    What is answered stays, and what is ticked is taken for as long as the notice and the grace last.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    ended = watching.end_all(office.db, quiz.id, told_at, latest, office.now)
    if ended:
        audit.note(office.db, office.teacher.id, "attempts-ended", f"{slug}, {ended}", office.now)
    return ended


@dataclass(frozen=True, slots=True)
class Reopening:
    """What it means to have one attempt open again, as its teacher is told before."""

    quiz: Quiz
    attempt_id: int
    name: str
    past: Past
    bar: Bar | None
    """Why it cannot be."""
    until: datetime | None
    """When it would end then; None for no limit."""
    key_out_since: datetime | None
    """Where readers wait for the key, since when it is out."""


def reopening(office: Office, slug: str, attempt_id: int) -> Reopening:
    """Raises UnknownQuiz, SimulatedQuiz, UnknownAttempt."""
    quiz = quizzes.owned(office.db, slug, office.teacher)
    quiz.check_real()
    found = store_results.of_attempt(office.db, attempt_id, quiz.id)
    known = watching.past(office.db, attempt_id, quiz.id, office.now)
    if found is None or known is None:
        raise UnknownAttempt(attempt_id)
    marked = markings(office.db, office.shelf)
    score = results.scored_by(found, marked.of(found.version_id, found.marked_by), office.now).score
    ruled = bool(rulings.of_attempt(office.db, attempt_id))
    past = Past(known[0], score.finished, score.asked - score.responded, known[1], ruled)
    until = rules.reopened_until(found.deadline_at, office.now)
    state = releasing.key_state(office, quiz)
    out_since = None if state is None else state.out_since
    return Reopening(quiz, attempt_id, found.name, past, rules.bar(past), until, out_since)


def reopen(office: Office, slug: str, attempt_id: int) -> None:
    """Have an attempt go on that has ended; a key that was out stays out, and the attempt is marked for it.

    Raises UnknownQuiz, SimulatedQuiz, UnknownAttempt, CannotReopen.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    if not attempts.change(office.db, attempt_id, quiz.id):
        raise UnknownAttempt(attempt_id)
    told = reopening(office, slug, attempt_id)
    if told.bar is not None:
        raise CannotReopen(told.bar)
    if told.key_out_since is not None and quiz.released_at is None:
        releases.note(office.db, quiz.id, told.key_out_since, begins_after=quiz.begins_after_release)
    watching.reopen(office.db, attempt_id, quiz.id, told.until, office.now)
    audit.note(office.db, office.teacher.id, "attempt-reopened", f"{slug}, {attempt_id}", office.now)
