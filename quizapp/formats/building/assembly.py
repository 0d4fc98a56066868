"""What the readers of other programs' formats find, put together into a report, a question at a time.

A question that cannot be asked here is left out, and said to be; one that is damaged is a fault. A bank in another
program's format has no id, language or article, so they are made: the id from the file's name, the language from its
commonest words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from hashlib import sha256

from quizapp.domain import banks
from quizapp.domain.banks import Bank, Choice, Feedback, Filing, Kind, Marking, Question
from quizapp.domain.catch_alls import fix_catch_alls
from quizapp.domain.findings import MOVED, Finding, doubts, question_faults
from quizapp.domain.texts import plain
from quizapp.formats.building import one_language
from quizapp.formats.building.ids import file_id, id_of, slug
from quizapp.formats.building.one_language import OneLanguage
from quizapp.formats.problems import GUESSES, Guess, Options, Problem, Report, Sense, Severity, SheetStart
from quizapp.formats.texts import languages, multilang
from quizapp.formats.texts.markup import PICTURES
from quizapp.formats.texts.pictures import Album, used

_START = 60
"""Characters of a stem that say which question is meant."""
MOST_QUESTIONS = 20_000
MOST_CHOICES = 26
MOST_MARKS = 1_000
MOST_ASIDE = 2_000
"""Questions left out that may be completed: as many as a draft holds."""
LONGEST_TEXT = 20_000
"""Characters of one text of a question."""
_LONGEST_TITLE = 300
UNTITLED = "?"
"""In the place of a title, where neither a text that was pasted nor its teacher has said one."""
_TELLING = 500
"""Questions whose words tell the language."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: line and column, from 1, in the file or a member of a package; or a cell of a sheet."""

    line: int = 0
    column: int = 1
    member: str = ""
    cell: str = ""
    text: str = ""
    """What stands there, where the lines of the file do not show it."""


TITLE, LANGUAGE, KEYS = "title", "language", "keys"
"""Options that every file may be read with: what the bank is to be called, its language, the key of questions that have
none, such as « 3:B 7:AC » by their numbers among those that are asked."""
MEMBER, ALL_MEMBERS = "member", "-"
"""Which file of an archive is read, or the list of them."""
COLUMNS, HEADING = "columns", "heading"
"""What each column of a table holds, as in « question,choice,choice,right »; « yes » if its first row names them."""
LAYOUT, AS_BEFORE, ASKED = "layout", "as-before", "asked"
"""Whether columns that nobody named are those that their teacher named in the last table of the same layout."""
CATCH_ALLS, SHUFFLED, FIXED = "catch-alls", "shuffled", "fixed"
"""Whether choices such as « none of the above » are shuffled among the others, or keep their places."""
EVERY_OPTION = frozenset({TITLE, LANGUAGE, KEYS, COLUMNS, HEADING, *(option for option, __ in GUESSES)})
"""What a teacher may say of how a file is to be read."""
_KEY = re.compile(r"(\d{1,5}):([A-Z]{1,26})")

Unkeyed = tuple[str, Place] | tuple[str, Place, Mapping[str, object]]
"""How a format says that a key is missing, or cannot be told: the code, the place, and the values of the sentence."""
NOWHERE = Place(0, 0)
"""The file as a whole."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Of a true/false question that brings no words for the two: which is right, and what is said to each."""

    is_true: bool | None
    """None where nothing tells."""
    of_true: str = ""
    of_false: str = ""


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A question as a file has it: what its program calls it may be no id here."""

    kind: Kind
    stem: str
    choices: Sequence[Choice]
    id: str = ""
    marking: Marking = Marking()
    feedback: Feedback = Feedback()
    filing: Filing = Filing()
    shuffle: bool = True
    truth: Truth | None = None
    """Instead of choices: those are then the language's."""

    @property
    def lacks_key(self) -> bool:
        """Whether it has choices none of which is right, as in a survey."""
        if self.truth is not None:
            return self.truth.is_true is None
        has_none = not any(choice.fraction > 0 for choice in self.choices) and not any(self.marking.table)
        return len(self.choices) > 1 and has_none

    @property
    def lacks_choices(self) -> bool:
        """Whether there is one at most, and nothing is right."""
        return self.truth is None and len(self.choices) < 2 and not any(one.fraction > 0 for one in self.choices)


