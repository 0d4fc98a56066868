"""What the template sees that asks once more before the key of a quiz is shown to its readers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.quizzes import Quiz
from quizapp.services.releasing import KeyState
from quizapp.web.teacher.releases import key_line


@dataclass(frozen=True, slots=True)
class ReleasePage:
    quiz: Quiz
    heading: str
    lead: str
    consequences: tuple[str, ...]
    """Of giving it now; none where there is nothing to give."""
    template: ClassVar[str] = "teacher/quizzes/release.html"


def release_page(quiz: Quiz, state: KeyState | None) -> ReleasePage:
    line = key_line(quiz, state)
    if state is None or line is None:
        lead = _(
            "Nobody waits for them: in this quiz, each reader sees what was right as they answer, or at their own end."
        )
        return ReleasePage(quiz, _("The right answers"), lead, ())
    if state.out_since is not None:
        return ReleasePage(quiz, _("The right answers"), line.said, ())
    return ReleasePage(quiz, _("Show the right answers now?"), line.said, tuple(_consequences(state)))


def _consequences(state: KeyState) -> Iterator[str]:
    yield ngettext(
        "%(num)s finished attempt waits for them.", "%(num)s finished attempts wait for them.", state.waiting
    )
    yield _(
        "Those who wait see at once, for each question, what was right and where the article says so, and the score."
    )
    if state.running:
        yield ngettext(
            "%(num)s reader is still answering, and may hear from others what is right: that is marked beside it.",
            "%(num)s readers are still answering, and may hear from others what is right: that is marked beside them.",
            state.running,
        )
    yield _("Nobody can begin any more. What was shown cannot be hidden again.")
