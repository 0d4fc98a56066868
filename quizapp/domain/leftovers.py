"""Signs in a text that were meant for a program, and that readers would see: commands of a file, and coded letters."""

import re
from collections.abc import Iterator
from html.entities import html5
from itertools import zip_longest

from quizapp.domain.banks import Question
from quizapp.domain.texts import Html, plain

_SHOWN = 40
"""Characters of what is left."""
_COMMAND = re.compile(r"^[ \t]*(?:\$(?:CATEGORY|course\$)|ANSWER:[ \t]*[A-Z]\b).*", re.MULTILINE)
"""GIFT's line for a category, and Aiken's for the key."""
_WEIGHT = re.compile(r"(?<![%\w])%-?\d{1,3}(?:[.,]\d{1,10})?%")
"""GIFT's, before a choice."""
_SIGN = "2[1-9a-fA-F]|3[a-fA-F]|40"
_PER_CENT = re.compile(
    rf"[^\W\d_](?:%20|%(?:{_SIGN}))+[^\W\d_]|[^\W\d_]%(?:2[cC]|3[aAbBfF])(?:%20|$|\s)"
    r"|(?:%[cCdD][0-9a-fA-F]%[89abAB][0-9a-fA-F])|%[eE][0-9a-fA-F](?:%[89abAB][0-9a-fA-F]){2}"
)
"""RFC 3986's, of blanks and signs between letters, and of letters beyond ASCII: « Who%20wasn%27t », « %C3%A9 »."""
_ADDRESS = re.compile(r"\S*(?:://|www\.|mailto:)\S*")
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(r"<(/?)(b|i|u|p|em|strong|span|div|sub|sup|font|h[1-6]|li|br)\b[^<>]{0,200}>", re.IGNORECASE)
_WORD = re.compile(r"\w")


def leftovers(question: Question) -> Iterator[tuple[str, str]]:
    """What was left in a question's texts, each once: a code of the catalogue, and what is left."""
    found: dict[str, str] = {}
    for place, text in enumerate((question.stem, *(choice.text for choice in question.choices))):
        if not text.isalnum():
            for code, left in _in(text, is_choice=place > 0):
                found.setdefault(code, left)
    yield from found.items()


def _in(text: str, *, is_choice: bool) -> Iterator[tuple[str, str]]:
    has_html = ("&amp;" in text or "&lt;" in text) if isinstance(text, Html) else ("&" in text or "<" in text)
    if not has_html and "%" not in text and "$" not in text and "ANSWER:" not in text:
        return
    words = plain(text)
    if command := _COMMAND.search(words):
        yield "command-in-text", _shown(command[0].strip())
    if is_choice and (weight := _WEIGHT.search(words)):
        yield "weight-in-text", weight[0]
    if coded := _PER_CENT.search(_ADDRESS.sub("", words)):
        yield "per-cent-codes", _around(words, coded[0])
    if has_html and (left := _html_in(words)):
        yield "html-in-text", _shown(left)


def _html_in(words: str) -> str:
    named = (found for found in _ENTITY.finditer(words) if found[1].startswith("#") or f"{found[1]};" in html5)
    first = next(named, None)
    return first[0] if first else next(_marked(words), "")


def _marked(words: str) -> Iterator[str]:
    """Words in marks of HTML, or around one that breaks a line; a mark by itself may be what a question is about."""
    tags = list(_TAG.finditer(words))
    for tag, after in zip_longest(tags, tags[1:]):
        name = tag[2].casefold()
        between = words[tag.end() : after.start() if after else len(words)]
        if name == "br" and _WORD.search(words, max(0, tag.start() - _SHOWN), tag.start()) and _WORD.search(between):
            yield tag[0]
        elif after and not tag[1] and after[1] and after[2].casefold() == name and _WORD.search(between):
            yield words[tag.start() : after.end()]


def _around(words: str, coded: str) -> str:
    """The word in which it stands."""
    return _shown(next((word for word in words.split() if coded.strip() in word), coded))


def _shown(left: str) -> str:
    return left if len(left) <= _SHOWN else f"{left[:_SHOWN]} …"
