"""A bank and a quiz may have titles of their own; what is published keeps the one it was published under."""

from collections.abc import Sequence

import pytest

from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import LONGEST_TITLE, Terms, UnknownQuiz
from quizapp.services import entering, handing_out, publishing, sharing, taking
from quizapp.store.banks import UnknownBank
from quizapp.store.session import Database
from tests.makers import bank, visit
from tests.services.staff import Staff, hired


def seen(staff: Staff, bank_id: int, slug: str) -> Sequence[str]:
    """The titles of bank, newest version and quiz, and of an attempt that is begun now."""
    overview = staff.do(lambda mine: publishing.show(mine, bank_id))
    with staff.database.transaction() as db:
        reader = visit(db)
        begun = taking.attempt(reader, entering.start(reader, slug, ""))
        quiz, __ = entering.quiz(reader, slug)
    return overview.bank.title, overview.version.bank.title, quiz.title, begun.title


def test_the_title_of_a_quiz_is_its_own_else_its_banks_else_that_of_the_version(anna: Staff) -> None:
    bank_id = anna.publish(bank(title="?"))
    slug = anna.do(lambda mine: handing_out.hand_out(mine, bank_id, Settings(), Terms()))
    assert seen(anna, bank_id, slug) == ("?", "?", "?", "?")

    anna.do(lambda mine: publishing.rename(mine, bank_id, "  The\n summit "))
    assert seen(anna, bank_id, slug) == ("The summit", "?", "The summit", "The summit")
    anna.do(lambda mine: handing_out.rename(mine, slug, "7B, Monday"))
    assert seen(anna, bank_id, slug) == ("The summit", "?", "7B, Monday", "7B, Monday")

    anna.do(lambda mine: publishing.rename(mine, bank_id, " "))
    anna.do(lambda mine: handing_out.rename(mine, slug, "\u200b"))
    assert seen(anna, bank_id, slug) == ("?", "?", "?", "?")


def test_a_title_is_no_longer_than_is_read(anna: Staff) -> None:
    bank_id = anna.publish()

    anna.do(lambda mine: publishing.rename(mine, bank_id, "é" * (LONGEST_TITLE + 1)))

    assert anna.do(lambda mine: publishing.bank_of(mine, bank_id)).title == "é" * LONGEST_TITLE


def test_a_bank_keeps_its_own_title_when_its_next_version_has_another(anna: Staff) -> None:
    bank_id = anna.publish(bank(title="?"))
    anna.do(lambda mine: publishing.rename(mine, bank_id, "The summit"))

    assert anna.publish(bank(title="summit, 2nd edition")) == bank_id

    overview = anna.do(lambda mine: publishing.show(mine, bank_id))
    assert (overview.bank.title, overview.version.bank.title) == ("The summit", "summit, 2nd edition")


def test_the_title_that_the_newest_version_has_is_none_of_its_own(anna: Staff) -> None:
    bank_id = anna.publish(bank(title="First"))

    anna.do(lambda mine: publishing.rename(mine, bank_id, "Other"))
    anna.do(lambda mine: publishing.rename(mine, bank_id, "First"))
    anna.publish(bank(title="Second"))

    assert anna.do(lambda mine: publishing.bank_of(mine, bank_id)).title == "Second"


def test_nobody_else_gives_titles(anna: Staff, database: Database) -> None:
    ben, bank_id = hired(database, "ben"), anna.publish()
    slug = anna.do(lambda mine: handing_out.hand_out(mine, bank_id, Settings(), Terms()))
    anna.do(lambda mine: sharing.share(mine, bank_id, "ben@school.example"))

    with pytest.raises(UnknownBank):
        ben.do(lambda mine: publishing.rename(mine, bank_id, "Mine"))
    with pytest.raises(UnknownQuiz):
        ben.do(lambda mine: handing_out.rename(mine, slug, "Mine"))
    assert seen(anna, bank_id, slug)[0] == "The summit"
