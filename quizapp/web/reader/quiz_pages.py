"""What the templates before an attempt see: the list of quizzes, a quiz, and the field for a resume code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from quizapp.domain.attempts import FeedbackTime
from quizapp.domain.banks import Source
from quizapp.domain.classes import Member, first_names
from quizapp.domain.quizzes import Entry, Names, Quiz
from quizapp.formats.problems import N_
from quizapp.services.entering import Invitation, Standing
from quizapp.store.attempts import RunningAttempt
from quizapp.store.banks import Version
from quizapp.store.classes import Presence
from quizapp.web import articles
from quizapp.web.articles import MarkedArticle
from quizapp.web.installation import installation
from quizapp.web.reader.forms import CodeForm, StartForm
from quizapp.web.terms_lines import terms_line
from quizapp.web.times import moment_there, zone_called

_NAME_TAKEN = N_(
    "Somebody has begun under that name in another browser. If it was you, go on there, or resume with its code."
    " If it was not, tell whoever runs this quiz."
)
_NO_TRY_LEFT = N_("You have had every try that this quiz gives.")
_CODE_NOTICES = {
    "stale-form": N_("This page was open for a long time. Your code is still here: press the button once more."),
    "unknown": N_("No quiz has this code. Check the letters and try again."),
}


class QuizState(StrEnum):
    """What a quiz offers to whoever opens it; each prints a template of its own."""

    NOT_YET = "not_yet"
    CLOSED = "closed"
    NO_TRY_LEFT = "no_try_left"
    GOES_ON = "goes_on"
    STARTS = "starts"
    PICKS_NAME = "picks_name"
    NEEDS_LINK = "needs_link"
    NOBODY_LISTED = "nobody_listed"
    GUEST_GOES_ON = "guest_goes_on"
    GUEST_STARTS = "guest_starts"


_REFUSALS = {
    Entry.NOT_YET: QuizState.NOT_YET,
    Entry.CLOSED: QuizState.CLOSED,
    Entry.NO_TRY_LEFT: QuizState.NO_TRY_LEFT,
}


@dataclass(frozen=True, slots=True)
class QuizCard:
    quiz: Quiz
    opens_at: datetime | None
    """When it opens, if it is not open yet."""


@dataclass(frozen=True, slots=True)
class QuizzesPage:
    quizzes: Sequence[QuizCard]
    """Those in the page's own language first."""
    form: CodeForm
    notice: str = ""
    """Why the code that was typed leads nowhere."""
    template: ClassVar[str] = "reader/quizzes.html"


@dataclass(frozen=True, slots=True)
class Rules:
    """How an attempt at the quiz goes, in sentences."""

    feedback: str
    limit: str
    """Empty where an attempt may take as long as one likes."""
    closing: Markup
    """Empty where nothing closes."""
    tries: Sequence[str]
    """What to know of the tries that are left; none where they are not counted."""


@dataclass(frozen=True, slots=True)
class RunningLink:
    """An unfinished attempt in this browser."""

    address: str
    words: str


@dataclass(frozen=True, slots=True)
class NameField:
    label: str
    why: str
    """Who sees the name."""
    is_required: bool
    is_missing: bool
    """Whether a name was needed and none was given."""


@dataclass(frozen=True, slots=True)
class NameToPick:
    member_id: int
    name: str
    is_taken: bool
    """Whether somebody has begun under it in another browser."""


@dataclass(frozen=True, slots=True)
class QuizPage:
    quiz: Quiz
    sources: tuple[Source, ...]
    """Of its article, or of each that a compilation has; those that say nothing are left out."""
    article: MarkedArticle | None
    articles_apart: bool
    """Whether it asks about several, each of which stands beside its questions alone."""
    refusal: QuizState | None
    """Why one cannot begin and has nothing to go on with; None where one can, or has."""
    offers: Sequence[QuizState]
    """What one can do, one beneath another; nothing where that is refused."""
    rules: Rules
    deletion: str
    """When what was answered is deleted."""
    form: StartForm
    terms: Markup
    """What was set, in one line."""
    guest: Member | None = None
    """Whose own link it is."""
    looks_back: bool = False
    """Whether the guest has a last result to see."""
    running: Sequence[RunningLink] = ()
    names: Sequence[NameToPick] = ()
    """Whom one may pick, where the quiz is for a class that does."""
    name: NameField | None = None
    """None where no name is asked."""
    notice: str = ""
    """Why no attempt has begun."""
    is_refused_anew: bool = False
    """Whether it was just tried to begin one."""
    template: ClassVar[str] = "reader/quiz.html"


