"""A teacher's first page says what goes on and what waits; its lists are searched, narrowed, and come in parts."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.domain import drafts as draft_rules
from quizapp.domain.attempts import Settings
from quizapp.domain.objections import Objection, Reason
from quizapp.domain.quizzes import Terms
from quizapp.store import banks, classes, drafts, objections, quizzes, teachers
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow
from tests.crowds import crowd
from tests.makers import NOON, Clock, bank, single
from tests.visitors import Visitor
from tests.web.school import School, list_class, members, own_links, with_teachers, with_things
from tests.web.test_counted_statements import statements

ENGLISH, FRENCH = {"Accept-Language": "en"}, {"Accept-Language": "fr"}
HOUR = timedelta(hours=1)


@pytest.fixture
def people(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_teachers(database, visitor)


@pytest.fixture
def school(people: School) -> School:
    return with_things(people, bank())


def home(school: School, who: str = "anna", **headers: str) -> str:
    found = getattr(school, who).get("/teacher/", headers=headers or ENGLISH)
    assert found.status_code == 200
    return str(found.text)


def words(text: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", text).split()))


def section(text: str, name: str) -> str:
    """The words of a section, by what its heading is called; empty where there is none."""
    found = re.search(rf'<section aria-labelledby="{name}".*?</section>', text, re.DOTALL)
    return words(found[0]) if found else ""


def hand_out(database: Database, slug: str, bank_id: str, **terms: object) -> None:
    with database.transaction() as db:
        anna, __ = teachers.by_email(db, "anna@school.example")
        quizzes.add(db, slug, int(bank_id), anna.id, Settings(), Terms(**terms), NOON)  # type: ignore[arg-type]


def test_a_newcomer_is_shown_how_to_begin(people: School) -> None:
    page = home(people)

    assert "Begin with a bank" in words(page)
    assert 'type="file"' in page
    assert not any(section(page, name) for name in ("open", "waiting", "coming", "banks", "archive"))


def test_an_open_quiz_is_told_with_its_class_its_end_and_who_is_where(school: School, clock: Clock) -> None:
    list_class(school.anna, "4e B", "Zoé\nÉlio\nEmma")
    with school.database.reading() as db:
        anna, __ = teachers.by_email(db, "anna@school.example")
        (class_,) = [one for one in classes.of_teacher(db, anna.id) if one.name == "4e B"]
    closes_at = clock.now + timedelta(minutes=24)
    hand_out(school.database, "bcdfgh", school.bank, class_id=class_.id, picks=True, closes_at=closes_at)
    school.class_ = str(class_.id)
    ids = members(school)
    done, begun = school.visitor(), school.visitor()
    finished = done.send("/quiz/bcdfgh/start", {"member": ids["Zoé"]}).location
    done.send(f"{finished}/finish")
    assert begun.send("/quiz/bcdfgh/start", {"member": ids["Emma"]}).status_code == 303

    told = section(home(school), "open")

    assert "4e B closes at" in told
    assert "in 24 minutes" in told
    assert "BCD-FGH 1 has finished, 1 is at it, 1 has not begun" in told


def test_a_quiz_by_personal_links_shows_no_code_that_opens_nothing(school: School) -> None:
    assert own_links(school, school.for_class)

    page = home(school)

    assert f'href="/teacher/quiz/{school.for_class}/links"' in page
    assert f'href="/teacher/quiz/{school.for_class}/projector"' not in page
    assert f'href="/teacher/quiz/{school.quiz}/projector"' in page


def test_what_is_to_come_and_what_has_closed_stand_apart(school: School, clock: Clock) -> None:
    hand_out(school.database, "soon", school.bank, opens_at=clock.now + 48 * HOUR)
    hand_out(school.database, "over", school.bank, closes_at=clock.now - HOUR)

    page = home(school)

    assert "/teacher/quiz/soon" in page
    assert "/teacher/quiz/over" not in page
    assert section(page, "coming").startswith("To come Wednesday")
    assert "January 2026 1 quiz" in section(page, "archive")
    of_month = school.anna.get("/teacher/quizzes?closed=2026-01").text
    assert "/teacher/quiz/over" in of_month
    assert "/teacher/quiz/soon" not in of_month
    assert "/teacher/quiz/over" not in school.anna.get("/teacher/quizzes?closed=2025-12").text


def test_drafts_files_and_objections_wait_the_drafts_first(school: School, clock: Clock) -> None:
    with school.database.transaction() as db:
        anna, __ = teachers.by_email(db, "anna@school.example")
        draft = draft_rules.of("x", draft_rules.About(title="Les Lumières", language="fr"))
        drafts.add(db, "first", anna.id, draft, clock.now + HOUR, None, None)
        quiz = quizzes.by_slug(db, school.quiz)
        attempt = db.scalars(select(AttemptRow.id).where(AttemptRow.quiz_id == quiz.id)).one()
        objections.put(db, attempt, quiz.version_id, 0, Objection(Reason.WRONG_KEY, "", clock.now))

    told = section(home(school), "waiting")

    assert told.startswith("What waits for you A draft is not published Les Lumières. 0 questions, saved today.")
    assert told.index("not published yet") < told.index("1 objection of a reader")
    assert "Les Lumières" not in home(school, "ben")


def test_attempts_that_an_old_key_has_marked_wait_until_they_are_marked_again(school: School) -> None:
    attempt = school.ben.start(school.quiz)
    school.ben.send(f"{attempt}/finish")
    assert "earlier key" not in words(home(school))
    with school.database.transaction() as db:
        anna, __ = teachers.by_email(db, "anna@school.example")
        mended = bank(single(right=1), *bank().questions[1:])
        banks.publish(db, replace(banks.freeze(mended), rekeys=True), NOON, anna.id)

    page = home(school)

    assert "1 attempt is marked by an earlier key" in section(page, "waiting")
    remark = school.anna.get(f"/teacher/quiz/{school.quiz}/remark")
    digest = re.search(r'name="digest" value="([^"]+)"', remark.text)
    assert digest
    school.anna.post(f"/teacher/quiz/{school.quiz}/remark", remark, digest=digest[1], version="2")
    assert "earlier key" not in words(home(school))


# --- looking for banks ---


def test_a_bank_is_found_whatever_its_case_and_accents(school: School) -> None:
    found = school.anna.get("/teacher/banks?q=SPACEPÔRT", headers=ENGLISH).text

    assert f"/teacher/bank/{school.bank}" in found
    assert 'value="SPACEPÔRT"' in found
    assert f"/teacher/bank/{school.bank}" not in school.anna.get("/teacher/banks?q=nowhere").text
    assert f"/teacher/bank/{school.bank}" not in school.ben.get("/teacher/banks?q=spaceport").text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=%3F%3F+%C2%AB", "There is no word in this"),
        ("q=" + "a" * 101, "100 characters at most"),
        ("whose=nobodys", "in a way that there is none of"),
        ("class=99", "in a way that there is none of"),
        ("class=x", "in a way that there is none of"),
        ("sort=price", "in a way that there is none of"),
    ],
)
def test_nonsense_gets_a_sentence_and_what_was_typed_stays(query: str, said: str, school: School) -> None:
    found = school.anna.get(f"/teacher/banks?{query}", headers=ENGLISH)

    assert found.status_code == 400
    assert said in words(found.text)
    if query.startswith("q="):
        assert f'value="{"a" * 101 if "aaa" in query else "?? «"}"' in found.text


def test_lists_narrow_to_a_class_and_come_by_title(school: School) -> None:
    with school.database.transaction() as db:
        anna, __ = teachers.by_email(db, "anna@school.example")
        banks.publish(db, banks.freeze(bank(single(), id_="e", title="Égypte")), NOON, anna.id)
        banks.publish(db, banks.freeze(bank(single(), id_="z", title="Zama")), NOON, anna.id)

    by_title = words(school.anna.get("/teacher/banks?sort=title").text)
    of_class = words(school.anna.get(f"/teacher/banks?class={school.class_}").text)

    assert by_title.index("Égypte") < by_title.index("The summit") < by_title.index("Zama")
    assert "The summit" in of_class
    assert "Zama" not in of_class


def test_a_long_list_comes_in_parts_of_which_each_keeps_what_was_looked_for(school: School) -> None:
    with school.database.transaction() as db:
        anna, __ = teachers.by_email(db, "anna@school.example")
        for n in range(60):
            one = bank(single(), id_=f"b{n}", title=f"Séance {n}", article=None)
            banks.publish(db, banks.freeze(one), NOON, anna.id)

    first, second, beyond = (
        school.anna.get(f"/teacher/banks?q=seance&sort=title&part={part}").text for part in (1, 2, 99)
    )

    row = re.compile(r'/bank/\d+"><span[^>]*>Séance \d+<')
    assert [len(row.findall(page)) for page in (first, second, beyond)] == [50, 10, 0]
    assert "/teacher/banks?q=seance&amp;sort=title&amp;part=2#list" in first
    assert "52 other banks" not in words(home(school))
    assert "The 53 other banks" in words(home(school))


@pytest.mark.parametrize("query", ["state=lost", "closed=2026-13", "closed=2026-2028", "closed=never", "part=x"])
def test_an_address_that_asks_for_no_list_of_quizzes_is_refused(query: str, school: School) -> None:
    assert school.anna.get(f"/teacher/quizzes?{query}").status_code == 400


def test_quizzes_of_one_bank_are_told_apart_by_class_and_day(school: School) -> None:
    told = words(school.anna.get("/teacher/quizzes", headers=FRENCH).text)

    assert told.count("The summit") >= 2
    assert "quiconque a le lien" in told
    assert "distribué" in told


# --- what it costs ---


def test_home_costs_as_many_statements_for_much_as_for_little(school: School, app: Flask, clock: Clock) -> None:
    def cost() -> int:
        with statements(app) as sent:
            home(school)
        return len(sent)

    little = cost()
    with school.database.transaction() as db:
        anna, __ = teachers.by_email(db, "anna@school.example")
        for n in range(30):
            one = bank(single(tags=(f"tag {n % 7}",)), id_=f"b{n}", title=f"Bank {n}", article=None)
            bank_id, _ = banks.publish(db, banks.freeze(one), NOON, anna.id)
            class_id = classes.add(db, anna.id, f"Class {n}", NOON)
            every = Terms(class_id=class_id), Terms(opens_at=clock.now + HOUR), Terms(closes_at=clock.now - HOUR)
            for kind, terms in enumerate(every):
                quizzes.add(db, f"quiz-{n}-{kind}", bank_id, anna.id, Settings(), terms, NOON)
    crowd(school.database, 20, "quiz-29-0")

    assert cost() == little == 19
