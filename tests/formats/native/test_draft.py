"""A draft is written as the file that says what it says, and every problem is led back to the field it is about."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.domain import drafts
from quizapp.domain.banks import Bank, Feedback, Filing, Kind, Rule, Source
from quizapp.domain.drafts import About, Draft, DraftChoice, DraftMarking, DraftQuestion
from quizapp.formats import native
from quizapp.formats.native import draft as native_draft
from quizapp.formats.native.draft import FieldPlaces, told_by_right, told_by_worth
from tests.checkouts import SHIPPED
from tests.formats.native.test_reader import any_bank
from tests.makers import bank, choices, multiple, single


def back(found: Draft) -> Bank:
    report = native.read(native_draft.write(found), "draft.yaml")
    assert report.bank is not None, report.problems
    return report.bank


@settings(max_examples=150)
@given(any_bank())
def test_a_bank_that_becomes_a_draft_and_a_bank_again_is_the_same(written: Bank) -> None:
    found = native_draft.read(native.write(written))

    assert back(found) == written
    assert native_draft.write(found) == native.write(written)
    assert drafts.load(drafts.dump(found)) == found


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_shipped_banks_come_back_as_they_were(file: Path) -> None:
    written = native.read(file.read_bytes(), file.name).bank
    assert written is not None

    assert back(native_draft.read(native.write(written))) == written


def test_what_no_form_shows_is_kept_too() -> None:
    odd = multiple(
        choices=tuple(
            replace(one, fraction=fraction, fixed=True, feedback="F")
            for one, fraction in zip(
                choices("a", "b", "c"), (Fraction(1, 3), Fraction("0.666667"), Fraction(-1, 7)), strict=True
            )
        ),
        rule=Rule.PARTIAL,
        shuffle=False,
        maximum=Fraction(7, 3),
        tags=("a\nb", "c"),
    )
    written = bank(odd, source=Source("T", "P", "D", "https://example.org"), summary="S")

    assert back(native_draft.read(native.write(written))) == written


def broken(**changes: object) -> Draft:
    sound = DraftQuestion(
        "where",
        Kind.SINGLE,
        "Where?",
        (DraftChoice("Here", right=True), DraftChoice("There")),
        evidence=("At a place",),
    )
    spoilt = replace(sound, **changes)  # type: ignore[arg-type]
    other = replace(sound, id="first", stem="And when?")
    return drafts.of("b", About("T", "en"), "At a place, far away.\n\nAnd more.", [other, spoilt])


def told(found: Draft) -> list[tuple[str, tuple[str | int, ...]]]:
    data = native_draft.write(found)
    report, places = native.read(data, "draft.yaml"), FieldPlaces(data)
    return [(one.code, places.path(one)) for one in (*report.problems, *report.warnings)]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"stem": ""}, "empty-text", ("stem",)),
        ({"stem": " \n "}, "empty-text", ("stem",)),
        ({"stem": "x" * 20_001}, "text-too-long", ("stem",)),
        ({"stem": "a\x07b"}, "hidden-character", ("stem",)),
        ({"feedback": Feedback("a\u202eb")}, "direction-override", ("feedback",)),
        ({"choices": ()}, "too-few-choices", ("choices",)),
        ({"choices": (DraftChoice("a"), DraftChoice("b"))}, "no-right-choice", ("choices",)),
        ({"choices": (DraftChoice("a", True), DraftChoice("b", True))}, "several-right-choices", ("choices",)),
        ({"choices": (DraftChoice("a", True), DraftChoice(""))}, "empty-text", ("choices", 1, "text")),
        ({"choices": (DraftChoice("a", worth="1"), DraftChoice("b", worth="x"))}, "bad-number",
            ("choices", 1, "fraction")),
        ({"choices": (DraftChoice("a", True), DraftChoice("A"))}, "doubled-choice", ("choices", 1)),
        ({"evidence": ("nowhere to be found",)}, "evidence-not-found", ("evidence", 0)),
        ({"evidence": ("At a place", "far away.\n\nAnd")}, "evidence-across-paragraphs", ("evidence", 1)),
        ({"evidence": ()}, "no-evidence", ()),
        ({"choices": (DraftChoice("a", True), DraftChoice("b", tempted_by="nowhere"))}, "evidence-not-found",
            ("choices", 1, "tempted-by")),
        ({"choices": (DraftChoice("a", True, tempted_by="far away"), DraftChoice("b"))}, "right-choice-tempts",
            ("choices", 0, "tempted-by")),
        ({"choices": (DraftChoice("a", worth="1"), DraftChoice("b", worth="1", tempted_by="far away"))},
            "right-choice-tempts", ("choices", 1, "tempted-by")),
        ({"marking": DraftMarking("many")}, "bad-number", ("maximum",)),
        ({"filing": Filing(tags=("x" * 20_001,))}, "text-too-long", ("tags", 0)),
        ({"id": "first"}, "doubled-id", ("id",)),
        ({"kind": Kind.TRUE_FALSE, "choices": (DraftChoice("a", True), DraftChoice("b"), DraftChoice("c"))},
            "true-false-needs-two", ("choices",)),
    ],
)  # fmt: skip
def test_a_problem_is_led_back_to_its_field(
    changes: dict[str, object], code: str, field: tuple[str | int, ...]
) -> None:
    found = [(told_code, path) for told_code, path in told(broken(**changes)) if told_code != "untouched-paragraph"]

    assert found == [(code, ("questions", 1, *field))]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"about": About("", "en")}, "empty-text", ("title",)),
        ({"about": About("T", "")}, "empty-text", ("language",)),
        ({"about": About("T", "english!")}, "bad-language", ("language",)),
        ({"about": About("T", "en", source=Source(link="example"))}, "bad-link", ("source", "link")),
        ({"questions": {}}, "no-questions", ("questions",)),
        ({"article": "At a place, far away, [linked](https://example.org)."}, "article-link", ("article",)),
        ({"article": "At a place, far away.\n\nAnd a\u202e more \nwith a broken line."}, "direction-override",
            ("article",)),
    ],
)  # fmt: skip
def test_so_is_one_of_the_whole(changes: dict[str, object], code: str, field: tuple[str | int, ...]) -> None:
    assert (code, field) in told(replace(broken(), **changes))  # type: ignore[arg-type]


def test_an_untouched_paragraph_is_told_at_the_article() -> None:
    assert told(broken()) == [("untouched-paragraph", ("article",))]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_is_typed_the_file_can_be_read_and_says_the_same(text: str) -> None:
    typed = text.replace("\r\n", "\n").replace("\r", "\n")
    found = broken(
        stem=typed, feedback=Feedback(typed), choices=(DraftChoice(typed, True), DraftChoice("b", feedback=typed))
    )

    data = native_draft.write(replace(found, article=typed))

    again = native_draft.read(data).question(2)
    assert (again.stem, again.choices[0].text) == (typed, typed)
    FieldPlaces(data)
    native.read(data, "draft.yaml")


@pytest.mark.parametrize("asked", [single(), multiple(), multiple(right=(0, 1, 2))], ids=["single", "two", "three"])
def test_saying_what_choices_are_worth_means_what_being_right_meant(asked: object) -> None:
    found = native_draft.read(native.write(bank(asked))).question(1)  # type: ignore[arg-type]
    by_worth = told_by_worth(found)

    def fractions(question: DraftQuestion) -> list[Fraction]:
        (read,) = back(drafts.of("b", About("T", "en"), "", [replace(question, evidence=())])).questions
        return [choice.fraction for choice in read.choices]

    assert by_worth.by_worth
    assert fractions(by_worth) == fractions(found)
    assert told_by_right(by_worth) == found