@dataclass(slots=True)
class Assembly:
    """Gathers the questions of one file."""

    format: str
    encoding: str = ""
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    title: str = ""
    language: str = ""
    """Guessed where the file does not say it."""
    options: Options = field(default_factory=dict)
    """What the teacher has said of how the file is to be read."""
    guesses: list[Guess] = field(default_factory=list)
    sheet: SheetStart | None = None
    """Of a table of which somebody is to say what its columns hold."""
    album: Album = field(default_factory=Album)
    """Takes the pictures of the texts."""
    _one_language: OneLanguage = field(init=False)
    _found: list[tuple[Place, FoundQuestion]] = field(default_factory=list)
    _said_unkeyed: set[int] = field(default_factory=set)
    """Of those the places of which was said already that they have no key."""
    _damaged: set[int] = field(default_factory=set)
    """Places of those of which was said what is wrong with them: what follows from that is not said too."""
    _aside: list[tuple[int, FoundQuestion]] = field(default_factory=list)
    """Left out for want of a key, each with how many are asked before it."""
    _count: int = 0

    def __post_init__(self) -> None:
        wanted = self.options.get(one_language.OPTION) or self.options.get(LANGUAGE, "")
        self._one_language = OneLanguage(wanted.casefold().replace("-", "_"))

    def ask(self, place: Place, found: FoundQuestion, lost: Iterable[str] = (), unkeyed: Unkeyed | None = None) -> None:
        """A question, and what its texts lost when they were read, by the names of `markup`.

        `unkeyed` is how its format says that a key is missing, and where: else the rules of banks say it.
        """
        found = _said_in(self._one_language, found)
        empty = "question" if not found.stem else "choice" if not all(one.text for one in found.choices) else ""
        if empty and PICTURES in lost:
            self.leave_out(place, f"{found.kind}, in pictures", plain(found.stem) or found.filing.name)
            return
        self._count += 1
        found = with_key(within_mark(found), keys_of(self.options).get(len(self._found) + 1, ""))
        if empty:
            self.note("empty-text", place, field=empty)
        if len(found.choices) > MOST_CHOICES:
            self.note("too-many", place, field="choices", count=len(found.choices), limit=MOST_CHOICES)
        longest = max(_texts_of(found), key=len)
        if len(longest) > LONGEST_TEXT and (count := len(plain(longest))) > LONGEST_TEXT:
            self.note("text-too-long", place, field="text", count=min(count, len(longest)), limit=LONGEST_TEXT)
        if not 0 < (maximum := found.marking.maximum) <= MOST_MARKS:
            self.note("mark-changed", place, given=f"{float(maximum):g}", used=1)
            found = replace(found, marking=replace(found.marking, maximum=Fraction(1)))
        if unkeyed is not None and (found.lacks_key or (found.lacks_choices and unkeyed[0] != "no-key")):
            code, where, *values = unkeyed
            self.note(code, where, **dict(*values))
            self._said_unkeyed.add(len(self._found))
        self._found.append((place, found))
        for what in sorted(lost):
            self.note(f"{what}-lost", place)

    def leave_out(self, place: Place, kind: str, stem: str, unkeyed: FoundQuestion | None = None) -> None:
        """A question of a kind that is not asked here, by the name its program has for the kind.

        `unkeyed` is all of it, where nothing but a key is wanting: its teacher may complete it in a draft.
        """
        self._count += 1
        if unkeyed is not None and len(self._aside) < MOST_ASIDE and _longest(unkeyed) <= LONGEST_TEXT:
            self._aside.append((len(self._found), _said_in(self._one_language, unkeyed)))
        said = self._one_language.of(stem)
        self.left_out.append(_problem("left-out", place, {"kind": kind, "start": start(said)}))

    def skip_member(self, member: str, reason: str) -> None:
        """A part of a package that cannot be read: left out too, for the teacher to agree to."""
        self.left_out.append(Problem("member-unreadable", values={"reason": reason}, member=member))

    def note(self, code: str, place: Place = NOWHERE, **values: object) -> None:
        """A fault or a warning, by its code."""
        self.problems.append(_problem(code, place, values))

    def failed(self, code: str, place: Place, found: FoundQuestion | None = None, **values: object) -> None:
        """A question that is there, but damaged; `found` is what is known of it, for its teacher to complete."""
        self._count += 1
        self.note(code, place, **values)
        if found is not None and _longest(found) <= LONGEST_TEXT:
            found = _said_in(self._one_language, within_mark(found))
            self._damaged.add(len(self._found))
            self._found.append((place, with_key(found, keys_of(self.options).get(len(self._found) + 1, ""))))

    @contextmanager
    def damaged(self, problem: Problem) -> Iterator[None]:
        """What is taken in meanwhile is what is left of one question, of which this is wrong."""
        first, count = len(self._found), self._count
        yield
        self.problems.append(problem)
        self._damaged |= set(range(first, len(self._found)))
        self._count = max(self._count, count + 1)

    def guess(self, option: str, taken: str, *others: str, sample: str = "") -> None:
        """How something was taken that the file does not say, and how else it may be."""
        self.guesses.append(Guess(option, Sense(taken, sample), tuple(Sense(one) for one in others)))

    def report(self, name: str) -> Report:
        """The bank, if nothing is wrong with it, and all that was noted; `name` is the file's."""
        words = " ".join(
            f"{plain(found.stem)} {' '.join(plain(choice.text) for choice in found.choices)}"
            for _, found in self._found[:_TELLING]
        )
        if taken := self._one_language.guess:
            self.guesses.append(taken)
            self.language = self.language or multilang.tag(taken.taken.value)
        language = self.options.get(LANGUAGE) or self.language or languages.guess(words)
        places = [place for place, _ in self._found]
        questions = _with_ids([found for _, found in (*self._found, *self._aside)], language)
        aside = tuple(zip((before for before, _ in self._aside), questions[len(self._found) :], strict=True))
        del questions[len(self._found) :]
        for number in self._damaged:
            questions[number] = _open(questions[number])
        title = self.options.get(TITLE) or self._one_language.of(self.title) or _called(name)
        id_ = file_id(name) if name else id_of(title)  # A text that was pasted has no name.
        bank = Bank(id_, title[:_LONGEST_TITLE] or UNTITLED, language, tuple(questions))
        if self._count > MOST_QUESTIONS:
            self.note("too-many", field="questions", count=self._count, limit=MOST_QUESTIONS)
        for number, question in enumerate(questions):
            found = () if number in self._damaged else question_faults(question, number)
            said = number in self._said_unkeyed
            self._note((one for one in found if not (said and one.code == "no-right-choice")), places)
        if not questions and not self._has_faults:
            if self.left_out:
                self.note("nothing-to-ask")
            else:
                self.note("no-questions-here", format=self.format)
        if not self._has_faults:
            bank, doubtful = self._placed(bank, list(doubts(bank)))
            self._note(doubtful, places)
        return self._told(bank, aside)

    def _placed(self, bank: Bank, doubtful: Sequence[Finding]) -> tuple[Bank, Sequence[Finding]]:
        """The bank with choices that speak of the others where its teacher wants them, and what is doubtful then."""
        moving = [one for one in doubtful if one.code in MOVED]
        if not moving:
            return bank, doubtful
        sample = str(moving[0].values["text"])
        shuffled, fixed = (Sense(one, sample) for one in (SHUFFLED, FIXED))
        if self.options.get(CATCH_ALLS) != FIXED:
            self.guesses.append(Guess(CATCH_ALLS, shuffled, (fixed,)))
            return bank, doubtful
        self.guesses.append(Guess(CATCH_ALLS, fixed, (shuffled,)))
        return fix_catch_alls(bank), [one for one in doubtful if one not in moving]

    @property
    def _has_faults(self) -> bool:
        return any(problem.severity is Severity.FAULT for problem in self.problems)

    def _note(self, findings: Iterable[Finding], places: Sequence[Place]) -> None:
        for finding in findings:
            at = finding.path[1] if len(finding.path) > 1 and isinstance(finding.path[1], int) else None
            place = places[at] if at is not None and finding.path[0] == "questions" else NOWHERE
            self.problems.append(_problem(finding.code, place, finding.values))

    def _told(self, bank: Bank, aside: tuple[tuple[int, Question], ...]) -> Report:
        ordered = sorted(self.problems, key=lambda one: (one.member, one.line, one.column))
        faults = tuple(problem for problem in ordered if problem.severity is Severity.FAULT)
        warnings = tuple(problem for problem in ordered if problem.severity is Severity.WARNING)
        every = (*bank.questions, *(question for _, question in aside))
        texts = (text for question in every for text in banks.texts_of(question))
        return Report(
            self.format,
            None if faults else bank,
            self._count,
            faults,
            warnings,
            tuple(self.left_out),
            self.encoding,
            used(texts, self.album.kept),
            tuple(self.guesses),
            unfinished=bank if faults and every else None,
            sheet=self.sheet,
            aside=aside,
            damaged=tuple(sorted(self._damaged)) if faults else (),
        )


