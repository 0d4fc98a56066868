"""The banks that ship with the app: sound, mixed, and with nothing in them that gives a key away."""

import re
from collections import Counter
from pathlib import Path

import pytest

from quizapp.domain.banks import Bank, Kind, Question
from quizapp.formats.native import read

FOLDER = Path(__file__).parents[2] / "questions"
FILES = {"fr": "kim-poutine-2023.yaml", "en": "kim-putin-2023.yaml"}


def shipped(language: str) -> Bank:
    file = FOLDER / FILES[language]
    report = read(file.read_bytes(), file.name)
    assert (report.problems, report.warnings, report.left_out) == ((), (), ())
    assert report.bank is not None
    return report.bank


FRENCH, ENGLISH = shipped("fr"), shipped("en")
BOTH = pytest.mark.parametrize("bank", [FRENCH, ENGLISH], ids=["fr", "en"])


def counted(bank: Bank) -> Counter[Kind]:
    return Counter(question.kind for question in bank.questions)


def key_texts(question: Question) -> list[str]:
    return [question.choices[place].text for place in question.key]


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{4,}", text.casefold()))


def test_these_are_all_the_banks_that_ship() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(FILES.values())


def test_the_french_bank_has_the_questions_the_issue_asks_for() -> None:
    kinds = counted(FRENCH)

    assert FRENCH.language == "fr"
    assert len(FRENCH.questions) >= 14
    assert kinds[Kind.SINGLE] > len(FRENCH.questions) / 2
    assert kinds[Kind.MULTIPLE] >= 2
    assert kinds[Kind.TRUE_FALSE] >= 2


def test_the_english_bank_has_at_least_ten_questions_of_every_kind() -> None:
    assert ENGLISH.language == "en"
    assert len(ENGLISH.questions) >= 10
    assert set(counted(ENGLISH)) == set(Kind)


@BOTH
def test_the_reading_text_has_a_readable_length(bank: Bank) -> None:
    assert bank.article is not None
    assert 450 <= bank.article.words <= 800


@BOTH
def test_every_question_has_feedback_and_evidence(bank: Bank) -> None:
    assert bank.article is not None

    for question in bank.questions:
        assert question.feedback.general, question.id
        assert question.evidence, question.id
        for evidence in question.evidence:
            assert bank.article.text(evidence.passage), question.id


@pytest.mark.parametrize(
    ("bank", "place", "failures"),
    [(FRENCH, "Au cosmodrome de Vostotchny", "Deux"), (ENGLISH, "At the Vostochny Cosmodrome", "Two")],
    ids=["fr", "en"],
)
def test_the_two_questions_that_must_be_asked_are_asked(bank: Bank, place: str, failures: str) -> None:
    keys = [key_texts(question) for question in bank.questions if question.kind is Kind.SINGLE]

    assert keys.count([place]) == 1
    assert keys.count([failures]) == 1


def test_the_distractors_of_the_two_are_plausible() -> None:
    where = next(question for question in FRENCH.questions if "Au cosmodrome de Vostotchny" in key_texts(question))
    failed = next(question for question in FRENCH.questions if "Deux" in key_texts(question))

    assert all(any(city in c.text for c in where.choices) for city in ("Vladivostok", "Moscou", "Pyongyang"))
    assert {"Un", "Trois"} <= {choice.text for choice in failed.choices}


@BOTH
def test_the_key_stands_in_every_place_about_equally_often(bank: Bank) -> None:
    asked = [question for question in bank.questions if question.kind is Kind.SINGLE and len(question.choices) == 4]

    places = Counter(next(iter(question.key)) for question in asked)

    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) <= len(asked) / 2


@BOTH
def test_true_and_false_are_both_right_somewhere(bank: Bank) -> None:
    keys = {next(iter(question.key)) for question in bank.questions if question.kind is Kind.TRUE_FALSE}

    assert keys == {0, 1}


@BOTH
def test_the_right_choice_is_seldom_the_longest_or_the_shortest(bank: Bank) -> None:
    asked = [question for question in bank.questions if question.kind is Kind.SINGLE]

    lengths = [([len(c.text) for c in q.choices], len(q.choices[next(iter(q.key))].text)) for q in asked]

    assert sum(key == max(all_) for all_, key in lengths) <= len(asked) * 0.6
    assert sum(key == min(all_) for all_, key in lengths) <= len(asked) * 0.6
    assert all(max(all_) <= 2 * min(all_) + 6 for all_, _ in lengths)


@BOTH
def test_a_multiple_question_has_wrong_choices_and_not_always_the_same_number_of_right_ones(bank: Bank) -> None:
    asked = [question for question in bank.questions if question.kind is Kind.MULTIPLE]

    assert all(2 <= len(question.key) < len(question.choices) for question in asked)
    assert len({len(question.key) for question in asked}) > 1


@BOTH
def test_no_id_tells_the_key(bank: Bank) -> None:
    for question in bank.questions:
        wrong = {
            word for n, choice in enumerate(question.choices) if n not in question.key for word in words(choice.text)
        }
        right = {word for text in key_texts(question) for word in words(text)} - wrong - words(question.stem)
        assert not right & words(question.id.replace("-", " ")), question.id


@BOTH
def test_no_tag_title_or_summary_tells_the_key(bank: Bank) -> None:
    front = f"{bank.title} {bank.summary}".casefold()

    for question in bank.questions:
        if question.kind is Kind.TRUE_FALSE:
            continue
        for text in key_texts(question):
            assert text.casefold() not in front or len(text) < 4, question.id
            assert text.casefold() not in question.stem.casefold() or len(text) < 4, question.id
            assert text.casefold() not in [tag.casefold() for tag in question.filing.tags], question.id


@BOTH
def test_the_title_is_not_that_of_a_press_article_and_says_where_the_text_comes_from(bank: Bank) -> None:
    assert bank.source.publisher == "quizapp"
    assert bank.source.link == ""


@BOTH
def test_every_paragraph_is_asked_about(bank: Bank) -> None:
    assert bank.article is not None
    touched = {evidence.passage.block for question in bank.questions for evidence in question.evidence}

    for place, block in enumerate(bank.article.blocks):
        assert block.kind == "heading" or place in touched, block.text


@BOTH
def test_the_typography_of_the_language_is_kept(bank: Bank) -> None:
    assert bank.article is not None
    texts = [block.text for block in bank.article.blocks]
    texts += [text for question in bank.questions for text in (question.stem, question.feedback.general)]
    texts += [choice.text for question in bank.questions for choice in question.choices]

    for text in texts:
        assert "'" not in text
        assert '"' not in text
        assert "  " not in text
        assert "..." not in text
