"""GIFT, as Moodle reads it: blocks between blank lines, an answer in braces, and a type told by its signs.

Source: Moodle 4.5, question/format/gift/format.php. The format is that procedure, not a grammar: comments go, escaped
signs become stand-ins, the first « { » and the first « } » bound the answer, the last « #### » begins the general
feedback, and only then is the type decided.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from quizapp.domain.banks import Bank, Choice, Feedback, Filing, Kind, Question
from quizapp.domain.texts import Html, plain
from quizapp.formats.building import grades
from quizapp.formats.building.assembly import Assembly, FoundQuestion, Place, Truth
from quizapp.formats.carrying import Feature
from quizapp.formats.file import File, Format, Writer
from quizapp.formats.moodle import categories
from quizapp.formats.problems import Guess, Progress, Report, Sense, watched
from quizapp.formats.prose import evidence
from quizapp.formats.prose import words as words_of_truth
from quizapp.formats.syntax.text import PHP_BLANKS
from quizapp.formats.texts import markup
from quizapp.formats.texts.markup import Conversion

NAME = "GIFT"
_STAND_INS = {sign: chr(0xDC00 + at) for at, sign in enumerate(":#={}~n")}
"""For each sign that a backslash makes plain, half a surrogate, which no text can have; « n » is a line break."""
_BACK = {ord(stand_in): "\n" if sign == "n" else sign for sign, stand_in in _STAND_INS.items()}
_ESCAPED = re.compile(r"\\([:#={}~n\\])")
_RESERVED = str.maketrans({sign: f"\\{sign}" for sign in "\\:#={}~"} | {"\n": "\\n"})
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"%(-*)([0-9]{1,2}\.?[0-9]*)%")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]\x00-\x1f\x7f])+)\]")
_ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f\x7f])+)\]")
_TRUE_FALSE = {"T": True, "TRUE": True, "F": False, "FALSE": False}
TRUTHS, TRUE_FALSE, SHORT_ANSWERS = "truth-words", "true-false", "short-answers"
"""What a word such as « VRAI » in braces is taken for: Moodle knows only English ones, and has any other typed."""
_WORDS_OF_OTHERS = (
    r"(?i:vrai|faux|wahr|richtig|falsch|verdadero|verdadera|falso|falsa|vero|verdadeiro|waar|onwaar|juist|onjuist"
    r"|верно|неверно|prawda|fałsz|pravda|doğru|yanlış|sant|falskt|صح|صحيح|خطأ|对|错|對|錯|正确|错误|正確|錯誤)"
)
_SHAPE = re.compile(r"\n[^\S\n]*(?:::|\$CATEGORY:|//|\[(?:html|moodle|plain|markdown)\])")
_BRACES = re.compile(
    r"\{\s*(?:[=~#]|T(?:RUE)?\s*[#}]|F(?:ALSE)?\s*[#}]|\})"
    rf"|\{{\s*{_WORDS_OF_OTHERS}\s*[#}}]|(?<!\w)\{{\s*V\s*[#}}]"
)
_OTHERS = re.compile(rf"{_WORDS_OF_OTHERS}|V")
_SURE = re.compile(r"\n[^\S\n]*(?:::|\$CATEGORY:)")
_SURE_BRACES = re.compile(r"\{\s*(?:[=~](?:\\.|[^=~{}\\])*+[=~}]|#[-=%\d]|T(?:RUE)?\s*[#}]|F(?:ALSE)?\s*[#}])")
"""What only GIFT has."""
_LONGEST_LINE = 300
"""Of a name or a category."""
_MOST_DIGITS = 20
_NOTHING, _WHOLE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one question, its comments apart."""

    line: int
    """Of its first line that is no comment."""
    text: str
    comments: str


def _resembles(file: File) -> bool:
    """Whether something in it is marked as in GIFT: a name, a category, a comment, an answer in braces.

    Questions about programs may have braces and slashes too: where choices have labels, more than that is asked for.
    """
    head = file.head
    if "{" not in head and _SHAPE.search(file.head_lines) is None:
        return False
    if _SURE_BRACES.search(head) or _SURE.search(file.head_lines):
        return True
    is_shaped = _BRACES.search(head) is not None or _SHAPE.search(file.head_lines) is not None
    return is_shaped and not evidence.has_labelled_choices(head)


