"""Open Trivia Database: questions as its service sends them, in JSON, in each of its encodings.

Source: opentdb.com, « API Documentation » (response codes, and the encodings « default », « urlLegacy », « url3986 »
and « base64 »). The file does not say which encoding it is in, so its content tells. The right answer comes first.
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Iterable
from fractions import Fraction
from html import unescape
from typing import Any
from urllib.parse import unquote, unquote_plus

from quizapp.domain.banks import Choice, Filing, Kind, shares
from quizapp.formats.building.assembly import Assembly, FoundQuestion, Place
from quizapp.formats.file import File, Format
from quizapp.formats.problems import Progress, Report, watched
from quizapp.formats.syntax import jsontree
from quizapp.formats.syntax.jsontree import Unreadable, below_comments, words
from quizapp.formats.syntax.text import hidden_character, without_hidden

NAME = "Open Trivia DB"
_SHAPE = re.compile(r'"incorrect_answers?"\s*:')
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_MULTIPLE, _BOOLEAN = "multiple", "boolean"

Decode = Callable[[str], str]


def _resembles(file: File) -> bool:
    """Whether it is JSON, comments before it apart, in which answers are called as there."""
    text = file.head
    begin = below_comments(text)
    return text[begin : begin + 1] in ("{", "[") and _SHAPE.search(text, begin) is not None


def _read(file: File, progress: Progress) -> Report:
    """The bank in a file of this format, or what is wrong with it."""
    assembly = file.assembly(NAME, as_text=True)
    try:
        found = _questions(file.text)
    except Unreadable as unreadable:
        whole, problems = jsontree.objects(file.text)
        found = _placed(file.text, ((at, one) for at, one in whole if "question" in one))
        assembly.problems += problems if found and problems else [unreadable.problem]
        if not found:
            return assembly.report(file.name)
    decoder = _decoder([one for _, one in found if isinstance(one, dict)])
    for at, one in watched(found, progress):
        _ask(assembly, at, one, decoder)
    return assembly.report(file.name)


def _questions(text: str) -> list[tuple[Place, Any]]:
    """Each with its place: those under « results », or those of a bare list. Raises Unreadable."""
    reader = jsontree.Reader(text)
    reader.at = below_comments(text)
    found: list[tuple[int, Any]] = []

    def read_list() -> None:
        found.extend((at, reader.next()) for at in reader.entries())

    if reader.is_list():
        read_list()
    else:
        for name in reader.members():
            if name == "results" and reader.is_list():
                read_list()
            else:
                reader.next()
    reader.end()
    return _placed(text, found)


def _placed(text: str, found: Iterable[tuple[int, Any]]) -> list[tuple[Place, Any]]:
    placed, at, line, first = [], 0, 1, 0
    for begin, one in found:
        line += text.count("\n", at, begin)
        first = max(first, text.rfind("\n", at, begin) + 1)
        at = begin
        placed.append((Place(line, begin - first + 1), one))
    return placed


def _ask(assembly: Assembly, at: Place, one: Any, decoder: Callable[[dict[str, Any]], Decode]) -> None:
    if not isinstance(one, dict):
        assembly.failed("not-fields", at, example='"question": "…"')
        return
    decode = decoder(one)
    for field in ("question", "correct_answer", "incorrect_answers"):
        value = one.get(field)
        if value is None:
            assembly.failed("missing-field", at, _known(decode, one), field=field)
            return
        if isinstance(value, list) is not (field == "incorrect_answers") or isinstance(value, dict):
            code = "not-list" if field == "incorrect_answers" else "not-text"
            assembly.failed(code, at, _known(decode, one), field=field)
            return
    stem, category, difficulty = (_line(decode, one.get(name)) for name in ("question", "category", "difficulty"))
    answers = [_line(decode, answer) for answer in (one["correct_answer"], *one["incorrect_answers"])]
    hidden = next(filter(None, map(hidden_character, (stem, category, difficulty, *answers))), None)
    if hidden is not None:
        assembly.failed("hidden-character", at, _known(decode, one), character=hidden)
        return
    kind = _line(decode, one.get("type")) or (_BOOLEAN if _are_boolean(answers) else _MULTIPLE)
    if kind not in (_MULTIPLE, _BOOLEAN):
        assembly.leave_out(at, kind, stem)
        return
    choices = [Choice(answer, Fraction(int(number == 0))) for number, answer in enumerate(answers)]
    assembly.ask(
        at,
        FoundQuestion(
            Kind.TRUE_FALSE if kind == _BOOLEAN else Kind.SINGLE,
            stem,
            choices,
            filing=Filing(category=category, tags=(difficulty,) if difficulty else ()),
        ),
    )


def _known(decode: Decode, one: dict[str, Any]) -> FoundQuestion:
    """What can be told of a question that is damaged."""
    right, wrong = (
        given if isinstance(given, list) else [] if given is None else [given]
        for given in (one.get("correct_answer"), one.get("incorrect_answers"))
    )
    kind = Kind.MULTIPLE if len(right) > 1 else Kind.SINGLE
    texts = [without_hidden(_line(decode, answer)) for answer in right + wrong]
    worth = shares(kind, [at < len(right) for at in range(len(texts))])
    choices = [Choice(text, share) for text, share in zip(texts, worth, strict=True) if text]
    return FoundQuestion(kind, without_hidden(_line(decode, one.get("question"))), choices)


def _line(decode: Decode, value: Any) -> str:
    return decode(words(value)).replace("\r\n", "\n").replace("\r", "\n").strip()


def _are_boolean(answers: Iterable[str]) -> bool:
    return sorted(answer.casefold() for answer in answers) == ["false", "true"]


# --- encodings ---


def _decoder(questions: list[dict[str, Any]]) -> Callable[[dict[str, Any]], Decode]:
    """How the texts of each of these questions are to be read; files that somebody put together may be mixed."""
    stems = [words(one.get("question")) for one in questions]
    given = [text for text in (*stems, *(words(one.get("correct_answer")) for one in questions)) if text]
    if given and all(_of_base64(text) is not None for text in given):
        return lambda one: _plain_or_base64
    together = "|".join(stems)
    if " " not in together:
        return lambda one: _of_stem(together)
    return lambda one: _of_stem(words(one.get("question")))


def _of_stem(stem: str) -> Decode:
    if " " in stem or not _PERCENT.search(stem):
        return unescape
    return unquote_plus if "+" in stem and "%20" not in stem else unquote


def _of_base64(text: str) -> str | None:
    try:
        return b64decode(text, validate=True).decode()
    except (Error, ValueError):
        return None


def _plain_or_base64(text: str) -> str:
    decoded = _of_base64(text)
    return text if decoded is None else decoded


FORMAT = Format(NAME, _resembles, _read)
