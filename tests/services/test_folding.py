"""What is kept of very many attempts is never told as the state of things when it is no longer: it gives the figures
that all attempts give, whatever happened, and whoever looked, in between.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from quizapp.domain.accounts import Role, Teacher
from quizapp.domain.attempts import Attempt, AttemptFinished, FeedbackTime, Settings, StaleResponse, State
from quizapp.domain.classes import ListLine
from quizapp.domain.quizzes import NoTryLeft, Terms
from quizapp.domain.rulings import NothingToMark
from quizapp.domain.statistics import bootstrap, scores
from quizapp.domain.unknown import Unknown
from quizapp.services import (
    entering,
    folding,
    matrix,
    remarking,
    results,
    retention,
    ruling,
    samples,
    statistics,
    taking,
)
from quizapp.services.matrix import MatrixView
from quizapp.services.ruling import StillRunning
from quizapp.services.samples import Selection
from quizapp.services.statistics import Statistics
from quizapp.services.taking import NotFinished
from quizapp.services.visits import Office, Visit
from quizapp.store import attempts, banks, classes, folds, past_attempts, quizzes, readers
from quizapp.store.banks import Shelf
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, FoldSumsRow, MemberRow
from tests.checkouts import THOROUGHLY
from tests.makers import NOON, Clock, bank, draw, multiple, office, single, true_false, visit
from tests.services.staff import hired

FIRST = (single(right=0), multiple(), true_false())
SECOND = (single(right=1, maximum=Fraction(3)), multiple(), true_false(right=1))
MINUTES = 30
REFUSED = (Unknown, AttemptFinished, NoTryLeft, StaleResponse, NotFinished, StillRunning, NothingToMark, LookupError)
_NUMBERS = count(1)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every quiz it is kept, in stretches of a few; and few are drawn from."""
    monkeypatch.setattr(folding, "FEWEST", 0)
    monkeypatch.setattr(folds, "LENGTH", 4)
    monkeypatch.setattr(folding, "SPARED", 0)
    monkeypatch.setattr(scores, "MOST_READERS", 4)
    monkeypatch.setattr(bootstrap, "DRAWS", 20)


