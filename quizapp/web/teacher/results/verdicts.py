"""What a class's results come to, in words: a verdict, and the few things worth a teacher's time tomorrow morning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.banks import Bank
from quizapp.domain.quizzes import Counts
from quizapp.domain.statistics import priorities
from quizapp.domain.statistics.scores import ScoreStatistics
from quizapp.domain.statistics.signs import Sign, Suspicion
from quizapp.services.results import Turnout
from quizapp.services.statistics import Statistics
from quizapp.web.teacher.results import figures, suspicions
from quizapp.web.teacher.results.questions import AskedQuestion

MOST_ADVICE = 3


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that is worth a teacher's time."""

    title: str
    why: str
    link: str
    """What the link says."""
    address: str


def verdict(found: Statistics, turnout: Turnout) -> Iterator[str]:
    """Sentences."""
    if found.finished:
        yield _of_scores(found.scores, found.finished)
        missed = sum(priorities.is_missed(one) for one in found.questions)
        if missed:
            yield ngettext("%(num)s question to take up again.", "%(num)s questions to take up again.", missed)
        else:
            yield _("No question was missed by more than half of those who were asked it.")
    elif found.others:
        yield _("No finished attempt is among those that you chose.")
    elif turnout.begun:
        yield ngettext(
            "%(num)s reader has begun, and not finished yet.",
            "%(num)s readers have begun; nobody has finished yet.",
            turnout.begun,
        )
    else:
        yield _("Nobody has begun yet.")


def _of_scores(scores: ScoreStatistics, finished: int) -> str:
    if scores.median.value is None:
        return str(ngettext("%(num)s reader has finished.", "%(num)s readers have finished.", finished))
    told = {"score": figures.mark(scores.median.value), "maximum": figures.mark(float(scores.maximum))}
    if len(scores.spread) == 1 and scores.step is None:
        said = ngettext(
            "%(num)s reader has finished, with %(score)s of %(maximum)s.",
            "%(num)s readers have finished, all with %(score)s of %(maximum)s.",
            scores.n, **told,
        )  # fmt: skip
    else:
        said = _("%(count)s readers, half of them with %(score)s of %(maximum)s or more.", count=scores.n, **told)
    return str(said)


def facts(turnout: Turnout) -> Iterator[str]:
    """Who is where, each a few words."""
    if turnout.begun:
        yield ngettext("%(num)s reader", "%(num)s readers", turnout.begun + turnout.absent)
        yield ngettext("%(num)s has finished", "%(num)s have finished", turnout.finished)
    if turnout.running:
        yield ngettext("%(num)s is answering", "%(num)s are answering", turnout.running)
    if turnout.absent:
        yield ngettext("%(num)s has not begun", "%(num)s have not begun", turnout.absent)


def basis(found: Statistics) -> Iterator[str]:
    """Which attempts the figures rest on, in sentences."""
    yield from rests_on(found.selection.tries, found.finished, found.others)
    if found.bank.pools:
        yield _(
            "Questions were drawn for each reader: what is told of one rests on those who were asked it, and whether "
            "the questions agree cannot be told."
        )
    if found.scores.n < found.finished:
        yield ngettext(
            "The scores are those of %(num)s: the others were asked other questions than version %(version)s has.",
            "The scores are those of %(num)s: the others were asked other questions than version %(version)s has.",
            found.scores.n, version=found.version,
        )  # fmt: skip


def rests_on(tries: Counts, finished: int, others: int) -> Iterator[str]:
    """How many attempts were taken, and of each reader which; how many others were not."""
    counted = {
        Counts.FIRST: ngettext(
            "The figures rest on %(num)s finished attempt: of each reader the first that asked everything.",
            "The figures rest on %(num)s finished attempts: of each reader the first that asked everything.",
            finished,
        ),
        Counts.LAST: ngettext(
            "The figures rest on %(num)s finished attempt: of each reader the last that asked everything.",
            "The figures rest on %(num)s finished attempts: of each reader the last that asked everything.",
            finished,
        ),
        Counts.BEST: ngettext(
            "The figures rest on %(num)s finished attempt: of each reader the best that asked everything.",
            "The figures rest on %(num)s finished attempts: of each reader the best that asked everything.",
            finished,
        ),
    }
    yield counted[tries]
    if others:
        yield ngettext(
            "%(num)s other finished attempt is left out.", "%(num)s other finished attempts are left out.", others
        )


