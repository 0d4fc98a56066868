"""Keys that stand at the end of a question in a look of their own: « Where is it? C », the C in green."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.formats.prose import keys
from quizapp.formats.prose.lines import Emphasis, LetterRun, Line
from quizapp.formats.prose.typed import Document, TypedChoice, TypedQuestion
from quizapp.formats.prose.words import truth

_LOOKS = (Emphasis.COLOURED, Emphasis.HIGHLIGHTED)
_LONGEST = 24
_MOST_LETTERS = 8
_MOST_CHOICES = 10


@dataclass(frozen=True, slots=True)
class StemEnd:
    """What a stem ends with: in which of its lines, from where, and which choices it names."""

    line: int
    start: int
    key: frozenset[int]


def give_choices(document: Document) -> None:
    """Lines without labels below such an ending are choices, where several questions of the document have one."""
    found = [(question, _at(question.stem)) for question in document.questions]
    ended = [(question, at) for question, at in found if at is not None]
    if len(ended) < 2:
        return
    for question, (line, _) in ended:
        rest = [one for one in question.stem[line + 1 :] if one.text.strip()]
        kept = line + 1
        if rest and rest[0].text.rstrip().endswith(":"):
            kept, rest = question.stem.index(rest[0]) + 1, rest[1:]
        if not question.options and not question.claims and 1 < len(rest) <= _MOST_CHOICES:
            question.stem = list(question.stem[:kept])
            question.options = [TypedChoice([one.stripped()]) for one in rest]


def of(question: TypedQuestion) -> StemEnd | None:
    """The ending of a question, if it names choices of it."""
    at = _at(question.stem)
    if at is None:
        return None
    line, start = at
    key, said = keys.named_by(question.stem[line].text[start:].strip(), question)
    return StemEnd(line, start, key) if key and not said else None


def taken_away(question: TypedQuestion, ending: StemEnd) -> None:
    """A stem is not to say what is right."""
    question.stem[ending.line] = question.stem[ending.line].cut(0, ending.start).stripped()


def _at(stem: Sequence[Line]) -> tuple[int, int] | None:
    """The last line that ends with a letter, or a truth, in a colour that the words before have not; and where."""
    for at in range(len(stem) - 1, -1, -1):
        line = stem[at]
        end = len(line.text.rstrip())
        for run in line.runs:
            if run.emphasis in _LOOKS and run.stop >= end > run.start and _is_key(line, run):
                return at, run.start
    return None


def _is_key(line: Line, run: LetterRun) -> bool:
    word = line.text[run.start : run.stop].strip()
    before = line.text[: run.start]
    is_letters = len(word) <= _MOST_LETTERS and word.isalpha() and word.isupper() and max(word) <= "J"
    is_alone = not any(one is not run and one.emphasis is run.emphasis and one.value == run.value for one in line.runs)
    stands_apart = bool(before.strip()) and (before[-1:].isspace() or word != line.text[run.start : run.stop])
    return len(word) <= _LONGEST and (is_letters or truth(word) is not None) and is_alone and stands_apart
