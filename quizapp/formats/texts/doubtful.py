"""Texts of programs that take both words and HTML, and do not say which a text is.

One that has an end tag, a break or an entity of HTML is HTML; a sign of inequality alone makes none.
"""

import re

from quizapp.formats.texts import markup
from quizapp.formats.texts.markup import Conversion

_TELLING = re.compile(r"</[a-zA-Z][a-zA-Z0-9]*\s*>|<(?:br|hr|img)\b[^<>]*>|&(?:nbsp|lt|gt|amp|quot|#\d{2,5}|\w+acute);")


def read(source: str, *, inline: bool = False) -> Conversion:
    return markup.of_html(source, inline=inline) if _TELLING.search(source) else markup.of_plain(source)