@dataclass(frozen=True, slots=True)
class ResumePage:
    form: CodeForm
    unknown: bool = False
    template: ClassVar[str] = "reader/resume.html"


def quizzes_page(quizzes: Sequence[Quiz], now: datetime, form: CodeForm, notice: str) -> QuizzesPage:
    """`notice` is unknown or stale-form, or empty."""
    cards = [QuizCard(quiz, quiz.terms.opens_at if quiz.entry(now, 0) is Entry.NOT_YET else None) for quiz in quizzes]
    return QuizzesPage(cards, form, _(_CODE_NOTICES[notice]) if notice else "")


def quiz_page(
    quiz: Quiz,
    version: Version,
    running: Sequence[RunningAttempt],
    standing: Standing,
    names: Sequence[Presence],
    form: StartForm,
    retention_days: int,
    notice: str = "",
) -> QuizPage:
    """`notice` is name-needed, name-taken, member-needed or no-try-left, or empty."""
    refusal = None if running else _REFUSALS.get(standing.entry)
    named = quiz.terms.class_id is None and quiz.terms.names is not Names.NONE
    return QuizPage(
        quiz,
        _sources(version),
        _article(version, refusal),
        _are_apart(version),
        refusal,
        () if refusal else tuple(_offers(quiz, running, standing, names)),
        _rules(quiz, standing, 0),
        _deletion(retention_days, named=named),
        form,
        _terms(quiz, 0),
        running=[RunningLink(one.address, _going_on(one)) for one in running],
        names=_names(quiz, names),
        name=_name_field(quiz.terms.names, notice) if named else None,
        notice=_why_not(notice) if names else "",
        is_refused_anew=bool(notice),
    )


def invited_page(invited: Invitation, form: StartForm, retention_days: int) -> QuizPage:
    quiz, standing = invited.quiz, invited.standing
    refusal = None if invited.running else _REFUSALS.get(standing.entry)
    offer = QuizState.GUEST_GOES_ON if invited.running else QuizState.GUEST_STARTS
    return QuizPage(
        quiz,
        _sources(invited.version),
        _article(invited.version, refusal),
        _are_apart(invited.version),
        refusal,
        () if refusal else (offer,),
        _rules(quiz, standing, invited.member.extra),
        _deletion(retention_days, named=False),
        form,
        _terms(quiz, invited.member.extra),
        guest=invited.member,
        looks_back=invited.begun and not invited.running,
    )


def _sources(version: Version) -> tuple[Source, ...]:
    """Of its article, or of each."""
    bank = version.bank
    found = (part.source for part in bank.parts) if bank.parts else (bank.source,)
    return tuple(source for source in dict.fromkeys(found) if source != Source())


def _are_apart(version: Version) -> bool:
    return version.bank.article is not None and len(version.bank.parts) > 1


def _terms(quiz: Quiz, extra: int) -> Markup:
    return terms_line(quiz, installation().clock(), zone_called(quiz.zone), extra)


def _article(version: Version, refusal: QuizState | None) -> MarkedArticle | None:
    """Nothing of it before the quiz opens; of several, each stands beside its questions."""
    bank = version.bank
    if bank.article is None or refusal is QuizState.NOT_YET or _are_apart(version):
        return None
    return articles.plain(bank.article, bank.language)