def _read(file: File, progress: Progress) -> Report:
    """The bank in a GIFT file, or what is wrong with it."""
    assembly = file.assembly(NAME, as_text=True)
    blocks = list(_blocks(file.text))
    category = ""
    for block in watched(blocks, progress):
        text = _ESCAPED.sub(_stand_in, block.text) if "\\" in block.text else block.text
        if text.startswith("$CATEGORY:"):
            names = categories.names(_plain(text.removeprefix("$CATEGORY:")))
            category = "/".join(names)[: categories.LONGEST]
            if names and not assembly.title:
                assembly.title = names[-1]
        else:
            _Question(assembly, block, category).read(text)
    return assembly.report(file.name)


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        said = line.strip(PHP_BLANKS)
        if said:
            lines.append((number, said))
        elif lines:
            comments = [one for _, one in lines if one.startswith("//")]
            if len(comments) < len(lines):
                # A comment keeps its line, as a blank, so that what stands around it stays apart.
                body = "\n".join("" if one.startswith("//") else one for _, one in lines).strip(PHP_BLANKS)
                first = next(at for at, one in lines if not one.startswith("//"))
                yield _Block(first, body, "\n".join(comments))
            lines = []


def _stand_in(found: re.Match[str]) -> str:
    return _STAND_INS.get(found[1], "\\")


def _plain(text: str) -> str:
    return (text if text.isascii() else text.translate(_BACK)).strip(PHP_BLANKS)


class _Question:
    def __init__(self, assembly: Assembly, block: _Block, category: str) -> None:
        self._assembly = assembly
        self._comments = block.comments
        self._category = category
        self._place = Place(block.line)
        self._format = "moodle"
        self._lost: set[str] = set()

    def read(self, text: str) -> None:
        """The text has stand-ins for its escaped signs."""
        name = ""
        if text.startswith("::"):
            name, closing, rest = text[2:].partition("::")
            name, text = (_plain(name), rest.strip(PHP_BLANKS)) if closing else ("", text[2:])
        opened, closed = text.find("{"), text.find("}")
        if opened < 0 and closed < 0:
            self._assembly.leave_out(self._place, "description", plain(self._said(text)))
        elif opened < 0 or closed < opened:
            before, _, behind = text.replace("}", "{" if opened < 0 else "").partition("{")
            self._damaged("brace-missing", name, before, behind.replace("{", ""))
        else:
            gap = "" if text.endswith("}") else "_____"
            rest = text[closed + 1 :]
            if "{" in rest:
                self._assembly.note("question-in-text", self._place)
            stem, answer = text[:opened] + gap + rest, text[opened + 1 : closed].strip(PHP_BLANKS)
            self._ask(name.replace("\n", " ")[:_LONGEST_LINE], stem, answer)

    def _damaged(self, code: str, name: str, stem: str, answer: str) -> None:
        """What can be told of a question the answer of which has no end, or no beginning."""
        is_told = _kind(answer.strip(PHP_BLANKS)) == "multichoice"
        choices = self._choices(answer.partition("####")[0]) if is_told else ()
        kind = Kind.SINGLE if "=" in answer else Kind.MULTIPLE
        found = FoundQuestion(
            kind if is_told else Kind.SINGLE, self._said(stem), choices, filing=Filing(name[:_LONGEST_LINE])
        )
        self._assembly.failed(code, self._place, found)

    def _ask(self, name: str, stem: str, answer: str) -> None:
        general = ""
        if "####" in answer:
            answer, _, general = answer.rpartition("####")
            answer = answer.strip(PHP_BLANKS)
        stem = stem.strip(PHP_BLANKS)
        if marked := _FORMAT.match(stem):
            self._format = marked[1].lower()
        stem = self._said(stem)
        kind = self._kind(answer)
        if kind not in ("multichoice", "truefalse"):
            self._assembly.leave_out(self._place, kind, plain(stem))
            return
        own_id, tags = _told(_ID, self._comments), _told(_TAG, self._comments)
        filing = Filing(name, self._category, tuple(dict.fromkeys(tags)))
        found = FoundQuestion(
            Kind.TRUE_FALSE if kind == "truefalse" else Kind.SINGLE if "=" in answer else Kind.MULTIPLE,
            stem,
            () if kind == "truefalse" else self._choices(answer),
            own_id[0] if own_id else "",
            feedback=Feedback(self._said(general)),
            filing=filing,
            truth=self._true_false(answer) if kind == "truefalse" else None,
        )
        if found.lacks_key:
            self._assembly.leave_out(self._place, "multichoice, without a key", plain(stem), found)
            return
        self._assembly.ask(self._place, found, self._lost)

    def _kind(self, answer: str) -> str:
        """What the question is taken for: a word for true or false in another language is said to be a guess."""
        kind, word = _kind(answer), _word(answer)
        if kind != "shortanswer" or _OTHERS.fullmatch(word) is None:
            return kind
        is_short = self._assembly.options.get(TRUTHS) == SHORT_ANSWERS
        if all(one.option != TRUTHS for one in self._assembly.guesses):
            senses = (SHORT_ANSWERS, TRUE_FALSE) if is_short else (TRUE_FALSE, SHORT_ANSWERS)
            self._assembly.guesses.append(Guess(TRUTHS, *_sensed(word, *senses)))
        return kind if is_short else "truefalse"

    def _choices(self, answer: str) -> list[Choice]:
        parts = [part.strip(PHP_BLANKS) for part in answer.replace("=", "~=").split("~")]
        if not parts[0]:
            parts = parts[1:]
        there = [part for part in parts if part]
        if len(there) < len(parts):  # Moodle drops them too.
            self._assembly.note("blank-choices-lost", self._place, count=len(parts) - len(there))
        return [self._choice(part) for part in there]

    def _choice(self, part: str) -> Choice:
        fraction = _NOTHING
        if part.startswith("="):
            fraction, part = _WHOLE, part[1:]
        elif weight := _WEIGHT.match(part):
            fraction, part = _weight(weight[1], weight[2]), part[weight.end() :]
            if abs(fraction) > 1:
                values = {"field": "weight", "value": weight[0], "low": "-100%", "high": "100%"}
                self._assembly.note("bad-number", self._place, **values)
        text, _, feedback = part.partition("#")
        return Choice(self._said(text, inline=True), fraction, self._said(feedback))

    def _true_false(self, answer: str) -> Truth:
        word, wrong, right = (*answer.split("#", 2), "", "")[:3]
        word = word.strip(PHP_BLANKS)
        true = _TRUE_FALSE[word] if word in _TRUE_FALSE else bool(words_of_truth.truth(word))
        of_wrong, of_right = self._said(wrong), self._said(right)
        return Truth(True, of_right, of_wrong) if true else Truth(False, of_wrong, of_right)

    def _said(self, text: str, *, inline: bool = False) -> str:
        """A text in whatever format it says it has, or its question has."""
        text = text.strip(PHP_BLANKS)
        given = _FORMAT.match(text) if text.startswith("[") else None
        form = given[1].lower() if given else self._format
        words = _plain(text[given.end() :] if given else text)
        if form != "markdown" and markup.are_words(words):
            return words
        read = _formatted(form, words, inline=inline)
        self._lost |= read.lost
        return read.text if read.text.strip() else ""


