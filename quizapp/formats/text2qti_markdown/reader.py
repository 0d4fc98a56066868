"""Reads quizzes in text2qti's Markdown with text2qti itself, and finds the lines that it means."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from quizapp.domain.banks import Choice, Feedback, Filing, Kind, Marking, shares
from quizapp.domain.texts import plain
from quizapp.formats.building import several
from quizapp.formats.building.assembly import LONGEST_TEXT, Assembly, FoundQuestion, Place, Truth, start
from quizapp.formats.file import File
from quizapp.formats.libraries import library
from quizapp.formats.problems import Progress, Report
from quizapp.formats.text2qti_markdown.damaged import QuestionLines, found, stretches
from quizapp.formats.texts import markup

if TYPE_CHECKING:
    from quizapp.formats.text2qti_markdown.library import OfflineQuiz

NAME = "text2qti"
_OFFLINE, _THEIRS = "quizapp.formats.text2qti_markdown.library", "text2qti.quiz"
_NUMBERED = re.compile(r"\n[0-9]+\.[ \t]+\S")
_HEAD = re.compile(r"\n[Qq]uiz (?:[Tt]itle|description):[ \t]+\S")
_OWN = re.compile(rf"{_HEAD.pattern}|\n(?:Title|Points):[ \t]+\S.*\n(?:Points:.*\n)?[0-9]+\.[ \t]")
"""What says that a file was written for that program, and for no other."""
_MARKED = re.compile(r"\n(?:\*[a-zA-Z]\)|\[\*\])[ \t]+\S")
_OPEN = re.compile(r"\n(?:___+|\^\^\^+)[ \t]*$", re.MULTILINE)
_LETTERED = re.compile(r"\n[a-z]\)[ \t]+\S")
_FOREIGN = ("\nANSWER:", "{", "}")
"""What files of other formats have between such lines."""
_STRANGE = re.compile(
    r"\n(?:(?![Tt]itle:)[^\W\d_][\w ]{1,30}:[ \t]*[(\[]?[A-Za-z][).\]]?[ \t]*$"
    r"|(?i:ans|answer|correct|right|key|explanation|feedback|solution)[\w ]*[:.]"
    r"|(?i:true|false)[ \t]*\*?$|[=-]>|[ \t]+\*?[a-zA-Z][).][ \t]"
    r"|\*?[a-z]\..*\n(?:.*\n)?\*?[a-z]\.)",
    re.MULTILINE,
)
_MARKED_BEHIND = re.compile(r"[*\u2713\u2714\u2705][ \t]*$", re.MULTILINE)
"""What text2qti would refuse, and people write: a key on a line of its own, indented choices, marks behind them."""
_TOLD = re.compile(r'In "[^"\n]*" on line (?P<line>[0-9]+):\n(?P<reason>.+)', re.DOTALL)
_NOTHING = "No questions were found"
_ENDED = "Question must "
"""How every complaint begins that comes only when a question has been read: its line is not the one named."""
_KINDS = {
    "multiple_choice_question": Kind.SINGLE,
    "true_false_question": Kind.TRUE_FALSE,
    "multiple_answers_question": Kind.MULTIPLE,
}
_WHOLE = re.compile(r"<(p|div)>(.*)</\1>", re.DOTALL)
_BREAKS = re.compile(r"[ \t\r\n\x0b\x0c\x85\u2028\u2029]+")
_LONGEST_REASON = 200
_CODE = "code-in-quiz"
_MOST_LINES = 10_000
"""That are read again, all times together, where questions are refused."""
_LONGEST_NAME = 300
_LONGEST_SOURCE = 2 * LONGEST_TEXT
"""Characters of one passage of a file, before it is read."""
_LONGEST_SUMMARY = 2_000


def resembles(file: File) -> bool:
    """Whether questions are numbered and their answers marked as there, or a quiz has its title so."""
    lines = file.head_lines
    if _HEAD.search(lines):
        return True
    if not _NUMBERED.search(lines) or _STRANGE.search(lines) or _MARKED_BEHIND.search(lines):
        return False
    is_open = _OPEN.search(lines) or len(_LETTERED.findall(lines)) > 1
    return _MARKED.search(lines) is not None or bool(is_open and not any(one in lines for one in _FOREIGN))


def is_meant(file: File) -> bool:
    """Whether whoever wrote a file had that program in mind: numbers and letters alone are anybody's."""
    return _OWN.search(file.head_lines) is not None


