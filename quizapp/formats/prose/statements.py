"""Statements line by line, each with a word that says whether it is true: « Rome est en Italie. VRAI », « … (F) »."""

import re
from collections.abc import Iterator, Sequence

from quizapp.formats.prose import words
from quizapp.formats.prose.labels import Sort, label_of
from quizapp.formats.prose.lines import Line
from quizapp.formats.prose.normal import bare, normal
from quizapp.formats.prose.typed import Claim, Document, TypedQuestion

_WORD = r"[^\W\d_]{1,12}|[√×✓✔✗✘]"
_BEHIND = re.compile(
    rf"(?P<gap>[(\[]|\.{{3,}}|…+|_{{2,}}|\t+|\s{{3,}}|\s[-:=]\s|:\s|\s?(?:\u2192|=+>|-+>)|(?<=[.!?])\s?)\s*+"
    rf"(?P<word>{_WORD})\s*+[)\]]?[\s.]*+$"
)
_BEFORE = re.compile(r"\s*+(?P<word>[^\W\d_]{1,8})(?P<gap>\t|\s{2,}|\s[-:]\s|\s?:\s)\s*+(?=\S)")
_LETTERS = (frozenset("vf"), frozenset("tf"), frozenset("rf"), frozenset("wf"), frozenset("cf"))
_FEWEST = 2
_MOSTLY = 0.6
_LONGEST_LINE = 500


def are_stated(lines: Sequence[str]) -> bool:
    """Whether most of some lines, in their normal form and none of them blank, are such statements."""
    found = [one for one in map(_parts, lines) if one is not None]
    letters = frozenset(bare(word) for _, _, word in found if len(word) == 1 and word.isascii())
    is_one_language = any(letters <= pair for pair in _LETTERS)
    are_both = not letters or len(letters) > 1
    return len(found) >= max(_FEWEST, _MOSTLY * len(lines)) and is_one_language and are_both


def read(lines: Sequence[Line]) -> Document:
    document = Document()
    for line in lines:
        parts = _parts(normal(line.text))
        if parts is not None:
            start, stop, word = parts
            question = TypedQuestion(line.place, stem=[line.cut(start, stop).stripped()])
            question.claims.append(Claim(_said(word), line.place))
            document.questions.append(question)
        elif line.text.strip():
            document.left.append((len(document.questions), [line]))
    return document


def _parts(seen: str) -> tuple[int, int, str] | None:
    """Where a statement stands in a line, and the word that says whether it is true."""
    if len(seen) > _LONGEST_LINE:
        return None
    return next((one for one in _readings(seen) if _is_statement(seen[one[0] : one[1]])), None)


def _readings(seen: str) -> Iterator[tuple[int, int, str]]:
    start = _start(seen, 0)
    behind = _BEHIND.search(seen, start)
    if behind and _truth(behind["word"]) is not None:
        is_bracketed = behind["gap"] in ("(", "[")
        is_alone = len(behind["word"]) > 1 or not behind["gap"].isspace() or len(behind["gap"]) > 1
        if is_bracketed or is_alone:
            yield start, behind.start(), behind["word"]
    before = _BEFORE.match(seen)
    if before and _truth(before["word"]) is not None:
        yield _start(seen, before.end()), len(seen), before["word"]


def _start(seen: str, at: int) -> int:
    label = label_of(seen, at)
    return label.stop if label is not None and label.sort in (Sort.NUMBER, Sort.BULLET, Sort.WORD, Sort.LETTER) else at


def _is_statement(text: str) -> bool:
    """Whether it is more than the name of a setting."""
    return " " in text.strip() or not text.isascii()


def _truth(word: str) -> bool | None:
    said = bare(word)
    if said in ("x", "r", "w", "c", "oui", "non", "yes", "no", "да", "нет"):
        return True if said in ("r", "w", "c") else None
    return words.truth(word)


def _said(word: str) -> str:
    return "true" if _truth(word) else "false"
