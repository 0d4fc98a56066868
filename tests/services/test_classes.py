"""A class is its teacher's alone, whatever their role; what is listed is taken whole or not at all."""

from collections.abc import Callable

import pytest

from quizapp.domain.accounts import Role
from quizapp.domain.attempts import Settings
from quizapp.domain.classes import MOST_MEMBERS, SeveralClasses, UnknownClass, UnknownMember
from quizapp.domain.quizzes import Terms
from quizapp.services import classes, entering, handing_out, taking
from quizapp.services.classes import BadList, TypedMember
from quizapp.services.visits import Office
from quizapp.store.attempts import UnknownAttempt
from quizapp.store.session import Database
from tests.makers import visit
from tests.services.staff import Staff, hired
from tests.store.contents import contents, count


@pytest.fixture
def class_id(anna: Staff) -> int:
    return anna.do(lambda mine: classes.make(mine, "7B", "Mona\nNoah +33%"))[0]


def members(staff: Staff, class_id: int) -> dict[str, tuple[int, int]]:
    """Ids and extra time, by name."""
    found = staff.do(lambda mine: classes.class_of(mine, class_id))
    return {one.name: (one.id, one.extra) for one in found.members}


def handed(staff: Staff, class_id: int) -> str:
    """A quiz of a new bank for the class, who pick their names."""
    bank_id = staff.publish()
    terms = Terms(class_id=class_id, picks=True)
    return staff.do(lambda mine: handing_out.hand_out(mine, bank_id, Settings(), terms))


# --- whose it is ---


def test_a_class_is_not_there_for_anybody_else(anna: Staff, ben: Staff, class_id: int, database: Database) -> None:
    owner, mona = hired(database, "owner", Role.OWNER), members(anna, class_id)["Mona"][0]
    before = contents(database)
    forbidden: list[Callable[[Office], object]] = [
        lambda mine: classes.class_of(mine, class_id),
        lambda mine: classes.add(mine, class_id, "Odd"),
        lambda mine: classes.rename(mine, class_id, "8A"),
        lambda mine: classes.member_of(mine, class_id, mona),
        lambda mine: classes.change_member(mine, class_id, mona, TypedMember("Mo", "0")),
        lambda mine: classes.renew_link(mine, class_id, mona),
        lambda mine: classes.give_tries_back(mine, class_id, mona),
        lambda mine: classes.remove_member(mine, class_id, mona),
        lambda mine: classes.removal_of(mine, class_id),
        lambda mine: classes.remove(mine, class_id),
    ]

    for stranger in (ben, owner):
        assert stranger.do(classes.classes_of) == []
        for act in forbidden:
            with pytest.raises(UnknownClass):
                stranger.do(act)
    assert contents(database) == before
    assert [one.name for one in anna.do(classes.classes_of)] == ["7B"]


def test_a_member_of_another_class_is_not_reached_through_this_one(anna: Staff, class_id: int) -> None:
    other = anna.do(lambda mine: classes.make(mine, "8A", "Pia"))[0]
    pia = members(anna, other)["Pia"][0]

    for act in (
        lambda mine: classes.member_of(mine, class_id, pia),
        lambda mine: classes.change_member(mine, class_id, pia, TypedMember("P", "0")),
        lambda mine: classes.remove_member(mine, class_id, pia),
    ):
        with pytest.raises(UnknownMember):
            anna.do(act)
    assert members(anna, other) == {"Pia": (pia, 0)}


def test_a_name_finds_a_class_however_it_is_written_and_two_of_one_name_are_said(anna: Staff, class_id: int) -> None:
    assert anna.do(lambda mine: classes.class_named(mine, " 7b ")) == class_id

    anna.do(lambda mine: classes.make(mine, "7B", ""))

    with pytest.raises(SeveralClasses):
        anna.do(lambda mine: classes.class_named(mine, "7B"))
    with pytest.raises(UnknownClass):
        anna.do(lambda mine: classes.class_named(mine, "7C"))


# --- what is listed ---


