"""What labels mean that may mean several things.

Numbers that begin anew for each question count choices. Respondus has « ~ » before what is said of a question, « @ »
before what is said to a choice (Respondus 4.0 User Guide, « Standard format »).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from quizapp.formats.prose.labels import Sort
from quizapp.formats.prose.parts import Segment, SegmentKind
from quizapp.formats.prose.words import Named, Naming

_MOST = 10
"""Choices that numbers count in one question."""


@dataclass(slots=True)
class _Series:
    """The numbers of one style."""

    pieces: list[Segment] = field(default_factory=list)
    ones: int = 0
    lengths: list[int] = field(default_factory=list)
    """How far each run counts."""
    stems: int = 0
    """Runs that begin right below a line of words, or of another number."""
    keys: int = 0
    """Runs after which a key comes, or marks that stand in them."""
    broken: int = 0
    """Numbers with other text between them and the one before."""


def settle(pieces: Sequence[Segment]) -> None:
    """Makes choices of the numbers that count choices."""
    _settle_remarks(pieces)
    lettered = sum(one.kind is SegmentKind.OPTION for one in pieces)
    series = _all_series(pieces)
    count = sum(len(one.pieces) for one in series.values())
    for one in series.values():
        if lettered >= len(one.pieces) / 2:
            continue
        if _counts_choices(one, is_only=len(one.pieces) == count):
            for piece in one.pieces:
                piece.kind = SegmentKind.OPTION


def _settle_remarks(pieces: Sequence[Segment]) -> None:
    may = [one for one in pieces if one.kind in (SegmentKind.TEXT, SegmentKind.OPTION)]
    signed = [one for one in may if (seen := one.seen.lstrip())[:1] in _REMARKS and seen[1:2].isspace()]
    lettered = sum(one.label is not None and one.label.sort is Sort.LETTER for one in pieces)
    if lettered < max(2, len(signed) / 2):
        return
    for piece in signed:
        start = piece.seen.index(sign := piece.seen.lstrip()[0]) + 1
        piece.kind, piece.label, piece.start = SegmentKind.NAMED, None, start
        piece.named = Named(_REMARKS[sign], start)


_REMARKS = {"~": Naming.EXPLANATION, "@": Naming.FEEDBACK_CHOICE}


def _all_series(pieces: Sequence[Segment]) -> dict[str, _Series]:
    found: dict[str, _Series] = {}
    before: Segment | None = None
    current: _Series | None = None
    was_text = False
    for piece in pieces:
        if piece.kind is SegmentKind.BLANK:
            continue
        if piece.kind is SegmentKind.NAMED and piece.named is not None:
            if piece.named.role is Naming.KEY and current is not None:
                current.keys += 1
            was_text = True
        elif piece.kind is SegmentKind.NUMBER and piece.label is not None and piece.label.sort is Sort.NUMBER:
            label = piece.label
            number = label.number or 0
            one = found.setdefault(_style(piece), _Series())
            if number == 1:
                one.ones += 1
                one.lengths.append(0)
                one.stems += before is not None and (
                    before.kind is not SegmentKind.NUMBER or _style(before) != _style(piece)
                )
            elif was_text:
                one.broken += 1
            if one.lengths:
                one.lengths[-1] = max(one.lengths[-1], number)
            one.keys += bool(label.mark)
            one.pieces.append(piece)
            current, was_text = one, False
        else:
            was_text = True
        before = piece
    return found


def _style(piece: Segment) -> str:
    assert piece.label is not None
    return f"{piece.label.style}{piece.line.depth}"


def _counts_choices(one: _Series, *, is_only: bool) -> bool:
    if not one.lengths or max(one.lengths) > _MOST or len(one.pieces) < 2 * one.ones or one.stems < one.ones:
        return False
    if one.broken > len(one.pieces) / 4:
        return False
    return one.ones > 1 or bool(one.keys) or not is_only
