"""Small languages for questions, in which signs at the start of a line mean what they mean nowhere else.

AMC-TXT is from the manual of Auto Multiple Choice 1.6, « AMC-TXT »; the others are of programs that people wrote for
themselves, as their files were found.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.domain.banks import Kind
from quizapp.formats.prose import marks, statements
from quizapp.formats.prose.lines import Line
from quizapp.formats.prose.normal import normal
from quizapp.formats.prose.typed import Claim, Document, TypedChoice, TypedQuestion
from quizapp.formats.prose.words import truth

_LOOKED_AT = 400
"""Lines that tell whether a document is in one of them."""


@dataclass(frozen=True, slots=True)
class SmallLanguage:
    is_it: Callable[[Sequence[str]], bool]
    """Of the first lines, as they look, without blank ones."""
    read: Callable[[Sequence[Line]], Document]


def document_of(lines: Sequence[Line]) -> Document | None:
    """What a document holds that is in one of them; none for one that is not."""
    head = [seen for line in lines[:_LOOKED_AT] if (seen := normal(line.text)).strip()]
    dialect = next((one for one in _DIALECTS if one.is_it(head)), None)
    return dialect.read(lines) if dialect is not None else None


def _piece(line: Line, start: int, stop: int | None = None) -> Line:
    return line.cut(start, stop).stripped()


# --- AMC-TXT ---

_AMC_OPTIONS = r"(?:\[[^\]\n]*\]|\{[^}\n]*\}|<[^>\n]*>)"
_AMC_QUESTION = re.compile(rf"(\*{{1,2}})(?=[\s\[{{<])((?:{_AMC_OPTIONS})*+)\s*+(?=\S)")
_AMC_CHOICE = re.compile(r"([+-])((?:\[[^\]\n]*\]|\{[^}\n]*\})*+)\s++(?=\S)")
_AMC_SETTING = re.compile(r"([A-Z][A-Za-z-]{1,30}):\s*(.*)")
_AMC_WORTH = re.compile(r"\bb\s*=\s*(\d{1,3}(?:\.\d{1,2})?)")


def _is_amc(head: Sequence[str]) -> bool:
    """A question with a star, right below it choices with both signs."""
    signs: set[str] = set()
    is_below = False
    for seen in head:
        if seen.startswith(("[", "**")) and "](" in seen:
            return False
        if _AMC_QUESTION.match(seen):
            is_below, signs = True, set()
        elif is_below and (found := _AMC_CHOICE.match(seen)):
            signs.add(found[1])
            if len(signs) == 2:
                return True
        elif not is_below and seen[:2] == "- ":
            return False
    return False


def _read_amc(lines: Sequence[Line]) -> Document:
    document = Document()
    question: TypedQuestion | None = None
    for line in lines:
        seen = normal(line.text)
        if seen.startswith("#"):
            continue
        if not seen.strip():
            question = None if question is not None and question.options else question
        elif seen.startswith(("*(", "*)")):
            question = None
            if _piece(line, 2).text:
                document.left.append((len(document.questions), [_piece(line, 2)]))
        elif found := _AMC_QUESTION.match(seen):
            question = TypedQuestion(line.place, stem=[_piece(line, found.end())])
            question.kind = Kind.MULTIPLE if found[1] == "**" else Kind.SINGLE
            if (worth := _AMC_WORTH.search(found[2])) and question.kind is Kind.SINGLE and float(worth[1]) > 0:
                question.points = Fraction(worth[1])
            question.told = "open" if "<" in found[2] else ""
            document.questions.append(question)
        elif question is not None and (found := _AMC_CHOICE.match(seen)):
            question.options.append(TypedChoice([_piece(line, found.end())], None, "✓" if found[1] == "+" else ""))
        elif question is not None:
            (question.options[-1].lines if question.options else question.stem).append(line)
        elif (setting := _AMC_SETTING.fullmatch(seen)) and not document.questions:
            if setting[1] == "Title":
                document.title = line.text[setting.start(2) :].strip()
        else:
            document.left.append((len(document.questions), [line]))
    return document


# --- « Q|… », « A|…|V » ---

_PIPED_QUESTION = re.compile(r"\s*Q\s*\|\s*(?=\S)", re.IGNORECASE)
_PIPED_CHOICE = re.compile(r"\s*[AR]\s*\|(.*)\|\s*([^|]{1,12}?)\s*\|?\s*", re.IGNORECASE)
_RIGHT_SIGNS = frozenset(
    ("v", "t", "1", "r", "c", "y", "o", "+", "true", "vrai", "ok", "right", "correct", "juste", "yes", "oui")
)


def _is_piped(head: Sequence[str]) -> bool:
    questions = sum(_PIPED_QUESTION.match(seen) is not None for seen in head)
    choices = sum(_PIPED_CHOICE.fullmatch(seen) is not None for seen in head if len(seen) < 2_000)
    return questions >= 1 and choices >= 2 * questions


def _read_piped(lines: Sequence[Line]) -> Document:
    document = Document()
    for line in lines:
        seen = normal(line.text)
        if found := _PIPED_QUESTION.match(seen):
            document.questions.append(TypedQuestion(line.place, stem=[_piece(line, found.end())]))
        elif document.questions and (choice := _PIPED_CHOICE.fullmatch(seen)):
            sign = choice[2].casefold()
            is_right = sign in _RIGHT_SIGNS or truth(sign) is True
            text = _piece(line, choice.start(1), choice.end(1))
            document.questions[-1].options.append(TypedChoice([text], None, "✓" if is_right else ""))
        elif seen.strip():
            document.left.append((len(document.questions), [line]))
    return document


# --- « 1./What/is/it? //[a]/One //[b]/Two b » ---

_SLASHED = re.compile(r"\s*\d{1,4}[./)]+\S*?//?\[?[a-z]|\s*\d{1,4}\./\S+\s//\[a\]/")


def _is_slashed(head: Sequence[str]) -> bool:
    return sum(" //[a]/" in seen for seen in head) * 2 > len(head)


def _read_slashed(lines: Sequence[Line]) -> Document:
    document = Document()
    for line in lines:
        text = line.text.strip()
        if " //[a]/" not in text:
            if text:
                document.left.append((len(document.questions), [line]))
            continue
        body, _, key = text.rpartition(" ")
        if not re.fullmatch(r"[a-z](?:,?[a-z])*", key):
            body, key = text, ""
        stem, *choices = re.split(r"\s*//\[[a-z]\]/", body)
        number, _, asked = stem.partition("./")
        question = TypedQuestion(line.place, int(number) if number.isdecimal() and len(number) < 5 else None)
        question.stem = [Line((asked or stem).replace("/", " ").strip(), line.place)]
        question.options = [TypedChoice([Line(one.replace("/", " ").strip(), line.place)]) for one in choices]
        question.claims = [Claim(key, line.place)] if key else []
        document.questions.append(question)
    return document


# --- choices between bars, one of them marked ---

_BAR = "|"


def _cells(line: Line, sign: str) -> Iterator[Line]:
    start = 0
    for at in [*(at for at, one in enumerate(line.text) if one == sign), len(line.text)]:
        if (cell := _piece(line, start, at)).text:
            yield cell
        start = at + 1


def _is_barred(head: Sequence[str]) -> bool:
    """A line of choices below each question, one of which has a mark."""
    found = 0
    for seen in head:
        if 1 <= seen.count(_BAR) <= 10 and len(seen) < 4_000:
            right = sum(map(marks.is_marked, _cells(Line(seen), _BAR)))
            found += 0 < right <= seen.count(_BAR) and not seen.strip().startswith(_BAR)
    return found > 0 and found * 6 >= len(head)


def _read_barred(lines: Sequence[Line]) -> Document:
    document = Document()
    stem: list[Line] = []
    for line in lines:
        text = line.text.strip()
        if len(set(text)) == 1 and len(text) > 3 and not text[0].isalnum():
            if stem and document.questions is not None and text[0] == "=":
                document.left.append((len(document.questions), stem))
                stem = []
        elif not text:
            continue
        elif _BAR in text and stem:
            document.questions.append(
                TypedQuestion(stem[0].place, stem=stem, options=[TypedChoice([one]) for one in _cells(line, _BAR)])
            )
            stem = []
        else:
            stem.append(line)
    if stem:
        document.left.append((len(document.questions), stem))
    return document


# --- choices behind tabs ---

_STATED = re.compile(r"(\S.*?)\t[\t ]*(true|false|vrai|faux|t|f|v)\s*", re.IGNORECASE)
_FEWEST_TABBED = 2


def _is_tabbed(head: Sequence[str]) -> bool:
    """Questions at the margin, choices behind tabs, one of each with a star."""
    kinds = Counter(
        "star" if "\t*" in seen else "tab" if seen[0] == "\t" else "comment" if seen[0] == "#" else "margin"
        for seen in head
    )
    indented = kinds["star"] + kinds["tab"]
    labelled = sum(re.match(r"\s*[*(]*[A-Za-z\d]{1,2}[.)]", seen) is not None for seen in head)
    return kinds["star"] >= 1 and indented >= _FEWEST_TABBED and kinds["margin"] >= 1 and labelled * 4 < len(head)


def _read_tabbed(lines: Sequence[Line]) -> Document:
    document = Document()
    question: TypedQuestion | None = None
    stem: list[Line] = []
    for line in lines:
        text = line.text
        if text.lstrip().startswith("#"):
            if text.startswith("#") and not document.questions and not document.title and not stem:
                document.title = text.strip("# \t")
            continue
        if not text.strip():
            question = None if question is not None and question.options else question
            if stem and question is None:
                document.left.append((len(document.questions), stem))
                stem = []
        elif text[0] == "\t" and (question is not None or stem):
            if question is None:
                question = TypedQuestion(stem[0].place, stem=stem)
                stem = []
                document.questions.append(question)
            question.options += [TypedChoice([one]) for one in _cells(line, "\t") if one.text.strip("+-*")]
        elif len(text) < 4_000 and (stated := _STATED.fullmatch(text)):
            document.questions.append(
                TypedQuestion(line.place, stem=[_piece(line, 0, stated.end(1))], claims=[Claim(stated[2], line.place)])
            )
            question = None
        else:
            question = None
            stem.append(line)
    if stem:
        document.left.append((len(document.questions), stem))
    return document


_DIALECTS = (
    SmallLanguage(_is_amc, _read_amc),
    SmallLanguage(_is_piped, _read_piped),
    SmallLanguage(_is_slashed, _read_slashed),
    SmallLanguage(_is_barred, _read_barred),
    SmallLanguage(_is_tabbed, _read_tabbed),
    SmallLanguage(statements.are_stated, statements.read),
)
"""The surest first."""