def test_new_names_are_added_and_those_who_are_there_get_the_time_beside_them(anna: Staff, class_id: int) -> None:
    before = members(anna, class_id)

    listing = anna.do(lambda mine: classes.add(mine, class_id, "mona +10%\nOdd"))

    after = members(anna, class_id)
    assert [one.name for one in listing.members] == ["Odd"]
    assert (after["Mona"], after["Noah"]) == ((before["Mona"][0], 10), before["Noah"])
    assert after["Odd"][1] == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Odd\nPia\nodd", "two-of-a-name"),
        ("\n".join(f"Reader {number}" for number in range(MOST_MEMBERS - 1)), "too-many-names"),
    ],
)
def test_of_a_list_with_a_fault_nobody_is_taken(
    text: str, code: str, anna: Staff, class_id: int, database: Database
) -> None:
    before = contents(database)

    with pytest.raises(BadList) as raised:
        anna.do(lambda mine: classes.add(mine, class_id, text))

    assert code in [problem.code for problem in raised.value.problems]
    assert contents(database) == before


def test_just_as_many_as_a_class_may_have_are_taken(anna: Staff, class_id: int) -> None:
    names = "\n".join(f"Reader {number}" for number in range(MOST_MEMBERS - 2))

    anna.do(lambda mine: classes.add(mine, class_id, names))

    assert len(members(anna, class_id)) == MOST_MEMBERS


def test_a_changed_name_may_not_be_anothers(anna: Staff, class_id: int) -> None:
    mona = members(anna, class_id)["Mona"][0]

    with pytest.raises(BadList):
        anna.do(lambda mine: classes.change_member(mine, class_id, mona, TypedMember(" NOAH ", "")))
    anna.do(lambda mine: classes.change_member(mine, class_id, mona, TypedMember(" Mona  Lisa ", "50")))

    assert members(anna, class_id)["Mona Lisa"] == (mona, 50)


# --- what they have answered ---


def test_how_far_each_of_a_class_is_with_its_quiz(anna: Staff, class_id: int, database: Database) -> None:
    slug, mona = handed(anna, class_id), members(anna, class_id)["Mona"][0]
    address = database.run(lambda db: entering.pick(visit(db), slug, mona))

    def presence() -> list[tuple[str, int, int]]:
        found = anna.do(lambda mine: classes.presence(mine, handing_out.quiz_of(mine, slug)))
        return [(one.member.name, one.begun, one.finished) for one in found]

    assert presence() == [("Mona", 1, 0), ("Noah", 0, 0)]
    database.run(lambda db: taking.finish(visit(db), address))
    assert presence() == [("Mona", 1, 1), ("Noah", 0, 0)]


def test_a_new_link_takes_what_was_answered_from_the_browser_that_has_it(
    anna: Staff, class_id: int, database: Database
) -> None:
    slug, mona = handed(anna, class_id), members(anna, class_id)["Mona"][0]
    address = database.run(lambda db: entering.pick(visit(db), slug, mona))

    anna.do(lambda mine: classes.renew_link(mine, class_id, mona))

    with pytest.raises(UnknownAttempt), database.reading() as db:
        taking.attempt(visit(db), address)
    assert anna.do(lambda mine: classes.member_of(mine, class_id, mona)).attempts == 1
    assert anna.log[-1] == ("link-renewed", "")


def test_a_class_goes_with_its_answers_and_its_quizzes_are_closed_not_open_to_all(
    anna: Staff, class_id: int, database: Database
) -> None:
    slug, mona = handed(anna, class_id), members(anna, class_id)["Mona"][0]
    database.run(lambda db: entering.pick(visit(db), slug, mona))
    assert anna.do(lambda mine: classes.removal_of(mine, class_id))[1] == 1

    anna.do(lambda mine: classes.remove(mine, class_id))

    terms = anna.do(lambda mine: handing_out.quiz_of(mine, slug)).terms
    assert (count(database, "class_list"), count(database, "member"), count(database, "attempt")) == (0, 0, 0)
    assert (terms.class_id, terms.closes_at is not None) == (None, True)


def test_only_the_one_who_is_removed_goes(anna: Staff, class_id: int, database: Database) -> None:
    slug, mona = handed(anna, class_id), members(anna, class_id)["Mona"][0]
    database.run(lambda db: entering.pick(visit(db), slug, mona))

    anna.do(lambda mine: classes.remove_member(mine, class_id, mona))

    assert list(members(anna, class_id)) == ["Noah"]
    assert count(database, "attempt") == 0
