"""By which words a bank is found, and what somebody who looks for one has typed."""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from quizapp.domain.banks import Bank
from quizapp.domain.collation import folded
from quizapp.domain.texts import plain

LONGEST_SEARCH = 100
MOST_TAGS = 40
"""Of one bank, those on most of its questions."""


class UnfitSearch(Exception):
    """What was typed cannot be looked for; `why` is the code of its sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def words_of(bank: Bank) -> str:
    """All that a bank is found by but its title: each word once, without case and marks, a blank before each."""
    return spaced(folded("\n".join(_texts(bank))))


def spaced(words: str) -> str:
    """Each of them once, with a blank before it: what begins with a word is found behind a blank."""
    return "".join(f" {word}" for word in dict.fromkeys(words.split()))


def tags_of(bank: Bank) -> dict[str, str]:
    """The tags of its questions, as they are first written, by what they share with those of other banks."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for tag in (tag for question in bank.questions for tag in question.filing.tags):
        if key := folded(tag):
            counts[key] += 1
            written.setdefault(key, tag)
    return {key: written[key] for key, _ in counts.most_common(MOST_TAGS)}


def looked_for(typed: str) -> tuple[str, ...]:
    """The beginnings of words that a bank has to have, all of them, as `words_of` keeps words. Raises UnfitSearch.

    Nothing typed looks for nothing. Where no blanks part words, as in Japanese, they are found inside too.
    """
    if len(typed) > LONGEST_SEARCH:
        raise UnfitSearch("search-too-long")
    words = tuple(dict.fromkeys(folded(typed).split()))
    if typed.strip() and not words:
        raise UnfitSearch("no-word")
    return tuple(word if _is_unparted(word) else f" {word}" for word in words)


def _texts(bank: Bank) -> Iterator[str]:
    yield bank.summary
    for question in bank.questions:
        yield plain(question.stem)
        yield from (question.filing.name, question.filing.category, *question.filing.tags)
    if bank.article is not None:
        yield from (block.text for block in bank.article.blocks)


def _is_unparted(word: str) -> bool:
    return any(unicodedata.east_asian_width(char) in "WF" for char in word)