def _said_in(one: OneLanguage, found: FoundQuestion) -> FoundQuestion:
    """The question with all of its texts in one language, where some are in several."""
    filing, truth = found.filing, found.truth
    names = (filing.name, filing.category, *filing.tags)
    of_choices = (text for choice in found.choices for text in (choice.text, choice.feedback))
    of_truth = (truth.of_true, truth.of_false) if truth else ()
    if not any("mlang" in text for text in (found.stem, *found.feedback.texts, *of_choices, *of_truth, *names)):
        return found
    return replace(
        found,
        stem=one.of(found.stem),
        choices=[replace(each, text=one.of(each.text), feedback=one.of(each.feedback)) for each in found.choices],
        truth=truth and replace(truth, of_true=one.of(truth.of_true), of_false=one.of(truth.of_false)),
        feedback=Feedback(*map(one.of, found.feedback.texts)),
        filing=Filing(one.of(filing.name), one.of(filing.category), tuple(dict.fromkeys(map(one.of, filing.tags)))),
    )


def _texts_of(found: FoundQuestion) -> Iterator[str]:
    yield found.stem
    yield found.feedback.general
    for one in found.choices:
        yield one.text
        yield one.feedback


def _longest(found: FoundQuestion) -> int:
    """Characters of the longest text: what is longer than may be asked is not handed on either."""
    return max(map(len, _texts_of(found)))


