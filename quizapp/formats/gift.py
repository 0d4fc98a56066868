"""GIFT, as Moodle reads it: blocks between blank lines, an answer in braces, and a type told by its signs.

Source: Moodle 4.5, question/format/gift/format.php. The format is that procedure, not a grammar: comments go, escaped
signs become stand-ins, the first « { » and the first « } » bound the answer, the last « #### » begins the general
feedback, and only then is the type decided.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from quizapp.domain.banks import Choice, Kind
from quizapp.formats import markup
from quizapp.formats.assembly import Assembly, Found, Place
from quizapp.formats.file import File, Format
from quizapp.formats.numbers import parse_number
from quizapp.formats.problems import Progress, Report

NAME = "GIFT"
_STAND_INS = {sign: chr(0xF8F0 + at) for at, sign in enumerate(":#={}~n")}
"""For each sign that a backslash makes plain, a private character; « n » is a line break."""
_BACK = {ord(stand_in): "\n" if sign == "n" else sign for sign, stand_in in _STAND_INS.items()}
_ESCAPED = re.compile(r"\\([:#={}~n\\])")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"%(-*[0-9]{1,2}\.?[0-9]*)%")
_TAG = re.compile(r"\[tag:([^\]]*)\]")
_ID = re.compile(r"\[id:([^\]]*)\]")
_TRUE_FALSE = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_SHAPE = re.compile(
    r"^\s*(?:::|\$CATEGORY:|//|\[(?:html|moodle|plain|markdown)\])"
    r"|\{\s*(?:[=~#]|T(?:RUE)?\s*[#}]|F(?:ALSE)?\s*[#}]|\})",
    re.MULTILINE,
)
_STEP = 100
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one question, its comments apart."""

    line: int
    """Of its first line that is no comment."""
    text: str
    comments: str


def _resembles(file: File) -> bool:
    """Whether something in it is marked as in GIFT: a name, a category, a comment, an answer in braces."""
    return _SHAPE.search(file.text) is not None


def _read(file: File, progress: Progress) -> Report:
    """The bank in a GIFT file, or what is wrong with it."""
    decoded = file.decoded
    assembly = Assembly(NAME, decoded.encoding, list(decoded.problems))
    blocks = list(_blocks(file.text))
    for number, block in enumerate(blocks):
        if number % _STEP == 0:
            progress(number, len(blocks))
        _Question(assembly, block).read()
    return assembly.report(file.name)


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            lines.append((number, line.strip()))
        elif lines:
            said = [(at, one) for at, one in lines if not one.startswith("//")]
            if said:
                comments = "\n".join(one for _, one in lines if one.startswith("//"))
                # A comment keeps its line, as a blank, so that what stands around it stays apart.
                body = "\n".join("" if one.startswith("//") else one for _, one in lines)
                yield _Block(said[0][0], body.strip(), comments)
            lines = []


class _Question:
    def __init__(self, assembly: Assembly, block: _Block) -> None:
        self._assembly = assembly
        self._block = block
        self._place = Place(block.line)
        self._format = "moodle"
        self._lost: set[str] = set()

    def read(self) -> None:
        text = _ESCAPED.sub(lambda found: _STAND_INS.get(found[1], "\\"), self._block.text)
        if text.startswith("$CATEGORY:"):
            self._category(text[len("$CATEGORY:") :])
            return
        name = ""
        if text.startswith("::") and (end := text.find("::", 2)) > 0:
            name, text = self._plain(text[2:end]), text[end + 2 :].strip()
        opened, closed = text.find("{"), text.find("}")
        if opened < 0 and closed < 0:
            self._assembly.leave_out(self._place, "description", self._said(text))
        elif opened < 0 or closed < opened:
            self._assembly.failed("brace-missing", self._place)
        else:
            gap = "" if text.endswith("}") and closed == len(text) - 1 else "_____"
            self._ask(name, text[:opened] + gap + text[closed + 1 :], text[opened + 1 : closed].strip())

    def _category(self, path: str) -> None:
        """The bank is called after the first one, by its last part; that there are others is not kept."""
        title = self._plain(path.strip()).rpartition("/")[2].strip()[:_LONGEST_TITLE]
        if not self._assembly.title:
            self._assembly.title = title

    def _ask(self, name: str, stem: str, answer: str) -> None:
        answer, _, general = answer.rpartition("####") if "####" in answer else (answer, "", "")
        answer = answer.strip()
        given = _FORMAT.match(stem)
        self._format = given[1].lower() if given else "moodle"
        stem = self._said(stem)
        kind = _kind(answer)
        if kind not in ("multichoice", "truefalse"):
            self._assembly.leave_out(self._place, kind, stem)
            return
        tags = tuple(dict.fromkeys(tag.strip() for tag in _TAG.findall(self._block.comments) if tag.strip()))
        ids = _ID.findall(self._block.comments)
        feedback, own_id = self._said(general), ids[0].strip() if ids else ""
        if kind == "truefalse":
            found = self._true_false(stem, answer, name, own_id, feedback, tags)
        else:
            multiple = "=" not in answer
            choices = self._choices(answer)
            found = Found(
                Kind.MULTIPLE if multiple else Kind.SINGLE, stem, choices, name, own_id, feedback, tags
            )  # fmt: skip
        self._assembly.ask(self._place, found, self._lost)

    def _choices(self, answer: str) -> list[Choice]:
        parts = [part.strip() for part in answer.replace("=", "~=").split("~")]
        if not parts[0]:
            parts = parts[1:]
        return [self._choice(part) for part in parts]

    def _choice(self, part: str) -> Choice:
        fraction = Fraction(0)
        if part.startswith("="):
            fraction, part = Fraction(1), part[1:]
        elif weight := _WEIGHT.match(part):
            fraction, part = self._weight(weight[1]), part[weight.end() :]
        text, _, feedback = part.partition("#")
        return Choice(self._said(text, inline=True), fraction, self._said(feedback))

    def _weight(self, percent: str) -> Fraction:
        """A weight as Moodle takes it: several minus signs are no number to it, and count nothing."""
        fraction = (parse_number(percent.rstrip(".")) or Fraction(0)) / 100
        if abs(fraction) > 1:
            values = {"field": "weight", "value": f"{percent}%", "low": "-100%", "high": "100%"}
            self._assembly.note("bad-number", self._place, **values)
        return fraction

    def _true_false(
        self, stem: str, answer: str, name: str, own_id: str, feedback: str, tags: tuple[str, ...]
    ) -> Found:
        word, *comments = answer.split("#")
        wrong, right = (*(self._said(comment) for comment in comments[:2]), "", "")[:2]
        true = _TRUE_FALSE[word.strip()]
        of_true, of_false = (right, wrong) if true else (wrong, right)
        return Found(Kind.TRUE_FALSE, stem, (), name, own_id, feedback, tags, true, of_true, of_false)

    def _said(self, text: str, *, inline: bool = False) -> str:
        """A text in whatever format it says it has, or its question has."""
        given = _FORMAT.match(text)
        form = given[1].lower() if given else self._format
        words = self._plain(text[given.end() :] if given else text)
        if form == "plain":
            read = markup.of_plain(words)
        elif form == "markdown":
            read = markup.of_markdown(words, inline=inline)
        else:
            read = markup.of_html(words, inline=inline)
        self._lost |= read.lost
        return read.text

    def _plain(self, text: str) -> str:
        return text.translate(_BACK).strip()


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
    word = answer.partition("#")[0].strip() if answer.find("#") > 0 else answer
    return "truefalse" if word in _TRUE_FALSE else "shortanswer"


FORMAT = Format(NAME, _resembles, _read)