@dataclass
class Classroom:
    """A quiz, readers with a browser each, two members of a class, their teacher, and what is to be kept of a look."""

    database: Database
    teacher: Teacher
    number: int = field(default_factory=lambda: next(_NUMBERS))
    clock: Clock = field(default_factory=lambda: Clock(NOON))
    shelf: Shelf = field(default_factory=Shelf)
    later: list[Callable[[Database], None]] = field(default_factory=list)
    drawn: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.slug = f"quiz-{self.number}"
        self.asked = FIRST
        with self.database.transaction() as db:
            bank_id, _ = banks.publish(db, banks.freeze(bank(*FIRST, id_=self.slug)), NOON)
            settings = Settings(FeedbackTime.AT_ONCE, shuffle_questions=False, shuffle_choices=False)
            quizzes.add(db, self.slug, bank_id, None, settings, Terms(minutes=MINUTES), NOON)
            self.quiz = quizzes.by_slug(db, self.slug)
            self.class_id = classes.add(db, self.teacher.id, self.slug, NOON)
        self.do(self.list_members)

    def do(self, work: Callable[[Session], object]) -> None:
        """What cannot be done now is not done."""
        with suppress(*REFUSED):
            self.database.run(work)

    def token(self, who: int) -> str:
        return f"{self.slug}-{who}"

    def address(self) -> str:
        return f"{self.slug}-{next(self.drawn)}"

    def visit(self, db: Session, who: int) -> Visit:
        drawing = replace(draw(), address=self.address)
        return visit(db, self.token(who), self.clock(), shelf=self.shelf, draw=drawing)

    def theirs(self, db: Session, who: int) -> list[str]:
        return [one.address for one in past_attempts.of_reader(db, self.token(who))]

    def every(self, db: Session, which: int) -> int:
        """The id of one of all attempts."""
        ids = db.scalars(select(AttemptRow.id).where(AttemptRow.quiz_id == self.quiz.id).order_by(AttemptRow.id)).all()
        return ids[which % len(ids)] if ids else 0

    # --- what may happen ---

    def begin(self, who: int, _: int) -> None:
        self.do(lambda db: entering.start(self.visit(db, who), self.slug, ""))

    def sit(self, who: int, member: int) -> None:
        """One of the class begins, in this browser."""

        def work(db: Session) -> None:
            reader = readers.ensure(db, self.token(who), self.clock())
            members = db.scalars(select(MemberRow.id).where(MemberRow.class_id == self.class_id)).all()
            member_id = members[member % len(members)]
            if attempts.running_of_member(db, self.quiz.id, member_id, self.clock()) is None:
                now = quizzes.by_slug(db, self.slug)
                ends = self.clock() + timedelta(minutes=MINUTES)
                begun = Attempt(
                    self.address(), now.version_id, "", now.settings, State.OPEN, self.clock(), deadline_at=ends
                )
                attempts.add(db, self.quiz.id, reader, begun, begun.address, member_id)

        self.do(work)

    def answer(self, who: int, what: int) -> None:
        place, choice = what % 3, what // 3 % 2
        self.clock.advance(seconds=7 + what)
        self.do(lambda db: taking.respond(self.visit(db, who), self.theirs(db, who)[0], place + 1, [choice + 1], 0))

    def finish(self, who: int, _: int) -> None:
        self.do(lambda db: taking.finish(self.visit(db, who), self.theirs(db, who)[0]))

    def take(self, who: int, what: int) -> None:
        """From its begin to its end."""
        self.begin(who, what)
        for more in range(what % 4):
            self.answer(who, what + more)
        self.finish(who, what)

    def again(self, who: int, what: int) -> None:
        missed = what % 2 == 0
        self.do(
            lambda db: [
                entering.again(self.visit(db, who), address, only_missed=missed) for address in self.theirs(db, who)[:1]
            ]
        )

    def delete(self, who: int, which: int) -> None:
        self.do(lambda db: taking.delete(self.visit(db, who), self.theirs(db, who)[which]))

    def delete_all(self, who: int, _: int) -> None:
        self.do(lambda db: taking.delete_all(self.visit(db, who)))

    def remove(self, _: int, which: int) -> None:
        self.do(lambda db: results.remove_attempt(self.office(db), self.slug, self.every(db, which)))

    def remove_member(self, member: int, _: int) -> None:
        def work(db: Session) -> None:
            members = db.scalars(select(MemberRow.id).where(MemberRow.class_id == self.class_id)).all()
            classes.remove_member(db, members[member % len(members)])

        self.do(work)
        self.do(self.list_members)

    def list_members(self, db: Session) -> None:
        names = [f"member {next(self.drawn)}" for _ in range(2)]
        classes.add_members(db, self.class_id, [(ListLine(name), f"{self.slug}-{name}") for name in names])

    def purge(self, _: int, which: int) -> None:
        """The oldest attempts have been kept for long enough; the time of others is over."""
        if which % 2:
            retention.close_due(self.database, self.clock())
        else:
            self.do(
                lambda db: db.execute(
                    update(AttemptRow).where(AttemptRow.id == self.every(db, 0)).values(started_at=NOON - timedelta(99))
                )
            )
            retention.purge(self.database, self.clock(), 30)

    def publish(self, _: int, __: int) -> None:
        self.asked = SECOND if self.asked is FIRST else FIRST
        self.do(lambda db: banks.publish(db, banks.freeze(bank(*self.asked, id_=self.slug)), self.clock()))

    def mark_again(self, _: int, __: int) -> None:
        def work(db: Session) -> None:
            seen = remarking.look(self.office(db), self.slug, None)
            remarking.mark_again(self.office(db), self.slug, seen.number, seen.digest)

        self.do(work)

    def rule(self, which: int, what: int) -> None:
        points = Fraction(1, 1 + what % 3) if what % 4 else None
        self.do(
            lambda db: ruling.rule(
                self.office(db), self.slug, self.every(db, which), 1 + what % 3, points, "" if points else "Well."
            )
        )

    def extend(self, _: int, which: int) -> None:
        more = timedelta(minutes=10)
        self.do(lambda db: attempts.extend(db, self.every(db, which), self.quiz.id, more, self.clock()))

    def wait(self, _: int, minutes: int) -> None:
        self.clock.advance(minutes=3 * minutes)

    def keep(self, _: int, which: int) -> None:
        """What somebody saw a while ago is kept only now; or it never is."""
        if self.later:
            self.later.pop(which % len(self.later))(self.database)

    def refresh(self, _: int, __: int) -> None:
        folding.refresh(self.database, self.clock())

    def look(self, _: int, what: int) -> None:
        """Also by a clock that is a little behind; and what is seen is kept at once or later."""
        now = self.clock() - timedelta(minutes=40 if what % 4 == 0 else 0)
        self.check(now, Selection(), keep=what % 2 == 1)
        self.check(now, Selection(version=1), keep=False)
        self.check_rows(now, Selection(version=1) if what % 3 == 0 else Selection(), falling=what % 2 == 0)

    # --- what is told, and kept ---

    def kept(self) -> list[int]:
        with self.database.reading() as db:
            return [one.id for one in folds.kept(db, self.quiz.id)]

    def office(self, db: Session) -> Office:
        return office(db, self.teacher, self.clock(), shelf=self.shelf)

    def told(self, now: datetime, selection: Selection, *, one_by_one: bool) -> Statistics:
        with self.database.reading() as db:
            view = samples.View(db, self.shelf, now)
            asked = (quizzes.by_slug(db, self.slug),)
            found = statistics.worked_out(view, asked, self.quiz.bank_id, selection, one_by_one=one_by_one)
        self.later += view.later
        return found.statistics

    def check(self, now: datetime, selection: Selection, *, keep: bool) -> None:
        expected = self.told(now, selection, one_by_one=True)
        assert self.told(now, selection, one_by_one=False) == expected
        if keep and self.later:
            self.later.pop()(self.database)
            assert self.told(now, selection, one_by_one=False) == expected

    def check_rows(self, now: datetime, selection: Selection, *, falling: bool) -> None:
        """Readers by questions: their order, and how many have each question right."""
        found = []
        for fewest in (folding.FEWEST, 10**9):
            with self.database.reading() as db, pytest.MonkeyPatch.context() as patched:
                patched.setattr(folding, "FEWEST", fewest)
                mine = office(db, self.teacher, now, shelf=self.shelf)
                found.append(matrix.of_quiz(mine, self.slug, MatrixView(falling=falling), selection))
        assert found[0] == found[1]


