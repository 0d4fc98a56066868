"""What kinds of questions are called in tables, and by other programs."""

from dataclasses import dataclass

from quizapp.domain.banks import Kind
from quizapp.formats.building.headings import name_of

_SINGLE = (
    "single, single choice, single answer, single select, one answer, radio, unique, choix unique, reponse unique, "
    "qcu, simple, choix simple, single correct, single response, single answer question, 单选, 单选题, 單選, "
    "單選題, einfachauswahl, einfachwahl, eleccion unica, respuesta unica, seleccion unica, opcion unica, "
    "scelta singola, risposta singola, escolha unica, resposta unica, enkele keuze, tek secim, pojedynczy wybor, "
    "одиночный выбор"
)
_MULTIPLE = (
    "multiple, multiple answer, multiple answers, multiple response, multiple responses, multiple select, "
    "multiple selection, multi select, multiselect, multi, checkbox, checkboxes, reponses multiples, "
    "reponse multiple, multiple correct, select all, select all that apply, multi answer, msq, 多选, 多选题, 多選, "
    "多選題, mehrfachauswahl, mehrfachwahl, respuesta multiple, respuestas multiples, seleccion multiple, "
    "risposta multipla, risposte multiple, respostas multiplas, meerdere antwoorden, множественный выбор, ma"
)
_TRUE_FALSE = (
    "true false, truefalse, true or false, t f, tf, boolean, bool, vrai faux, vraifaux, vrai ou faux, v f, vf, "
    "判断, 判断题, 是非题, 是非題, 判斷題, wahr falsch, richtig falsch, verdadero falso, verdadero o falso, "
    "vero falso, vero o falso, verdadeiro falso, verdadeiro ou falso, waar onwaar, juist onjuist"
)
_BY_KEY = (
    "multiple choice, mcq, mc, qcm, choix multiple, choix multiples, quiz, choice, multiplechoice, multichoice, "
    "选择题, 選擇題, 选择, auswahl, opcion multiple, scelta multipla, multipla escolha, escolha multipla, "
    "meerkeuze, meerkeuzevraag, coktan secmeli, trac nghiem, pilihan ganda"
)
"""Said of both: how many are right tells which is meant."""
_OTHERS = (
    "fill in the blank, fill in the blanks, fill in, blank, open ended, open, poll, draw, match, matching, "
    "reorder, ordering, order, categorize, categorise, classification, essay, short answer, shortanswer, "
    "long answer, numeric, numerical, number, cloze, text, slide, hotspot, drag and drop, dropdown, drop down, "
    "comprehension, survey, audio response, video response, word cloud, puzzle, type answer, slider, labeling, "
    "labelling, graphing, math response, passage, reponse courte, composition, appariement, texte a trous, "
    "sondage, ouverte, typing, 填空, 填空题, 填空題, 简答, 简答题, 簡答題, 问答题, 問答題, 名词解释, 论述题, 作文, "
    "连线题, 排序题, freitext, luckentext, zuordnung, abierta, respuesta corta, aperta, risposta breve, aberta, "
    "dissertativa, open vraag, open question, openquestion, guess number, guessnumber, sorting, "
    "word cloud question, wordcloud, rating, script concordance"
)
_KNOWN: dict[str, Kind | None] = {
    **dict.fromkeys(map(name_of, _SINGLE.split(", ")), Kind.SINGLE),
    **dict.fromkeys(map(name_of, _MULTIPLE.split(", ")), Kind.MULTIPLE),
    **dict.fromkeys(map(name_of, _TRUE_FALSE.split(", ")), Kind.TRUE_FALSE),
    **dict.fromkeys(map(name_of, _BY_KEY.split(", ")), None),
}
_NOT_ASKED = frozenset(map(name_of, _OTHERS.split(", ")))


@dataclass(frozen=True, slots=True)
class StatedKind:
    """What a file says of the kind of its question."""

    kind: Kind | None = None
    """None where how many are right tells it."""
    is_asked: bool = True
    is_known: bool = True


def stated(said: str) -> StatedKind:
    """The kind that a word names; an empty one leaves it open."""
    name = name_of(said.lower())
    if not name or name in _KNOWN:
        return StatedKind(_KNOWN.get(name))
    return StatedKind(is_asked=False, is_known=name in _NOT_ASKED)
