"""Drafts are their teacher's alone, are looked through by the rules of files, and become the version they should."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from quizapp.domain.accounts import Role, Teacher
from quizapp.domain.banks import Bank, Kind
from quizapp.domain.drafts import DraftQuestion, Outdated
from quizapp.formats import native
from quizapp.formats.native import draft as native_draft
from quizapp.formats.problems import Report
from quizapp.services import drafting, errands, publishing
from quizapp.services.drafting import Review, TooLarge, TooManyDrafts
from quizapp.services.publishing import NotSound
from quizapp.store import banks, drafts, teachers
from quizapp.store.banks import UnknownBank
from quizapp.store.drafts import KeptDraft, UnknownDraft
from quizapp.store.session import Database
from quizapp.store.tables import ShareRow
from tests.makers import NOON, at, bank, office, single
from tests.store.contents import contents

LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def anna(database: Database) -> Teacher:
    return teacher(database, "anna")


@pytest.fixture
def ben(database: Database) -> Teacher:
    return teacher(database, "ben")


def teacher(database: Database, name: str, role: Role = Role.TEACHER) -> Teacher:
    with database.transaction() as db:
        return teachers.add(db, f"{name}@school.example", role, "hash", NOON)


def begun(database: Database, by: Teacher, title: str = "The summit", address: str = "new") -> str:
    with database.transaction() as db:
        return drafting.begin(office(db, by, draw=at(address)), title, "en")


def from_bank(database: Database, by: Teacher, bank_id: int, address: str = "from") -> str:
    with database.transaction() as db:
        here = office(db, by, draw=at(address))
        overview = publishing.show(here, bank_id)
        return drafting.begin_from(here, overview, drafting.draft_of(overview))


def owned(database: Database, by: Teacher, **changes: object) -> int:
    return published(database, by, bank(**changes))  # type: ignore[arg-type]


def published(database: Database, by: Teacher, given: Bank) -> int:
    ready = publishing.make_ready(database, by, Report("", given, len(given.questions)))
    with database.transaction() as db:
        return publishing.publish(db, by, ready, NOON).bank_id


def show(database: Database, by: Teacher, address: str) -> KeptDraft:
    with database.reading() as db:
        return drafting.show(office(db, by), address)


def reword(database: Database, by: Teacher, address: str, stem: str) -> None:
    draft = show(database, by, address).draft
    with database.transaction() as db:
        question = replace(draft.question(1), stem=stem)
        drafting.save_question(office(db, by, LATER), address, draft.revision, 1, question)


def test_a_draft_begins_empty_and_is_looked_through_by_the_rules_of_files(database: Database, anna: Teacher) -> None:
    address = begun(database, anna)
    assert show(database, anna, address).findings is None

    errands.do(database, Review(anna.id, address), lambda: NOON)

    (finding,) = show(database, anna, address).findings or ()
    assert (finding.code, finding.path) == ("no-questions", ("questions",))


def test_a_save_is_looked_through_anew(database: Database, anna: Teacher) -> None:
    address = begun(database, anna)
    errands.do(database, Review(anna.id, address), lambda: NOON)

    with database.transaction() as db:
        drafting.add_question(office(db, anna, LATER), address, 1, Kind.SINGLE, ("Here", "There"))

    assert show(database, anna, address).findings is None
    errands.do(database, Review(anna.id, address), lambda: LATER)
    found = {(finding.code, finding.path) for finding in show(database, anna, address).findings or ()}
    assert found == {("empty-text", ("questions", 0, "stem")), ("no-right-choice", ("questions", 0, "choices"))}


def test_what_was_found_in_an_older_revision_is_forgotten(database: Database, anna: Teacher) -> None:
    address = begun(database, anna)
    with database.transaction() as db:
        drafting.save_article(office(db, anna), address, 1, "An article.")

    with database.transaction() as db:
        drafts.end_look(db, address, 1, ())

    assert show(database, anna, address).findings is None


def test_a_draft_that_somebody_looks_through_is_not_looked_through_twice(database: Database, anna: Teacher) -> None:
    address = begun(database, anna)
    with database.transaction() as db:
        assert drafts.begin_look(db, address, anna.id, NOON, NOON - timedelta(seconds=90))

    errands.do(database, Review(anna.id, address), lambda: NOON)
    assert show(database, anna, address).findings is None

    errands.do(database, Review(anna.id, address), lambda: NOON + timedelta(seconds=91))
    assert show(database, anna, address).findings is not None


def test_a_draft_that_goes_while_it_is_looked_through_is_no_matter(database: Database, anna: Teacher) -> None:
    errands.do(database, Review(anna.id, "gone"), lambda: NOON)


def test_another_teachers_draft_is_unknown_to_everything(database: Database, anna: Teacher, ben: Teacher) -> None:
    address = from_bank(database, anna, owned(database, anna))
    about = show(database, anna, address).draft.about
    question = show(database, anna, address).draft.question(1)
    before = contents(database)

    def tried(change: Callable[..., object], *given: object) -> None:
        with pytest.raises(UnknownDraft), database.transaction() as db:
            change(office(db, ben), address, *given)

    tried(drafting.show)
    tried(drafting.drop)
    tried(drafting.save_about, 1, about)
    tried(drafting.save_article, 1, "x")
    tried(drafting.save_question, 1, 1, question)
    tried(drafting.add_question, 1, Kind.SINGLE, ())
    tried(drafting.move_question, 1, 1, 2)
    tried(drafting.remove_question, 1, 1)
    with pytest.raises(UnknownDraft):
        drafting.publish(database, ben, address, 1, NOON)
    errands.do(database, Review(ben.id, address), lambda: NOON)
    assert contents(database) == before


def test_a_faulty_draft_is_not_published_and_stays(database: Database, anna: Teacher) -> None:
    address = begun(database, anna)
    before = contents(database)

    with pytest.raises(NotSound):
        drafting.publish(database, anna, address, 1, NOON)

    assert contents(database) == before


def test_a_draft_of_ones_own_bank_makes_its_next_version_and_goes(database: Database, anna: Teacher) -> None:
    bank_id = owned(database, anna)
    address = from_bank(database, anna, bank_id)
    reword(database, anna, address, "Where exactly?")

    publication = drafting.publish(database, anna, address, 2, LATER)

    assert (publication.bank_id, publication.version, publication.difference.changed) == (bank_id, 2, ("where",))
    with database.reading() as db:
        assert drafting.drafts_of(office(db, anna)) == []
        current = banks.current(db, "summit", anna.id)
    assert current is not None
    assert current.bank.questions[0].stem == "Where exactly?"


def test_an_untouched_draft_publishes_no_version(database: Database, anna: Teacher) -> None:
    bank_id = owned(database, anna)

    publication = drafting.publish(database, anna, from_bank(database, anna, bank_id), 1, LATER)

    assert (publication.bank_id, publication.version) == (bank_id, None)


def test_a_draft_that_changed_since_the_page_was_made_is_not_published(database: Database, anna: Teacher) -> None:
    address = from_bank(database, anna, owned(database, anna))
    reword(database, anna, address, "Where exactly?")

    with pytest.raises(Outdated):
        drafting.publish(database, anna, address, 1, LATER)


def test_a_new_bank_is_never_the_next_version_of_another_of_the_same_title(database: Database, anna: Teacher) -> None:
    first = owned(database, anna)
    address = begun(database, anna, "Summit")
    draft = show(database, anna, address).draft
    with database.transaction() as db:
        drafts.keep(db, address, replace(draft, questions=native_questions()), NOON)

    second = drafting.publish(database, anna, address, 1, LATER)

    assert draft.id == "summit"
    assert (second.bank_id != first, second.bank.id, second.version) == (True, "summit-2", 1)


def native_questions() -> dict[int, DraftQuestion]:
    written = native.write(bank(single(), article=None))
    return dict(native_draft.read(written).questions)


def test_the_instances_bank_becomes_a_teachers_own_and_an_owners_next_version(
    database: Database, anna: Teacher, publish: Callable[..., None]
) -> None:
    publish(bank())
    head = teacher(database, "head", Role.OWNER)
    with database.reading() as db:
        bank_id = banks.find(db, "summit", None)
    assert bank_id is not None

    for by, version, goes_to_instance in ((anna, 1, False), (head, 2, True)):
        address = from_bank(database, by, bank_id, by.email)
        reword(database, by, address, "Where exactly?")
        publication = drafting.publish(database, by, address, 2, LATER)
        assert (publication.version, publication.bank_id == bank_id) == (version, goes_to_instance)


def test_a_shared_bank_becomes_a_bank_of_ones_own(database: Database, anna: Teacher, ben: Teacher) -> None:
    bank_id = owned(database, anna)
    with pytest.raises(UnknownBank):
        from_bank(database, ben, bank_id)
    with database.transaction() as db:
        db.add(ShareRow(bank_id=bank_id, teacher_id=ben.id))

    publication = drafting.publish(database, ben, from_bank(database, ben, bank_id), 1, LATER)

    assert (publication.version, publication.bank_id != bank_id) == (1, True)


def test_a_bank_is_drafted_once_until_that_draft_is_gone(database: Database, anna: Teacher) -> None:
    bank_id = owned(database, anna)

    assert from_bank(database, anna, bank_id, "one") == "one"
    assert from_bank(database, anna, bank_id, "two") == "one"
    with database.transaction() as db:
        drafting.drop(office(db, anna), "one")
    assert from_bank(database, anna, bank_id, "three") == "three"


def test_a_bank_that_moved_on_meanwhile_is_told(database: Database, anna: Teacher) -> None:
    address = from_bank(database, anna, owned(database, anna))
    owned(database, anna, title="Another title")

    kept = show(database, anna, address)

    assert (kept.version, kept.current) == (1, 2)


def test_nobody_has_more_drafts_than_a_hundred(database: Database, anna: Teacher, ben: Teacher) -> None:
    for number in range(drafting.MOST_DRAFTS):
        begun(database, anna, address=f"draft-{number}")

    with pytest.raises(TooManyDrafts):
        begun(database, anna, address="one more")
    begun(database, ben, address="of another")


def test_a_bank_of_more_than_two_thousand_questions_is_left_to_its_file(database: Database, anna: Teacher) -> None:
    questions = [single(f"q{number}") for number in range(drafting.MOST_QUESTIONS + 1)]
    bank_id = published(database, anna, bank(*questions, article=None))

    with pytest.raises(TooLarge):
        from_bank(database, anna, bank_id)


def test_a_refused_save_stores_nothing(database: Database, anna: Teacher) -> None:
    address = from_bank(database, anna, owned(database, anna))
    reword(database, anna, address, "Mine?")
    question = show(database, anna, address).draft.question(1)
    before = contents(database)

    with pytest.raises(Outdated), database.transaction() as db:
        drafting.save_question(office(db, anna, LATER), address, 1, 1, replace(question, stem="Theirs?"))

    assert contents(database) == before
