"""What stands at the start of a line: a number, a letter, a bullet, a box, in any script."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from quizapp.formats.prose.normal import CIRCLED, LATIN, NUMBERS, bare, ordinals


class Sort(Enum):
    """Of what a label is made."""

    NUMBER = "number"
    LETTER = "letter"
    BULLET = "bullet"
    BOX = "box"
    TRUTH = "truth"
    """« true. » and « false. »."""
    WORD = "word"
    """« Question 3 »."""


@dataclass(frozen=True, slots=True)
class Label:
    sort: Sort
    style: str
    """What labels of one list have in common."""
    places: Mapping[int, int]
    """The places, from 0, that it may have in a list, by the alphabet; none of bullets and boxes."""
    stop: int
    """Where its words begin."""
    sign: str = ""
    mark: str = ""
    """What stands before it, or in its box, and says that it is right."""
    is_weak: bool = False
    """Whether words begin like that, too."""
    is_doubtful: bool = False
    """Whether it is a letter that does not belong in its place."""

    @property
    def number(self) -> int | None:
        at = self.places.get(NUMBERS)
        return None if at is None else at + 1


_QUESTIONS = frozenset(
    bare(one)
    for one in [
        "q",
        "question",
        "questions",
        "quest",
        "qst",
        "qn",
        "que",
        "item",
        "exercise",
        "exercice",
        "frage",
        "aufgabe",
        "pregunta",
        "domanda",
        "quesito",
        "pergunta",
        "questão",
        "vraag",
        "вопрос",
        "задание",
        "питання",
        "soal",
        "savol",
        "câu",
        "bài",
        "soru",
        "fråga",
        "spørgsmål",
        "spørsmål",
        "kysymys",
        "pytanie",
        "otázka",
        "kérdés",
        "întrebarea",
        "întrebare",
        "ερώτηση",
        "السؤال",
        "سؤال",
        "س",
        "שאלה",
        "پرسش",
        "سوال",
        "प्रश्न",
        "প্রশ্ন",
        "第",
        "题",
        "題",
        "问题",
        "題目",
        "题目",
        "問",
        "問題",
        "문제",
        "문항",
        "no",
        "nr",
        "n",
        "mcq",
        "quiz",
        "ex",
    ]
)
_BULLETS = "•◦▪*‣●○◆◇■□–—-⁃∙·➢➤❖§→⮚o¤+~=✓✔√✗✘❌"
_BOXES = "☐☑☒□■◻◼⬜◯◉⚪⚫🔘🔲🔳✅⊙⊚"
_TICKED = "☑☒■◼◉⚫🔘✅🔳⊙"
_LETTERS = r"[ivx]{2,4}|[IVX]{2,4}|[^\W\d_]"
_TEXT = re.compile(
    rf"""
    (?P<mark>(?:\*{{1,2}}|\+(?=[\s(]?\w[.)])|[✓✔☑√✅]\ufe0f?|->|=>|\u2192|\u27a1)\s*+)?
    (?:
      (?P<box>\[\s?(?P<tick>[xX*✓✔√+])?\s?\](?![(\w])|\((?:\s{{1,3}}|\s?(?P<dot>[xX*✓✔√•o])\s?)\)(?=\s)|[{_BOXES}]\ufe0f?)
    | (?P<open>[(\[<{{])?\s?(?:(?P<number>(?:\d{{1,3}}\.){{1,3}}\d{{1,3}}(?=[.)\]])|\d{{1,4}})
        |(?P<truth>true|false|True|False|TRUE|FALSE|vrai|faux|Vrai|Faux)(?=\s?[.)\]])
        |(?P<letter>{_LETTERS}))[°º]?\s?
      (?P<close>[.)\]}}>\u3001:\uff0c/]{{1,2}}-?|\s?-\s?\.(?=\s)|\s?-(?=\s)|-(?=[^\W\d_])|\t|,(?=\s))
    | (?P<circled>[{CIRCLED}])[.)\u3001:]?
    | (?P<bullet>[{re.escape(_BULLETS)}])(?=\s)
    )\s*+
    """,
    re.VERBOSE,
)
_BEFORE = re.compile(r"\s*+(?:__++\s*+)?")
"""Blanks, and the line on which ExamView has the answer written."""
_WORD = re.compile(
    r"[\[(*#/]*+(?P<word>[^\s\d.:()\[\]*#/,;?!]{1,12}?)(?:\s?+(?<!\w)[Nn](?:[°ºo]|r|um[ée]ro)\.?)?[\s.#№°:]{0,3}+(?P<number>\d{1,4}|[IVX]{1,4}\b)\s*+(?:[^\W\d_](?=\s*:))?"
    r"(?P<close>[.)\]:\-/\u3001*]*+)(?P<after>\s*+)"
)
_FIRST_INLINE = re.compile(r"[AaАаاأ][.)\]\u3001:]|[\u24b6\u24d0\u2460]")
_INLINE = re.compile(r"(?:(?<=[\s\t])|(?<=[?:.!)]))[(\[]?([AaАаאأ])[.)\]\u3001:](?!\w\.)")
_INLINE = re.compile(
    r"(?:(?<=\s)|(?<=[^\x00-\x7f]))(?P<mark>\*{0,2})(?P<open>[(\[]?)(?P<letter>[^\W\d_])(?P<close>[.)\]\u3001:]{1,2})(?!\w?\.\w)"
)
_CIRCLES = re.compile(f"[{CIRCLED}]")


def label_of(text: str, start: int = 0) -> Label | None:
    """The label that a line, in its normal form, begins with, after `start` characters."""
    while start < len(text) and (
        text[start].isspace() or text[start : start + 2] == "__" or text[start - 1 : start + 1] == "__"
    ):
        start += 1
    found = _TEXT.match(text, start)
    if found is None:
        return _word(text, start)
    mark, box, letter, number = found["mark"] or "", found["box"], found["letter"], found["number"]
    if box:
        ticked = found["tick"] or found["dot"] or (box[0] if box[0] in _TICKED else "")
        is_bullet = mark.strip() == "*" != mark
        return Label(Sort.BOX, "[]", {}, found.end(), box, ticked if is_bullet else mark.strip() or ticked)
    if sign := found["bullet"]:
        return Label(Sort.BULLET, "•", {}, found.end(), sign, mark.strip())
    if sign := found["circled"]:
        places = ordinals(sign)
        return Label(Sort.LETTER, _circled(places), places, found.end(), sign, mark.strip())
    if truth := found["truth"]:
        is_true = truth[0] in "tTvV"
        return Label(Sort.TRUTH, "true", {LATIN: 0 if is_true else 1}, found.end(), truth, mark.strip())
    return _ordered(text, found, letter, number, mark.strip())


def _circled(places: Mapping[int, int]) -> str:
    return "①" if NUMBERS in places else "Ⓐ"


def _ordered(text: str, found: re.Match[str], letter: str | None, number: str | None, mark: str) -> Label | None:
    close, opened, stop = found["close"].strip(), found["open"] or "", found.end()
    after = text[found.end("close") : found.end("close") + 2]
    if (opened == "(") != (close[:1] == ")") and opened:
        return None
    if number:
        if (close == "." and after[:1].isdecimal()) or (close in (":", "/", ",") and after[:1].isdecimal()):
            return None
        last = number.rpartition(".")[2]
        is_weak = close in ("-", ",", "", "/") or len(last) > 3
        return Label(Sort.NUMBER, f"{opened}1{close}", ordinals(last), stop, number, mark, is_weak)
    assert letter is not None
    places = ordinals(letter)
    if not places or (close == "." and len(after) == 2 and after[1] == "." and after[0].isalpha()):
        return None
    if close in (",", "/", "") and found["close"] != "\t":
        return None
    case = "A" if letter[0].isupper() else "a"
    is_weak = close in ("-", ":", "") or (close == "." and not after[:1].isspace())
    return Label(Sort.LETTER, f"{opened}{case}{close}", places, stop, letter, mark, is_weak)


_SPELLED = re.compile(
    r"[\[(*#]*+(?P<word>[^\W\d_]{1,12})\s+(?P<number>[^\W\d_]{2,12})\s*+(?P<close>[:.)\-\]*]*+)(?P<after>\s*+)"
)
_NUMBERS_IN_WORDS = {
    bare(word): at
    for at, every in enumerate((
        "one un une eins uno una um один الأول الأولى first première erste primera prima primeira",
        "two deux zwei dos due dois два الثاني الثانية second deuxième zweite segunda seconda",
        "three trois drei tres tre três три الثالث الثالثة third troisième dritte tercera terza terceira",
        "four quatre vier cuatro quattro quatro четыре الرابع الرابعة fourth quatrième vierte cuarta quarta",
        "five cinq fünf cinco cinque пять الخامس الخامسة fifth cinquième fünfte quinta",
        "six sechs seis sei шесть السادس السادسة sixth sixième sechste sexta sesta",
        "seven sept sieben siete sette sete семь السابع السابعة seventh septième siebte séptima settima",
        "eight huit acht ocho otto oito восемь الثامن الثامنة eighth huitième achte octava ottava",
        "nine neuf neun nueve nove девять التاسع التاسعة ninth neuvième neunte novena nona",
        "ten dix zehn diez dieci dez десять العاشر العاشرة tenth dixième zehnte décima decima",
    ))
    for word in every.split()
}  # fmt: skip


def _spelled(text: str, start: int) -> Label | None:
    """« Question One », alone on its line or before a colon."""
    found = _SPELLED.match(text, start)
    if found is None or bare(found["word"]) not in _QUESTIONS:
        return None
    at = _NUMBERS_IN_WORDS.get(bare(found["number"]))
    if at is None or not (found["close"] or found.end() == len(text)):
        return None
    return Label(Sort.WORD, f"{bare(found['word'])}1", {NUMBERS: at}, found.end(), found["number"])


def _word(text: str, start: int) -> Label | None:
    found = _WORD.match(text, start)
    if found is None:
        return _chinese(text, start) or _spelled(text, start)
    word, close, number = bare(found["word"]), found["close"], found["number"]
    if word not in _QUESTIONS or not (
        close or found.end() == len(text) or text[found.end() - 1].isspace() or word == "第"
    ):
        return None
    if not number.isdecimal():
        return None
    is_weak = not close and found.end() < len(text)
    if is_weak and len(word) < 2 and word not in ("第", "問") and text[found.end()] not in "[(":
        return None
    stop = found.end()
    if text[stop : stop + 1] in ("题", "題", "问", "問"):
        stop += 1
        while stop < len(text) and text[stop] in " \t.:、,)-":
            stop += 1
    return Label(Sort.WORD, f"{word}1", {NUMBERS: int(number) - 1}, stop, number, "", is_weak)


_CHOICE_WORD = re.compile(
    r"[\s*_-]*+(?:option|proposition|choix|choice|alternative|alternativa|opci[oó]n|opzione|opção|optie|вариант|选项|選項)"
    r"\s?+(?P<label>[1-9]|[A-Ja-jА-Ж])\s?+[:.)\-][*_]*+\s*+(?=\S)",
    re.IGNORECASE,
)


def choice_word(text: str) -> Label | None:
    """« Option A: », « Proposition 1 : » at the start of a line."""
    found = _CHOICE_WORD.match(text) if ":" in text or "." in text or ")" in text or "-" in text else None
    if found is None:
        return None
    return Label(Sort.LETTER, "choice:", ordinals(found["label"]), found.end(), found["label"])


_ORDINAL_QUESTION = re.compile(r"[\[(]?第\s?(\d{1,4})\s?[题題问問道][\])]?[\s.:、,)]*+")


def _chinese(text: str, start: int) -> Label | None:
    found = _ORDINAL_QUESTION.match(text, start)
    if found is None:
        return None
    return Label(Sort.WORD, "第1", {NUMBERS: int(found[1]) - 1}, found.end(), found[1])


@dataclass(frozen=True, slots=True)
class Within:
    """A label that stands behind other words of a line."""

    start: int
    label: Label


def may_hold(text: str) -> bool:
    """Whether labels may stand behind other words of a line: a quick look."""
    return _FIRST_INLINE.search(text) is not None


def within(text: str, start: int) -> Iterator[Within]:
    """The letters behind other words of a line that may be labels."""
    for found in _INLINE.finditer(text, start):
        places = ordinals(found["letter"])
        opened, close = found["open"], found["close"]
        if not places or ((opened == "(") != (close == ")") and opened):
            continue
        case = "A" if found["letter"].isupper() else "a"
        stop = found.end()
        while stop < len(text) and text[stop].isspace():
            stop += 1
        yield Within(
            found.start(), Label(Sort.LETTER, f"{opened}{case}{close}", places, stop, found["letter"], found["mark"])
        )
    if not text.isascii():
        for found in _CIRCLES.finditer(text, start):
            places = ordinals(found[0])
            yield Within(found.start(), Label(Sort.LETTER, _circled(places), places, found.end(), found[0]))
