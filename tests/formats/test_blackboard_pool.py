"""Pools of Blackboard, alone and in a package."""

import pytest

from quizapp.domain.banks import Kind, Rule
from quizapp.domain.scoring import credit
from quizapp.domain.texts import plain
from quizapp.formats import reading
from tests.formats.packages import package

FLAGS = "<FLAGS><ISHTML value='{0}'/><ISNEWLINELITERAL value='false'/></FLAGS>"


def question(kind: str, id_: str, stem: str, answers: list[str], right: list[int], html: str = "true") -> str:
    choices = "".join(
        f"<ANSWER id='{id_}_a{at}' position='{at}'><TEXT><![CDATA[{text}]]></TEXT></ANSWER>"
        for at, text in enumerate(answers)
    )
    keys = "".join(f"<CORRECTANSWER answer_id='{id_}_a{at}'/>" for at in right)
    return (
        f"<QUESTION_{kind} id='{id_}'><BODY><TEXT><![CDATA[{stem}]]></TEXT>{FLAGS.format(html)}</BODY>{choices}"
        f"<GRADABLE>{keys}<FEEDBACK_WHEN_CORRECT>Well seen.</FEEDBACK_WHEN_CORRECT><FEEDBACK_WHEN_INCORRECT>"
        f"Look again.</FEEDBACK_WHEN_INCORRECT></GRADABLE></QUESTION_{kind}>"
    )


def pool(*questions: str, listed: str = "") -> bytes:
    top = f"<TITLE value='Rivers'/><QUESTIONLIST>{listed}</QUESTIONLIST>"
    return f"<?xml version='1.0' encoding='utf-8'?>\n<POOL>{top}{''.join(questions)}</POOL>".encode()


POOL = pool(
    question("TRUEFALSE", "q1", "<b>The Loire</b> is a river.", ["False", "True"], [1]),
    question("MULTIPLECHOICE", "q2", "Where does the Rhine end?", ["<i>Basel</i>", "Rotterdam", "Bonn"], [1]),
    question("MULTIPLEANSWER", "q3", "Which cross Paris?", ["Seine", "Oder", "Marne"], [0, 2]),
    question("ESSAY", "q4", "Describe the Danube.", ["long"], []),
    listed="<QUESTION id='q2' class='QUESTION_MULTIPLECHOICE' points='2.5'/>",
)


@pytest.mark.parametrize(
    "data",
    [
        POOL,
        package(("imsmanifest.xml", b"<manifest/>"), ("res00001.dat", POOL), ("res00002.dat", b"<COURSE/>")),
        package(("res00001.dat", b"\xef\xbb\xbf" + POOL)),
    ],
)
def test_a_pool_gives_its_questions(data: bytes) -> None:
    report = reading.read(data, "pool.zip")

    assert (report.format, report.questions, report.problems) == ("Blackboard pool", 4, ())
    assert report.bank is not None
    loire, rhine, paris = report.bank.questions
    assert (report.bank.title, plain(loire.stem), loire.kind) == ("Rivers", "The Loire is a river.", Kind.TRUE_FALSE)
    assert [(one.text, one.fraction) for one in loire.choices] == [("True", 1), ("False", 0)]
    assert ([plain(one.text) for one in rhine.choices], rhine.key) == (["Basel", "Rotterdam", "Bonn"], {1})
    assert (rhine.marking.maximum, rhine.feedback.right, rhine.feedback.wrong) == (2.5, "Well seen.", "Look again.")
    assert paris.marking.rule is Rule.ALL_OR_NOTHING
    assert [credit(paris, frozenset(picked)) for picked in ((0,), (0, 2), (0, 1, 2))] == [0, 1, 0]
    assert [one.values["kind"] for one in report.left_out] == ["ESSAY"]


def test_a_text_that_is_no_html_is_read_as_it_stands() -> None:
    report = reading.read(pool(question("MULTIPLECHOICE", "q", "Is 1 <b 2?", ["a", "b"], [0], "false")), "x.dat")

    assert report.bank is not None
    assert report.bank.questions[0].stem == "Is 1 <b 2?"


@pytest.mark.parametrize(("right", "code"), [([], "no-key"), ([0, 1], "several-right-choices"), ([7], "no-key")])
def test_a_key_that_is_not_sure_is_not_guessed(right: list[int], code: str) -> None:
    report = reading.read(pool(question("MULTIPLECHOICE", "q", "Which?", ["a", "b"], right)), "x.dat")

    assert [one.code for one in report.problems] == [code]


def test_a_pool_that_is_damaged_is_named_and_the_others_are_read() -> None:
    data = package(("res00001.dat", POOL[:-20]), ("res00002.dat", POOL))

    report = reading.read(data, "x.zip")

    assert report.bank is not None
    assert [one.member for one in report.left_out if one.code == "member-unreadable"] == ["res00001.dat"]
