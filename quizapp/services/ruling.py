"""A teacher's own word on one response of a finished attempt: given, changed, or taken back."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from quizapp.domain import attempts as rules
from quizapp.domain import notes, rulings
from quizapp.domain.banks import UnknownQuestion
from quizapp.domain.quizzes import Quiz
from quizapp.domain.rulings import LONGEST_REMARK, NothingToMark, Ruling
from quizapp.domain.scoring import mark, rounded
from quizapp.services.markings import markings
from quizapp.services.visits import Office
from quizapp.store import attempts, audit, quizzes, remarks, responses, results
from quizapp.store import rulings as stored
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.results import AttemptScore


class StillRunning(Exception):
    """The attempt has not ended: its reader may yet answer otherwise."""


def rule(office: Office, slug: str, attempt_id: int, number: int, points: Fraction | None, remark: str) -> None:
    """Give the response to the question at this place, from 1, another mark, say something to its reader, or both.

    No points and no words take back what was ruled before: the key marks again. What is said already is neither said
    nor logged twice. Raises UnknownQuiz, UnknownAttempt, UnknownQuestion, StillRunning, BadMark, NothingToMark,
    TooLong, SimulatedQuiz.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    quiz.check_real()
    found = _locked(office, quiz, attempt_id)
    asked = markings(office.db, office.shelf).of(found.version_id, found.marked_by)
    place = number - 1
    if place not in (range(len(asked.questions)) if found.subset is None else found.subset):
        raise UnknownQuestion(number)
    question = asked.questions[place]
    maximum = rounded(question.marking.maximum)
    ruling = Ruling(None if points is None else rulings.given(points, maximum), notes.note(remark, LONGEST_REMARK))
    before = stored.of_attempt(office.db, attempt_id).get(place, Ruling(None, ""))
    if ruling == before:
        return
    response = responses.of_attempt(office.db, attempt_id).get(place)
    if response is not None and response.picked:
        earned = rulings.ruled(ruling, mark(question, response.picked), maximum)
        responses.put_marks(office.db, [(attempt_id, place, earned)])
    elif ruling.mark is not None:
        raise NothingToMark
    if ruling.says_nothing:
        stored.withdraw(office.db, attempt_id, place)
    else:
        stored.put(office.db, (attempt_id, found.version_id, place), ruling, office.teacher.id, office.now)
    audit.note(office.db, office.teacher.id, _act(before, ruling), f"{slug}, question {number}", office.now)


def _locked(office: Office, quiz: Quiz, attempt_id: int) -> AttemptScore:
    """The attempt, which nobody marks again, deletes or rules on meanwhile."""
    remarks.lock(office.db, quiz.id)
    if not attempts.change(office.db, attempt_id, quiz.id):
        raise UnknownAttempt(attempt_id)
    found = results.of_attempt(office.db, attempt_id, quiz.id)
    if found is None:
        raise UnknownAttempt(attempt_id)
    if rules.ended_at(found.finished_at, found.deadline_at, office.now) is None:
        raise StillRunning
    return found


def _act(before: Ruling, ruling: Ruling) -> str:
    """What the log calls it."""
    if ruling.mark is not None and ruling.mark != before.mark:
        return "marked-by-hand"
    return "mark-by-hand-withdrawn" if ruling.mark is None and before.mark is not None else "remark-given"


def counts(office: Office, asked: Sequence[Quiz]) -> Mapping[str, int]:
    """How many marks the teacher gave by hand, by the question's id, of quizzes that this teacher has."""
    return stored.counts(office.db, [quiz.id for quiz in asked])
