"""Labels with nothing but a blank behind them, « ア 大阪 », « A Paris », where the letters go on from line to line.

Any sentence may begin with « A »: what makes a label of it is the « B » of the next line, below a question.
"""

import re
from collections.abc import Iterator, Sequence

from quizapp.formats.prose.labels import Label, Sort
from quizapp.formats.prose.lines import Line
from quizapp.formats.prose.normal import LATIN, NUMBERS, ROMAN, normal, ordinals
from quizapp.formats.prose.parts import Segment, SegmentKind
from quizapp.formats.prose.words import Naming

_LABEL = re.compile(r"\s*+(?P<letter>[^\W\d_])(?P<gap>\s++)(?=\S)")
_NUMBER = re.compile(r"\s*+(?P<number>\d{1,3})\s++(?=[^\W\d_¿¡«\"'])")
_KANA = re.compile(r"(?:^|(?<=\s))[ア-ク](?=\s)")
_WIDE = re.compile(r"(?:^\s*|(?<=\t)|(?<=\s\s))[A-H](?=\s)")
_FEWEST, _FEWEST_SMALL = 2, 3
"""Labels that make a list; of small Latin letters, some of which are words, more."""


def on_lines_of_their_own(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, those with several such labels cut before each of them: « ア 大阪　イ 東京 »."""
    if not any(_KANA.match(line.text) or _WIDE.match(line.text) for line in lines):
        return lines
    return [part for line in lines for part in _cut(line)]


def _cut(line: Line) -> Iterator[Line]:
    seen = normal(line.text)
    for pattern, alphabet in ((_KANA, "アイウエオカキク"), (_WIDE, "ABCDEFGH")):
        starts = [found.end() - 1 for found in pattern.finditer(seen)]
        if len(starts) > 1 and "".join(seen[at] for at in starts) == alphabet[: len(starts)]:
            if seen[: starts[0]].strip():
                continue
            for start, stop in zip(starts, [*starts[1:], len(seen)], strict=True):
                yield line.cut(start, stop).stripped()
            return
    yield line


def settle(pieces: Sequence[Segment]) -> None:
    """Makes choices of the lines that such letters count, and questions of the lines that numbers do above them."""
    stems = []
    run: list[Segment] = []
    above: Segment | None = None
    before: Segment | None = None
    for piece in [*pieces, None]:
        if piece is not None and piece.kind is SegmentKind.BLANK:
            continue
        label = _label(piece) if piece is not None and piece.kind is SegmentKind.TEXT else None
        if piece is not None and label is not None and run and _follows(label, run):
            run.append(piece)
        else:
            if _is_list(run) and above is not None and _may_be_asked(above):
                stems.append(above)
                _make(run)
            run = [piece] if piece is not None and label is not None and 0 in label.places.values() else []
            above = before if run else None
        before = piece
    _number(stems)


def _may_be_asked(piece: Segment) -> bool:
    """Whether a line may be what choices below it answer: a key is not, nor is another choice."""
    is_question = piece.named is not None and piece.named.role is Naming.QUESTION
    return is_question or piece.kind in (SegmentKind.TEXT, SegmentKind.NUMBER, SegmentKind.HEAD)


def _label(piece: Segment) -> Label | None:
    found = _LABEL.match(piece.seen)
    if found is None or not (
        places := {a: at for a, at in ordinals(found["letter"]).items() if a not in (ROMAN, NUMBERS)}
    ):
        return None
    letter = found["letter"]
    case = "A" if letter.isupper() or not letter.islower() else "a"
    return Label(Sort.LETTER, f"{case} ", places, found.end(), letter)


def _follows(label: Label, run: Sequence[Segment]) -> bool:
    first = _label(run[0])
    assert first is not None
    alphabets = {one for one, at in first.places.items() if at == 0}
    return label.style == first.style and any(label.places.get(one) == len(run) for one in alphabets)


def _is_list(run: Sequence[Segment]) -> bool:
    label = _label(run[0]) if run else None
    is_small = label is not None and label.style == "a " and LATIN in label.places
    return len(run) >= (_FEWEST_SMALL if is_small else _FEWEST)


def _make(run: Sequence[Segment]) -> None:
    for piece in run:
        label = _label(piece)
        assert label is not None
        piece.kind, piece.label, piece.start = SegmentKind.OPTION, label, label.stop


def _number(stems: Sequence[Segment]) -> None:
    """Where each of the lines above such lists begins with its number."""
    found = [_NUMBER.match(piece.seen) if piece.kind is SegmentKind.TEXT else None for piece in stems]
    if not stems or [int(one["number"]) if one else 0 for one in found] != list(range(1, len(stems) + 1)):
        return
    for piece, one in zip(stems, found, strict=True):
        assert one is not None
        label = Label(Sort.NUMBER, "1 ", ordinals(one["number"]), one.end(), one["number"])
        piece.kind, piece.label, piece.start = SegmentKind.NUMBER, label, one.end()
