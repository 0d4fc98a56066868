"""No reader of a class list makes a bad mark vanish: « delete » takes it out of the browser, and asks the teacher."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select

from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, QuizRow
from tests.makers import bank
from tests.store.contents import contents
from tests.visitors import Visitor
from tests.web.school import School, hand_out, members, own_links, with_teachers, with_things


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_things(with_teachers(database, visitor), bank())


@pytest.fixture
def picking(school: School) -> str:
    return hand_out(school.anna, school.bank, {"class_list": school.class_, "picks": "pick", "tries": "1"})


def picked(reader: Visitor, slug: str, member: str) -> str:
    """Where picking a name leads; empty where it leads nowhere."""
    return reader.send(f"/quiz/{slug}/start", {"member": member}).location or ""


def answered(school: School, slug: str, name: str = "Mona") -> tuple[Visitor, str]:
    """A browser in which a member has answered the first question, and the address of the attempt."""
    browser = school.visitor()
    begun = picked(browser, slug, members(school)[name])
    browser.answer(begun, 1, 1)
    return browser, begun


def of_quiz(school: School, slug: str) -> Sequence[int]:
    """The ids of its attempts."""
    theirs = select(AttemptRow.id).join(QuizRow, QuizRow.id == AttemptRow.quiz_id).where(QuizRow.slug == slug)
    with school.database.reading() as db:
        return db.scalars(theirs.order_by(AttemptRow.id)).all()


def test_what_was_answered_for_a_class_leaves_the_browser_and_stays_for_the_teacher(
    school: School, picking: str
) -> None:
    pupil, begun = answered(school, picking)
    (kept,) = of_quiz(school, picking)

    assert "your teacher sees" in pupil.get(f"{begun}/delete").text
    pupil.send(f"{begun}/delete")

    assert of_quiz(school, picking) == [kept]
    assert pupil.get(begun).status_code == 404
    assert begun not in pupil.get("/scores").text
    assert picked(pupil, picking, members(school)["Mona"]) == ""
    assert "1 reader asks you to delete an attempt" in school.anna.get(f"/teacher/quiz/{picking}").text
    readers = school.anna.get(f"/teacher/quiz/{picking}/readers").text
    assert "Asked to be deleted" in readers
    assert f"/teacher/quiz/{picking}/attempt/{kept}/keep" in readers


def test_another_browser_keeps_what_one_gave_away(school: School, picking: str) -> None:
    pupil, begun = answered(school, picking)
    code = pupil.get(f"{begun}/code").text.partition('class="code')[2].partition(">")[2].partition("<")[0]
    other = school.visitor()
    other.send("/resume", {"code": code})

    other.send(f"{begun}/delete")

    assert other.get(begun).status_code == 404
    assert pupil.get(begun).status_code != 404


def test_the_teacher_decides_with_one_press_either_way(school: School, picking: str) -> None:
    gone, going = answered(school, picking)
    stays, staying = answered(school, picking, next(name for name in members(school) if name != "Mona"))
    first, second = of_quiz(school, picking)
    gone.send(f"{going}/delete")
    stays.send(f"{staying}/delete")

    assert school.ben.send(f"/teacher/quiz/{picking}/attempt/{first}/keep").status_code == 404
    school.anna.send(f"/teacher/quiz/{picking}/attempt/{first}/remove")
    school.anna.send(f"/teacher/quiz/{picking}/attempt/{second}/keep")

    assert of_quiz(school, picking) == [second]
    assert contents(school.database)["erasure"] == []
    assert "asks you to delete" not in school.anna.get(f"/teacher/quiz/{picking}").text
    assert "Asked to be deleted" not in school.anna.get(f"/teacher/quiz/{picking}/readers").text


def test_a_name_picked_by_mistake_is_free_again_where_nothing_was_answered(school: School) -> None:
    slug = hand_out(school.anna, school.bank, {"class_list": school.class_, "picks": "pick"})
    joker, mona, member = school.visitor(), school.visitor(), members(school)["Mona"]
    begun = picked(joker, slug, member)

    joker.send(f"{begun}/delete")

    assert contents(school.database)["erasure"] == []
    assert picked(mona, slug, member)


def test_an_attempt_that_ended_without_an_answer_is_kept_too(school: School, picking: str) -> None:
    pupil = school.visitor()
    begun = picked(pupil, picking, members(school)["Mona"])
    pupil.send(f"{begun}/finish")

    pupil.send(f"{begun}/delete")

    assert len(of_quiz(school, picking)) == 1


def test_without_a_list_deleting_stays_as_it_is_and_is_counted(school: School) -> None:
    before, reader = of_quiz(school, school.quiz), school.visitor()
    begun = reader.send(f"/quiz/{school.quiz}/start", {"name": ""}).location
    reader.answer(begun, 1, 1)

    reader.send(f"{begun}/delete")

    assert of_quiz(school, school.quiz) == before
    assert "1 attempt was deleted by its reader" in school.anna.get(f"/teacher/quiz/{school.quiz}").text


def test_deleting_everything_keeps_what_is_a_teachers_to_delete_and_forgets_the_browser(
    school: School, picking: str
) -> None:
    pupil, begun = answered(school, picking)
    alone = pupil.send(f"/quiz/{school.quiz}/start", {"name": ""}).location

    assert "Its teacher sees" in pupil.get("/scores/delete").text
    pupil.send("/scores/delete")

    assert len(of_quiz(school, picking)) == 1
    assert pupil.get(begun).status_code == pupil.get(alone).status_code == 404
    assert len(contents(school.database)["erasure"]) == 1


def test_by_links_of_their_own_two_pupils_of_one_tablet_do_not_see_each_others_scores(school: School) -> None:
    tablet, links = school.visitor(), own_links(school, school.for_class)
    first, second = (tablet.post(link).location for link in list(links.values())[:2])
    alone = tablet.send(f"/quiz/{school.quiz}/start", {"name": ""}).location

    page = tablet.get("/scores").text

    assert first not in page
    assert second not in page
    assert alone in page
    assert "each finds what is theirs at their link" in page


def test_alone_with_ones_link_ones_scores_are_listed(school: School) -> None:
    browser = school.visitor()
    begun = browser.post(own_links(school, school.for_class)["Mona"]).location

    assert begun in browser.get("/scores").text