def _formatted(form: str, words: str, *, inline: bool) -> Conversion:
    """Moodle looks for no formulas in a plain text."""
    match form:
        case "plain":
            return Conversion(words)
        case "markdown":
            return markup.of_markdown(words, inline=inline)
        case "html":
            return markup.of_html(words, inline=inline)
        case _:
            return markup.of_moodle(words, inline=inline)


@lru_cache(maxsize=1024)
def _weight(minus: str, percent: str) -> Fraction:
    """A weight as Moodle takes it: several minus signs are no number to it, and count nothing."""
    if len(minus) > 1:
        return Fraction(0)
    whole, _, decimals = percent.partition(".")
    share = Fraction(f"{whole[:_MOST_DIGITS]}.{decimals[:_MOST_DIGITS] or 0}") / 100
    return grades.matched(-share if minus else share)


def _told(token: re.Pattern[str], comments: str) -> list[str]:
    """What stands in the comments of a question as « [id:…] » or « [tag:…] »."""
    if "[" not in comments:
        return []
    said = (one.replace("\\]", "]").strip(PHP_BLANKS) for one in token.findall(comments))
    return [one for one in said if one]


def _kind(answer: str) -> str:
    """What Moodle takes the question for, by the signs in its answer."""
    if not answer:
        return "essay"
    if answer.startswith("#"):
        return "numerical"
    if "~" in answer:
        return "multichoice"
    if "=" in answer and "->" in answer:
        return "match"
    return "truefalse" if _word(answer) in _TRUE_FALSE else "shortanswer"


