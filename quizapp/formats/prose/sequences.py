"""Right choices at the end of a document, in the order of its questions and without their numbers: « Key: BACD »."""

import re
from collections.abc import Sequence

from quizapp.formats.prose import keys, lists
from quizapp.formats.prose.normal import NUMBERS, ordinals
from quizapp.formats.prose.parts import Segment, SegmentKind
from quizapp.formats.prose.typed import Claim, Document
from quizapp.formats.prose.words import Naming

_BETWEEN = re.compile(r"[\s,;/|.)\]\-\u3001]+")
_LETTER = re.compile(r"[^\W\d_]|[\u2460-\u2473\u24b6-\u24e9]")
_TOGETHER = re.compile(r"[A-J]{2,200}|[a-j]{2,200}")
_FEWEST = 2
_FEWEST_OPTIONS = 4
"""Choices of two questions."""


def taken_out(pieces: Sequence[Segment]) -> tuple[Sequence[Segment], list[Claim]]:
    """A document without such letters, and the letters; as it is, where it does not end with any."""
    end = len(pieces)
    while end and pieces[end - 1].kind in (SegmentKind.BLANK, SegmentKind.RULE):
        end -= 1
    at, below = end, list[Claim]()
    while at and not lists.is_header(pieces[at - 1]) and not _is_named(pieces[at - 1]):
        piece = pieces[at - 1]
        if piece.kind is SegmentKind.BLANK:
            at -= 1
            continue
        if not (found := _letters(piece, piece.seen)):
            return pieces, []
        below = found + below
        at -= 1
    if not at:
        return pieces, []
    header = pieces[at - 1]
    said = _letters(header, header.words) if _is_named(header) and header.words else []
    claims = said + below
    is_whole = bool(said) or not (_is_named(header) and header.words)
    options = sum(piece.kind is SegmentKind.OPTION for piece in pieces[: at - 1])
    if len(claims) < _FEWEST or options < _FEWEST_OPTIONS or not is_whole:
        return pieces, []
    return pieces[: at - 1], claims


def give(document: Document, claims: Sequence[Claim]) -> bool:
    """Whether the letters are of all questions: where nothing else tells a key, they are not of the last one alone."""
    asked = [question for question in document.questions if question.options]
    are_told = any(question.claims or keys.by_marks(question)[0] for question in document.questions)
    if document.claims or are_told or len(asked) < _FEWEST:
        return False
    if len(asked) == len(claims):
        document.in_order = list(zip(asked, claims, strict=True))
    else:
        document.miscounted = claims
    return True


def give_last(document: Document) -> None:
    """The same of a key below the last question, whatever stands behind it: one letter for each question."""
    asked = [question for question in document.questions if question.options]
    keyed = [question for question in document.questions if question.claims or keys.by_marks(question)[0]]
    if len(asked) < _FEWEST or len(keyed) != 1 or keyed[0] is not asked[-1] or len(keyed[0].claims) != 1:
        return
    claim = keyed[0].claims[0]
    parts = [part for part in _BETWEEN.split(claim.text) if part]
    if len(parts) == len(asked) and all(_LETTER.fullmatch(part) for part in parts):
        keyed[0].claims = []
        document.in_order = [(one, Claim(part, claim.place)) for one, part in zip(asked, parts, strict=True)]


def _is_named(piece: Segment) -> bool:
    named = piece.named
    return named is not None and named.role is Naming.KEY and named.number is None


def _letters(piece: Segment, seen: str) -> list[Claim]:
    """What a line says that has nothing but letters."""
    parts = [part for part in _BETWEEN.split(seen) if part]
    if len(parts) == 1 and _TOGETHER.fullmatch(parts[0]):
        parts = list(parts[0])
    are_letters = bool(parts) and all(_LETTER.fullmatch(part) and set(ordinals(part)) - {NUMBERS} for part in parts)
    return [Claim(part, piece.line.place) for part in parts] if are_letters else []
