"""A teacher's quizzes by their times, with who is in them, and what waits; the same on both engines."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from quizapp.domain.accounts import Role, Teacher
from quizapp.domain.attempts import Attempt, State
from quizapp.domain.attempts import Settings as Asked
from quizapp.domain.classes import ListLine
from quizapp.domain.objections import Objection, Reason
from quizapp.domain.quizzes import Phase, Terms
from quizapp.store import agenda, archive, attempts, banks, classes, objections, quizzes, readers, releases, teachers
from quizapp.store.agenda import Present
from quizapp.store.session import Database
from tests.makers import NOON, bank, single

HOUR = timedelta(hours=1)
BEFORE, AFTER = NOON - HOUR, NOON + HOUR


@pytest.fixture
def anna(database: Database) -> Teacher:
    with database.transaction() as db:
        ben = teachers.add(db, "ben@school.example", Role.TEACHER, "", NOON)
        anna = teachers.add(db, "anna@school.example", Role.TEACHER, "", NOON)
        bank_id, _ = banks.publish(db, banks.freeze(bank(single(), title="Égypte")), BEFORE, anna.id)
        class_id = classes.add(db, anna.id, "4e A", NOON)
        classes.add_members(db, class_id, [(ListLine(name), name) for name in ("Zoé", "Emma", "Éloïse")])
        terms = {
            "for-all": Terms(), "closing": Terms(class_id=class_id, opens_at=BEFORE, closes_at=AFTER),
            "closing-late": Terms(closes_at=AFTER + HOUR), "tomorrow": Terms(opens_at=NOON + 24 * HOUR),
            "soon": Terms(opens_at=AFTER, class_id=class_id), "over": Terms(closes_at=NOON),
            "long-over": Terms(closes_at=NOON - 900 * HOUR), "away": Terms(),
        }  # fmt: skip
        for slug, one in terms.items():
            quizzes.add(db, slug, bank_id, anna.id, Asked(), one, BEFORE)
        quizzes.add(db, "bens", bank_id, ben.id, Asked(), Terms(), BEFORE)
        archive.put_quizzes_away(db, [quizzes.by_slug(db, "away").id], NOON)
    return anna


def begin(
    database: Database, slug: str, name: str, *, member: str = "", finished: bool = False, at: datetime = NOON
) -> int:
    with database.transaction() as db:
        quiz = quizzes.by_slug(db, slug)
        ids = {one.name: one.id for one in classes.members(db, quiz.terms.class_id or 0)}
        reader = readers.ensure(db, name, at)
        begun = Attempt(f"{slug} {name} {at}", quiz.version_id, "seed", Asked(), State.OPEN, at, name=name)
        attempts.add(db, quiz.id, reader, begun, begun.address, ids.get(member))
        held = attempts.held(db, begun.address, name)
        if finished:
            attempts.finish(db, held, at)
        return held.id


def slugs(
    database: Database, anna: Teacher, phase: Phase, between: tuple[datetime, datetime] | None = None
) -> list[str]:
    with database.reading() as db:
        found, in_all = agenda.part(db, anna, phase, NOON, start=0, most=9, between=between)
    assert in_all == len(found)
    assert {one.quiz.phase(NOON) for one in found} <= {phase}
    return [one.quiz.slug for one in found]


def test_the_open_ones_stand_by_their_closing_those_to_come_by_their_opening(database: Database, anna: Teacher) -> None:
    assert slugs(database, anna, Phase.OPEN) == ["closing", "closing-late", "for-all"]
    assert slugs(database, anna, Phase.COMING) == ["soon", "tomorrow"]
    assert slugs(database, anna, Phase.CLOSED) == ["over", "long-over"]
    assert slugs(database, anna, Phase.CLOSED, (NOON - HOUR, AFTER)) == ["over"]
    with database.reading() as db:
        assert set(agenda.closings(db, anna, NOON)) == {NOON, NOON - 900 * HOUR}


def test_one_whose_key_is_out_has_closed_then_unless_readers_may_begin_all_the_same(
    database: Database, anna: Teacher
) -> None:
    with database.transaction() as db:
        for slug, begins_after in (("for-all", False), ("closing-late", True), ("soon", False)):
            releases.note(db, quizzes.by_slug(db, slug).id, BEFORE, begins_after=begins_after)

    assert slugs(database, anna, Phase.OPEN) == ["closing", "closing-late"]
    assert slugs(database, anna, Phase.COMING) == ["tomorrow"]
    assert slugs(database, anna, Phase.CLOSED) == ["over", "soon", "for-all", "long-over"]
    assert slugs(database, anna, Phase.CLOSED, (BEFORE, NOON)) == ["soon", "for-all"]


def test_one_in_which_somebody_sits_now_comes_first(database: Database, anna: Teacher) -> None:
    begin(database, "closing-late", "long ago", at=NOON - 100 * HOUR)
    begin(database, "closing", "done", finished=True)
    assert slugs(database, anna, Phase.OPEN) == ["closing", "closing-late", "for-all"]

    begin(database, "for-all", "here")

    assert slugs(database, anna, Phase.OPEN) == ["for-all", "closing", "closing-late"]


def test_each_is_told_with_its_class_and_who_is_where(database: Database, anna: Teacher) -> None:
    begin(database, "closing", "a", member="Zoé", finished=True)
    begin(database, "closing", "b", member="Zoé")  # One who has finished is done, whether or not they try again.
    begin(database, "closing", "c", member="Emma")
    begin(database, "for-all", "d", finished=True)
    begin(database, "for-all", "e")

    with database.reading() as db:
        found, _ = agenda.part(db, anna, Phase.OPEN, NOON, start=0, most=9)
        present = agenda.present(db, [one.quiz.id for one in found], NOON)

    told = {one.quiz.slug: (one.class_name, one.expected, present.get(one.quiz.id)) for one in found}
    assert told == {
        "closing": ("4e A", 3, Present(2, 1)), "for-all": ("", 0, Present(2, 1)), "closing-late": ("", 0, None),
    }  # fmt: skip
    assert {one.quiz.title for one in found} == {"Égypte"}


def test_a_list_comes_in_parts(database: Database, anna: Teacher) -> None:
    with database.reading() as db:
        (one,), in_all = agenda.part(db, anna, Phase.OPEN, NOON, start=1, most=1)

    assert (one.quiz.slug, in_all) == ("closing-late", 3)


def test_attempts_wait_that_are_marked_by_a_key_from_before_it_was_changed(database: Database, anna: Teacher) -> None:
    begin(database, "for-all", "old", finished=True)
    begin(database, "for-all", "running")
    begin(database, "closing", "old", member="Zoé", finished=True)
    with database.transaction() as db:
        worded = banks.freeze(bank(single(stem="Where, then?"), title="Égypte"))
        banks.publish(db, worded, NOON, anna.id)
    assert waiting(database, anna) == {}

    with database.transaction() as db:
        rekeyed = replace(banks.freeze(bank(single(right=1), title="Égypte")), rekeys=True)
        banks.publish(db, rekeyed, NOON, anna.id)
        banks.publish(db, worded, AFTER, anna.id)
    begin(database, "for-all", "new", finished=True)

    assert waiting(database, anna) == {"for-all": 1, "closing": 1}
    assert waiting(database, anna, since=AFTER) == {}


def waiting(database: Database, anna: Teacher, since: datetime = BEFORE) -> dict[str, int]:
    with database.reading() as db:
        return {one.handed.quiz.slug: one.count for one in agenda.marked_before(db, anna, since, 9)}


def test_what_readers_object_waits_until_it_is_settled(database: Database, anna: Teacher) -> None:
    attempt = begin(database, "for-all", "old", finished=True)
    with database.transaction() as db:
        version = quizzes.by_slug(db, "for-all").version_id
        objections.put(db, attempt, version, 0, Objection(Reason.WRONG_KEY, "", NOON))

    def objected() -> dict[str, int]:
        with database.reading() as db:
            return {one.handed.quiz.slug: one.count for one in agenda.objected(db, anna, 9)}

    assert objected() == {"for-all": 1}
    with database.transaction() as db:
        objections.settle(db, attempt, 0, NOON)
    assert objected() == {}