def _offers(
    quiz: Quiz, running: Sequence[RunningAttempt], standing: Standing, names: Sequence[Presence]
) -> Iterator[QuizState]:
    if running:
        yield QuizState.GOES_ON
    if quiz.terms.class_id is not None:
        yield from _offers_to_a_class(quiz, standing, names)
    elif standing.entry is Entry.FREE and all(one.member_id is not None for one in running):
        yield QuizState.STARTS


def _offers_to_a_class(quiz: Quiz, standing: Standing, names: Sequence[Presence]) -> Iterator[QuizState]:
    if names and standing.entry is Entry.FREE:
        yield QuizState.PICKS_NAME
    elif not quiz.terms.picks:
        yield QuizState.NEEDS_LINK
    elif not names:
        yield QuizState.NOBODY_LISTED


def _going_on(running: RunningAttempt) -> str:
    if running.member_id:
        return str(_("Go on as %(name)s", name=running.name))
    return str(_("Go on where you were"))


def _rules(quiz: Quiz, standing: Standing, extra: int) -> Rules:
    """`extra` is time beyond the limit, in per cent of it."""
    minutes, closing = quiz.terms.minutes_with(extra), quiz.terms.closing(extra)
    return Rules(
        " ".join(_feedback(quiz)),
        ngettext("You have %(num)s minute from the start.", "You have %(num)s minutes from the start.", minutes)
        if minutes
        else "",
        _closing(closing, zone_called(quiz.zone)) if closing else Markup(""),
        list(_tries(standing.tries_left or 0)),
    )


def _feedback(quiz: Quiz) -> Iterator[str]:
    match quiz.settings.feedback:
        case FeedbackTime.AT_ONCE:
            yield _(
                "After each answer you see whether it was right, and where the article says so."
                " The first answer counts."
            )
        case FeedbackTime.AT_END:
            yield _("You may skip, come back and change your answers until you finish. Then you see what was right.")
        case FeedbackTime.WHEN_RELEASED:
            yield _("You may skip, come back and change your answers until you finish.")
            if quiz.settings.score_first:
                yield _("Then you see your score.")
            if quiz.terms.closes_at is None:
                yield _("You see what was right when whoever runs this quiz shows it.")
            else:
                yield _("You see what was right once the quiz has closed for everybody.")


def _closing(at: datetime, zone: ZoneInfo) -> Markup:
    return Markup(_("The quiz closes on %(moment)s.")) % {"moment": moment_there(at, zone)}  # noqa: S704


def _tries(left: int) -> Iterator[str]:
    if left:
        yield ngettext("You have %(num)s try left.", "You have %(num)s tries left.", left)
    if left > 1:
        yield _("One at only the missed ones counts too.")


def _deletion(days: int, *, named: bool) -> str:
    if named:
        said = ngettext(
            "Your name and answers are deleted after %(num)s day.",
            "Your name and answers are deleted after %(num)s days.",
            days,
        )
    else:
        said = ngettext(
            "Your answers are deleted after %(num)s day.", "Your answers are deleted after %(num)s days.", days
        )
    return str(said)


def _names(quiz: Quiz, names: Sequence[Presence]) -> list[NameToPick]:
    members = [one.member for one in names]
    shown = first_names(members) if quiz.terms.first_names else {one.id: one.name for one in members}
    return [NameToPick(one.member.id, shown[one.member.id], bool(one.begun) and not one.held) for one in names]


def _name_field(names: Names, notice: str) -> NameField:
    if names is Names.REQUIRED:
        label, why = _("Your name"), _("Whoever runs this quiz sees it beside your score.")
    else:
        label = _("Your name, if you like")
        why = _("Whoever runs this quiz sees it beside your score. You may leave it empty.")
    return NameField(label, why, names is Names.REQUIRED, notice == "name-needed")


def _why_not(notice: str) -> str:
    """Why no attempt has begun under a name that was picked, or that none was."""
    match notice:
        case "":
            return ""
        case "name-taken":
            return str(_(_NAME_TAKEN))
        case "no-try-left":
            return str(_(_NO_TRY_LEFT))
        case _:
            return str(_("Choose your name, then start."))
