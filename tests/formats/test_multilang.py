"""A text in several languages, as Moodle's filters have it, is read in one of them, whatever file it is in."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.banks import Question
from quizapp.domain.texts import Html
from quizapp.formats import reading
from quizapp.formats.problems import Report, Sense, told, unheard
from quizapp.formats.texts import multilang

SPANS = '<span lang="{}" class="multilang">{}</span>'


def spans(**said: str) -> str:
    return " ".join(SPANS.format(language, text) for language, text in said.items())


def blocks(**said: str) -> str:
    return "".join(f"{{mlang {language}}}{text}{{mlang}}" for language, text in said.items())


def moodle(stem: str, *choices: str, name: str = "q", general: str = "", category: str = "") -> bytes:
    texts = [stem, *(choices or ("a", "b"))]
    asked, right, *wrong = (f"<text><![CDATA[{text}]]></text>" for text in texts)
    answers = f'<answer fraction="100" format="html">{right}</answer>'
    answers += "".join(f'<answer fraction="0" format="html">{one}</answer>' for one in wrong)
    return (
        f'<quiz><question type="category"><category><text>{category}</text></category></question>'
        f'<question type="multichoice"><name><text>{name}</text></name><questiontext format="html">{asked}'
        f"</questiontext><generalfeedback><text><![CDATA[{general}]]></text></generalfeedback><single>true</single>"
        f"{answers}</question></quiz>"
    ).encode()


def read(data: bytes, name: str = "bank.xml", options: Mapping[str, str] | None = None) -> Report:
    report = reading.read(data, name, unheard, options or {})
    assert report.bank is not None, report.problems
    return report


def question(report: Report) -> Question:
    assert report.bank is not None
    return report.bank.questions[0]


@pytest.mark.parametrize(
    ("stem", "shown"),
    [
        (f"<p>{spans(fr='Oui', en='Yes')}</p>", "Oui"),
        (f"<p>{spans(fr='Oui', en='Yes')} {blocks(de='Ja', other='Yep')}</p>", "Oui"),
        (f"<p>{blocks(fr='Oui', en='Yes')}</p>", "Oui"),
        (f"{blocks(fr='Quel', en='Which')} 5 < 6 {blocks(fr='est', en='is')} ?", "Quel 5 < 6 est ?"),
        (f"<p>{blocks(en='Hello', fr='Salut')}</p><p>x</p>{blocks(fr='toi')}", "Hello\nx"),
        ("{mlang fr,de}Deux{mlang}{mlang en}Two{mlang}", "Deux"),
        ("{ MLANG  fr }Un{mlang }{mlang en}One{ mlang}", "Un"),
        (spans(fr='La <span class="x">rose</span>', en="The rose"), "La rose"),
        (f"<span class='multilang other' lang=fr>Oui</span>{spans(en='Yes')}", "Oui"),
        (spans(fr="<b>Oui</b>", en="Yes"), Html("<b>Oui</b>")),
        (spans(fr="Oui", en="<b>Yes</b>"), "Oui"),
    ],
)
def test_the_first_language_of_a_text_stays_and_the_marks_are_gone(stem: str, shown: str) -> None:
    assert question(read(moodle(stem))).stem == shown


def test_all_texts_of_a_file_are_in_the_same_language_where_they_have_it() -> None:
    report = read(
        moodle(
            blocks(en="Which?", fr="Lequel ?"), blocks(fr="Rouge", en="Red"), blocks(fr="Bleu", other="Blue"),
            blocks(de="Grün", fr="Vert"), "<p>Common</p>", name=blocks(fr="Couleurs", en="Colours"),
            general=spans(fr="Relire.", en="Read again."), category=f"top/{blocks(fr='Art (fr)', en='Art')}",
        )
    )  # fmt: skip
    found = question(report)

    assert found.stem == "Which?"
    assert [choice.text for choice in found.choices] == ["Red", "Blue", "Grün", "Common"]
    assert (found.filing.name, found.filing.category, found.feedback.general) == ("Colours", "Art", "Read again.")
    assert report.bank is not None
    assert (report.bank.title, report.bank.language) == ("Art", "en")


def test_which_language_was_taken_is_said_and_another_can_be_had() -> None:
    data = moodle(blocks(fr_ca="Oui", en="Yes"), blocks(en="Red", fr="Rouge"), "x")
    (guess,) = read(data).guesses

    assert (guess.option, guess.taken, guess.others) == ("text-language", Sense("fr_ca"), (Sense("en"), Sense("fr")))
    assert "“fr_ca”" in told(guess, guess.taken, str)
    kindred = read(data)
    assert [choice.text for choice in question(kindred).choices] == ["Rouge", "x"]
    assert kindred.bank is not None
    assert kindred.bank.language == "fr-CA"
    for options in ({"text-language": "en"}, {"language": "en"}):
        english = read(data, options=options)
        assert [question(english).stem, *(choice.text for choice in question(english).choices)] == ["Yes", "Red", "x"]
        assert english.guesses[0].taken == Sense("en")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (rb"::Q:: \{mlang fr\}Lequel ?\{mlang\}\{mlang en\}Which?\{mlang\} {=\{mlang en\}Red\{mlang\}\{mlang fr\}"
         rb"Rouge\{mlang\} ~Oslo}", "bank.gift"),
        (b"{mlang fr}Lequel ?{mlang}{mlang en}Which?{mlang}\nA. {mlang en}Red{mlang}{mlang fr}Rouge{mlang}\nB. Oslo\n"
         b"ANSWER: A\n", "bank.txt"),
        (b"Question,A,B,Answer\n{mlang fr}Lequel ?{mlang}{mlang en}Which?{mlang},"
         b"{mlang en}Red{mlang}{mlang fr}Rouge{mlang},Oslo,A\n", "bank.csv"),
    ],
    ids=["GIFT", "Aiken", "table"],
)  # fmt: skip
def test_any_file_may_have_them(data: bytes, name: str) -> None:
    found = question(read(data, name))

    assert (found.stem.rstrip("_ "), [choice.text for choice in found.choices]) == ("Lequel ?", ["Rouge", "Oslo"])


@pytest.mark.parametrize(
    "stem",
    [
        "Which {mlang} is it?", "Which {mlang fr} is it?", "{mlang}x{mlang fr}", "What does mlang mean?",
        Html("Is <i>mlang</i> one?"), '<span lang="fr">Oui</span> is French',
    ],
)  # fmt: skip
def test_what_is_not_in_several_languages_is_left_alone(stem: str) -> None:
    report = read(moodle(stem))

    assert question(report).stem in (stem, Html(stem))
    assert report.guesses == ()


def test_one_language_alone_needs_no_words_about_it() -> None:
    report = read(moodle("{mlang fr}Oui{mlang} !"))

    assert (question(report).stem, report.guesses) == ("Oui !", ())


LANGUAGES = st.sampled_from(["fr", "en", "de", "other", "fr_ca"])


@given(st.lists(st.tuples(LANGUAGES, st.sampled_from("αβγδ")), min_size=1, max_size=5), LANGUAGES)
def test_of_each_text_something_is_left_and_never_two_languages(parts: list[tuple[str, str]], wanted: str) -> None:
    text = "".join(f"{{mlang {language}}}{language}-{letter} {{mlang}}" for language, letter in parts)
    left = multilang.only(text, wanted).split()

    assert left
    assert len({word.partition("-")[0].partition("_")[0] for word in left}) == 1
    if any(language == wanted for language, _ in parts):
        assert {word.partition("-")[0] for word in left} == {wanted}


def test_marks_without_an_end_take_no_longer_than_others() -> None:
    text = "{mlang fr}" * 20_000 + "{mlang " * 20_000 + "<span class=multilang lang=fr>" * 20_000

    assert multilang.is_in_several(text) is False
    assert multilang.marked(text).count("{mlang fr}") == 40_000
