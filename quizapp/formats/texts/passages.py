"""Texts that are said before several questions: each of these has them, for a quiz may shuffle or draw questions."""

from html import escape

from quizapp.domain.texts import Html, plain
from quizapp.formats.texts import markup

LONGEST = 10_000
"""Characters of what is put before a question; more is an article, and repeated no more."""


def fits(passage: str) -> bool:
    return len(plain(passage)) <= LONGEST


def put_before(passage: str, text: str) -> str:
    """The passage in paragraphs of its own, then the text; plain, where both are."""
    if not passage or not text:
        return passage or text
    if not isinstance(passage, Html) and not isinstance(text, Html):
        return f"{passage}\n{text}"
    return Html(markup.strict("".join(f"<div>{_html(one)}</div>" for one in (passage, text))))


def _html(text: str) -> str:
    return text if isinstance(text, Html) else escape(text, quote=False).replace("\n", "<br>")
