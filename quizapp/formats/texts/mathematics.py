"""Formulas: TeX as teachers write it, typeset to MathML, which browsers draw and screen readers speak.

The TeX stays in the formula as its annotation (MathML 3, 5.1), so that it can be written again.
"""

import re
from functools import lru_cache
from html import escape, unescape

from quizapp.formats.libraries import library

LONGEST = 2_000
"""Characters of a formula."""
MARKED = re.compile(rf"\\\((.{{1,{LONGEST}}}?)\\\)|\\\[(.{{1,{LONGEST}}}?)\\\]|\$\$(.{{1,{LONGEST}}}?)\$\$", re.DOTALL)
"""TeX in a text: \\(…\\) within a line, \\[…\\] and $$…$$ apart (as Moodle and Canvas have it)."""
_TYPESET = re.compile(
    r'<math(?P<how>[^>]*)><semantics>.*?<annotation encoding="application/x-tex">(?P<tex>[^<]*)</annotation>'
    r"</semantics></math>",
    re.DOTALL,
)


@lru_cache(maxsize=4096)
def typeset(tex: str, *, apart: bool) -> str | None:
    """The formula as MathML; None where the TeX cannot be understood."""
    try:
        made: str = library("latex2mathml.converter").convert(tex.strip(), display="block" if apart else "inline")
    except Exception:  # The library raises whatever its parsing runs into.
        return None
    inside = made[made.index(">") + 1 : made.rindex("</math>")]
    said = escape(tex.strip(), quote=True)
    return (
        f'<math display="{"block" if apart else "inline"}" alttext="{said}"><semantics>{inside}'
        f'<annotation encoding="application/x-tex">{escape(tex.strip(), quote=False)}</annotation></semantics></math>'
    )


def as_tex(markup: str) -> str:
    """A piece of HTML with its typeset formulas as marked TeX again."""

    def told(found: re.Match[str]) -> str:
        before, after = ("\\[", "\\]") if 'display="block"' in found["how"] else ("\\(", "\\)")
        return f"{before}{escape(unescape(found['tex']), quote=False)}{after}"

    return _TYPESET.sub(told, markup)
