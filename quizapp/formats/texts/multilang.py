"""Texts that say the same in several languages, as Moodle's filters have them, and one language of them.

Sources: Moodle's filter_multilang (`<span lang="fr" class="multilang">…</span>`) and the plugin filter_multilang2,
text_filter.php: `{mlang fr}…{mlang}`, several languages with commas, « other » where none is the reader's. Where a text
has neither, Moodle shows nothing of it; here its first language is taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OTHER = "other"
_MARK = re.compile(r"\{\s{0,9}mlang(\s[a-z0-9_,\s-]{0,300})?\}", re.IGNORECASE)
_SPAN = re.compile(r"<(/?)span\b([^<>]*)>", re.IGNORECASE)
_MULTILANG = re.compile(r"\bclass\s*=\s*[\"']?[^\"'<>]*\bmultilang\b", re.IGNORECASE)
_LANG = re.compile(r"\blang\s*=\s*[\"']?([a-zA-Z0-9_-]{1,20})", re.IGNORECASE)
_TAG = re.compile(r"([a-z]{2,3})(?:[_-]([a-z]{2}))?(?![a-z])")


@dataclass(frozen=True, slots=True)
class LanguageBlock:
    """What stands in one pair of marks."""

    names: tuple[str, ...]
    start: int
    """Of the mark before it; `end` is behind the mark after it."""
    end: int
    text: str


def marked(source: str) -> str:
    """HTML in which the spans of the one filter are the marks of the other."""
    made, at, ends = [], 0, list[str]()
    for span in _SPAN.finditer(source):
        language = _LANG.search(span[2]) if _MULTILANG.search(span[2]) else None
        if span[1]:
            mark = ends.pop() if ends else span[0]
        else:
            ends.append("{mlang}" if language else "</span>")
            mark = f"{{mlang {language[1]}}}" if language else span[0]
        made += [source[at : span.start()], mark]
        at = span.end()
    return "".join((*made, source[at:]))


def is_in_several(text: str) -> bool:
    """Whether a text has the marks of these filters; soon seen of those that have not."""
    return "mlang" in text and any(True for _ in _blocks(text))


def languages_of(text: str) -> Iterator[str]:
    """By Moodle's names, in their order; « other » is none."""
    for block in _blocks(text):
        yield from (name for name in block.names if name != _OTHER)


def only(text: str, language: str) -> str:
    """A text with what it says in this language, or else in a kindred one, for all others, or in its first."""
    blocks = list(_blocks(text))
    kindred = {name for block in blocks for name in block.names if _family(name) == _family(language)}
    kept = next(
        wanted
        for wanted in ({language}, kindred, {_OTHER}, set(blocks[0].names))
        if any(not wanted.isdisjoint(block.names) for block in blocks)
    )
    made, at = [], 0
    for block in blocks:
        made += [text[at : block.start], "" if kept.isdisjoint(block.names) else block.text]
        at = block.end
    return "".join((*made, text[at:]))


def _blocks(text: str) -> Iterator[LanguageBlock]:
    opened = None
    for mark in _MARK.finditer(text):
        names = tuple(name for name in re.split(r"[\s,]+", (mark[1] or "").casefold().replace("-", "_")) if name)
        if opened is None and names:
            opened = mark, names
        elif opened is not None and not names:
            first, languages = opened
            yield LanguageBlock(languages, first.start(), mark.end(), text[first.end() : mark.start()])
            opened = None


def tag(name: str) -> str:
    """The language tag (BCP 47) of one of Moodle's names; empty where it is none."""
    found = _TAG.match(name)
    return f"{found[1]}-{found[2].upper()}" if found and found[2] else found[1] if found else ""


def _family(name: str) -> str:
    return name.partition("_")[0]
