"""Marking finished attempts again, by the key of another version: look first, then confirm; a second one goes back."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from quizapp.domain import remarking
from quizapp.domain.attempts import ended_at
from quizapp.domain.banks import Bank, Question
from quizapp.domain.quizzes import Quiz
from quizapp.domain.remarking import Fate, Marker
from quizapp.domain.scoring import rounded
from quizapp.services.markings import markings
from quizapp.services.visits import Office
from quizapp.store import attempts, audit, banks, quizzes, remarks, responses, results, rulings
from quizapp.store.banks import UnknownVersion, VersionSummary
from quizapp.store.remarks import FormerMarking
from quizapp.store.results import AttemptScore

OWN = 0
"""In the place of a version's number: each attempt by the version it was answered in."""


class StaleFigures(Exception):
    """What was confirmed is not what would be done: attempts were finished or deleted meanwhile."""


@dataclass(frozen=True, slots=True)
class ScoreChange:
    attempt_id: int
    name: str
    before: Decimal
    maximum_before: Decimal
    after: Decimal
    maximum_after: Decimal


@dataclass(frozen=True, slots=True)
class Correction:
    """A question that would be marked otherwise than now, as it was asked; texts of choices in their order there."""

    stem: str
    stem_after: str
    """As the other version words it."""
    right: tuple[str, ...]
    right_after: tuple[str, ...]
    maximum: Decimal
    maximum_after: Decimal


@dataclass(frozen=True, slots=True)
class Stay:
    """A question that the other version cannot mark."""

    stem: str
    fate: Fate
    """Gone or unmatched."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What marking a quiz again would do."""

    quiz: Quiz
    versions: Sequence[VersionSummary]
    """Newest first."""
    number: int
    """The version that would mark, or OWN."""
    finished: int
    pending: bool
    """Whether any finished attempt is marked by another version than this."""
    changes: Sequence[ScoreChange]
    """Oldest attempt first."""
    corrections: Sequence[Correction]
    stays: Sequence[Stay]
    by_hand: int
    """Marks that the teacher gave to responses that would be marked otherwise: they stay."""
    digest: str
    """Of everything that confirming would do: to confirm something else is refused."""

    @property
    def unchanged(self) -> int:
        """Attempts whose score stays."""
        return self.finished - len(self.changes)


@dataclass(frozen=True, slots=True)
class _Group:
    """How attempts of one version are marked now, and how they would be."""

    asked: Bank
    now: Bank
    then: Bank
    by: Bank
    """The version whose key is in `then`."""
    places: frozenset[int]
    """Of the questions that would be marked otherwise."""
    marker: Marker
    """Marks by `then`."""
    maxima: tuple[Decimal, Decimal]
    """Now and then, of an attempt that asks everything."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is told, and what would be written."""

    remark: Remark
    marks: Sequence[tuple[int, int, Decimal]]
    """By attempt and place; only those that change."""
    marked_by: Sequence[tuple[int, int | None]]
    """By attempt, only where it changes; None is its own version."""


def marked_before(office: Office, asked: Sequence[Quiz]) -> Sequence[FormerMarking]:
    """Of quizzes of one bank that this teacher has, attempts by a key that has changed; simulated classes are out."""
    real = [quiz for quiz in asked if not quiz.simulated]
    return remarks.marked_before(office.db, real[0].bank_id, [quiz.id for quiz in real]) if real else ()


def look(office: Office, slug: str, number: int | None) -> Remark:
    """What marking by this version, or by the newest (None), would change. Raises UnknownQuiz, UnknownVersion."""
    return _plan(office, quizzes.owned(office.db, slug, office.teacher), number).remark


def mark_again(office: Office, slug: str, number: int, digest: str) -> Remark:
    """Do what `look` told, exactly that; what is done already is not done twice. Running attempts are left alone.

    Raises UnknownQuiz, UnknownVersion, StaleFigures.
    """
    quiz = quizzes.owned(office.db, slug, office.teacher)
    remarks.lock(office.db, quiz.id)
    attempts.close_due(office.db, office.now)  # What is over is marked again too, and only what is closed can be.
    plan = _plan(office, quiz, number)
    if not plan.remark.pending:
        return plan.remark
    if not hmac.compare_digest(plan.remark.digest.encode(), digest.encode()):
        raise StaleFigures
    responses.put_marks(office.db, plan.marks)
    remarks.put_markers(office.db, plan.marked_by)
    subject = f"{slug}, own versions" if number == OWN else f"{slug}, version {number}"
    audit.note(office.db, office.teacher.id, "re-marked", subject, office.now)
    return plan.remark


