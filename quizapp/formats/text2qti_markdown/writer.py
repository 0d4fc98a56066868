"""Writes banks in text2qti's Markdown: one line for each text, its formatting as HTML, and nothing left to chance.

What Markdown would change, such as straight quotes and rows of dots, has a backslash before it, or is written as the
number of its character.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from itertools import cycle
from string import ascii_lowercase

from quizapp.domain.banks import Bank, Choice, Kind, Question
from quizapp.domain.texts import Html
from quizapp.formats.libraries import library
from quizapp.formats.texts import markup, mathematics

_OFFLINE = "quizapp.formats.text2qti_markdown.library"
_TAG = re.compile(r"""<(/?[a-zA-Z][a-zA-Z0-9]*)(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_SIGNS = re.compile(r"""[*_\[\]"'$]|--+|\.\.+|[\\`]|[^\S \u00a0\x85]""")
"""What means something to Markdown anywhere in a line, or to those who read lines."""
_AT_THE_START = re.compile(r"([#+\-:=|>]|[0-9]+(?=[.)]))")
_IN_TAGS = re.compile(r"[\\`$\[\]\n\r\t]")
_UNREAD = re.compile(r"[$\n]|\\(?:num|si|SI)\{|(?<!\\)(?:\\\\)*\\$")
"""A formula in which there is more than TeX to text2qti."""
_BREAKS = re.compile(r"[ \t\r\n\x0b\x0c\x85\u2028\u2029]+")
_NOTHING = "<span></span>"
"""Tells two texts apart that are the same: text2qti takes no question twice, and no choice."""
_WORDS = frozenset(("true", "True", "false", "False"))
"""Two choices called so make a true/false question."""


def write(bank: Bank, pictures: Mapping[str, bytes]) -> bytes:
    seen: Counter[str] = Counter()
    blocks = ["\n".join(_head(bank)), *("\n".join(_block(one, seen)) for one in bank.questions)]
    return ("\n\n".join(blocks) + "\n").encode()


def _head(bank: Bank) -> Iterator[str]:
    if title := _line(bank.title):
        yield f"Quiz title: {title}"
    if bank.summary:
        yield f"Quiz description: {_said(bank.summary)}"
    yield "Shuffle answers: true"


def _line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


def _block(question: Question, seen: Counter[str]) -> Iterator[str]:
    if name := _line(question.filing.name):
        yield f"Title: {name}"
    if question.marking.maximum != 1:
        yield f"Points: {float(question.marking.maximum):g}"
    yield f"1.  {_told_apart(question.stem, seen)}"
    said = question.feedback
    for mark, text in (("...", said.general), ("+", said.right), ("-", said.wrong)):
        if text:
            yield f"{mark} {_said(text)}"
    choices: Counter[str] = Counter()
    if question.kind is Kind.SINGLE and len(question.choices) == 2:
        choices.update(_WORDS)
    for place, (choice, letter) in enumerate(zip(question.choices, cycle(ascii_lowercase), strict=False)):
        is_right = place in question.key
        if question.kind.takes_several:
            mark = "[*] " if is_right else "[ ] "
        else:
            mark = f"*{letter}) " if is_right else f"{letter})  "
        yield mark + (_truth(choice, question) or _told_apart(choice.text, choices))
        if choice.feedback:
            yield f"... {_said(choice.feedback)}"


def _truth(choice: Choice, question: Question) -> str:
    """The word that makes it a true/false question, in which the one for true comes first."""
    return "" if not question.kind.brings_choices else "True" if choice is question.choices[0] else "False"


def _told_apart(text: str, seen: Counter[str]) -> str:
    said = _said(text)
    seen[said] += 1
    return said if seen[said] == 1 else _said(text, _NOTHING * (seen[said] - 1))


def _said(text: str, more: str = "") -> str:
    """A text on one line, and something after it that is not seen."""
    html = markup.source(text) + more
    if isinstance(text, Html) and any(
        found[1].strip("/").lower() in library(_OFFLINE).BLOCKS for found in _TAG.finditer(html)
    ):
        return f"<div>{''.join(_pieces(html, _raw))}</div>"
    line = "".join(_pieces(html, _escaped))
    line = _edge(line[0]) + line[1:]
    line = line[:-1] + _edge(line[-1])
    return _AT_THE_START.sub(_begun, line, count=1) if _AT_THE_START.match(line) else line


def _edge(sign: str) -> str:
    """A blank at the end of a line as something that nobody trims; HTML has no number for one of them."""
    return sign if not sign.isspace() else f"{_NOTHING}{sign}{_NOTHING}" if sign == "\x85" else _number(sign)


def _begun(found: re.Match[str]) -> str:
    """A sign that would begin a heading, a list or a definition."""
    return found[1] + "\\" if found[1].isdigit() else f"&#{ord(found[1])};"


def _pieces(html: str, written: Callable[[str], str]) -> Iterator[str]:
    """Its tags, and what stands between them as it is to be written."""
    at = 0
    for tag in _TAG.finditer(html):
        yield from _with_formulas(html[at : tag.start()], written)
        yield _IN_TAGS.sub(lambda found: _number(found[0]), tag[0])
        at = tag.end()
    yield from _with_formulas(html[at:], written)


def _with_formulas(text: str, written: Callable[[str], str]) -> Iterator[str]:
    """Formulas within a line between dollar signs, as text2qti has them, where it reads them back as they were."""
    at = 0
    for found in mathematics.MARKED.finditer(text):
        tex = unescape(found[1] or "")
        if not tex or tex != tex.strip() or _UNREAD.search(tex):
            continue
        before = written(text[at : found.start()])
        yield before or (_NOTHING if at else "")
        yield f"${tex}$"
        at = found.end()
    yield written(text[at:])


def _escaped(text: str) -> str:
    """Words in Markdown."""
    return _SIGNS.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in "\\`" or sign.isspace():
        return _number(sign)
    return "".join(f"\\{one}" for one in sign)


def _raw(text: str) -> str:
    """Words in HTML that Markdown leaves alone: only text2qti's own signs are in the way."""
    return _IN_TAGS.sub(lambda found: _number(found[0]), text)


def _number(sign: str) -> str:
    return f"&#{ord(sign)};"