def _called(name: str) -> str:
    """What a file is called, as one would say it."""
    return " ".join((name.rpartition(".")[0] or name).replace("_", " ").split()) or name


def keys_of(options: Options) -> Mapping[int, str]:
    """The letters of the right choices, by the numbers of the questions."""
    return {int(number): letters for number, letters in _KEY.findall(options.get(KEYS, ""))}


def within_mark(found: FoundQuestion) -> FoundQuestion:
    """The question, if it takes several, with no choice that costs more than the mark.

    Whatever is ticked beside such a choice earns nothing, as before.
    """
    if not found.kind.takes_several or all(choice.fraction >= -1 for choice in found.choices):
        return found
    return replace(
        found, choices=[replace(one, fraction=max(one.fraction, Fraction(-1))) for one in found.choices]
    )  # fmt: skip


def beyond_mark(kind: Kind, worth: Iterable[Fraction]) -> Fraction | None:
    """What one choice is worth, if no choice may be: more than the mark or, where one is picked, less than its loss."""
    return next((one for one in worth if one > 1 or (one < -1 and not kind.takes_several)), None)


def with_key(found: FoundQuestion, letters: str) -> FoundQuestion:
    """The question with the choices of these letters as its key, where it has none of its own."""
    right = [chr(ord("A") + at) in letters for at in range(2 if found.truth else len(found.choices))]
    if not any(right) or not found.lacks_key:
        return found
    if found.truth:
        return found if all(right) else replace(found, truth=replace(found.truth, is_true=right[0]))
    several = found.kind.takes_several or sum(right) > 1
    kind = Kind.MULTIPLE if several else found.kind
    choices = [
        replace(one, fraction=share) for one, share in zip(found.choices, banks.shares(kind, right), strict=True)
    ]
    return replace(found, kind=kind, choices=choices)


def _problem(code: str, place: Place, values: Mapping[str, object]) -> Problem:
    column = place.column if place.line else 0
    return Problem(code, place.line, column, values, place.member, place.cell, place.text)


def start(text: str) -> str:
    """The first words of a text, to say which is meant."""
    line = " ".join(text.split())
    return line if len(line) <= _START else line[:_START].rsplit(" ", 1)[0] + " …"


def _with_ids(found: Sequence[FoundQuestion], language: str) -> list[Question]:
    """Each with an id that it keeps when others come before it: its own, that of its name, or of its words."""
    taken: dict[str, int] = {}
    questions = []
    for one in found:
        id_ = _free(slug(one.id or one.filing.name or start(plain(one.stem))), one, taken)
        taken.setdefault(id_, 2)
        questions.append(_question(id_, one, language))
    return questions


def _question(id_: str, found: FoundQuestion, language: str) -> Question:
    question = Question(
        id=id_,
        kind=found.kind,
        stem=found.stem,
        choices=_choices(found, language),
        marking=found.marking,
        feedback=found.feedback,
        filing=found.filing if found.filing.name != id_ else replace(found.filing, name=""),
        shuffle=found.shuffle,
    )
    return banks.tabled(question, found.marking.table) if found.marking.table else question


def _open(question: Question) -> Question:
    """A question that was damaged, so that nobody takes it for sound: where nothing else is wanting, its key is."""
    if any(question_faults(question, 0)):
        return question
    choices = tuple(replace(choice, fraction=Fraction(0)) for choice in question.choices)
    return replace(question, choices=choices, marking=Marking(question.marking.maximum))


def _free(wanted: str, found: FoundQuestion, taken: dict[str, int]) -> str:
    """`taken` has with each id the number to begin with where another question wants it."""
    if wanted not in taken:
        return wanted
    content = "\n".join([found.stem, *(choice.text for choice in found.choices)])
    wanted = f"{wanted[:71]}-{sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    number, free = taken.get(wanted, 2), wanted
    while free in taken:
        free, number = f"{wanted[:77]}-{number}", number + 1
    if free != wanted:
        taken[wanted] = number
    return free


def _choices(found: FoundQuestion, language: str) -> tuple[Choice, ...]:
    if found.truth is None:
        return tuple(found.choices)
    (true, false), truth = languages.true_false(language), found.truth
    return (
        Choice(true, Fraction(int(truth.is_true is True)), truth.of_true, fixed=True),
        Choice(false, Fraction(int(truth.is_true is False)), truth.of_false, fixed=True),
    )
