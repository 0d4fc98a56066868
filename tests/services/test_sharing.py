"""A bank is shared by its teacher alone, and a colleague may hand it out and nothing more."""

from functools import partial

import pytest

from quizapp.domain.accounts import Role
from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import Terms
from quizapp.formats.problems import Report
from quizapp.services import handing_out, publishing, sharing
from quizapp.store import banks
from quizapp.store.banks import UnknownBank
from quizapp.store.session import Database
from quizapp.store.teachers import UnknownTeacher
from tests.makers import NOON, bank, load
from tests.services.staff import Staff, hired


def colleagues(staff: Staff, bank_id: int) -> list[str]:
    return [one.email for one in staff.do(lambda mine: sharing.colleagues(mine, bank_id))]


def seen_by(staff: Staff) -> list[int]:
    return [one.id for one in staff.do(lambda mine: banks.seen_by(mine.db, mine.teacher))]


def test_a_colleague_may_hand_out_what_is_shared_and_only_that(anna: Staff, ben: Staff) -> None:
    shared, private = anna.publish(), anna.publish(bank(id_="other"))

    anna.do(lambda mine: sharing.share(mine, shared, "  Ben@School.example "))

    assert (colleagues(anna, shared), colleagues(anna, private)) == (["ben@school.example"], [])
    assert seen_by(ben) == [shared]
    assert ben.do(lambda mine: handing_out.hand_out(mine, shared, Settings(), Terms()))
    with pytest.raises(UnknownBank):
        ben.do(lambda mine: handing_out.hand_out(mine, private, Settings(), Terms()))


def test_to_share_twice_or_with_oneself_changes_nothing(anna: Staff, ben: Staff) -> None:
    shared = anna.publish()

    for email in ("ben@school.example", "ben@school.example", "anna@school.example"):
        anna.do(partial(sharing.share, bank_id=shared, email=email))

    assert colleagues(anna, shared) == ["ben@school.example"]
    assert anna.log == [("bank-shared", f"{shared}, ben@school.example")]


def test_whoever_does_not_teach_here_is_no_colleague(anna: Staff) -> None:
    shared = anna.publish()

    with pytest.raises(UnknownTeacher):
        anna.do(lambda mine: sharing.share(mine, shared, "nobody@school.example"))


def test_what_is_taken_back_is_handed_out_no_more_and_running_quizzes_go_on(anna: Staff, ben: Staff) -> None:
    shared = anna.publish()
    anna.do(lambda mine: sharing.share(mine, shared, "ben@school.example"))
    slug = ben.do(lambda mine: handing_out.hand_out(mine, shared, Settings(), Terms()))

    anna.do(lambda mine: sharing.unshare(mine, shared, ben.teacher.id))

    assert (seen_by(ben), colleagues(anna, shared)) == ([], [])
    assert ben.do(lambda mine: handing_out.quiz_of(mine, slug)).bank_id == shared
    with pytest.raises(UnknownBank):
        ben.do(lambda mine: handing_out.hand_out(mine, shared, Settings(), Terms()))


def test_what_is_loaded_for_the_instance_only_owners_see_until_one_lets_every_teacher(
    ben: Staff, database: Database
) -> None:
    head = hired(database, "head", Role.OWNER)
    (loaded,) = publishing.load(database, None, [Report("", bank(), 3)], NOON)

    def let(staff: Staff, everybody: bool) -> None:
        staff.do(lambda mine: sharing.share_with_all(mine, loaded.bank_id, everybody=everybody))

    assert (seen_by(head), seen_by(ben)) == ([loaded.bank_id], [])
    with pytest.raises(UnknownBank):
        ben.do(lambda mine: handing_out.hand_out(mine, loaded.bank_id, Settings(), Terms()))
    with pytest.raises(UnknownBank):
        let(ben, everybody=True)
    let(head, everybody=True)
    assert seen_by(ben) == [loaded.bank_id]
    with pytest.raises(UnknownBank):
        let(ben, everybody=False)
    let(head, everybody=False)
    assert seen_by(ben) == []
    assert head.log == [("bank-for-all", "summit"), ("bank-for-owners", "summit")]


def test_an_owner_says_nothing_of_who_has_anothers_bank(anna: Staff, database: Database) -> None:
    head, private = hired(database, "head", Role.OWNER), anna.publish()

    with pytest.raises(UnknownBank):
        head.do(lambda mine: sharing.share_with_all(mine, private, everybody=True))


@pytest.mark.parametrize("whose", ["another's", "shared with them", "the instance's", "nobody's"])
def test_only_its_own_teacher_shares_a_bank(whose: str, anna: Staff, ben: Staff, database: Database) -> None:
    bank_id = 999
    if whose == "the instance's":
        load(database, bank(), now=NOON)
        (bank_id,) = seen_by(ben)
    elif whose != "nobody's":
        bank_id = anna.publish()
    if whose == "shared with them":
        anna.do(lambda mine: sharing.share(mine, bank_id, "ben@school.example"))

    for attempt in (
        lambda mine: sharing.colleagues(mine, bank_id),
        lambda mine: sharing.share(mine, bank_id, "anna@school.example"),
        lambda mine: sharing.unshare(mine, bank_id, ben.teacher.id),
    ):
        with pytest.raises(UnknownBank):
            ben.do(attempt)
    assert ben.log == []
