"""What a reader and the teacher say to each other of one answer: the teacher's word on it, the reader's objection."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from quizapp.domain.banks import Question
from quizapp.domain.objections import LONGEST_TEXT, Objection, Reason
from quizapp.domain.rulings import Ruling, ruled
from quizapp.domain.scoring import rounded
from quizapp.web import i18n


@dataclass(frozen=True, slots=True)
class TeachersWord:
    said: str
    """That there is one, and what mark was given."""
    remark: str
    """May be empty."""


@dataclass(frozen=True, slots=True)
class Objecting:
    """The form by which a reader says that something is wrong with a question."""

    number: int
    send_to: str
    made: Objection | None
    """What they said before."""
    at_end: bool
    """Whether it stands at the end of the attempt; else below the feedback."""
    reasons: tuple[Reason, ...] = tuple(Reason)
    longest: int = LONGEST_TEXT


def teachers_word(ruling: Ruling | None, question: Question) -> TeachersWord | None:
    """Only for a reader who may see the key: it may tell of it."""
    if ruling is None:
        return None
    if ruling.mark is None:
        return TeachersWord(_("Your teacher says:"), ruling.remark)
    maximum = rounded(question.marking.maximum)
    told = {"mark": i18n.points(ruled(ruling, maximum, maximum)), "maximum": i18n.points(maximum)}
    if ruling.remark:
        return TeachersWord(_("Your teacher gave %(mark)s of %(maximum)s:", **told), ruling.remark)
    return TeachersWord(_("Your teacher gave %(mark)s of %(maximum)s.", **told), "")


def objecting(address: str, number: int, made: Objection | None, *, at_end: bool = False) -> Objecting:
    return Objecting(number, url_for("reader.object_to", address=address, number=number), made, at_end)