# --- tomorrow morning ---


def advice(found: Statistics, questions: Sequence[AskedQuestion], turnout: Turnout, readers: str) -> tuple[Advice, ...]:
    """At most MOST_ADVICE, the weightiest first; `questions` stand from the most missed.

    `readers` is where they are listed; where they are not, nobody is sent to see some of them.
    """
    if not found.finished:
        return ()
    return tuple(islice(_advice(found, questions, turnout, readers), MOST_ADVICE))


def _advice(found: Statistics, questions: Sequence[AskedQuestion], turnout: Turnout, readers: str) -> Iterator[Advice]:
    """What points to a fault, then the passage most missed, then who is far behind, then other passages."""
    by_place = {one.number - 1: one for one in questions}
    for sign in found.signs:
        yield _suspected(found.bank, sign, by_place[sign.question])
    told = {sign.question + 1 for sign in found.signs}
    reread = {one.place + 1 for one in found.questions if priorities.deserves_rereading(one.right, one.asked)}
    missed = [one for one in questions if one.number in reread - told]
    yield from map(_reread, missed[:1])
    behind, waiting = priorities.far_behind(found.scores), turnout.running + turnout.absent
    if readers and (behind or waiting):
        yield _see_readers(found.scores, behind, turnout, readers)
    yield from map(_reread, missed[1:])


def _suspected(bank: Bank, sign: Sign, one: AskedQuestion) -> Advice:
    why = suspicions.sentence(bank, sign)
    if sign.suspicion is Suspicion.MISLEADING and one.evidence:
        why = _("Question %(number)s: %(why)s", number=one.number, why=why)
        return Advice(_again(one), why, _("Show the passage"), one.on_the_map)
    title = {
        Suspicion.WRONG_KEY: _("Check the key of question %(number)s", number=one.number),
        Suspicion.MISLEADING: _("Take up question %(number)s again", number=one.number),
        Suspicion.DEAD_CHOICE: _("Replace a choice of question %(number)s", number=one.number),
    }
    return Advice(title[sign.suspicion], why, _("Show the question"), one.page)


def _reread(one: AskedQuestion) -> Advice:
    if one.strongest:
        why = _(
            "Question %(number)s: %(count)s picked “%(choice)s”; %(right)s of %(asked)s had it right.",
            number=one.number, count=one.strongest.count, choice=suspicions.short(one.strongest.text),
            right=one.right, asked=one.asked,
        )  # fmt: skip
    else:
        why = _(
            "Question %(number)s: %(right)s of %(asked)s had it right.",
            number=one.number, right=one.right, asked=one.asked,
        )  # fmt: skip
    if not one.evidence:
        return Advice(_("Take up question %(number)s again", number=one.number), why, _("Show the question"), one.page)
    return Advice(_again(one), why, _("Show the passage"), one.on_the_map)


def _again(one: AskedQuestion) -> str:
    return str(_("Read § %(paragraph)s again together", paragraph=one.evidence[0].paragraph))


def _see_readers(scores: ScoreStatistics, behind: int, turnout: Turnout, readers: str) -> Advice:
    said = []
    if behind:
        said.append(
            ngettext(
                "%(num)s has less than %(floor)s of %(maximum)s.",
                "%(num)s have less than %(floor)s of %(maximum)s.",
                behind,
                floor=figures.mark(float(priorities.floor(scores))),
                maximum=figures.mark(float(scores.maximum)),
            )
        )  # fmt: skip
    if turnout.running:
        said.append(
            ngettext("%(num)s has begun and not finished.", "%(num)s have begun and not finished.", turnout.running)
        )
    if turnout.absent:
        said.append(ngettext("%(num)s has not begun.", "%(num)s have not begun.", turnout.absent))
    count = behind + turnout.running + turnout.absent
    title = ngettext("See %(num)s reader", "See %(num)s readers", count)
    return Advice(title, " ".join(said), _("Show the readers"), readers)
