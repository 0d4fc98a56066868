"""A field that somebody adds to a question is forgotten nowhere: what must know it is tried with all there are.

Who adds one and finds a test here red has found where it is missing, or gives it a value in `full_bank` of the makers.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, replace
from typing import Any

import pytest

from quizapp.domain import banks, documents, drafts
from quizapp.domain.banks import Choice, Feedback, Filing, Marking, Question, compare
from quizapp.domain.texts import Html
from quizapp.formats import native
from quizapp.formats.carrying import EVERYTHING, Feature, stripped
from quizapp.formats.native import draft as native_draft
from tests.makers import full_bank
from tests.web.test_key_secrecy import PAIRS

FULL = full_bank()
(QUESTION,) = FULL.questions
PARTS: dict[str, Any] = {"marking": Marking, "feedback": Feedback, "filing": Filing, "choices": Choice}
FIELDS: dict[str, Field[Any]] = {one.name: one for one in fields(Question) if one.name not in PARTS} | {
    f"{name}.{one.name}": one for name, part in PARTS.items() for one in fields(part)
}
"""Of a question and all its parts."""
OPTIONAL = {name: one.default for name, one in FIELDS.items() if one.default is not MISSING}
UNFORMATTED = {"id", "filing.name", "filing.category"}
"""Texts that mean themselves."""
ALWAYS_CARRIED = {"id", "kind", "stem", "choices.text", "choices.fraction"}
"""Without these there is no question to carry."""
TELLING_NOTHING = {"id", "kind", "stem", "choices.text", "choices.fixed", "shuffle", "marking.maximum"}
"""What readers may see, or guess, before they answer."""


def said(question: Question, name: str) -> list[Any]:
    """What stands in a field; in that of each choice, if it is theirs."""
    part, _, field = name.rpartition(".")
    if part == "choices":
        return [getattr(choice, field) for choice in question.choices]
    return [getattr(getattr(question, part) if part else question, field)]


def put(whole: Any, name: str, made: Callable[[Any], Any]) -> Any:
    """The question, or part of one, with a field made anew of what it was."""
    part, _, field = name.rpartition(".")
    if part == "choices":
        return replace(whole, choices=tuple(put(choice, field, made) for choice in whole.choices))
    if part:
        return replace(whole, **{part: put(getattr(whole, part), field, made)})
    return replace(whole, **{field: made(getattr(whole, field))})


@pytest.mark.parametrize("name", OPTIONAL)
def test_a_version_without_a_field_is_stored_otherwise_and_told_as_changed(name: str) -> None:
    spared = replace(FULL, questions=(put(QUESTION, name, lambda _: OPTIONAL[name]),))

    assert spared != FULL, "full_bank says nothing in this field"
    assert documents.dump(spared) != documents.dump(FULL)
    assert compare(FULL, spared).changed == ("full",)


def test_every_field_comes_back_from_what_is_stored_from_a_file_and_from_a_draft() -> None:
    written = native.write(FULL)
    draft = native_draft.read(written)

    assert documents.load(documents.dump(FULL)) == FULL
    assert native.read(written, "full.yaml").bank == FULL
    assert drafts.load(drafts.dump(draft)) == draft
    assert native_draft.write(draft) == written


def test_every_text_that_may_be_formatted_is_among_those_by_which_pictures_are_kept() -> None:
    marked = QUESTION
    for name in FIELDS.keys() - UNFORMATTED:
        marked = put(marked, name, lambda text: Html(f"<p>{text}</p>") if type(text) is str else text)

    made = [text for name in FIELDS for text in said(marked, name) if isinstance(text, Html)]
    assert len(made) > 10
    assert sorted(banks.texts_of(marked)) == sorted(made)


def test_a_format_keeps_only_the_fields_that_it_is_said_to_carry() -> None:
    (bare,) = stripped(FULL, frozenset({Feature.MULTIPLE})).questions
    nothing = Question("full", QUESTION.kind, "Which?", tuple(Choice(one.text) for one in QUESTION.choices))

    kept = {name for name in FIELDS if said(bare, name) != said(nothing, name)}
    assert kept <= ALWAYS_CARRIED
    assert stripped(FULL, EVERYTHING) == FULL


def test_every_field_that_may_tell_of_the_key_is_tried_in_banks_that_must_look_alike() -> None:
    tried = {name for name in FIELDS for one, other in PAIRS.values() if said(one, name) != said(other, name)}

    assert FIELDS.keys() - TELLING_NOTHING <= tried
