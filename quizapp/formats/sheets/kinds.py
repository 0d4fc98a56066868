"""What kinds of questions are called in tables."""

from dataclasses import dataclass

from quizapp.domain.banks import Kind
from quizapp.formats.sheets.headers import name_of

_SINGLE = (
    "single, single choice, single answer, single select, one answer, radio, unique, choix unique, reponse unique, "
    "qcu, simple, choix simple, single correct, single response"
)
_MULTIPLE = (
    "multiple, multiple answer, multiple answers, multiple response, multiple responses, multiple select, "
    "multiple selection, multi select, multiselect, multi, checkbox, checkboxes, reponses multiples, "
    "reponse multiple, multiple correct, select all, select all that apply, multi answer, msq"
)
_TRUE_FALSE = "true false, truefalse, true or false, t f, tf, boolean, bool, vrai faux, vraifaux, vrai ou faux, v f, vf"
_BY_KEY = "multiple choice, mcq, mc, qcm, choix multiple, choix multiples, quiz, choice, multiplechoice"
"""Said of both: how many are right tells which is meant."""
_OTHERS = (
    "fill in the blank, fill in the blanks, fill in, blank, open ended, open, poll, draw, match, matching, reorder, "
    "ordering, order, categorize, categorise, classification, essay, short answer, shortanswer, long answer, numeric, "
    "numerical, number, cloze, text, slide, hotspot, drag and drop, dropdown, drop down, comprehension, survey, "
    "audio response, video response, word cloud, puzzle, type answer, slider, labeling, labelling, graphing, "
    "math response, passage, reponse courte, composition, appariement, texte a trous, sondage, ouverte, typing"
)
_KNOWN: dict[str, Kind | None] = {
    **dict.fromkeys(_SINGLE.split(", "), Kind.SINGLE),
    **dict.fromkeys(_MULTIPLE.split(", "), Kind.MULTIPLE),
    **dict.fromkeys(_TRUE_FALSE.split(", "), Kind.TRUE_FALSE),
    **dict.fromkeys(_BY_KEY.split(", "), None),
}
_NOT_ASKED = frozenset(_OTHERS.split(", "))


@dataclass(frozen=True, slots=True)
class StatedKind:
    """What a cell says of the kind of its question."""

    kind: Kind | None = None
    """None where how many are right tells it."""
    is_asked: bool = True
    is_known: bool = True


def stated(said: str) -> StatedKind:
    """The kind that a cell names; an empty one leaves it open."""
    name = name_of(said.lower())
    if not name or name in _KNOWN:
        return StatedKind(_KNOWN.get(name))
    return StatedKind(is_asked=False, is_known=name in _NOT_ASKED)
