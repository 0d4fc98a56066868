"""Which attempts statistics rest on: the same that `statistics.tries` counts, and all that they answered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from quizapp.domain.accounts import Role
from quizapp.domain.attempts import FeedbackTime, ended_at
from quizapp.domain.quizzes import Counts
from quizapp.domain.scoring import PLACES
from quizapp.domain.statistics.tries import Try, counting
from quizapp.store import tallies, teachers
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, ClassRow, MemberRow, QuestionRow, ReaderRow, ResponseRow
from quizapp.store.tallies import Sample, Timed
from tests.makers import NOON, bank, load, single

NOW = NOON + timedelta(hours=1)
BANKS = {1: bank(single()), 2: bank(single(maximum=Fraction(3)))}
"""Two versions, which give one point and three."""
MAXIMA: dict[tallies.Group, Fraction] = {
    (1, None, None): Fraction(1),
    (2, None, None): Fraction(3),
    (1, 2, None): Fraction(3),
}


@dataclass(frozen=True)
class Row:
    """An attempt as it is stored; minutes are from noon."""

    group: tuple[int, int | None]
    reader: int
    finished: int | None
    deadline: int | None
    mark: Decimal | None
    """None for no response."""
    whole: bool


ROWS = st.lists(
    st.builds(
        Row,
        group=st.sampled_from([group[:2] for group in MAXIMA]),
        reader=st.integers(1, 3),
        finished=st.none() | st.integers(0, 3),
        deadline=st.none() | st.sampled_from([1, 2, 59, 60]),
        mark=st.none() | st.sampled_from([Decimal(0), Decimal("0.3333333"), Decimal(1), Decimal(3)]),
        whole=st.sampled_from([True, True, True, False]),
    ),
    max_size=10,
)


@pytest.fixture
def quiz(database: Database) -> Database:
    """A quiz of two versions, and three readers."""
    for one in BANKS.values():
        load(database, one)
    with database.transaction() as db:
        db.execute(insert(ReaderRow), [{"token_digest": f"reader {n}", "created_at": NOON} for n in range(3)])
    return database


def put(db: Session, rows: list[Row], **changes: Any) -> dict[int, Row]:
    """In the place of all others; by their ids. What each picks is its own id, so that it is known again."""
    db.execute(delete(AttemptRow))
    kept = {}
    for number, row in enumerate(rows):
        values = {
            "address": f"attempt {number}", "code_digest": f"code {number}", "quiz_id": 1, "version_id": row.group[0],
            "marked_by": row.group[1], "reader_id": row.reader, "seed": "", "name": "", "shuffle_questions": False,
            "subset": None if row.whole else (0,), "whole": row.whole, "shuffle_choices": False,
            "feedback": FeedbackTime.AT_ONCE,
            "state": "open" if row.finished is None else "finished", "started_at": NOON,
            "finished_at": None if row.finished is None else NOON + timedelta(minutes=row.finished),
            "deadline_at": None if row.deadline is None else NOON + timedelta(minutes=row.deadline), **changes,
        }  # fmt: skip
        id_ = db.execute(insert(AttemptRow).values(**values).returning(AttemptRow.id)).scalar_one()
        kept[id_] = row
        if row.mark is not None:
            answer(db, id_, row, 0, 0)
    return kept


def answer(db: Session, id_: int, row: Row, place: int, minutes: float) -> None:
    values = {"attempt_id": id_, "place": place, "version_id": row.group[0], "picked": frozenset({id_})}
    at = NOON + timedelta(minutes=minutes)
    db.execute(insert(ResponseRow).values(**values, mark=row.mark, revision=1, responded_at=at))


def one_open_at_a_time(rows: list[Row]) -> list[Row]:
    """As the schema has it: whoever begins another has ended the one before."""
    begun: set[int] = set()
    kept = []
    for row in rows:
        kept.append(replace(row, finished=0) if row.finished is None and row.reader in begun else row)
        begun |= {row.reader} if row.finished is None else set()
    return kept


def found(db: Session, **chosen: Any) -> dict[int, Decimal]:
    """The marks of those of the sample that have a response, by what it picked; of the others, how many (at 0)."""
    sample = Sample(**{"quiz_ids": [1], "now": NOW, "counts": Counts.FIRST, "maxima": MAXIMA, **chosen})
    marks: dict[int, Decimal] = {0: Decimal(0)}
    for group, cohort in tallies.cohorts(db, sample, lambda version, marker: BANKS[marker or version]).items():
        assert group in MAXIMA
        for sheet in cohort.sheets():
            given_ = cohort.given[sheet[0]]
            if given_.picked:
                marks[next(iter(given_.picked))] = given_.mark * PLACES
            else:
                marks[0] += 1
    return marks


@settings(max_examples=40)
@given(rows=ROWS.map(one_open_at_a_time), counts=st.sampled_from(Counts))
def test_the_tries_that_sql_chooses_are_those_that_the_rule_counts(
    quiz: Database, rows: list[Row], counts: Counts
) -> None:
    with quiz.transaction() as db:
        kept = put(db, rows)

        of_sql = found(db, counts=counts)

    tries = []
    for id_, row in kept.items():
        finished, deadline = (
            None if at is None else NOON + timedelta(minutes=at) for at in (row.finished, row.deadline)
        )
        if (ended := ended_at(finished, deadline, NOW)) is not None:
            share = Fraction(row.mark or 0) / MAXIMA[*row.group, None]
            tries.append(Try(id_, row.reader, ended, share, row.whole))
    of_rule = {id_: kept[id_].mark for id_ in counting(tries, counts)}
    answered = {id_: mark for id_, mark in of_rule.items() if mark is not None}
    assert of_sql == {0: len(of_rule) - len(answered), **answered}


def row(reader: int = 1, finished: int | None = 0, **changes: Any) -> Row:
    return Row(**{"group": (1, None), "reader": reader, "finished": finished, "deadline": None, "mark": Decimal(1),
                  "whole": True, **changes})  # fmt: skip


def test_one_of_a_class_is_the_same_in_whatever_browser(quiz: Database) -> None:
    with quiz.transaction() as db:
        teacher = teachers.add(db, "a@b.example", Role.TEACHER, "-", NOON)
        db.execute(insert(ClassRow).values(id=1, teacher_id=teacher.id, name="7B", used_at=NOON))
        db.execute(insert(MemberRow).values(id=1, class_id=1, name="Cleo", extra=0, address="cleo"))

        first, second = put(db, [row(1, 5), row(2, 3)], member_id=1)

        assert set(found(db)) == {0, second}
        assert set(found(db, counts=Counts.LAST)) == {0, first}
        assert set(found(db, class_id=1)) == {0, second}
        assert set(found(db, class_id=2)) == {0}


def test_filters_leave_out_and_never_choose_another_try(quiz: Database) -> None:
    with quiz.transaction() as db:
        first, _second, other = put(db, [row(1, 1), row(1, 5, group=(2, None)), row(2, 3, group=(2, None))])

        assert set(found(db)) == {0, first, other}
        assert set(found(db, version_id=2)) == {0, other}
        assert set(found(db, since=NOON + timedelta(minutes=3))) == {0, other}
        assert set(found(db, until=NOON + timedelta(minutes=3))) == {0, first}
        assert set(found(db, quiz_ids=[])) == {0}


def test_how_many_have_ended_is_told_by_version_and_key(quiz: Database) -> None:
    with quiz.transaction() as db:
        put(db, [row(), row(whole=False), row(2, group=(1, 2)), row(3, None), row(2, None, deadline=5)])

        groups = tallies.finished(db, [1], NOW)

    assert sorted((one.version_id, one.marked_by or 0, one.count) for one in groups) == [(1, 0, 3), (1, 2, 1)]


def test_what_a_quiz_asks_only_in_part_is_a_bank_of_its_own(quiz: Database) -> None:
    two, part = bank(single("one"), single("two", maximum=Fraction(3))), (1,)
    with quiz.transaction() as db:
        put(db, [row(), row(2, mark=None), row(3, whole=False)])
        db.execute(update(AttemptRow).where(AttemptRow.reader_id == 2).values(subset=part))
        third = db.scalar(select(AttemptRow.id).where(AttemptRow.reader_id == 2))
        db.execute(insert(QuestionRow).values(version_id=1, place=1, question_id="two"))
        values = {"attempt_id": third, "version_id": 1, "picked": frozenset({0}), "mark": Decimal(3)}
        db.execute(insert(ResponseRow).values(**values, place=1, revision=1, responded_at=NOON))

        groups = tallies.finished(db, [1], NOW)
        cohorts = tallies.cohorts(db, Sample([1], NOW, Counts.FIRST), lambda *_: two)

    assert {one.group: one.count for one in groups} == {(1, None, None): 2, (1, None, part): 1}
    assert [question.id for question in cohorts[1, None, part].bank.questions] == ["two"]
    assert {group: [*map(int, cohort.totals)] for group, cohort in cohorts.items()} == {
        (1, None, None): [10_000_000], (1, None, part): [30_000_000],
    }  # fmt: skip


def test_of_several_quizzes_a_try_at_all_of_a_bank_stands_before_one_at_some(quiz: Database) -> None:
    with quiz.transaction() as db:
        whole, _part = put(db, [row(1, 1), row(1, 5)])
        db.execute(update(AttemptRow).where(AttemptRow.id != whole).values(subset=(0,)))
        maxima: dict[tallies.Group, Fraction] = {**MAXIMA, (1, None, (0,)): Fraction(1)}

        for counts in Counts:
            assert list(_ids(db, quiz_ids=[1, 2], counts=counts, maxima=maxima)) == [whole]


def _ids(db: Session, **chosen: Any) -> Iterator[int]:
    sample = Sample(**{"now": NOW, **chosen})
    for cohort in tallies.cohorts(db, sample, lambda *_: BANKS[1]).values():
        for sheet in cohort.sheets():
            yield from cohort.given[sheet[0]].picked


def test_what_is_kept_is_read_as_it_was_written(quiz: Database) -> None:
    """A response without a tick, a mark below nothing, one of seven places."""
    with quiz.transaction() as db:
        (id_,) = put(db, [row(mark=None)])
        values = {"attempt_id": id_, "place": 0, "version_id": 1, "picked": frozenset(), "mark": Decimal("-0.2500001")}
        db.execute(insert(ResponseRow).values(**values, revision=3, responded_at=NOON))

        cohorts = tallies.cohorts(db, Sample([1], NOW, Counts.FIRST), lambda *_: BANKS[1])

    (cohort,) = cohorts.values()
    assert list(cohort.totals) == [-2500001]
    (sheet,) = cohort.sheets()
    assert cohort.given[sheet[0]].picked == frozenset()


# --- times ---


def test_times_are_in_seconds_since_the_start(quiz: Database) -> None:
    with quiz.transaction() as db:
        (id_,) = put(db, [row(mark=None)])
        answer(db, id_, row(), 0, 1.50005)

        timed = list(tallies.times(db, Sample([1], NOW, Counts.FIRST)))

    assert timed == [Timed(1, [(90.003, 0)])]


def test_no_times_are_told_of_attempts_with_feedback_at_the_end(quiz: Database) -> None:
    with quiz.transaction() as db:
        put(db, [row()], feedback=FeedbackTime.AT_END)

        assert list(tallies.times(db, Sample([1], NOW, Counts.FIRST))) == []


def test_the_times_are_those_of_the_latest(quiz: Database) -> None:
    with quiz.transaction() as db:
        put(db, [row(1, 9, group=(2, None)), row(2, 1), row(3, 5, group=(2, None))])

        timed = list(tallies.times(db, Sample([1], NOW, Counts.FIRST), most=2))

    assert [one.version_id for one in timed] == [2, 2]