def _plan(office: Office, quiz: Quiz, number: int | None) -> _Plan:
    versions = banks.versions(office.db, quiz.bank_id)
    number = versions[0].number if number is None else number
    target = next((version.id for version in versions if version.number == number), None)
    if target is None and number != OWN:
        raise UnknownVersion(number)
    everyone = results.of_quiz(office.db, quiz.id)
    finished = [one for one in everyone if ended_at(one.finished_at, one.deadline_at, office.now) is not None]
    groups = _groups(office, finished, target)
    changes, marks, by_hand = _changes(office, quiz, finished, groups)
    markers = [(one.id, None if target == one.version_id else target, one.marked_by) for one in finished]
    moved = [(id_, marker) for id_, marker, present in markers if marker != present]
    remark = Remark(
        quiz=quiz,
        versions=versions,
        number=number,
        finished=len(finished),
        pending=bool(moved),
        changes=changes,
        corrections=list(dict.fromkeys(one for group in groups.values() for one in _corrections(group))),
        stays=list(dict.fromkeys(one for group in groups.values() for one in _stays(group))),
        by_hand=by_hand,
        digest=hashlib.sha256(repr((number, markers, marks, changes, by_hand)).encode()).hexdigest(),
    )
    return _Plan(remark, marks, moved)


def _changes(
    office: Office, quiz: Quiz, finished: Sequence[AttemptScore], groups: Mapping[tuple[int, int | None], _Group]
) -> tuple[list[ScoreChange], list[tuple[int, int, Decimal]], int]:
    """Whose score would change, every mark that would, and how many stay because the teacher gave them."""
    places = frozenset[int]().union(*(group.places for group in groups.values()))
    given = responses.of_quiz(office.db, quiz.id, places) if places else {}
    ruled = rulings.marks_of_quiz(office.db, quiz.id, places) if places else {}
    changes, marks, by_hand = [], [], 0
    for one in finished:
        group = groups[one.version_id, one.marked_by]
        affected = {place: response for place, response in given.get(one.id, {}).items() if place in group.places}
        hand = {place: mark for place, mark in ruled.get(one.id, {}).items() if place in affected}
        by_hand += len(hand)
        anew = group.marker.changed(affected, hand)
        marks += [(one.id, place, mark) for place, mark in anew.items()]
        after = one.score + sum((mark - affected[place].mark for place, mark in anew.items()), Decimal(0))
        maximum, maximum_after = _maxima(group, one)
        change = ScoreChange(one.id, one.name, one.score, maximum, after, maximum_after)
        if (change.before, change.maximum_before) != (change.after, change.maximum_after):
            changes.append(change)
    return changes, marks, by_hand


def _groups(
    office: Office, finished: Sequence[AttemptScore], target: int | None
) -> Mapping[tuple[int, int | None], _Group]:
    marked = markings(office.db, office.shelf)
    groups = {}
    for version_id, marked_by in dict.fromkeys((one.version_id, one.marked_by) for one in finished):
        now, then = marked.of(version_id, marked_by), marked.of(version_id, target)
        asked, by = marked.of(version_id, None), marked.of(target or version_id, None)
        places, maxima = remarking.differing(now, then), (rounded(now.maximum), rounded(then.maximum))
        groups[version_id, marked_by] = _Group(asked, now, then, by, places, Marker(then), maxima)
    return groups


def _maxima(group: _Group, attempt: AttemptScore) -> tuple[Decimal, Decimal]:
    """The maximum of an attempt now, and by the other key."""
    if attempt.subset is None:
        return group.maxima
    asked = [
        (group.now.questions[place].marking.maximum, group.then.questions[place].marking.maximum)
        for place in attempt.subset
    ]
    now, then = (rounded(sum(maxima, Fraction(0))) for maxima in zip(*asked, strict=True))
    return now, then


def _corrections(group: _Group) -> Iterator[Correction]:
    worded = {question.id: question.stem for question in group.by.questions}
    for place in sorted(group.places):
        now, then = group.now.questions[place], group.then.questions[place]
        yield Correction(
            now.stem,
            worded.get(now.id, now.stem),
            _right(now),
            _right(then),
            rounded(now.marking.maximum),
            rounded(then.marking.maximum),
        )


def _right(question: Question) -> tuple[str, ...]:
    return tuple(choice.text for place, choice in enumerate(question.choices) if place in question.key)


def _stays(group: _Group) -> Iterator[Stay]:
    for marked in remarking.marked_questions(group.asked, group.by):
        if marked.fate in (Fate.GONE, Fate.UNMATCHED):
            yield Stay(marked.question.stem, marked.fate)
