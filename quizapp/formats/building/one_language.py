"""One language of texts that say the same in several: the first of the file, or the one that its teacher wants."""

import re
from dataclasses import dataclass, field

from quizapp.domain.texts import Html, plain
from quizapp.formats.problems import Guess, Sense
from quizapp.formats.texts import markup, multilang

OPTION = "text-language"
_EMPTY = re.compile(r"<(p|div|span|li|strong|em|b|i)(?: [^<>]*)?>\s*</\1>")


@dataclass(slots=True)
class OneLanguage:
    chosen: str = ""
    """By Moodle's name."""
    _found: dict[str, None] = field(default_factory=dict)

    def of(self, text: str) -> str:
        """What a text says in it; the text itself, where that is in no more than one."""
        if not multilang.is_in_several(text):
            return text
        self._found |= dict.fromkeys(multilang.languages_of(text))
        self.chosen = self.chosen or next(iter(self._found), "")
        made = multilang.only(text, self.chosen)
        return _whole(made) if isinstance(text, Html) else _lines(made)

    @property
    def guess(self) -> Guess | None:
        """Which one was taken, and the others; None where there are no others."""
        others = tuple(Sense(name) for name in self._found if name != self.chosen)
        return Guess(OPTION, Sense(self.chosen), others) if others else None


def _whole(made: str) -> str:
    """Formatted as before, without the empty elements in which something stood; plain, where no marks are left."""
    while (shorter := _EMPTY.sub("", made)) != made:
        made = shorter
    made = markup.strict(made).strip()
    return Html(made) if "<" in made else _lines(plain(Html(made)))


def _lines(made: str) -> str:
    lines = (" ".join(line.split()) for line in made.split("\n"))
    return "\n".join(line for line in lines if line)
