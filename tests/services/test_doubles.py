"""Questions of a bank are looked for in its teacher's other banks: those alone, and with a bounded effort."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from quizapp.domain.banks import Question
from quizapp.services import doubles
from quizapp.services.doubles import Doubles
from quizapp.store.session import Database
from tests.makers import bank, choices, single
from tests.services.staff import Staff, hired

ICE = single("ice", stem="What is ice?", choices=choices("water", "sand", "glass"))
SNOW = single("snow", stem="What is snow?", choices=choices("water", "salt"))
RAIN = single("rain", stem="What is rain?", choices=choices("water", "wine"))


@pytest.fixture
def sent(database: Database) -> Iterator[list[str]]:
    found: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            found.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield found
    event.remove(database.engine, "before_cursor_execute", note)


def look(anna: Staff, *questions: Question, bank_id: int | None = None, id_: str = "mine") -> Doubles:
    mine = bank(*questions, id_=id_, article=None)
    return anna.do(lambda office: doubles.in_banks_of(office.db, office.shelf, office.teacher.id, mine, bank_id))


def told(found: Doubles) -> list[tuple[int, str, int, bool]]:
    return [(one.number, one.bank.slug, one.other, one.other_key) for one in found.found]


def test_what_another_bank_asks_too_is_found_and_another_key_comes_first(anna: Staff) -> None:
    other_key = single("ice", stem="what is ICE", choices=choices("glass", "water", "sand"))
    anna.publish(bank(RAIN, SNOW, id_="weather", article=None))
    anna.publish(bank(other_key, id_="matter", article=None))

    found = look(anna, SNOW, ICE)

    assert told(found) == [(2, "matter", 1, True), (1, "weather", 2, False)]
    assert (found.looked_in, found.left) == (2, 0)


@pytest.mark.parametrize(
    "other",
    [
        single("x", stem="What is ice?", choices=choices("a bear", "a car", "water")),
        single("x", stem="What is ice made of?", choices=choices("water", "sand", "glass")),
    ],
)
def test_a_stem_alone_or_choices_alone_make_no_double(other: Question, anna: Staff) -> None:
    anna.publish(bank(other, id_="other", article=None))

    assert told(look(anna, ICE)) == []


def test_a_choice_more_or_less_makes_no_other_question(anna: Staff) -> None:
    anna.publish(bank(single("x", stem="What is ice?", choices=choices("water", "sand")), id_="o", article=None))

    assert told(look(anna, ICE)) == [(1, "o", 1, False)]


def test_only_the_current_versions_of_ones_own_banks_are_looked_through(anna: Staff, database: Database) -> None:
    hired(database, "ben").publish(bank(ICE, id_="bens", article=None))
    anna.publish(bank(ICE, id_="corrected", article=None))
    anna.publish(bank(RAIN, id_="corrected", article=None))
    mine = anna.publish(bank(ICE, id_="mine", article=None))

    assert told(look(anna, ICE)) == []
    assert told(look(anna, ICE, bank_id=mine)) == []
    assert told(look(anna, ICE, id_="new")) == [(1, "mine", 1, False)]


@pytest.mark.parametrize("count", [1, 6])
def test_it_takes_two_statements_however_many_banks_there_are(count: int, anna: Staff, sent: list[str]) -> None:
    for number in range(count):
        anna.publish(bank(ICE, id_=f"bank-{number}", article=None))
    sent.clear()

    found = look(anna, ICE)

    assert found.looked_in == count
    assert len(sent) == 2


def test_the_newest_banks_are_looked_through_as_far_as_there_is_time(
    anna: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doubles, "MOST_QUESTIONS", 3)
    for id_, questions in (("old", [ICE]), ("middle", [ICE, RAIN]), ("new", [ICE])):
        anna.publish(bank(*questions, id_=id_, article=None))

    found = look(anna, ICE)

    assert [one.bank.slug for one in found.found] == ["new", "middle"]
    assert (found.looked_in, found.left) == (2, 1)
