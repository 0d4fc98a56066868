"""Finds a quotation in an article: exactly once, inside one block, or says why not.

Only three things are folded before comparing: the Unicode form (canonical equivalence, by NFD), the kinds of
apostrophe and quotation mark, and the kinds of space (a run of them counts as one). Nothing is ever fuzzy: the
nearest passage is a suggestion to the teacher, never a match.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from quizapp.domain.articles import Article, Block, Passage

_APOSTROPHES = dict.fromkeys("'’‘‚‛ʼʹ′‹›＇", "'")
_QUOTES = dict.fromkeys('"“”„‟″«»＂', '"')
_MARKS = _APOSTROPHES | _QUOTES

_NEAR_ENOUGH = 0.45
"""Below this share of common characters a « nearest passage » would only puzzle."""

_WEIGHED = 2_000
"""Passages weighed for one suggestion, and blocks for one of its words: enough for any real article, and a bound."""

_COMPARED = 400
"""Characters of a quotation that are compared for a suggestion; the comparison is quadratic in them."""

_COUNTED = 1_000
"""Occurrences of one quotation that are counted: beyond these, the number helps nobody."""

_WRITTEN_APART = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_WRITTEN_APART}]|[^\\s{_WRITTEN_APART}]+")
"""What suggestions are made of: words, and single characters where a script (Chinese, Japanese, Thai) spaces none."""


@dataclass(frozen=True, slots=True)
class FoundPassage:
    passage: Passage


@dataclass(frozen=True, slots=True)
class MissingPassage:
    nearest: str | None
    """The passage of the article most like the quotation, where one is like it at all."""


@dataclass(frozen=True, slots=True)
class Across:
    """The quotation stands in the article but runs over the end of a block."""

    first: str
    """The part of it that stands in the first block."""


@dataclass(frozen=True, slots=True)
class RepeatedPassage:
    count: int
    wider: str
    """The first occurrence with words around it, where they can, as many as make it unique."""


@dataclass(frozen=True, slots=True)
class _Folded:
    text: str
    origins: Sequence[int]
    """For each folded character, the index of the character of the original it comes from."""


def _fold(text: str) -> _Folded:
    folded: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if char.isspace():
            if folded and folded[-1][0] != " ":
                folded.append((" ", index))
        elif char.isascii():
            folded.append((char, index))
        else:
            folded.extend((_MARKS.get(part, part), index) for part in unicodedata.normalize("NFD", char))
    if folded and folded[-1][0] == " ":
        folded.pop()
    if not text.isascii():
        _reorder_marks(folded)
    return _Folded("".join(char for char, _ in folded), tuple(index for _, index in folded))


def _reorder_marks(folded: list[tuple[str, int]]) -> None:
    """Put runs of combining marks in canonical order, in place (Unicode 3.11, canonical ordering)."""
    start = 0
    while start < len(folded):
        end = start
        while end < len(folded) and unicodedata.combining(folded[end][0]):
            end += 1
        if end - start > 1:
            folded[start:end] = sorted(folded[start:end], key=lambda pair: unicodedata.combining(pair[0]))
        start = max(end, start + 1)


def _continues(char: str) -> bool:
    """Whether readers see it as a part of the character before it: a mark, or a later letter of a Hangul syllable."""
    return unicodedata.category(char).startswith("M") or "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff"


def _occurrences(folded: str, needle: str) -> Iterator[tuple[int, int]]:
    """Every (start, end) in the folded text, overlapping ones too, that does not cut a character in two."""
    start = folded.find(needle)
    while start != -1:
        end = start + len(needle)
        begins_whole = start == 0 or folded[start - 1] == " " or not _continues(folded[start])
        if begins_whole and (end == len(folded) or not _continues(folded[end])):
            yield start, end
        start = folded.find(needle, start + 1)


def _original(folded: _Folded, start: int, end: int) -> tuple[int, int]:
    """Where folded characters start..end stand in the original; marks may have stood there in another order."""
    last = end - 1
    while last > start and _continues(folded.text[last]):
        last -= 1
    first = folded.origins[start] if start or not _continues(folded.text[0]) else 0
    return first, max(folded.origins[last:end]) + 1


class Finder:
    """Looks quotations up in one article, folding it only once."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._blocks = tuple(_fold(block.text) for block in article.blocks)
        self._filled = [number for number, block in enumerate(self._blocks) if block.text]
        self._joined = " ".join(self._blocks[number].text for number in self._filled)
        self._starts = [0]
        """Where each of the filled blocks starts in the joined text, and where the next one would."""
        for number in self._filled:
            self._starts.append(self._starts[-1] + len(self._blocks[number].text) + 1)
        self._words: dict[str, list[tuple[int, int]]] = defaultdict(list)
        """For each word, the blocks that contain it, and how often."""
        for number, block in enumerate(self._blocks):
            for word, count in Counter(_WORD.findall(block.text.casefold())).items():
                if len(self._words[word]) < _WEIGHED:
                    self._words[word].append((number, count))

    def find(self, quotation: str) -> FoundPassage | MissingPassage | Across | RepeatedPassage:
        """Where the quotation stands: FoundPassage only if it occurs exactly once, inside one block."""
        needle = _fold(quotation).text
        if not needle:
            return MissingPassage(None)
        hits = list(islice(self._hits(needle), _COUNTED))
        if len(hits) == 1:
            return FoundPassage(hits[0])
        if hits:
            return RepeatedPassage(len(hits), self._wider(hits[0]))
        return self._across(needle) or MissingPassage(self._nearest(needle))

    def _hits(self, needle: str) -> Iterator[Passage]:
        for start, end in _occurrences(self._joined, needle):
            place, offset = self._place(start)
            if end < self._starts[place + 1]:
                number = self._filled[place]
                yield Passage(number, *_original(self._blocks[number], start - offset, end - offset))

    def _place(self, start: int) -> tuple[int, int]:
        """Which of the filled blocks holds a character of the joined text, and where that block starts there."""
        place = bisect_right(self._starts, start) - 1
        return place, self._starts[place]

    def _wider(self, hit: Passage) -> str:
        block = self._article.blocks[hit.block]
        for words in (3, 6, 12, 24):
            wider = _widened(block, hit, words)
            if len(list(islice(self._hits(_fold(wider).text), 2))) == 1:
                return wider
        return _widened(block, hit, 3)

    def _across(self, needle: str) -> Across | None:
        at, _ = next(_occurrences(self._joined, needle), (None, None))
        if at is None:
            return None
        place, offset = self._place(at)
        number = self._filled[place]
        start = self._blocks[number].origins[at - offset]
        return Across(self._article.blocks[number].text[start:].rstrip())

    def _nearest(self, needle: str) -> str | None:
        words = _WORD.findall(needle)
        shared: Counter[int] = Counter()
        for word, wanted in Counter(_WORD.findall(needle.casefold())).items():
            for number, count in self._words.get(word, ()):
                shared[number] += min(wanted, count)
        if not shared:
            return None
        best = min(shared, key=lambda number: (-shared[number], number))
        block = self._blocks[best]
        head = needle if len(needle) <= _COMPARED else needle[:_COMPARED].rpartition(" ")[0] or needle[:_COMPARED]
        length = len(_WORD.findall(head))
        spans = [word.span() for word in islice(_WORD.finditer(block.text), _WEIGHED + len(words))]
        firsts = [
            first
            for first in range(min(_WEIGHED, max(1, len(spans) - length + 1)))
            if not _continues(block.text[spans[first][0]])
        ]
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(head)
        scored = []
        for first in firsts:
            matcher.set_seq1(_run(block.text, spans, first, length)[:_COMPARED])
            if matcher.real_quick_ratio() >= _NEAR_ENOUGH and (ratio := matcher.quick_ratio()) >= _NEAR_ENOUGH:
                scored.append((ratio, first))
        finalists = sorted(scored, key=lambda pair: -pair[0])[:8]
        ratios = []
        for _, first in finalists:
            matcher.set_seq1(_run(block.text, spans, first, length)[:_COMPARED])
            ratios.append((matcher.ratio(), -first))
        ratio, first = max(ratios, default=(0.0, 0))
        if ratio < _NEAR_ENOUGH:
            return None
        last = min(-first + len(words), len(spans)) - 1
        start, end = _original(block, spans[-first][0], spans[last][1])
        return self._article.blocks[best].text[start:end]


def _run(text: str, spans: list[tuple[int, int]], first: int, length: int) -> str:
    return text[spans[first][0] : spans[min(first + length, len(spans)) - 1][1]]


def _widened(block: Block, passage: Passage, words: int) -> str:
    """The passage with up to so many words on either side of it, as the article writes them."""
    before, after = block.text[: passage.start], block.text[passage.end :]
    left, right = before.rsplit(maxsplit=words), after.split(maxsplit=words)
    kept_before = before[len(left[0]) :] if len(left) > words else before
    kept_after = after[: len(after) - len(right[-1])] if len(right) > words else after
    return block.text[passage.start - len(kept_before) : passage.end + len(kept_after)].strip()