def read(file: File, progress: Progress) -> Report:
    """The bank in a file, or what is wrong with it."""
    assembly = file.assembly(NAME, as_text=True)
    lines = file.text.split("\n")
    parts = list(_parts(lines))
    for part in parts:
        if part.length > _LONGEST_SOURCE:
            assembly.note("text-too-long", Place(part.line), field="text", count=part.length, limit=_LONGEST_SOURCE)
            return assembly.report(file.name)
    progress(0, len(parts))
    quiz, refused = _read_round(_with_plain_ends(lines, parts), len(file.text.rstrip().split("\n")))
    assembly.title = _line(quiz.title_raw)
    for region in quiz.passages:
        said = _words(quiz.html(region.text_html_xml)) or _line(region.title_raw)
        assembly.note("passage-lost", Place(region.linenum_start), start=start(said))
    worth = _groups(assembly, quiz)
    # What is not read to its end has no HTML yet.
    whole = quiz.questions if quiz.error is None else quiz.questions[:-1]
    asked = [(question.linenum_start, question) for question in whole]
    for _, one in sorted([*asked, *((one.place.line, one) for one in refused)], key=lambda pair: pair[0]):
        if isinstance(one, _Refused):
            _say(assembly, one, lines)
        else:
            _Question(assembly, quiz, one).ask(worth.get(id(one), one.points_possible))
    report = assembly.report(file.name)
    summary = _words(quiz.html(quiz.description_html_xml))[:_LONGEST_SUMMARY]
    return report if report.bank is None else report.about(replace(report.bank, summary=summary))


def _line(text: str | None) -> str:
    return _BREAKS.sub(" ", text or "").strip()


def _words(html: str) -> str:
    return plain(markup.of_html(html).text)


def _groups(assembly: Assembly, quiz: "OfflineQuiz") -> dict[int, float]:
    """What the questions of groups are worth there, by their identities."""
    worth: dict[int, float] = {}
    for group in quiz.groups:
        if group.pick < len(group.questions):
            assembly.note("draw-lost", Place(group.linenum_start), pick=group.pick, count=len(group.questions))
        worth |= {id(question): group.points_per_question for question in group.questions}
    return worth


@dataclass(frozen=True, slots=True)
class _Refused:
    """What text2qti trips over, at its line."""

    code: str
    place: Place
    reason: str
    stretch: QuestionLines | None = None
    """The lines of its question."""


def _read_round(lines: Sequence[str], last: int) -> "tuple[OfflineQuiz, Sequence[_Refused]]":
    """The quiz, and what it has that text2qti refuses: it goes no further there, so that it reads again without it."""
    every, made, refused = list(stretches(lines)), list(lines), list[_Refused]()
    while True:
        quiz = library(_OFFLINE).OfflineQuiz("\n".join(made), "quiz")
        if quiz.error is None:
            return quiz, refused
        one = _refused(quiz, last)
        if one is None or (refused and one.reason == refused[-1].reason and one.place == refused[-1].place):
            return quiz, refused
        stretch = next((each for each in every if each.first <= one.place.line <= each.last), None)
        refused.append(replace(one, stretch=stretch))
        if stretch is None or one.code == _CODE or len(made) * (len(refused) + 1) > _MOST_LINES:
            return quiz, refused
        made[stretch.first - 1 : stretch.last] = ["%"] * (stretch.last - stretch.first + 1)


def _say(assembly: Assembly, one: _Refused, lines: Sequence[str]) -> None:
    if one.code == _CODE:
        assembly.note(one.code, one.place)
    else:
        known = found(lines[one.stretch.first - 1 : one.stretch.last]) if one.stretch else None
        assembly.failed(one.code, one.place, known, reason=one.reason)


def _refused(quiz: "OfflineQuiz", last: int) -> _Refused | None:
    """None where nothing is refused, and there are no questions left."""
    told = _TOLD.fullmatch(str(quiz.error))
    reason = (told["reason"] if told else str(quiz.error) or type(quiz.error).__name__).partition("\n")[0]
    reason = reason.removeprefix("f") if reason.startswith('f"') else reason  # A slip in one of its sentences.
    place = Place(min(int(told["line"]), last) if told else 1)
    if (told is None or reason.startswith(_ENDED)) and quiz.questions:
        place = Place(quiz.questions[-1].linenum_start)
    if told is None and quiz.begun:
        place = Place(quiz.begun)
    if quiz.error and isinstance(quiz.error.__context__, library(_OFFLINE).CodeRefused):
        return _Refused(_CODE, place, "")
    if reason == _NOTHING:
        return None
    return _Refused("quiz-refused", place, reason.strip(" .:")[:_LONGEST_REASON])


