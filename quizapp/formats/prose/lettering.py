"""Choices whose letters are not those of the alphabet in its order, as people mistype them, or programs exchange them.

Letters in another order, as in columns « a c e » and « b d », are as they should be. Where letters are wrong throughout
a document, what names the key goes by places; where one is, the key may mean either, and is asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import ascii_uppercase

from quizapp.formats.prose.labels import Label, Sort
from quizapp.formats.prose.normal import LATIN
from quizapp.formats.prose.parts import Segment, SegmentKind
from quizapp.formats.prose.words import Naming

_FEWEST = 3
"""Lists with wrong letters in which nobody mistyped."""
_MOST = 8
"""Choices of such a list."""


def settle(segments: Sequence[Segment]) -> None:
    """Gives letters that are out of order the places in which they stand."""
    _settle_counted(segments)
    _settle_headings(segments)
    _settle_counting_on(segments)
    by_style: dict[str, list[list[Segment]]] = {}
    for group in _groups(segments):
        by_style.setdefault(_label(group[0]).style, []).append(group)
    for groups in by_style.values():
        wrong = [group for group in groups if not _is_ordered(group)]
        are_exchanged = len(wrong) >= _FEWEST and 2 * len(wrong) > len(groups)
        for group in wrong:
            if are_exchanged or _is_mistyped(group):
                _reletter(group, are_exchanged=are_exchanged)


def _settle_counted(segments: Sequence[Segment]) -> None:
    """« answer 1 », « answer 2 », « answer 3 » below each other are choices without labels: none names a key."""
    run: list[Segment] = []
    for segment in [*segments, None]:
        is_next = (
            segment is not None
            and segment.kind is SegmentKind.NAMED
            and segment.named is not None
            and segment.named.role is Naming.KEY
            and segment.words == str(len(run) + 1)
        )
        if is_next and segment is not None:
            run.append(segment)
            continue
        if len(run) >= _FEWEST:
            for one in run:
                one.kind, one.named, one.start = SegmentKind.TEXT, None, 0
        run = []


def _settle_headings(segments: Sequence[Segment]) -> None:
    """A letter right before a numbered question, as « A. Multiple choice », is that of a part."""
    filled = [one for one in segments if one.kind is not SegmentKind.BLANK]
    for before, one, after in zip([None, *filled], filled, filled[1:], strict=False):
        label = one.label if one.kind is SegmentKind.OPTION else None
        is_first = label is not None and label.sort is Sort.LETTER and 0 in label.places.values()
        begins = after.kind is SegmentKind.NUMBER and after.label is not None and after.label.number == 1
        if is_first and begins and (before is None or before.kind is SegmentKind.TEXT):
            one.kind, one.label, one.start = SegmentKind.TEXT, None, 0


def _settle_counting_on(segments: Sequence[Segment]) -> None:
    """Letters that a word processor counts on from the question before, e) below a numbered one, begin anew there."""
    last: dict[str, int] = {}
    shift: dict[str, int] = {}
    before: Segment | None = None
    for segment in segments:
        if segment.kind is SegmentKind.BLANK:
            continue
        label = segment.label if segment.kind is SegmentKind.OPTION and segment.line.label else None
        if label is not None and label.sort is Sort.LETTER and LATIN in label.places:
            at = _latin(label, last.get(label.style, -1))
            if before is not None and before.kind is SegmentKind.NUMBER:
                shift[label.style] = at if at and at == last.get(label.style, -1) + 1 else 0
            elif at == 0:
                shift[label.style] = 0
            last[label.style] = at
            if shift.get(label.style):
                places = {LATIN: at - shift[label.style]}
                segment.label = replace(label, places=places, is_weak=False, is_doubtful=True)
        before = segment


def _latin(label: Label, last: int) -> int:
    """The place in the alphabet; after z comes aa."""
    return label.places[LATIN] if len(label.sign) == 1 else last + 1


def _groups(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Letters of one style right below or beside each other, from the first of an alphabet on."""
    group: list[Segment] = []
    for segment in segments:
        label = segment.label if segment.kind is SegmentKind.OPTION else None
        is_letter = label is not None and label.sort is Sort.LETTER and len(label.sign) == 1
        if is_letter and label is not None and 0 in label.places.values() and _is_firm(label):
            yield from [group] if len(group) > 1 else []
            group = [segment]
        elif is_letter and label is not None and group and label.style == _label(group[0]).style:
            group.append(segment)
        else:
            yield from [group] if len(group) > 1 else []
            group = []
    yield from [group] if len(group) > 1 else []


def _is_firm(label: Label) -> bool:
    """In some scripts no blank is typed behind « A. »."""
    return not label.is_weak or label.style.endswith(".")


def _label(segment: Segment) -> Label:
    assert segment.label is not None
    return segment.label


def _alphabets(group: Sequence[Segment]) -> list[int]:
    return [alphabet for alphabet, at in _label(group[0]).places.items() if at == 0]


def _is_ordered(group: Sequence[Segment]) -> bool:
    """Whether they are the first letters of an alphabet, in whatever order, with none twice."""
    return len(group) > _MOST or any(
        {_label(one).places.get(alphabet) for one in group} == set(range(len(group))) for alphabet in _alphabets(group)
    )


def _is_mistyped(group: Sequence[Segment]) -> bool:
    """Whether all letters but one, which is not the last, stand in their place."""
    return any(
        sum(_label(one).places.get(alphabet) != at for at, one in enumerate(group)) == 1
        and _label(group[-1]).places.get(alphabet) == len(group) - 1
        for alphabet in _alphabets(group)
    )


def _reletter(group: Sequence[Segment], *, are_exchanged: bool) -> None:
    alphabets = _alphabets(group)
    for at, segment in enumerate(group):
        label = _label(segment)
        if all(label.places.get(alphabet) == at for alphabet in alphabets):
            continue
        sign = ascii_uppercase[at] if are_exchanged else label.sign
        segment.label = replace(
            label, places=dict.fromkeys(alphabets, at), sign=sign, is_weak=False, is_doubtful=not are_exchanged
        )