def _word(answer: str) -> str:
    return answer.partition("#")[0].strip(PHP_BLANKS) if answer.find("#") > 0 else answer


def _sensed(sample: str, taken: str, other: str) -> tuple[Sense, tuple[Sense, ...]]:
    return Sense(taken, sample), (Sense(other, sample),)


# --- back ---


def _write(bank: Bank, pictures: Mapping[str, bytes]) -> bytes:
    blocks, category = [], ""
    for question in bank.questions:
        if question.filing.category != category:
            category = question.filing.category
            blocks.append(f"$CATEGORY: {categories.path(category)}")
        blocks.append(_block(question))
    return ("\n\n".join(blocks) + "\n").encode()


def _block(question: Question) -> str:
    comments = [("id", question.id), *(("tag", tag) for tag in question.filing.tags)]
    lines = [f"// [{what}:{_token(said)}]" for what, said in comments]
    stem, form = _stem(question.stem)
    name = f"::{_escaped(_line(question.filing.name))}::" if question.filing.name else ""
    feedback = f"####{_marked(question.feedback.general, form)}" if question.feedback.general else ""
    if question.kind.brings_choices:
        return "\n".join([*lines, f"{name}{stem} {{{_true_or_false(question, form)}{feedback}}}"])
    answer = [f"{sign}{_said(choice, form)}" for sign, choice in zip(_signs(question), question.choices, strict=True)]
    answer += [feedback] if feedback else []
    return "\n".join([*lines, f"{name}{stem} {{", *(f"\t{line}" for line in answer), "}"])


def _line(text: str) -> str:
    return " ".join(text.splitlines())


def _token(text: str) -> str:
    return _line(text).replace("]", "\\]")


def _stem(stem: str) -> tuple[str, str]:
    """As it is written, and the format of all texts of its question that say no other."""
    written = _marked(stem, "moodle")
    given = _FORMAT.match(written)
    return written, given[1] if given else "moodle"


def _true_or_false(question: Question, form: str) -> str:
    """Which it is, and what is said to the wrong answer, and to the right one."""
    true, false = question.choices
    right, wrong = (true, false) if true.fraction else (false, true)
    said = [choice.feedback for choice in (wrong, right)] if right.feedback else [wrong.feedback][: len(wrong.feedback)]
    return "#".join(["TRUE" if true.fraction else "FALSE", *(_marked(feedback, form) for feedback in said)])


def _signs(question: Question) -> Iterator[str]:
    """One « = » makes a question a single one, and without any « ~ » it would have no choices."""
    is_single = not question.kind.takes_several
    for place, choice in enumerate(question.choices):
        if is_single and choice.fraction == 1 and (place == 0 or any(one.fraction != 1 for one in question.choices)):
            yield "="
        else:
            yield f"~%{_percent(choice.fraction)}%" if choice.fraction else "~"


def _percent(fraction: Fraction) -> str:
    """To five decimals, as Moodle does it."""
    return f"{float(fraction * 100):.5f}".rstrip("0").rstrip(".")


def _said(choice: Choice, form: str) -> str:
    feedback = f"#{_marked(choice.feedback, form)}" if choice.feedback else ""
    return _marked(choice.text, form, inline=True) + feedback


def _marked(text: str, given: str, *, inline: bool = False) -> str:
    """A text in the format that is given, if it reads back so, else with the mark of another."""
    for form in (given, "plain", "html"):
        words = markup.source(text) if form == "html" or isinstance(text, Html) else text
        if _formatted(form, words.strip(PHP_BLANKS), inline=inline).text == text:
            break
    is_plain = form == given and not words.startswith(("[", "%", "//"))
    return ("" if is_plain else f"[{form}]") + _escaped(words)


def _escaped(text: str) -> str:
    return text.translate(_RESERVED)


FORMAT = Format(NAME, _resembles, _read)
WRITER = Writer(
    "gift",
    NAME,
    "gift",
    "text/plain; charset=utf-8",
    frozenset((
        Feature.MULTIPLE, Feature.BARE_TRUE_FALSE, Feature.NAME, Feature.ID, Feature.CATEGORY, Feature.TAGS,
        Feature.GRADES, Feature.PARTIAL, Feature.FEEDBACK, Feature.CHOICE_FEEDBACK, Feature.FORMATTING,
        Feature.LINE_BREAKS,
    )),
    _write,
)  # fmt: skip