# --- lines ---


@dataclass(frozen=True, slots=True)
class _Part:
    """What begins with one of text2qti's marks, and the lines that follow it."""

    line: int
    count: int
    """Of lines."""
    length: int
    """In characters."""
    is_open: bool
    """Whether blank lines may belong to it."""


def _parts(lines: Sequence[str]) -> Iterator[_Part]:
    begins = [number for number, line in enumerate(lines) if line.strip() and line[0] not in " \t"]
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        found = library(_THEIRS).start_re.match(lines[begin])
        length = sum(map(len, lines[begin:end]))
        yield _Part(begin + 1, end - begin, length, bool(found) and found.lastgroup in library(_THEIRS).multi_para)


def _with_plain_ends(lines: Sequence[str], parts: Sequence[_Part]) -> Sequence[str]:
    """Comments in place of the blank lines that end a part: over these text2qti loses count of the lines.

    Others stay, for after a question's title a blank line is an error, and a comment none.
    """
    made = list(lines)
    for part in parts:
        if part.is_open:
            number = part.line + part.count - 2
            while not made[number].strip():
                made[number] = "%"
                number -= 1
    return made


# --- questions ---


class _Question:
    def __init__(self, assembly: Assembly, quiz: "OfflineQuiz", question: Any) -> None:
        self._assembly = assembly
        self._quiz = quiz
        self._question = question
        self._place = Place(question.linenum_start)
        self._lost: set[str] = set()

    def ask(self, points: float) -> None:
        question = self._question
        stem = self._text(question.question_html_xml)
        if question.type not in _KINDS:
            kind = question.type.removesuffix("_question").replace("_", " ")
            self._assembly.leave_out(self._place, kind, plain(stem))
            return
        if question.solution is not None and question.solution != question.feedback_raw:
            self._lost.add("feedback")
        asked = _KINDS[question.type]
        right = [choice.correct for choice in question.choices]
        # Canvas, for which such a quiz is written, marks several answers in its own way.
        worth = several.shares(right) if asked.takes_several and any(right) else shares(asked, right)
        found = FoundQuestion(
            asked,
            stem,
            [
                Choice(
                    self._text(choice.choice_html_xml, inline=True), share, self._text(choice.feedback_html_xml),
                    fixed=asked.brings_choices,
                )
                for choice, share in zip(question.choices, worth, strict=True)
            ],
            marking=Marking(Fraction(points)),
            feedback=Feedback(
                self._text(question.feedback_html_xml),
                right=self._text(question.correct_feedback_html_xml),
                wrong=self._text(question.incorrect_feedback_html_xml),
            ),
            filing=Filing(_line(question.title_raw)[:_LONGEST_NAME]),
            shuffle=self._quiz.shuffle_answers_xml == "true",
        )  # fmt: skip
        self._assembly.ask(self._place, _in_words_of_the_language(found), self._lost)

    def _text(self, made: str | None, *, inline: bool = False) -> str:
        read = markup.of_html(_bare(self._quiz.html(made)), inline=inline)
        self._lost |= read.lost
        return read.text


def _bare(html: str) -> str:
    """Without the one paragraph, or division, that everything stands in."""
    whole = _WHOLE.fullmatch(html)
    if not whole:
        return html
    depth = 1
    for tag in re.finditer(rf"<(/?){whole[1]}[\s>]", whole[2]):
        depth += -1 if tag[1] else 1
        if not depth:
            return html
    return whole[2]


def _in_words_of_the_language(found: FoundQuestion) -> FoundQuestion:
    """The signs for true and false are English there, whatever the language of the quiz."""
    if [choice.text.casefold() for choice in found.choices] != ["true", "false"] or not found.kind.brings_choices:
        return found
    true, false = found.choices
    return replace(found, choices=(), truth=Truth(bool(true.fraction), true.feedback, false.feedback))
