"""Two people at once on PostgreSQL, where several write: whatever they do, both of them get an answer.

The first does its work and holds it back until the second waits for it, or is done; then it commits.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import sleep
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from quizapp.domain import codes
from quizapp.domain.accounts import Role
from quizapp.domain.attempts import Settings
from quizapp.domain.classes import UnknownClass
from quizapp.domain.exports import Ending, Portion, Wanted
from quizapp.domain.quizzes import Terms, UnknownQuiz
from quizapp.services import (
    accounts,
    classes,
    drafting,
    entering,
    handing_out,
    preparing,
    publishing,
    simulating,
    taking,
)
from quizapp.services.accounts import LastOwner, NotAllowed
from quizapp.services.classes import BadList
from quizapp.services.preparing import MOST_KEPT, TooManyFiles
from quizapp.services.taking import UnknownCode
from quizapp.services.visits import Office
from quizapp.store.session import Database
from quizapp.store.teachers import UnknownLink, UnknownTeacher
from tests.makers import NOON, SECRET, draw, office, visit
from tests.services.staff import Staff, hired
from tests.store.contents import contents, count

pytestmark = pytest.mark.postgresql

Work = Callable[[Session], Any]
_PATIENCE = 60
_SECRET_OF_ANOTHER = "another"


def race(database: Database, first: Work, second: Work) -> tuple[object, object]:
    """What each of them came to: what it returned, or the class of what it raised."""
    did = Event()

    def held_back(db: Session) -> object:
        done = first(db)
        did.set()
        wait_until(lambda: other.done() or is_waited_for(database))
        return done

    def run_second() -> object:
        did.wait(_PATIENCE)
        return database.run(second)

    with ThreadPoolExecutor(2) as pool:
        other: Future[object] = pool.submit(run_second)
        one = pool.submit(database.run, held_back)
        return outcome(one), outcome(other)


def outcome(future: Future[Any]) -> object:
    try:
        return future.result(_PATIENCE)
    except Exception as error:
        return type(error)


def is_waited_for(database: Database) -> bool:
    with database.engine.connect() as connection:
        return bool(connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(_PATIENCE * 100):
        if is_so():
            return
        sleep(0.01)
    raise AssertionError("nobody waits, and nobody is done")


def by(who: Staff, act: Callable[..., Any], *given: Any) -> Work:
    """One of the teachers does something."""
    return lambda db: act(_office(db, who), *given)


def _office(db: Session, who: Staff) -> Office:
    return office(db, who.teacher, draw=who.drawn)


def start(slug: str, reader: str = "reader") -> Work:
    return lambda db: entering.start(visit(db, reader, draw=draw(reader)), slug, "")


@pytest.fixture
def slug(anna: Staff) -> str:
    bank_id = anna.publish()
    return anna.do(lambda mine: handing_out.hand_out(mine, bank_id, Settings(), Terms()))


def test_a_quiz_taken_back_while_a_reader_starts_takes_the_attempt_along(
    database: Database, anna: Staff, slug: str
) -> None:
    started, gone = race(database, start(slug), by(anna, handing_out.take_back, slug))

    assert (type(started), gone) == (str, None)
    assert count(database, "attempt") == 0


def test_a_reader_who_starts_while_the_quiz_is_taken_back_finds_none(
    database: Database, anna: Staff, slug: str
) -> None:
    assert race(database, by(anna, handing_out.take_back, slug), start(slug)) == (None, UnknownQuiz)


def test_of_two_owners_who_do_away_with_each_other_one_stays_an_owner(database: Database) -> None:
    anna, ben = hired(database, "anna", Role.OWNER), hired(database, "ben", Role.OWNER)

    first, second = race(
        database,
        by(ben, accounts.set_role, anna.teacher.id, Role.TEACHER),
        by(anna, accounts.remove, ben.teacher.id),
    )

    assert (first, second) == (None, NotAllowed)
    assert [row[2] for row in contents(database)["teacher"]].count("owner") == 1


def test_of_two_owners_who_remove_each_other_the_second_is_gone(database: Database) -> None:
    anna, ben = hired(database, "anna", Role.OWNER), hired(database, "ben", Role.OWNER)

    removed = race(database, by(ben, accounts.remove, anna.teacher.id), by(anna, accounts.remove, ben.teacher.id))

    assert removed == (None, UnknownTeacher)
    assert count(database, "teacher") == 1


def test_the_last_owner_stays_one_whoever_asks_at_the_same_time(database: Database) -> None:
    anna, ben = hired(database, "anna", Role.OWNER), hired(database, "ben", Role.OWNER)

    changed = race(
        database,
        by(anna, accounts.set_role, anna.teacher.id, Role.TEACHER),
        by(ben, accounts.set_role, ben.teacher.id, Role.TEACHER),
    )

    assert changed == (None, LastOwner)


def test_of_two_links_made_at_once_for_one_address_the_second_alone_is_good(database: Database) -> None:
    anna = hired(database, "anna", Role.OWNER).teacher

    def invite(db: Session) -> str:
        return accounts.invite(db, anna, "cleo@school.example", Role.TEACHER, NOON)

    first, second = map(str, race(database, invite, invite))

    with database.reading() as db:
        assert accounts.opened(db, second, NOON).email == "cleo@school.example"
        with pytest.raises(UnknownLink):
            accounts.opened(db, first, NOON)


def test_a_draft_begun_twice_at_once_is_one(database: Database, anna: Staff) -> None:
    bank_id = anna.publish()
    overview = anna.do(lambda mine: publishing.show(mine, bank_id))
    draft = drafting.draft_of(overview)

    first, second = race(
        database, by(anna, drafting.begin_from, overview, draft), by(anna, drafting.begin_from, overview, draft)
    )

    assert first == second
    assert count(database, "draft") == 1


def test_a_name_listed_twice_at_once_is_listed_once(database: Database, anna: Staff) -> None:
    id_ = anna.do(lambda mine: classes.make(mine, "8C", "")[0])

    __, second = race(database, by(anna, classes.add, id_, "Ana\n"), by(anna, classes.add, id_, "ANA +33%\n"))

    assert second is not BadList
    (member,) = anna.do(lambda mine: classes.class_of(mine, id_)).members
    assert (member.name, member.extra) == ("Ana", 33)


def test_a_class_that_is_handed_a_quiz_and_removed_at_once_leaves_it_closed(database: Database, anna: Staff) -> None:
    bank_id = anna.publish()
    id_ = anna.do(lambda mine: classes.make(mine, "8C", "Ana\n")[0])

    handed, removed = race(
        database,
        by(anna, handing_out.hand_out, bank_id, Settings(), Terms(class_id=id_)),
        by(anna, classes.remove, id_),
    )

    assert (type(handed), removed) == (str, None)
    quiz = anna.do(lambda mine: handing_out.quiz_of(mine, str(handed)))
    assert (quiz.terms.class_id, quiz.terms.closes_at is None) == (None, False)


def test_a_class_that_is_being_removed_is_handed_nothing(database: Database, anna: Staff) -> None:
    bank_id = anna.publish()
    id_ = anna.do(lambda mine: classes.make(mine, "8C", "Ana\n")[0])

    outcomes = race(
        database,
        by(anna, classes.remove, id_),
        by(anna, handing_out.hand_out, bank_id, Settings(), Terms(class_id=id_)),
    )

    assert outcomes == (None, UnknownClass)


def test_an_attempt_that_is_being_deleted_is_resumed_by_nobody(database: Database, slug: str) -> None:
    address = database.run(start(slug))
    code = codes.resume_code(SECRET, address)

    outcomes = race(
        database,
        lambda db: taking.delete(visit(db), address),
        lambda db: taking.resume(visit(db, _SECRET_OF_ANOTHER), code),
    )

    assert outcomes == (None, UnknownCode)


@pytest.mark.parametrize("everything", [False, True])
def test_a_mark_that_comes_while_its_attempt_is_being_deleted_does_not_vanish(
    everything: bool, database: Database, anna: Staff
) -> None:
    bank_id = anna.publish()
    class_id = anna.do(lambda mine: classes.make(mine, "8C", "Ana\n")[0])
    terms = Terms(class_id=class_id, picks=True)
    slug = anna.do(lambda mine: handing_out.hand_out(mine, bank_id, Settings(), terms))
    (member,) = anna.do(lambda mine: classes.class_of(mine, class_id)).members
    address = database.run(lambda db: entering.pick(visit(db), slug, member.id))

    race(
        database,
        lambda db: taking.respond(visit(db), address, 1, [1], 0),
        lambda db: taking.delete_all(visit(db)) if everything else taking.delete(visit(db), address),
    )

    assert (count(database, "attempt"), count(database, "erasure"), count(database, "deleted")) == (1, 1, 0)


def test_of_two_files_asked_for_at_once_the_one_that_is_too_many_is_refused(
    database: Database, anna: Staff, slug: str
) -> None:
    every = [Wanted(portion, ending, language) for language in ("en", "fr") for portion in Portion for ending in Ending]
    for wanted in every[: MOST_KEPT - 1]:
        database.run(by(anna, preparing.ask, slug, wanted))

    first, second = race(database, *(by(anna, preparing.ask, slug, wanted) for wanted in every[MOST_KEPT - 1 :][:2]))

    assert (isinstance(first, str), second) == (True, TooManyFiles)
    assert count(database, "export") == MOST_KEPT


def test_of_two_who_have_a_class_simulated_at_once_the_second_gets_the_first_ones(
    database: Database, anna: Staff
) -> None:
    bank_id = anna.publish()

    one, other = race(database, by(anna, simulating.show, bank_id), by(anna, simulating.show, bank_id))

    assert one == other
    assert count(database, "quiz") == 1
