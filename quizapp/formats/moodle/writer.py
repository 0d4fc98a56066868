"""Writes Moodle XML as Moodle exports it: every element that its import asks for, pictures beside their texts.

Source: Moodle 4.5, question/format/xml/format.php. Equal banks give equal bytes.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape

from quizapp.domain.banks import Bank, Choice, Question
from quizapp.domain.texts import pictures_in
from quizapp.formats.carrying import Feature
from quizapp.formats.file import Writer
from quizapp.formats.moodle import categories, texts
from quizapp.formats.moodle.numbers import mark, percent
from quizapp.formats.moodle.texts import AUTOMATIC, FEEDBACK

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PENALTY, _WHOLE_PENALTY = "0.3333333", "1.0000000"
"""What a further try costs where there are some: Moodle's own, and that of its true/false questions."""


def _write(bank: Bank, pictures: Mapping[str, bytes]) -> bytes:
    lines, category = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"], ""
    for question in bank.questions:
        if question.filing.category != category:
            category = question.filing.category
            lines += _category(category)
        lines += _Written(question, pictures).lines()
    return "\n".join([*lines, "</quiz>", ""]).encode()


def _category(category: str) -> Iterator[str]:
    yield '<question type="category">'
    yield f"<category>{_text(categories.path(category))}</category>"
    yield f'<info format="{AUTOMATIC}">{_text("")}</info>'
    yield "<idnumber></idnumber>"
    yield "</question>"


class _Written:
    def __init__(self, question: Question, pictures: Mapping[str, bytes]) -> None:
        self._question = question
        self._pictures = pictures

    def lines(self) -> Iterator[str]:
        question = self._question
        is_true_false = question.kind.brings_choices
        yield f'<question type="{"truefalse" if is_true_false else "multichoice"}">'
        # Moodle refuses questions without a name.
        yield f"<name>{_text(question.filing.name or question.id)}</name>"
        yield from self._formatted("questiontext", question.stem)
        yield from self._formatted(FEEDBACK[0], question.feedback.general)
        yield f"<defaultgrade>{mark(question.marking.maximum)}</defaultgrade>"
        yield f"<penalty>{_WHOLE_PENALTY if is_true_false else _PENALTY}</penalty>"
        yield "<hidden>0</hidden>"
        yield f"<idnumber>{_data(question.id)}</idnumber>"
        yield from self._true_false() if is_true_false else self._multiple_choice()
        if question.filing.tags:
            yield f"<tags>{''.join(f'<tag>{_text(tag)}</tag>' for tag in question.filing.tags)}</tags>"
        yield "</question>"

    def _multiple_choice(self) -> Iterator[str]:
        question = self._question
        yield f"<single>{_flag(not question.kind.takes_several)}</single>"
        yield f"<shuffleanswers>{_flag(question.shuffle)}</shuffleanswers>"
        yield "<answernumbering>abc</answernumbering>"
        yield "<showstandardinstruction>0</showstandardinstruction>"
        for name, text in zip(FEEDBACK[1:], question.feedback.texts[1:], strict=True):
            yield from self._formatted(name, text)
        for choice in question.choices:
            written = texts.written(choice.text, inline=True)
            yield f'<answer fraction="{percent(choice.fraction)}" format="{written.form}">'
            yield from self._words(written.words, choice.text)
            yield from self._answered(choice)

    def _true_false(self) -> Iterator[str]:
        """What Moodle has no place for in such a question, it passes over."""
        if not self._question.shuffle:
            yield "<shuffleanswers>false</shuffleanswers>"
        for word, choice in zip(("true", "false"), self._question.choices, strict=True):
            yield f'<answer fraction="{percent(choice.fraction)}" format="{AUTOMATIC}">'
            yield _text(word)
            yield from self._answered(choice)

    def _answered(self, choice: Choice) -> Iterator[str]:
        yield from self._formatted("feedback", choice.feedback)
        yield "</answer>"

    def _formatted(self, name: str, text: str) -> Iterator[str]:
        said = texts.written(text)
        yield f'<{name} format="{said.form}">'
        yield from self._words(said.words, text)
        yield f"</{name}>"

    def _words(self, words: str, text: str) -> Iterator[str]:
        """What a text says, and the files that it shows."""
        yield _text(words)
        for name in dict.fromkeys(pictures_in(text)):
            data = b64encode(self._pictures[name]).decode()
            yield f'<file name="{name}" path="/" encoding="base64">{data}</file>'


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _text(words: str) -> str:
    return f"<text>{_data(words)}</text>"


def _data(words: str) -> str:
    """As Moodle has it; what XML forbids cannot be said, and what its readers change is named by number."""
    words = _NO_XML.sub("\ufffd", words)
    if "\r" in words:
        return escape(words).replace("\r", "&#13;")
    return words if escape(words) == words else f"<![CDATA[{words.replace(']]>', ']]]]><![CDATA[>')}]]>"


WRITER = Writer(
    "moodle-xml",
    "Moodle XML",
    "xml",
    "application/xml",
    frozenset((
        Feature.MULTIPLE, Feature.BARE_TRUE_FALSE, Feature.NAME, Feature.ID, Feature.CATEGORY, Feature.TAGS,
        Feature.MAXIMUM, Feature.SHUFFLE, Feature.GRADES, Feature.PARTIAL, Feature.FEEDBACK, Feature.CHOICE_FEEDBACK,
        Feature.OUTCOME_FEEDBACK, Feature.PARTLY_FEEDBACK, Feature.UNSEEN_FEEDBACK, Feature.FORMATTING,
        Feature.PICTURES, Feature.LINE_BREAKS,
    )),
    _write,
)  # fmt: skip
