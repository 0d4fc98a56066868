"""What the readers of other programs' formats find, put together into a report, a question at a time.

A question that cannot be asked here is left out, and said to be; one that is damaged is a fault. A bank in another
program's format has no id, language or article, so they are made: the id from the file's name, the language from its
commonest words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256

from quizapp.domain import banks
from quizapp.domain.banks import Bank, Choice, Finding, Kind, Question
from quizapp.formats import languages
from quizapp.formats.ids import file_id, slug
from quizapp.formats.problems import Problem, Report, Severity
from quizapp.formats.text import Decoded

_START = 60
"""Characters of a stem that say which question is meant."""
MOST_QUESTIONS = 20_000
MOST_CHOICES = 26


@dataclass(frozen=True, slots=True)
class Found:
    """A question as a file has it."""

    kind: Kind
    stem: str
    choices: Sequence[Choice]
    """Of a true/false question none: its words are the language's."""
    name: str = ""
    id: str = ""
    feedback: str = ""
    tags: tuple[str, ...] = ()
    true: bool = False
    """Of a true/false question: which is right, and what is said to each."""
    feedback_true: str = ""
    feedback_false: str = ""


@dataclass(slots=True)
class Assembly:
    """Gathers the questions of one file."""

    format: str
    decoded: Decoded
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    title: str = ""
    _found: list[tuple[int, Found]] = field(default_factory=list)
    _count: int = 0

    def ask(self, line: int, found: Found, lost: Iterable[str] = ()) -> None:
        """A question, and what of its texts was lost when they became plain: « formatting », « pictures »."""
        empty = "question" if not found.stem else "choice" if not all(one.text for one in found.choices) else ""
        if empty and "pictures" in lost:
            self.leave_out(line, f"{found.kind}, in pictures", found.stem or found.name)
            return
        self._count += 1
        if empty:
            self.fault("empty-text", line, field=empty)
        if len(found.choices) > MOST_CHOICES:
            self.fault("too-many", line, field="choices", count=len(found.choices), limit=MOST_CHOICES)
        self._found.append((line, found))
        for what in sorted(lost):
            self.fault(f"{what}-lost", line)

    def leave_out(self, line: int, kind: str, stem: str) -> None:
        """A question of a kind that is not asked here, by the name its program has for the kind."""
        self._count += 1
        self.left_out.append(Problem("left-out", line, 1, {"kind": kind, "start": start(stem)}))

    def fault(self, code: str, line: int, column: int = 1, **values: object) -> None:
        self.problems.append(Problem(code, line, column, values))

    def failed(self, code: str, line: int, **values: object) -> None:
        """A question that is there, but damaged."""
        self._count += 1
        self.fault(code, line, 1, **values)

    def unread(self) -> Report:
        """Where the bytes are no text."""
        return Report(self.format, None, 0, tuple(self.decoded.problems), encoding=self.decoded.encoding)

    def report(self, name: str) -> Report:
        """The bank, if nothing is wrong with it, and all that was noted."""
        words = " ".join(
            f"{found.stem} {' '.join(choice.text for choice in found.choices)}" for _, found in self._found
        )
        language = languages.guess(words)
        lines = [line for line, _ in self._found]
        questions = _with_ids([found for _, found in self._found], language)
        title = self.title or name.rpartition(".")[0] or name
        bank = Bank(file_id(name), title or "?", language, tuple(questions))
        if self._count > MOST_QUESTIONS:
            self.fault("too-many", 0, 0, field="questions", count=self._count, limit=MOST_QUESTIONS)
        for number, question in enumerate(questions):
            self._note(banks.question_faults(question, number), lines)
        if not questions and not self._has_faults:
            self.fault("nothing-to-ask" if self.left_out else "no-questions-here", 0, 0, format=self.format)
        if not self._has_faults:
            self._note(banks.doubts(bank), lines)
        return self._told(bank)

    @property
    def _has_faults(self) -> bool:
        return any(problem.severity is Severity.FAULT for problem in self.problems)

    def _note(self, findings: Iterable[Finding], lines: Sequence[int]) -> None:
        for finding in findings:
            at = finding.path[1] if len(finding.path) > 1 and isinstance(finding.path[1], int) else None
            line = lines[at] if at is not None and finding.path[0] == "questions" else 0
            self.problems.append(Problem(finding.code, line, 1 if line else 0, finding.values))

    def _told(self, bank: Bank) -> Report:
        ordered = sorted([*self.decoded.problems, *self.problems], key=lambda problem: (problem.line, problem.column))
        faults = tuple(problem for problem in ordered if problem.severity is Severity.FAULT)
        warnings = tuple(problem for problem in ordered if problem.severity is Severity.WARNING)
        return Report(
            self.format,
            None if faults else bank,
            self._count,
            faults,
            warnings,
            tuple(self.left_out),
            self.decoded.encoding,
        )


def start(text: str) -> str:
    """The first words of a text, to say which is meant."""
    line = " ".join(text.split())
    return line if len(line) <= _START else line[:_START].rsplit(" ", 1)[0] + " …"


def _with_ids(found: Sequence[Found], language: str) -> list[Question]:
    """Each with an id that it keeps when others come before it: its own, that of its name, or of its words."""
    taken: set[str] = set()
    questions = []
    for one in found:
        id_ = _free(slug(one.id or one.name or start(one.stem)), one, taken)
        taken.add(id_)
        questions.append(Question(id_, one.kind, one.stem, _choices(one, language), one.feedback, tags=one.tags))
    return questions


def _free(wanted: str, found: Found, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    content = "\n".join([found.stem, *(choice.text for choice in found.choices)])
    wanted = f"{wanted[:71]}-{sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    number, free = 2, wanted
    while free in taken:
        free, number = f"{wanted[:77]}-{number}", number + 1
    return free


def _choices(found: Found, language: str) -> tuple[Choice, ...]:
    if found.kind is not Kind.TRUE_FALSE:
        return tuple(found.choices)
    true, false = languages.true_false(language)
    return (
        Choice(true, Fraction(int(found.true)), found.feedback_true, fixed=True),
        Choice(false, Fraction(int(not found.true)), found.feedback_false, fixed=True),
    )
