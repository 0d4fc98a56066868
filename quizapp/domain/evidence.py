"""Finds a quotation in an article: exactly once, inside one block, or says why not.

Only three things are folded before comparing: the Unicode form (canonical equivalence, by NFD), the kinds of
apostrophe and quotation mark, and the kinds of space (a run of them counts as one). Nothing is ever fuzzy: the
nearest passage is a suggestion to the teacher, never a match.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from quizapp.domain.articles import Article, Block, Passage

_APOSTROPHES = dict.fromkeys("'’‘‚‛ʼʹ′‹›＇", "'")
_QUOTES = dict.fromkeys('"“”„‟″«»＂', '"')
_MARKS = _APOSTROPHES | _QUOTES

_NEAR_ENOUGH = 0.45
"""Below this share of common characters a « nearest passage » would only puzzle."""

_WINDOWS = 2_000
"""Passages weighed for one suggestion: enough for any real paragraph, and a bound for a hostile one."""


@dataclass(frozen=True, slots=True)
class Found:
    passage: Passage


@dataclass(frozen=True, slots=True)
class Missing:
    nearest: str | None
    """The passage of the article most like the quotation, where one is like it at all."""


@dataclass(frozen=True, slots=True)
class Across:
    """The quotation stands in the article but runs over the end of a block."""

    first: str
    """The part of it that stands in the first block."""


@dataclass(frozen=True, slots=True)
class Repeated:
    count: int
    wider: str
    """The first occurrence with a few words around it, as a hint at how to make it unique."""


@dataclass(frozen=True, slots=True)
class _Folded:
    text: str
    origins: tuple[int, ...]
    """For each folded character, the index of the character of the original it comes from."""


def _fold(text: str) -> _Folded:
    folded: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if char.isspace():
            if not folded or folded[-1][0] != " ":
                folded.append((" ", index))
            continue
        folded.extend((part, index) for part in unicodedata.normalize("NFD", _MARKS.get(char, char)))
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


def _occurrences(haystack: _Folded, needle: str) -> Iterator[tuple[int, int]]:
    """Every (start, end) in the original text, overlapping ones too, that does not cut a character in two."""
    at = haystack.text.find(needle)
    while at != -1:
        after = at + len(needle)
        begins_whole = at == 0 or haystack.origins[at] != haystack.origins[at - 1]
        ends_whole = after == len(haystack.text) or not (
            haystack.origins[after] == haystack.origins[after - 1] or unicodedata.combining(haystack.text[after])
        )
        if begins_whole and ends_whole:
            yield haystack.origins[at], haystack.origins[after - 1] + 1
        at = haystack.text.find(needle, at + 1)


class Finder:
    """Looks quotations up in one article, folding it only once."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._blocks = tuple(_fold(block.text) for block in article.blocks)
        self._words = tuple(Counter(block.text.casefold().split()) for block in self._blocks)

    def find(self, quotation: str) -> Found | Missing | Across | Repeated:
        """Where the quotation stands: Found only if it occurs exactly once, inside one block."""
        needle = _fold(quotation).text.strip()
        if not needle:
            return Missing(None)
        hits = [
            Passage(number, start, end)
            for number, block in enumerate(self._blocks)
            for start, end in _occurrences(block, needle)
        ]
        if len(hits) == 1:
            return Found(hits[0])
        if hits:
            return Repeated(len(hits), _widened(self._article.blocks[hits[0].block], hits[0]))
        return self._across(needle) or Missing(self._nearest(needle))

    def _across(self, needle: str) -> Across | None:
        joined, ends = "", []
        for block in self._blocks:
            joined += block.text.strip() + " "
            ends.append(len(joined))
        at = joined.find(needle)
        if at == -1:
            return None
        boundary = next(end for end in ends if end > at)
        return Across(joined[at:boundary].strip())

    def _nearest(self, needle: str) -> str | None:
        wanted = Counter(needle.casefold().split())
        shared = [sum((words & wanted).values()) for words in self._words]
        best = max(range(len(shared)), key=shared.__getitem__, default=None)
        if best is None or not shared[best]:
            return None
        text = self._article.blocks[best].text
        starts = [i for i, char in enumerate(text) if not char.isspace() and (i == 0 or text[i - 1].isspace())]
        length = max(1, len(needle.split()))
        firsts = [i for i in range(max(1, len(starts) - length + 1)) if text[starts[i]].isalnum()][:_WINDOWS]
        windows = (_window(text, starts, first, length) for first in firsts)
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(needle)
        scored = []
        for window in windows:
            matcher.set_seq1(_fold(window).text)
            if matcher.real_quick_ratio() >= _NEAR_ENOUGH and matcher.quick_ratio() >= _NEAR_ENOUGH:
                scored.append((matcher.quick_ratio(), window))
        finalists = sorted(scored, key=lambda pair: -pair[0])[:8]
        ratio, window = max(((_ratio(matcher, w), w) for _, w in finalists), default=(0.0, ""))
        return window if ratio >= _NEAR_ENOUGH else None


def _ratio(matcher: "SequenceMatcher[str]", window: str) -> float:
    matcher.set_seq1(_fold(window).text)
    return matcher.ratio()


def _window(text: str, starts: list[int], first: int, length: int) -> str:
    last = first + length
    return text[starts[first] : starts[last] if last < len(starts) else len(text)].strip()


def _widened(block: Block, passage: Passage, words: int = 3) -> str:
    """The passage with up to three words on either side of it."""
    before = block.text[: passage.start].rsplit(maxsplit=words)
    after = block.text[passage.end :].split(maxsplit=words)
    left = " ".join(before[1:] if len(before) > words else before)
    right = " ".join(after[:words])
    return " ".join(part for part in (left, block.text[passage.start : passage.end], right) if part)