ACTS = (
    "begin", "sit", "answer", "answer", "finish", "finish", "take", "take", "take", "take", "again", "delete",
    "delete_all", "remove", "remove_member", "purge", "publish", "mark_again", "rule", "extend", "wait", "keep",
    "refresh", "look", "look", "look",
)  # fmt: skip
HISTORIES = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(0, 11)), min_size=5, max_size=60)


@pytest.fixture
def owner(database: Database) -> Teacher:
    return hired(database, "owner", Role.OWNER).teacher


def sat(*readers: int) -> list[tuple[str, int, int]]:
    """Each answers, and finishes."""
    return [(act, reader, 3 * reader) for reader in readers for act in ("begin", "answer", "finish")]


def test_whatever_happens_what_is_kept_gives_the_figures_of_all_attempts(database: Database, owner: Teacher) -> None:
    @settings(max_examples=80 if THOROUGHLY else 8)
    @given(HISTORIES)
    def held(history: list[tuple[str, int, int]]) -> None:
        room = Classroom(database, owner)
        for act, who, what in [("take", who, 3 * who + 1) for who in range(10, 16)] + history:
            getattr(room, act)(who, what)
        for number in range(len(room.later) + 1):
            room.look(0, 1)
            room.keep(0, number)
        room.look(0, 1)

    held()


@pytest.mark.parametrize(
    "after",
    [
        [("again", 1, 1), ("finish", 1, 0), ("look", 0, 1), ("delete", 1, 1)],
        [("wait", 0, -20), ("again", 1, 1), ("finish", 1, 0)],
        [("delete_all", 2, 0)],
        [("remove", 0, 6), ("remove", 0, 5), ("rule", 0, 3), *sat(8, 9)],
        [("take", 9, 4), ("look", 0, 1), ("rule", 0, 3)],
        [("take", 9, 4), ("take", 7, 4), ("look", 0, 2), ("remove", 0, 7), ("keep", 0, 0), *sat(8, 9)],
        [("publish", 0, 0), ("mark_again", 0, 0)],
        [("wait", 0, 11), ("look", 0, 1), ("look", 0, 4)],
        [("wait", 0, 11), ("purge", 0, 1), ("remove", 0, 4)],
    ],
    ids=lambda acts: "-".join(dict.fromkeys(act for act, *_ in acts)),
)
def test_what_has_changed_since_it_was_kept_is_seen(
    database: Database, owner: Teacher, after: list[tuple[str, int, int]]
) -> None:
    room = Classroom(database, owner)
    for act, who, what in [*sat(1, 2, 3, 4, 5, 6), ("begin", 0, 0), ("answer", 0, 1), ("look", 0, 1), *after]:
        getattr(room, act)(who, what)

    room.look(0, 1)
    room.look(0, 3)


def test_to_look_takes_as_many_statements_for_many_as_for_few(database: Database, owner: Teacher) -> None:
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    counted = []
    for many in (5, 30):
        room = Classroom(database, owner)
        for act, who, what in [*sat(*range(1, many + 1)), ("look", 0, 1), ("rule", 0, 3)]:
            getattr(room, act)(who, what)
        event.listen(database.engine, "before_cursor_execute", note)
        room.told(room.clock(), Selection(), one_by_one=False)
        event.remove(database.engine, "before_cursor_execute", note)
        counted.append(len(sent))
        sent.clear()

    assert counted[0] == counted[1] <= 16


def test_nothing_of_an_attempt_that_is_deleted_is_kept(database: Database, owner: Teacher) -> None:
    """Nor of a quiz; and what is kept of others stays."""
    room = Classroom(database, owner)
    for act, who, what in [*sat(1, 2, 3, 4, 5, 6), ("look", 0, 1)]:
        getattr(room, act)(who, what)
    before = room.kept()

    room.delete_all(6, 0)
    after = room.kept()
    with database.transaction() as db:
        quizzes.remove(db, room.quiz.id)

    assert (len(before), after, room.kept()) == (2, before[:1], [])
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(FoldSumsRow)) == 0


def test_of_few_attempts_nothing_is_kept(database: Database, owner: Teacher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "FEWEST", 6)
    room = Classroom(database, owner)
    for act, who, what in [*sat(1, 2, 3, 4, 5, 6), ("look", 0, 1), ("refresh", 0, 0)]:
        getattr(room, act)(who, what)
    few = room.kept()

    room.take(7, 1)
    room.refresh(0, 0)

    assert (few, len(room.kept())) == ([], 2)
