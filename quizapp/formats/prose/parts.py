"""Lines to parts: which begins a question, which a choice, which says something of the question."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from quizapp.formats.prose import labels, words
from quizapp.formats.prose.labels import Label, Sort
from quizapp.formats.prose.lines import Line
from quizapp.formats.prose.normal import NUMBERS, normal
from quizapp.formats.prose.words import Named


class SegmentKind(Enum):
    """What a piece of a line is."""

    BLANK = "blank"
    RULE = "rule"
    HEAD = "head"
    """A heading, as Markdown marks it."""
    TEXT = "text"
    NUMBER = "number"
    OPTION = "option"
    NAMED = "named"


@dataclass(slots=True)
class Segment:
    """A line, or what of one stands for itself."""

    kind: SegmentKind
    line: Line
    seen: str
    """What it looks like: as many characters as the line has."""
    start: int = 0
    """Where its words begin, after its label or its name."""
    label: Label | None = None
    named: Named | None = None

    @property
    def words(self) -> str:
        """As they look."""
        return self.seen[self.start :].strip()

    @property
    def said(self) -> Line:
        """The line without its label or name."""
        line = self.line
        if not line.runs:
            return Line(line.text[self.start :].strip(), line.place)
        return line.cut(self.start).stripped()


_RULE = re.compile(r"\s*+(?:([-=_*~#\u2500\u2550\u2014\u2013.])\s?){3,}\s*+")
_HEAD = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_NESTED = (Sort.LETTER, Sort.BOX, Sort.TRUTH)
_LOOKED_AT = 200
"""Characters of a line in which labels are looked for."""
_MOST_WITHIN = 4_000


def pieces_of(lines: Sequence[Line]) -> list[Segment]:
    """The pieces of a document, in its order."""
    whole = [_whole(line) for line in lines]
    following: list[Label | None] = [None] * len(whole)
    after: Label | None = None
    for at in range(len(whole) - 1, -1, -1):
        following[at] = after
        if whole[at].kind is not SegmentKind.BLANK:
            after = whole[at].label
    return [piece for one, then in zip(whole, following, strict=True) for piece in _split(one, then)]


def _whole(line: Line) -> Segment:
    seen = normal(line.text)
    if not seen or seen.isspace():
        return Segment(SegmentKind.BLANK, line, seen)
    if len(seen) < _LOOKED_AT and _RULE.fullmatch(seen):
        return Segment(SegmentKind.RULE, line, seen)
    if heading := _HEAD.match(seen):
        label = labels.label_of(seen, heading.end())
        if label is None or label.number is None:
            return Segment(SegmentKind.HEAD, line, seen, heading.end())
        return Segment(SegmentKind.NUMBER, line, seen, label.stop, label)
    if (choice := labels.choice_word(seen)) is not None:
        return Segment(SegmentKind.OPTION, line, seen, choice.stop, choice)
    if ":" in seen or len(seen) < 2 * _LOOKED_AT:
        named = words.named(seen)
        if named is not None:
            return Segment(SegmentKind.NAMED, line, seen, named.start, None, named)
    label = _label(line, seen)
    if label is None:
        return Segment(SegmentKind.TEXT, line, seen)
    kind = SegmentKind.NUMBER if label.sort in (Sort.NUMBER, Sort.WORD) else SegmentKind.OPTION
    return Segment(kind, line, seen, label.stop, label)


def _label(line: Line, seen: str) -> Label | None:
    """A letter or a box may follow a bullet or a number, as one types behind what the program writes."""
    head = seen if len(seen) < _LOOKED_AT else seen[:_LOOKED_AT]
    label = labels.label_of(head)
    if label is None:
        return _automatic(line, head)
    if label.sort in (Sort.BULLET, Sort.NUMBER) and (inner := labels.label_of(head, label.stop)) is not None:
        is_inner = inner.sort is Sort.BOX if label.sort is Sort.NUMBER else inner.sort in _NESTED
        if is_inner and not inner.is_weak:
            return inner if inner.mark or not label.mark else replace(inner, mark=label.mark)
        if label.sort is Sort.BULLET and label.sign in "*+•-" and inner.sort in (Sort.WORD, Sort.NUMBER) and line.label:
            return inner
    return label


def _automatic(line: Line, head: str) -> Label | None:
    """What the program wrote of itself is a label, whatever it looks like."""
    return labels.label_of(head, line.label) if line.label and head[: line.label].strip() else None


# --- several on a line ---


def _split(piece: Segment, following: Label | None) -> Iterator[Segment]:
    """The choices that stand on one line, and the key behind the last."""
    if piece.kind in (SegmentKind.BLANK, SegmentKind.RULE, SegmentKind.NAMED) or len(piece.seen) > _MOST_WITHIN:
        yield piece
        return
    key = words.key_within(piece.seen) or _stated(piece, following)
    rest = None
    if key is not None and piece.seen[piece.start : key[0]].strip():
        rest = _cut(piece, key[0], len(piece.line.text), SegmentKind.NAMED)
        rest.start = key[1] - key[0]
        rest.named = Named(words.Naming.KEY, rest.start)
        piece = _first(piece, key[0])
    found = _chain(piece, following)
    if found:
        yield _first(piece, found[0].start)
        for one, then in zip(found, [*found[1:], None], strict=True):
            made = _cut(piece, one.start, then.start if then else len(piece.line.text), SegmentKind.OPTION)
            made.label, made.start = one.label, one.label.stop - one.start
            yield made
    else:
        yield piece
    if rest is not None:
        yield rest


def _stated(piece: Segment, following: Label | None) -> tuple[int, int] | None:
    """« 3. The earth is flat. (false) », with no choices below."""
    is_alone = following is None or following.sort in (Sort.NUMBER, Sort.WORD)
    return words.truth_behind(piece.seen) if piece.kind is SegmentKind.NUMBER and is_alone else None


def _cut(piece: Segment, start: int, stop: int, kind: SegmentKind) -> Segment:
    line = piece.line.cut(start, stop) if piece.line.runs else Line(piece.line.text[start:stop], piece.line.place)
    return Segment(kind, line, piece.seen[start:stop])


def _first(piece: Segment, stop: int) -> Segment:
    made = _cut(piece, 0, stop, piece.kind)
    made.start, made.label = min(piece.start, stop), piece.label
    return made


def _chain(piece: Segment, following: Label | None) -> list[labels.Within]:
    """The labels that go on, behind the words of a line, where its own left off, or begin there."""
    label, seen = piece.label, piece.seen
    own = label if label is not None and label.sort is Sort.LETTER else None
    if own is None:
        return _begun(piece, following) if labels.may_hold(seen[piece.start :]) else []
    if "\t" not in seen and not _may_go_on(own, seen, piece.start):
        return []
    return _gone_on(seen, list(labels.within(seen, piece.start)), own, following)


def _may_go_on(own: Label, seen: str, start: int) -> bool:
    """A quick look for the letter that follows."""
    if len(own.sign) > 1 or own.style in ("Ⓐ", "①"):
        return not seen.isascii() or len(own.sign) > 1
    return chr(ord(own.sign) + 1) + own.style[-1:] in seen[start:] or not own.sign.isascii()


def _begun(piece: Segment, following: Label | None) -> list[labels.Within]:
    """A question with its first choices, or all, on its own line."""
    found = list(labels.within(piece.seen, piece.start))
    for at, one in enumerate(found):
        if 0 not in one.label.places.values() or not piece.seen[piece.start : one.start].strip():
            continue
        if one.label.style == "①" and following is not None and following.style != "①":
            continue
        chain = [one, *_gone_on(piece.seen, found[at + 1 :], one.label, following)]
        if len(chain) > 1 or _goes_on(one.label.places, following, one.label):
            return chain
    return []


def _goes_on(places: Mapping[int, int], following: Label | None, own: Label) -> bool:
    is_alike = following is not None and following.style.casefold() == own.style.casefold()
    return is_alike and following is not None and any(following.places.get(one) == at + 1 for one, at in places.items())


def _gone_on(seen: str, found: Sequence[labels.Within], own: Label, following: Label | None) -> list[labels.Within]:
    chain: list[labels.Within] = []
    alphabets = {one: {at} for one, at in own.places.items() if one != NUMBERS or own.style == "①"}
    last = dict(own.places)
    for one in found:
        is_apart = seen[one.start - 1 : one.start] == "\t" or seen[one.start - 2 : one.start].isspace()
        fits = {
            alphabet: at
            for alphabet, at in one.label.places.items()
            if alphabet in alphabets
            and at not in alphabets[alphabet]
            and (at == last[alphabet] + 1 or (is_apart and (at < 10 or one.label.style == own.style)))
        }
        if not fits or not (one.label.style == own.style or (is_apart and "\t" in seen)):
            continue
        alphabets = {alphabet: alphabets[alphabet] | {at} for alphabet, at in fits.items()}
        last = fits
        chain.append(one)
    # What begins the next line is no choice of this one: « a) both a) and b) ».
    repeated = following is not None and any(
        at in alphabets.get(alphabet, ()) and at != own.places.get(alphabet)
        for alphabet, at in following.places.items()
    )
    return [] if repeated else chain
