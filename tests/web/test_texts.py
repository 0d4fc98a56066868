"""Formatted texts and pictures, from a file to the pages of teachers and readers, and home again."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image

from quizapp.domain.banks import Bank, Choice, Feedback, Kind, Question
from quizapp.domain.texts import Html
from quizapp.formats import native
from quizapp.formats.texts.drawing import redraw
from quizapp.formats.texts.pictures import Picture
from quizapp.services import retention
from quizapp.store.session import Database
from tests.makers import NOON, bank, single
from tests.store.contents import count
from tests.visitors import Visitor
from tests.web.school import School, hand_out, upload, with_teachers

BOLD = Html("<p>Where did <strong>both</strong> meet?</p>")
FORMULA = Html(
    '<math display="inline" alttext="x^2"><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow>'
    '<annotation encoding="application/x-tex">x^2</annotation></semantics></math>'
)


def drawn(colour: str) -> Picture:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(made, "PNG")
    picture = redraw(made.getvalue())
    assert picture is not None
    return picture


MAP, PROOF = drawn("green"), drawn("red")


def shown(picture: Picture, words: str) -> str:
    return f'<img src="media:{picture.name}" alt="{words}" width="40" height="30">'


def illustrated() -> Bank:
    """A bank whose question has formatting, a picture in its stem, and another in what is said to its right choice."""
    choices = (
        replace(Choice("Here"), fraction=single().choices[0].fraction, feedback=Html(shown(PROOF, "the proof"))),
        Choice(FORMULA),
    )
    stem = Html(f"{BOLD}{shown(MAP, 'a map')}")
    question = Question(
        "where", Kind.SINGLE, stem, choices, feedback=Feedback(right="Well <seen>.", wrong="Look again.")
    )
    return replace(bank(question, id_="maps", title="Maps"), article=None)


FILE = native.write(illustrated(), {picture.name: picture.data for picture in (MAP, PROOF)})


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_teachers(database, visitor)


def published(school: School) -> str:
    """Load and publish the illustrated bank; its row id."""
    reply = school.anna.send(f"{upload(school.anna, FILE)}/publish")
    return reply.location.split("/bank/")[1].split("?")[0]


def pictures_on(page: str) -> list[str]:
    return re.findall(r'<img src="(/media/[^"]+)"', page)


def test_the_file_gives_the_bank_that_was_written() -> None:
    report = native.read(FILE, "maps.yaml")

    assert report.problems == ()
    assert report.bank == illustrated()
    assert sorted(report.pictures) == sorted((MAP.name, PROOF.name))


def test_the_preview_shows_formatting_and_pictures_before_anything_is_published(school: School) -> None:
    page = school.anna.get(upload(school.anna, FILE)).text

    assert "<strong>both</strong>" in page
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in page
    assert "Well &lt;seen&gt;." in page
    assert {school.anna.get(path).data for path in pictures_on(page)} == {MAP.data, PROOF.data}


def test_a_reader_sees_them_and_the_picture_of_the_feedback_only_after_answering(school: School) -> None:
    quiz = hand_out(school.anna, published(school), {})
    path = school.reader.start(quiz, "Cleo")

    before = school.reader.get(f"{path}/question/1").text
    school.reader.answer(path, 1, 1)
    after = school.reader.get(f"{path}/question/1").text

    assert pictures_on(before) == [f"/media/{MAP.name}"]
    assert "<strong>both</strong>" in before
    assert PROOF.name not in before
    assert "Well" not in before
    assert ("Well &lt;seen&gt;." in after) != ("Look again." in after)


def test_what_a_picture_is_sent_with_lets_it_do_nothing(school: School) -> None:
    published(school)

    reply = school.visitor().get(f"/media/{MAP.name}")

    assert reply.data == MAP.data
    assert reply.mimetype == "image/png"
    assert reply.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in reply.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["", "x", "0" * 64 + ".png", "..%2Fquizapp.db", MAP.name.replace("png", "svg")])
def test_nothing_else_is_sent(school: School, name: str) -> None:
    published(school)

    assert school.visitor().get(f"/media/{name}").status_code == 404


def test_a_bank_goes_home_with_its_pictures_and_comes_back_the_same(school: School) -> None:
    number = published(school)

    taken = school.anna.get(f"/teacher/bank/{number}/file").data

    assert native.read(taken, "maps.yaml").bank == illustrated()
    again = school.anna.send(f"{upload(school.anna, taken)}/publish")
    assert again.location.endswith("published=same")


def test_a_draft_of_it_keeps_the_pictures(school: School) -> None:
    number = published(school)
    draft = school.anna.send(f"/teacher/bank/{number}/draft").location

    taken = school.anna.get(f"{draft.partition('?')[0].partition('#')[0]}/file").data

    assert native.read(taken, "maps.yaml").bank == illustrated()


def test_pictures_that_nothing_has_go_within_a_day_and_those_of_versions_stay(school: School) -> None:
    published(school)
    other = native.write(
        replace(
            illustrated(),
            id="other",
            questions=(replace(illustrated().questions[0], stem=Html(shown(drawn("blue"), "sea"))),),
        ),
        {drawn("blue").name: drawn("blue").data, PROOF.name: PROOF.data},
    )
    school.anna.send(f"{upload(school.anna, other)}/drop")
    assert count(school.database, "picture") == 3

    retention.purge(school.database, NOON + timedelta(hours=23), 30)
    assert count(school.database, "picture") == 3
    retention.purge(school.database, NOON + timedelta(hours=25), 30)

    assert count(school.database, "picture") == 2
    assert school.visitor().get(f"/media/{MAP.name}").status_code == 200


def test_a_plain_text_that_looks_like_html_is_printed_as_it_was_typed(school: School) -> None:
    given = replace(bank(single(), id_="signs"), article=None)
    given = replace(given, questions=(replace(given.questions[0], stem="[html]<b>2 < 3</b>"),))

    page = school.anna.get(upload(school.anna, native.write(given))).text

    assert native.read(native.write(given), "x.yaml").bank == given
    assert "[html]&lt;b&gt;2 &lt; 3&lt;/b&gt;" in page
