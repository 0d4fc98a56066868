"""Choices that speak of other choices, such as « none of the above » and « A and B », and what keeps these true.

Known are the languages in which tables of questions may have their headings: a choice is one if it has words of one of
them only, and among these one that counts the choices and one that points at them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizapp.domain.banks import Bank, Question
from quizapp.domain.texts import plain

_LONGEST = 120
"""Characters of a choice that may be one."""


@dataclass(frozen=True, slots=True)
class CatchAllWords:
    counting: frozenset[str]
    pointing: frozenset[str]
    every: frozenset[str]


def _words(counting: str, both: str, pointing: str, between: str) -> CatchAllWords:
    """`both` are those that count and point: « both », « neither »."""
    counts, points = frozenset(f"{counting} {both}".split()), frozenset(f"{pointing} {both}".split())
    return CatchAllWords(counts, points, counts | points | frozenset(between.split()))


_LANGUAGES = (
    _words(
        "all none no any every each", "both neither",
        "above these those them answer answers choice choices option options alternative alternatives statement "
        "statements response responses correct right true wrong incorrect false",
        "of the is are other two three four previous listed given there at once",
    ),
    _words(
        "toutes tous tout aucune aucun rien ni deux", "",
        "réponse réponses proposition propositions choix option options affirmation affirmations solution solutions "
        "ci-dessus dessus précède précédente précédentes précédent précédents cela celles-ci elles eux autre une un "
        "juste justes correcte correctes exacte exactes bonne bonnes vraie vraies valable valables fausse fausses",
        "les la le de des ces d l n ne est sont ce qui à fois entre autres toutes citées proposées données possible "
        "possibles y et ci",
    ),
    _words(
        "alle alles keine keiner keines kein nichts weder", "beide beides",
        "antwort antworten antwortmöglichkeiten aussage aussagen möglichkeiten optionen alternativen oben obigen obige "
        "genannte genannten obengenannten vorgenannten davon noch richtig korrekt wahr falsch zutreffend zu",
        "der die das von den diesen dieser diese ist sind angegebenen aufgeführten stehenden hier trifft treffen drei",
    ),
    _words(
        "todas todos todo ninguna ninguno", "ambas ambos",
        "anterior anteriores respuesta respuestas opción opciones afirmaciones alternativas correcta correctas "
        "cierta ciertas verdadera verdaderas falsa falsas ellas estas arriba mencionadas",
        "de del las los lo la es son otras",
    ),
    _words(
        "tutte tutti tutto nessuna nessuno", "entrambe entrambi",
        "precedente precedenti risposta risposte opzione opzioni affermazioni alternative corretta corrette giusta "
        "giuste esatta esatte vera vere falsa false sopra queste",
        "le i il la di delle dei è sono altre cui elencate",
    ),
    _words(
        "todas todos tudo nenhuma nenhum", "ambas ambos",
        "anterior anteriores acima resposta respostas alternativa alternativas opção opções afirmações correta "
        "corretas certa certas verdadeira verdadeiras falsa falsas delas destas precede",
        "as os o das dos de que é está são estão outras",
    ),
    _words(
        "alle allemaal al alles geen", "beide",
        "bovenstaande bovengenoemde genoemde antwoord antwoorden optie opties mogelijkheden beweringen uitspraken "
        "deze ervan juist goed correct waar onjuist fout",
        "van de het is zijn enkel andere drie",
    ),
    _words(
        "كل جميع لا ليس",  "",
        "سبق ذكر أعلاه تقدم الإجابات الخيارات إجابة صحيحة خاطئة السابقة",
        "ما مما من شيء أي توجد",
    ),
)  # fmt: skip
_CHINESE = re.compile(
    "(?:以上|上述|前述)(?:答案|选项|選項|各项|各項|说法|說法)?(?:全部|全|都|皆|均|所有)?不?(?:是|非|对|對|正确|正確|错误|錯誤|包括)?"
    "|(?:全部|全|都)不?(?:是|对|對|正确|正確)"
)
_TELLING = frozenset(word for language in _LANGUAGES for word in language.counting)
_WORD = re.compile(r"[^\W_]+(?:-[^\W\d_]+)?")
_LABEL = re.compile(r"\(?[^\W_][.):]\s+")
_JOINED = (
    "and et und y e en or ou oder o of both only just les réponses answers options choices seulement nur solo "
    "solamente soltanto apenas alleen sont justes correctes are correct right sind richtig"
)
"""What may stand between and around letters."""
_JOINING = frozenset(_JOINED.split())
_LETTER = re.compile("[A-H]")
_LETTERS = re.compile(r"\b[A-H]\b.*\b[A-H]\b", re.DOTALL)
_APART = str.maketrans(dict.fromkeys("<>()[].,;:!?\"'“”«»’", " "))
_CHINESE_SIGNS = ("上", "前述", "全", "都")


def is_catch_all(text: str) -> bool:
    """Whether a choice speaks of all the others."""
    if len(text) > 20 * _LONGEST or not _may_be(text):
        return False
    said = _LABEL.sub("", " ".join(plain(text).casefold().split()), count=1)
    if len(said) > _LONGEST:
        return False
    words = frozenset(_WORD.findall(said))
    if _TELLING.isdisjoint(words):
        return _CHINESE.fullmatch(said.rstrip("。.!！ ")) is not None
    return any(
        words <= one.every and not one.counting.isdisjoint(words) and not one.pointing.isdisjoint(words)
        for one in _LANGUAGES
    )


def _may_be(text: str) -> bool:
    """Soon seen of the most of them that they are none."""
    if _TELLING.isdisjoint(text.casefold().translate(_APART).split()):
        return not text.isascii() and any(sign in text for sign in _CHINESE_SIGNS)
    return True


def naming(question: Question) -> frozenset[int]:
    """The places of choices that name others by their letters; none where all do, which then stand in the stem."""
    found = [_names_letters(choice.text, len(question.choices)) for choice in question.choices]
    return frozenset() if all(found) else frozenset(place for place, names in enumerate(found) if names)


def _names_letters(text: str, count: int) -> bool:
    if len(text) > _LONGEST or not _LETTERS.search(text):
        return False
    words = _WORD.findall(plain(text))
    letters = [word for word in words if _LETTER.fullmatch(word)]
    is_only = all(word.casefold() in _JOINING for word in words if word not in letters)
    return len(set(letters)) > 1 and is_only and all(ord(letter) - ord("A") < count for letter in letters)


def moved(question: Question) -> Iterator[int]:
    """The places of choices that speak of all others, and that a shuffle would move."""
    if question.shuffle and not question.kind.brings_choices:
        for place, choice in enumerate(question.choices):
            if not choice.fixed and is_catch_all(choice.text):
                yield place


def fix_catch_alls(bank: Bank) -> Bank:
    """The bank with all such choices in their places, and no shuffle where one names others by their letters."""
    return replace(bank, questions=tuple(map(_fixed, bank.questions)))


def _fixed(question: Question) -> Question:
    places = frozenset(moved(question))
    if question.shuffle and naming(question):
        question = replace(question, shuffle=False)
    if not places:
        return question
    choices = (replace(one, fixed=one.fixed or at in places) for at, one in enumerate(question.choices))
    return replace(question, choices=tuple(choices))
