"""What the templates at the end of an attempt see, and those for what a reader keeps of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain import scoring
from quizapp.domain.attempts import QuestionResult
from quizapp.domain.banks import Bank
from quizapp.domain.compilations import readings
from quizapp.domain.objections import Objection
from quizapp.domain.quizzes import Entry, Quiz
from quizapp.domain.scoring import Outcome
from quizapp.services.entering import Standing
from quizapp.services.taking import PastAttempt, Taking, result
from quizapp.web import articles, words
from quizapp.web.articles import MarkedArticle
from quizapp.web.reader import exchanges
from quizapp.web.reader.exchanges import Objecting, TeachersWord

_SQUARES = {Outcome.RIGHT: "🟩", Outcome.PARTLY: "🟨", Outcome.WRONG: "🟥", Outcome.UNANSWERED: "🟥"}


@dataclass(frozen=True, slots=True)
class ResultLine:
    number: int
    outcome: Outcome
    stem: str
    picked: tuple[str, ...]
    right: tuple[str, ...]
    why: tuple[str, ...]
    """What is said to the choices that were picked, to all responses with this outcome, and to all."""
    tempted_by: tuple[str, ...]
    """The passages that may have led to what was picked, as the article has them."""
    mark: Decimal
    maximum: Decimal
    by_teacher: TeachersWord | None
    objecting: Objecting

    @property
    def is_open(self) -> bool:
        """Whether it is shown whole: all but what was right, and that nobody said anything of."""
        return not self.is_right or self.by_teacher is not None or self.objecting.made is not None

    @property
    def is_right(self) -> bool:
        return self.outcome is Outcome.RIGHT

    @property
    def shows_mark(self) -> bool:
        """Whether its sign alone does not say what it earned."""
        return self.maximum != 1 or self.outcome is Outcome.PARTLY or self.by_teacher is not None

    @property
    def square(self) -> str:
        """What is shared of it: a colour, and no answer."""
        return _SQUARES[self.outcome]


@dataclass(frozen=True, slots=True)
class EndArticle:
    """An article that was asked about, with the passages marked."""

    title: str
    """Where there may be several; else empty."""
    marked: MarkedArticle


@dataclass(frozen=True, slots=True)
class EndPage:
    address: str
    quiz: Quiz
    refusal: str
    """Why one cannot try again; empty where one can."""
    tries: Sequence[str]
    """What to know of the tries that are left; none where they are not counted."""
    timed_out: bool
    """Whether its time was over before everything was answered."""
    title: str
    language: str
    name: str
    score: Decimal
    maximum: Decimal
    rights: int
    missed: int
    corrected: bool
    """Whether it was marked again since it was finished, by another key."""
    lines: tuple[ResultLine, ...]
    articles: tuple[EndArticle, ...]
    template: ClassVar[str] = "reader/end.html"

    @property
    def has_tempting(self) -> bool:
        """Whether a passage that tempts is marked in any."""
        return any(one.marked.has_tempting for one in self.articles)


@dataclass(frozen=True, slots=True)
class CodePage:
    address: str
    title: str
    language: str
    code: str | None
    template: ClassVar[str] = "reader/code.html"


@dataclass(frozen=True, slots=True)
class ScoresPage:
    attempts: Sequence[PastAttempt]
    apart: bool
    """Whether there are others, each of which its reader finds at a link of their own."""
    template: ClassVar[str] = "reader/scores.html"


@dataclass(frozen=True, slots=True)
class DeletePage:
    """Asks once more before deleting an attempt."""

    address: str
    title: str
    language: str
    is_kept: bool
    """Whether its teacher decides."""
    template: ClassVar[str] = "reader/delete.html"


@dataclass(frozen=True, slots=True)
class DeleteAllPage:
    """Asks once more before deleting every attempt of this browser."""

    names: Sequence[str]
    """Whose they are, where that is more than one."""
    some_kept: bool
    """Whether a teacher decides on some of them."""
    template: ClassVar[str] = "reader/delete_all.html"


def delete_all_page(names: Sequence[str], *, some_kept: bool) -> DeleteAllPage:
    return DeleteAllPage(names if len(names) > 1 else (), some_kept)


def timed_out(taking: Taking) -> bool:
    """Whether its time was over before everything was answered."""
    attempt = taking.attempt
    by_its_time = attempt.deadline_at is not None and attempt.finished_at == attempt.deadline_at
    return by_its_time and len(attempt.responses) < len(taking.order)


def end_page(taking: Taking, quiz: Quiz, standing: Standing, objections: Mapping[int, Objection]) -> EndPage:
    """Raises NotFinished, KeyNotDue."""
    outcome_of_all = result(taking)
    bank, missed = taking.bank, len(outcome_of_all.missed)
    lines = tuple(_line(taking, line, objections.get(line.place)) for line in outcome_of_all.lines)
    letters = {line.number: words.letters(_order(taking, line), line.picked) for line in outcome_of_all.lines}
    return EndPage(
        address=taking.attempt.address,
        quiz=quiz,
        refusal=_refusal(standing.entry),
        tries=list(tries(standing.tries_left or 0, missed)),
        timed_out=timed_out(taking),
        title=taking.title,
        language=bank.language,
        name=taking.attempt.name,
        score=outcome_of_all.score,
        maximum=outcome_of_all.maximum,
        rights=len(lines) - missed,
        missed=missed,
        corrected=taking.corrected,
        lines=lines,
        articles=_articles(bank, outcome_of_all.lines, letters),
    )


def _articles(
    bank: Bank, lines: Sequence[QuestionResult], letters: Mapping[int, Mapping[int, str]]
) -> tuple[EndArticle, ...]:
    """Article by article, with what was asked of each; of the questions as they were asked."""
    numbers = {line.place: line.number for line in lines}
    outcomes = {line.number: line.outcome for line in lines}
    return tuple(
        EndArticle(
            one.title,
            articles.annotated(
                one.article,
                one.language,
                [(numbers[place], question) for place, question in one.questions],
                {numbers[place]: outcomes[numbers[place]] for place, _ in one.questions},
                letters,
            ),
        )
        for one in readings(bank, [line.place for line in lines])
    )


def _line(taking: Taking, line: QuestionResult, objection: Objection | None) -> ResultLine:
    choices = line.question.choices
    shown = _order(taking, line)
    return ResultLine(
        number=line.number,
        outcome=line.outcome,
        stem=line.question.stem,
        picked=tuple(choices[at].text for at in shown if at in line.picked),
        right=tuple(choices[at].text for at in shown if at in line.question.key),
        why=scoring.said(line.question, line.picked, shown),
        tempted_by=tuple(filter(None, (taking.bank.tempting(choices[at]) for at in shown if at in line.picked))),
        mark=line.mark,
        maximum=scoring.rounded(line.question.marking.maximum),
        by_teacher=exchanges.teachers_word(line.ruling, line.question),
        objecting=exchanges.objecting(taking.attempt.address, line.number, objection, at_end=True),
    )


def _order(taking: Taking, line: QuestionResult) -> Sequence[int]:
    """In which the choices were shown."""
    return taking.attempt.choice_order(taking.bank, line.place)


def _refusal(entry: Entry) -> str:
    match entry:
        case Entry.FREE:
            return ""
        case Entry.NO_TRY_LEFT:
            return str(_("You have had every try that this quiz gives."))
        case _:
            return str(_("This quiz takes no new attempts now."))


def tries(left: int, missed: int) -> Iterator[str]:
    """What to know of the tries that are left; nothing where they are not counted."""
    if left:
        yield ngettext("You have %(num)s try left.", "You have %(num)s tries left.", left)
    if left and missed:
        yield _("One at only the missed ones counts too.")
