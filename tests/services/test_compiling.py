"""A compilation: put together of banks that its teacher may see, handed out, drawn from, renewed; forgotten unused."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from quizapp.domain.attempts import FeedbackTime, Settings
from quizapp.domain.banks import Bank
from quizapp.domain.compilations import BadCompilation, Choosing, Drawing, Renewal, Take, Wish
from quizapp.domain.exports import Portion
from quizapp.domain.quizzes import Counts, Terms
from quizapp.domain.statistics.intervals import Figure
from quizapp.services import bank_statistics, compiling, entering, exports, handing_out, publishing, statistics
from quizapp.services.bank_statistics import BankStatistics
from quizapp.services.samples import Selection
from quizapp.store import banks
from quizapp.store.banks import UnknownBank
from quizapp.store.session import Database
from tests.makers import NOON, bank, draw, single
from tests.services.staff import Staff, hired
from tests.services.test_taking import Desk
from tests.store.contents import contents, count

POOL = bank(*(single(f"q{at}") for at in range(4)), id_="pool", title="Pool")
AT_ONCE = Settings(FeedbackTime.AT_ONCE, shuffle_choices=False)


def put(staff: Staff, *bank_ids: int, drawings: tuple[Drawing, ...] = (), **choosing: Any) -> int:
    """All of these banks, but of each reader so many of the last as `count` says."""
    of_banks = dict.fromkeys(bank_ids, Choosing())
    of_banks[bank_ids[-1]] = Choosing(**choosing)
    return staff.do(lambda mine: compiling.put_together(mine, Wish("Both", of_banks, drawings)))


def hand_out(staff: Staff, bank_id: int) -> str:
    return staff.do(lambda mine: handing_out.hand_out(mine, bank_id, AT_ONCE, Terms()))


def shown(staff: Staff, bank_id: int) -> Bank:
    return staff.do(lambda mine: publishing.show(mine, bank_id)).version.bank


def told_of(staff: Staff, bank_id: int) -> Sequence[Renewal]:
    now = shown(staff, bank_id)
    return staff.do(lambda mine: compiling.renewals(mine, now))


def desk(database: Database, name: str) -> Desk:
    made = Desk(database, name)
    made.draw = replace(draw(name), address=lambda: f"at-{name}")
    return made


def test_a_compilation_is_handed_out_as_a_bank_is_and_stands_in_no_list_of_banks(anna: Staff) -> None:
    both = put(anna, anna.publish(), anna.publish(POOL), count=2)

    slug = hand_out(anna, both)
    quiz = anna.do(lambda mine: handing_out.quiz_of(mine, slug))

    assert (quiz.title, quiz.question_count, quiz.compiled) == ("Both", 5, True)
    assert [one.title for one in anna.do(publishing.banks_of)] == ["Pool", "The summit"]
    assert [one.title for one in anna.do(lambda mine: publishing.list_banks(mine.db))] == ["Pool", "The summit"]


def test_nobody_compiles_a_bank_that_they_may_not_see_nor_a_compilation(anna: Staff, database: Database) -> None:
    ben, hers = hired(database, "ben"), anna.publish()
    compiled = put(anna, hers)
    before = contents(database)

    for staff, bank_id in ((ben, hers), (ben, compiled), (anna, compiled), (anna, 999)):
        with pytest.raises(UnknownBank):
            put(staff, bank_id)
    assert contents(database) == before


def test_what_cannot_be_compiled_stores_nothing(anna: Staff, database: Database) -> None:
    pool = anna.publish(POOL)
    before = contents(database)

    with pytest.raises(BadCompilation):
        put(anna, pool, count=5)

    assert contents(database) == before


def test_an_attempt_asks_what_was_drawn_for_it_whenever_it_is_resumed(anna: Staff, database: Database) -> None:
    slug = hand_out(anna, put(anna, anna.publish(), anna.publish(POOL), count=2))
    readers = {name: desk(database, name) for name in ("one", "two", "three", "four")}

    asked = {name: reader.attempt(reader.start(slug)).order for name, reader in readers.items()}

    assert all(len(places) == 5 and set(places[:3]) == {0, 1, 2} for places in asked.values())
    assert len(set(asked.values())) > 1
    assert {name: reader.attempt(reader.start(slug)).order for name, reader in readers.items()} == asked


def test_a_running_attempt_keeps_its_version_and_its_questions_when_a_source_moves_on(
    anna: Staff, database: Database
) -> None:
    pool = anna.publish(POOL)
    both = put(anna, pool, count=2)
    slug, reader = hand_out(anna, both), desk(database, "one")
    before = reader.attempt(reader.start(slug))
    anna.publish(replace(POOL, questions=(single("q0", stem="Anew?"), *POOL.questions[1:])))

    silently = reader.attempt("at-one")
    number = anna.do(lambda mine: compiling.renew(mine, both, {pool: 2}))
    after = reader.attempt("at-one")

    assert silently.bank == after.bank == before.bank
    assert silently.order == after.order == before.order
    assert number == 2
    assert shown(anna, both).questions[0].stem == "Anew?"
    assert desk(database, "two").attempt(desk(database, "two").start(slug)).version.number == 2


def test_a_source_that_moved_on_is_told_of_until_it_is_taken(anna: Staff) -> None:
    summit, pool = anna.publish(), anna.publish(POOL)
    both = put(anna, summit, pool)
    anna.publish(replace(POOL, questions=(single("q0", stem="Anew?"), *POOL.questions[1:3])))

    (told,) = told_of(anna, both)
    assert (told.part.bank_id, told.number, told.changed, told.removed) == (pool, 2, ("q0",), ("q3",))

    numbers = [anna.do(lambda mine: compiling.renew(mine, both, {pool: 2})) for _ in range(2)]
    assert numbers == [2, None]
    assert told_of(anna, both) == []


def test_a_shared_bank_that_is_shared_no_more_is_not_renewed_and_the_quiz_goes_on(
    anna: Staff, database: Database
) -> None:
    ben = hired(database, "ben")
    hers = anna.publish(POOL)
    anna.do(lambda mine: banks.share(mine.db, hers, ben.teacher.id))
    his = put(ben, hers)
    slug = hand_out(ben, his)
    anna.publish(replace(POOL, questions=POOL.questions[:3]))
    anna.do(lambda mine: banks.unshare(mine.db, hers, ben.teacher.id))

    assert told_of(ben, his) == []
    with pytest.raises(UnknownBank):
        ben.do(lambda mine: compiling.renew(mine, his, {hers: 2}))
    assert len(desk(database, "one").attempt(desk(database, "one").start(slug)).order) == 4


def test_who_missed_a_drawn_question_tries_that_again_and_no_other(anna: Staff, database: Database) -> None:
    slug, reader = hand_out(anna, put(anna, anna.publish(POOL), count=2)), desk(database, "one")
    first = reader.attempt(reader.start(slug)).order
    reader.respond("at-one", 1, 1)
    reader.respond("at-one", 2, 2)
    reader.draw = replace(draw("again"), address=lambda: "again")

    reader.again("at-one", only_missed=True)

    assert reader.attempt("again").order == first[1:]


def sat(database: Database, slug: str, names: int) -> dict[str, tuple[int, ...]]:
    """So many readers, of whom each has its first question right and its second wrong; what each was asked."""
    asked = {}
    for at in range(names):
        reader = desk(database, f"reader-{at}")
        address = reader.start(slug)
        asked[address] = reader.attempt(address).order
        reader.respond(address, 1, 1)
        reader.respond(address, 2, 2)
        reader.finish(address)
    return asked


@pytest.mark.parametrize("tries", list(Counts))
def test_figures_of_drawn_questions_rest_on_those_who_were_asked(
    tries: Counts, anna: Staff, database: Database
) -> None:
    slug = hand_out(anna, put(anna, anna.publish(POOL), count=2))
    asked = sat(database, slug, 9)

    found = anna.do(lambda mine: statistics.of_quiz(mine, slug, Selection(tries=tries)))

    per_question = Counter(place for places in asked.values() for place in places)
    rights = Counter(places[0] for places in asked.values())
    assert found.finished == 9
    assert [one.asked for one in found.questions] == [per_question[place] for place in range(4)]
    assert [one.right for one in found.questions] == [rights[place] for place in range(4)]
    for one in found.questions:
        assert one.facility.value == pytest.approx(rights[one.place] / per_question[one.place])
    assert (found.scores.n, found.scores.maximum, found.scores.mean.value) == (9, Decimal(2), 1)
    assert found.scores.reliability == Figure(None, 9)


def test_a_compilation_that_nobody_hands_out_is_forgotten_after_a_day(anna: Staff, database: Database) -> None:
    pool = anna.publish(POOL)
    kept, unused = put(anna, pool), put(anna, pool)
    hand_out(anna, kept)

    def gone(hours: int) -> int:
        return anna.do(lambda mine: banks.forget_compilations(mine.db, NOON + timedelta(hours=hours), 10))

    assert (gone(0), gone(1), gone(1)) == (0, 1, 0)
    assert anna.do(lambda mine: publishing.show(mine, kept)).version.bank.parts
    with pytest.raises(UnknownBank):
        anna.do(lambda mine: publishing.show(mine, unused))
    assert count(database, "part") == 1


def test_what_is_asked_alone_of_a_compilation_is_not_drawn_from_it(anna: Staff, database: Database) -> None:
    slug = hand_out(anna, put(anna, anna.publish(POOL), count=2))

    again = anna.do(lambda mine: handing_out.hand_out_again(mine, slug, "Again", ["q0", "q1", "q3"]))

    assert desk(database, "one").attempt(desk(database, "one").start(again)).order == (0, 1, 3)
    with database.reading() as db:
        quiz = entering.quiz(desk(database, "one").visit(db), again)[0]
    assert quiz.question_count == 3


# --- what follows a question to its source ---


def of_bank(staff: Staff, bank_id: int, **selection: Any) -> BankStatistics:
    return staff.do(lambda mine: bank_statistics.of_bank(mine, bank_id, Selection(**selection)))


def test_a_question_is_counted_in_the_results_of_its_bank_whatever_quiz_asked_it(
    anna: Staff, database: Database
) -> None:
    """Two banks have a question « q0 »: that of the other counts nowhere."""
    twin = bank(single("q0", stem="Another?"), single("alone"), id_="twin", title="Twin")
    pool, other = anna.publish(POOL), anna.publish(twin)
    alone, both = hand_out(anna, pool), hand_out(anna, put(anna, other, pool, count=2))
    asked = sat(database, both, 6)
    reader = desk(database, "at-the-bank")
    address = reader.start(alone)
    for number in range(1, 5):
        reader.respond(address, number, 1)

    found = of_bank(anna, pool)

    drawn = Counter(place - 2 for places in asked.values() for place in places if place >= 2)
    assert [quiz.slug for quiz in found.statistics.quizzes] == [both, alone]
    assert found.statistics.bank.questions == POOL.questions
    assert found.statistics.finished == 7
    assert [one.asked for one in found.statistics.questions] == [1 + drawn[place] for place in range(4)]
    assert sum(one.right for one in found.statistics.questions) == 4
    assert found.statistics.scores.n == 1
    twins = of_bank(anna, other).statistics
    assert [(one.asked, one.right) for one in twins.questions] == [(6, 6), (6, 0)]


def test_a_reader_of_the_bank_counts_there_and_not_once_more_in_a_compilation(anna: Staff, database: Database) -> None:
    pool = anna.publish(POOL)
    both, alone = hand_out(anna, put(anna, pool, count=2)), hand_out(anna, pool)
    reader = desk(database, "one")
    reader.respond(reader.start(both), 1, 1)
    reader.finish("at-one")
    reader.draw = replace(draw("again"), address=lambda: "again")
    reader.respond(reader.start(alone), 1, 1)
    reader.finish("again")

    found = of_bank(anna, pool).statistics

    assert (found.finished, found.others, found.scores.n) == (1, 1, 1)
    assert of_bank(anna, pool, quizzes=frozenset({both})).statistics.finished == 1


def test_who_drew_nothing_of_a_bank_tells_nothing_of_it(anna: Staff, database: Database) -> None:
    first = anna.publish(bank(single("a"), id_="first", title="First"))
    last = anna.publish(bank(single("b"), id_="last", title="Last"))
    either = {first: Choosing(Take.NONE), last: Choosing(Take.NONE)}
    one = anna.do(lambda mine: compiling.put_together(mine, Wish("Either", either, (Drawing(1),))))
    slug = hand_out(anna, one)
    for name in ("one", "two", "three", "four", "five", "six"):
        reader = desk(database, name)
        reader.finish(reader.start(slug))

    told = [of_bank(anna, id_).statistics for id_ in (first, last)]

    assert [one.finished for one in told] == [one.questions[0].asked for one in told]
    assert sum(one.finished for one in told) == 6
    assert all(one.finished for one in told)


def test_files_say_which_questions_an_attempt_was_asked_and_whose_they_are(anna: Staff, database: Database) -> None:
    slug = hand_out(anna, put(anna, anna.publish(), anna.publish(POOL), count=1))
    (asked,) = sat(database, slug, 1).values()

    def told(portion: Portion) -> list[dict[str, Any]]:
        extract = anna.do(lambda mine: exports.extract(mine, slug, portion))
        keys = [one.key for one in extract.headings]
        return [dict(zip(keys, row, strict=False)) for row in extract.rows]

    (score,) = told(Portion.SCORES)
    ids = ["where", "which", "two", "q0", "q1", "q2", "q3"]
    assert score["asked_questions"] == tuple(ids[place] for place in asked)
    assert [one["bank"] for one in told(Portion.RESPONSES)] == ["The summit", "The summit"]
    assert [one["bank"] for one in told(Portion.QUESTIONS)] == ["The summit"] * 3 + ["Pool"] * 4
