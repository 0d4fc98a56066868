"""The pages of a quiz from several banks: chosen, summed up, handed out, answered article by article, renewed."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from quizapp.domain.banks import Bank
from quizapp.formats import native
from quizapp.store.session import Database
from tests.makers import article, bank, quoting, single, true_false
from tests.store.contents import contents
from tests.visitors import Visitor
from tests.web.school import School, compile_, hand_out, upload, with_teachers
from tests.web.test_results import words

FLOOD = article("It rained for nine days.", "The river rose, and the bridge was lost.")
RIVER = bank(
    quoting(single("bridge", stem="What was lost?", tags=("easy",)), FLOOD, "the bridge was lost"),
    quoting(true_false("long", stem="Did it rain for long?", tags=("easy",)), FLOOD, "nine days"),
    id_="river", title="The river", article=FLOOD,
)  # fmt: skip


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_teachers(database, visitor)


def publish(teacher: Visitor, given: Bank) -> str:
    """The id of the bank."""
    published = teacher.send(f"{upload(teacher, native.write(given))}/publish")
    return published.location.split("/bank/")[1].partition("?")[0]


def both(school: School) -> list[str]:
    return [publish(school.anna, bank()), publish(school.anna, RIVER)]


def test_banks_are_ticked_then_their_questions_and_what_it_asks_is_told_before_the_quiz_is_made(
    school: School,
) -> None:
    summit, river = both(school)
    chosen = school.anna.get("/teacher/compilation/choose")
    assert all(f'name="bank" value="{id_}"' in chosen.text for id_ in (summit, river))
    offered = school.anna.get(f"/teacher/compilation/questions?bank={summit}&bank={river}")
    assert "What was lost?" in offered.text

    fields = {"bank": [summit, river], "title": "Water and steel", f"ask-{summit}": ["where", "which"]}
    put = school.anna.send("/teacher/compilation/questions", {**fields, f"count-{river}": "1"})
    summed_up = words(school.anna.get(put.location).text)
    made = school.anna.send(put.location, {"names": "none"})

    told = (
        "Each reader is asked 3 questions, for 3 points in all. "
        "2 questions of “The summit”, version 1 "
        "1 of these 2, drawn for each reader: “The river”, version 1"
    )
    assert told in summed_up
    assert told in words(school.anna.get(made.location).text)
    assert "Water and steel" in words(school.anna.get("/teacher/").text)


def test_what_cannot_be_compiled_is_said_beside_its_field_with_all_that_was_sent_and_nothing_is_stored(
    school: School, database: Database
) -> None:
    summit, river = both(school)
    before = contents(database)
    fields = {
        "bank": [summit, river], "title": "", f"ask-{summit}": "where", f"count-{summit}": "many",
        f"count-{river}": "3", "draw-2": "7", "tag-2": "easy", f"only-drawn-{river}": "y",
    }  # fmt: skip

    refused = school.anna.send("/teacher/compilation/questions", fields)

    text = words(refused.text)
    assert refused.status_code == 400
    assert "The quiz needs a title." in text
    assert "“The summit”: How many are drawn is a whole number from 1." in text
    assert "7 are to be drawn out of only 2." in text
    assert re.search(r'id="draw-2"[^>]*value="7"\s*aria-invalid="true" aria-describedby="why-drawing-2"', refused.text)
    assert re.search(rf'id="count-{summit}"[^>]*value="many"\s*aria-invalid="true"', refused.text)
    assert re.search(r'value="where" checked', refused.text)
    assert '<option value="easy" selected>' in refused.text
    assert contents(database) == before


def test_no_bank_another_teachers_and_nonsense_are_no_banks_to_choose_from(school: School) -> None:
    summit = publish(school.anna, bank())

    assert "Tick at least one bank." in words(school.anna.get("/teacher/compilation/questions?chosen=y").text)
    assert school.anna.get("/teacher/compilation/questions?bank=x&chosen=y").status_code == 400
    assert school.ben.get(f"/teacher/compilation/questions?bank={summit}").status_code == 404
    assert school.ben.send("/teacher/compilation/questions", {"bank": summit, "title": "Hers"}).status_code == 404


def test_a_reader_is_shown_the_article_of_each_question_alone_and_all_that_were_asked_about_at_the_end(
    school: School,
) -> None:
    slug = hand_out(school.anna, compile_(school.anna, both(school), title="Both"), {"names": "none"})
    reader = school.reader
    assert "armoured train" not in reader.get(f"/quiz/{slug}").text
    attempt = reader.start(slug)

    first, last = (reader.get(f"{attempt}/question/{number}").text for number in (1, 5))
    assert "armoured train" in first
    assert "It rained" not in first
    assert "It rained" in last
    assert "armoured train" not in last
    apart = reader.get(f"{attempt}/article?question=4").text
    assert "It rained" in apart
    assert "armoured train" not in apart

    proof = reader.get(reader.answer(attempt, 4, 1).location).text
    assert "<mark>the bridge was lost</mark>" in proof
    assert "left in silence" not in proof
    reader.send(f"{attempt}/finish")
    ended = words(reader.get(f"{attempt}/end").text)
    assert ended.index("The summit The summit took place") < ended.index("The river It rained")


def test_the_map_of_the_class_is_unfolded_one_article_at_a_time(school: School) -> None:
    slug = hand_out(school.anna, compile_(school.anna, both(school), title="Both"), {"names": "none"})
    school.reader.send(f"{school.reader.start(slug)}/finish")

    page = school.anna.get(f"/teacher/quiz/{slug}?question=bridge").text

    unfolded = re.findall(r'<details class="one-article" name="article"( open)?>\s*<summary[^>]*>([^<]*)', page)
    assert unfolded == [("", "The summit"), (" open", "The river")]


def test_a_newer_version_of_a_source_is_offered_with_what_changes_and_taken_only_then(school: School) -> None:
    summit, river = both(school)
    compiled = compile_(school.anna, [summit, river], title="Both")
    slug = hand_out(school.anna, compiled, {"names": "none"})
    assert "newer version" not in school.anna.get(f"/teacher/quiz/{slug}").text
    anew = replace(RIVER.questions[0], stem="What did the water take?")
    publish(school.anna, replace(RIVER, questions=(anew, single("other"))))

    quiz = words(school.anna.get(f"/teacher/quiz/{slug}").text)
    offered = school.anna.get(f"/teacher/compilation/{compiled}/sources")
    untouched = school.reader.get(f"{school.reader.start(slug)}/question/4").text
    taken = school.anna.send(f"/teacher/compilation/{compiled}/sources", {"version": f"{river}:2"})
    after = school.anna.get(taken.location)

    assert "There is a newer version of The river. It is taken only if you say so." in quiz
    told = words(offered.text)
    assert "What was lost? changed" in told
    assert "Did it rain for long? gone: it will be asked no more" in told
    assert "1 question of this version is not asked here, and stays out." in told
    assert "What was lost?" in untouched
    assert "The next version is published." in words(after.text)
    assert "What did the water take?" in after.text
    assert "newer version" not in after.text


def test_a_source_that_leaves_too_few_is_not_taken_and_the_page_says_why(school: School) -> None:
    river = publish(school.anna, RIVER)
    compiled = compile_(school.anna, [river], **{"title": "One", f"count-{river}": "1"})
    publish(school.anna, bank(single("other"), id_="river", title="The river"))

    refused = school.anna.send(f"/teacher/compilation/{compiled}/sources", {"version": f"{river}:2"})

    assert refused.status_code == 400
    assert "Nothing is left to ask" in words(refused.text)


def test_a_compilation_is_not_taken_home_drafted_or_shared_and_another_teacher_does_not_see_it(
    school: School,
) -> None:
    compiled = compile_(school.anna, both(school), title="Both")

    assert school.anna.get(f"/teacher/bank/{compiled}").status_code == 200
    for path in (f"bank/{compiled}/home", f"bank/{compiled}/file"):
        assert school.anna.get(f"/teacher/{path}").status_code == 404
    assert school.anna.send(f"/teacher/bank/{compiled}/draft").status_code == 404
    assert school.anna.send(f"/teacher/bank/{compiled}/share", {"email": "ben@school.example"}).status_code == 404
    for path in (f"bank/{compiled}", f"compilation/{compiled}/sources", f"bank/{compiled}/hand-out"):
        assert school.ben.get(f"/teacher/{path}").status_code == 404
