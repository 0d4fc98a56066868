"""text2qti's own reading, made safe: it opens no picture, runs no code and takes no time over unclosed signs.

Its configuration is the one it is born with: none is looked for in anybody's home, and none is written there.
"""

import re
from html import escape
from typing import Any

from text2qti.config import Config
from text2qti.err import Text2qtiError
from text2qti.markdown import (
    IMAGE_LINK_RE,
    ImageInlineProcessor,
    Markdown,
    Text2qtiImagePattern,
    markdown,
)
from text2qti.quiz import GroupStart, Question, Quiz, TextRegion

BLOCKS = frozenset(markdown.util.BLOCK_LEVEL_ELEMENTS)
"""Elements of HTML that stand apart from a paragraph, and in which Markdown changes nothing."""
_OPENED, _CLOSED = "\x0e", "\x0f"
"""Stand around the number of a formula while Markdown is read; no text that is read here has them."""
_STAND_IN = re.compile(f"{_OPENED}([0-9]+){_CLOSED}")
_BLANK_LINE_TWICE = r"(?P=indent).*\n)*?"
_BLANK_LINE_ONCE = r"(?P=indent)(?![ \t]*\n).*\n)*?"
assert _BLANK_LINE_TWICE in Markdown.patterns
_PASSAGES = re.compile(Markdown.patterns.replace(_BLANK_LINE_TWICE, _BLANK_LINE_ONCE), re.MULTILINE)
"""Theirs for formulas, code and comments, but that a blank line in code is matched in one way, not in two: each more
of them would double the time that a block takes which is never closed."""


class CodeRefused(Text2qtiError):  # type: ignore[misc]
    """The quiz has a program that makes questions."""


class _ClosedImagePattern(Text2qtiImagePattern):  # type: ignore[misc]
    """Pictures stay where they are: theirs opens whatever file an address names."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # noqa: N802 - its name there
        return ImageInlineProcessor.handleMatch(self, m, data)


class OfflineQuiz(Quiz):  # type: ignore[misc]
    """A quiz, read as far as it can be; what it trips over is kept."""

    def __init__(self, text: str, name: str) -> None:
        self.error: Exception | None = None
        self._formulas: dict[str, int] = {}
        try:
            super().__init__(text, config=Config(), source_name=name)
        except Exception as error:  # The library lets through whatever its parsing runs into.
            self.error = error

    @property
    def md(self) -> Any:
        """What makes HTML of Markdown."""
        return self._md

    @md.setter
    def md(self, made: Any) -> None:
        processor = made.markdown_processor
        processor.inlinePatterns.register(_ClosedImagePattern(IMAGE_LINK_RE, processor, made), "image_link", 150)
        made.skip_or_html_comment_or_code_math_siunitx_re = _PASSAGES
        made.latex_to_qti = self._formula
        self._md = made

    @property
    def questions(self) -> list[Any]:
        return [one for one in self.questions_and_delims if isinstance(one, Question)]

    @property
    def passages(self) -> list[Any]:
        """Texts between the questions."""
        return [one for one in self.questions_and_delims if isinstance(one, TextRegion)]

    @property
    def groups(self) -> list[Any]:
        return [one.group for one in self.questions_and_delims if isinstance(one, GroupStart)]

    @property
    def begun(self) -> int:
        """The line where a question begins that is not read to its end; 0 where there is none."""
        return self._next_question_attr_linenum_start or 0

    def html(self, made: str | None) -> str:
        """What a text became, formulas as marked TeX; it is escaped there, to stand in XML."""
        formulas = list(self._formulas)

        def formula(found: re.Match[str]) -> str:
            tex = formulas[int(found[1])] if len(found[1]) < 10 and int(found[1]) < len(formulas) else ""
            return rf"\({escape(tex, quote=False)}\)"

        html = (made or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        return _STAND_IN.sub(formula, html)

    def _formula(self, tex: str) -> str:
        """A stand-in, in which Markdown finds nothing to change; the same for the same formula."""
        return f"{_OPENED}{self._formulas.setdefault(tex, len(self._formulas))}{_CLOSED}"

    def _run_code(self, executable: str, code: str) -> str:
        raise CodeRefused("the quiz has a program in it")
