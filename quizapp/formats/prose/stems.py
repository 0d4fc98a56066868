"""What lines mean that nothing names: which is the question, what goes on with a choice, a bare letter for a key."""

import re
from collections.abc import Sequence

from quizapp.formats.prose import marks
from quizapp.formats.prose.labels import Label, Sort
from quizapp.formats.prose.normal import bare
from quizapp.formats.prose.parts import Segment, SegmentKind
from quizapp.formats.prose.typed import TypedChoice, TypedQuestion

_SENTENCE = re.compile(r"[.!?:;…。？！：؟)\]]\s*$")
_BARE_KEY = re.compile(r"(?:=+>|-+>|\u2192)?[\s*(\[]*+([A-Za-z])(?:[\s,;/&+]{0,3}([A-Za-z]))*+[\s.)\]*]*+")
_LONGEST_HEADING = 80
_LONGEST_KEY = 24
_MOST_STATEMENTS = 12


def is_wrap(piece: Segment) -> bool:
    """Whether a line seems to go on with the one before."""
    seen = piece.seen
    return seen[:1] == "\t" or seen[:2] == "  " or seen[:1].islower()


def stem_of(tail: list[Segment], *, is_first: bool) -> tuple[list[Segment], list[Segment]]:
    """What of the text before the first choice is no stem, and what is: headings stand apart, and end in no sign."""
    while tail and tail[0].kind is SegmentKind.BLANK:
        tail = tail[1:]
    while tail and tail[-1].kind is SegmentKind.BLANK:
        tail = tail[:-1]
    cut = 0
    at = next((place for place, one in enumerate(tail) if one.kind is SegmentKind.BLANK), len(tail))
    while at < len(tail):
        paragraph = [one for one in tail[cut:at] if one.kind is not SegmentKind.BLANK]
        is_heading = (
            len(paragraph) == 1
            and len(paragraph[0].seen) < _LONGEST_HEADING
            and not _SENTENCE.search(paragraph[0].seen)
        )
        is_other = marks.is_marked_block([one.line for one in paragraph])
        is_title = is_first and cut == 0 and len(paragraph) == 1 and "?" not in paragraph[0].seen
        if not (is_heading or is_title or is_other):
            break
        cut = at + 1
        at = next((place for place in range(cut, len(tail)) if tail[place].kind is SegmentKind.BLANK), len(tail))
    return tail[:cut], tail[cut:]


def starts_list(label: Label) -> bool:
    """Whether a label may be that of a first choice."""
    return label.sort in (Sort.BULLET, Sort.BOX, Sort.TRUTH) or 0 in label.places.values()


def is_bare_key(seen: str, options: Sequence[TypedChoice]) -> bool:
    """Whether a line below these choices is « C » alone."""
    if len(seen) > _LONGEST_KEY or len(options) < 2 or options[0].label is None or not _BARE_KEY.fullmatch(seen):
        return False
    letters = [one for one in seen if one.isalpha()]
    is_word = len(letters) > 1 and "".join(letters) in seen and not seen.strip().isupper()
    known = {option.label.sign.casefold() for option in options if option.label is not None}
    return not is_word and len(set(letters)) == len(letters) and all(one.casefold() in known for one in letters)


def demoted(question: TypedQuestion, label: Label) -> bool:
    """Whether the list right before a first choice, of other labels, belongs to the question itself; now it does."""
    if not question.options or question.claims or len(question.options) > _MOST_STATEMENTS:
        return False
    first = question.options[0].label
    if first is None or (
        (first.sort, first.style[-1:]) == (label.sort, label.style[-1:])
        and (not label.places or question.alphabet in label.places)
    ):
        return False
    if len(question.options) == 1 and not question.stem:
        question.stem = question.options[0].lines
    else:
        for one in question.options:
            question.stem += [one.whole or one.lines[0], *one.lines[1:]]
    question.options = []
    return True


def is_next(question: TypedQuestion, piece: Segment) -> bool:
    """Whether this is the question that follows, for whoever left « Answer: » empty."""
    label = piece.label
    if question.number is None or label is None or piece.kind is not SegmentKind.NUMBER:
        return False
    texts = {bare(option.lines[0].text) for option in question.options}
    return label.number == question.number + 1 and bare(piece.words) not in texts
