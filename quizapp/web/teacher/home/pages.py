"""What the template of a teacher's first page sees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.services.agenda import Day, Waiting
from quizapp.services.loading import kept_until
from quizapp.store.agenda import Pending
from quizapp.store.drafts import DraftSummary
from quizapp.store.uploads import Upload
from quizapp.web.teacher.home.archive import Drawer, drawers
from quizapp.web.teacher.home.bank_pages import BankShelf
from quizapp.web.teacher.home.quiz_pages import QuizRowLine, quiz_lines
from quizapp.web.teacher.home.words import Now, day_said, on_day, today_said


@dataclass(frozen=True, slots=True)
class ComingLine:
    slug: str
    title: str
    language: str
    day: str
    hour: str
    to_whom: str


@dataclass(frozen=True, slots=True)
class PendingLine:
    """Something that its teacher has not finished, or should know of."""

    tone: str
    """By the side of it: doubtful, bad or plain."""
    heading: str
    text: str
    act: str
    address: str


@dataclass(frozen=True, slots=True)
class HomePage:
    today: str
    open: Sequence[QuizRowLine]
    open_rest: int
    """Other quizzes that are open."""
    counted_at: str
    coming: Sequence[ComingLine]
    coming_rest: int
    waiting: Sequence[PendingLine]
    drafts_rest: int
    shelf: BankShelf
    archive: Sequence[Drawer]
    retention_days: int
    offers_class: bool
    """Whether a simulated class can be had here."""
    left_open: int
    """How many quizzes an older version left open to everybody."""
    template: ClassVar[str] = "teacher/home/home.html"

    @property
    def is_newcomer(self) -> bool:
        """Whether nothing of this teacher's own is there yet: what came along is everybody's."""
        banks = self.shelf.rest or any(not one.whose for one in self.shelf.lines)
        return not (self.coming or self.waiting or self.archive or banks)


def home_page(
    day: Day, now: Now, shelf: BankShelf, retention_days: int, left_open: int, *, offers_class: bool
) -> HomePage:
    coming = [
        ComingLine(
            one.handed.quiz.slug,
            one.handed.quiz.title,
            one.handed.quiz.language,
            day_said(opens, now),
            now.hour_of(opens),
            one.handed.class_name or _("anyone with the link"),
        )
        for one in day.coming.quizzes
        if (opens := one.handed.quiz.terms.opens_at) is not None
    ]
    return HomePage(
        today_said(now),
        quiz_lines(day.open.quizzes, now),
        day.open.in_all - len(day.open.quizzes),
        now.hour_of(now.at),
        coming,
        day.coming.in_all - len(coming),
        list(_waiting(day.waiting, now)),
        day.waiting.drafts_in_all - len(day.waiting.drafts),
        shelf,
        drawers(day.closings, now),
        retention_days,
        offers_class,
        left_open,
    )


def _waiting(waiting: Waiting, now: Now) -> Iterator[PendingLine]:
    yield from (_draft(one, now) for one in waiting.drafts)
    yield from (_file(one, now) for one in waiting.files)
    yield from map(_marked_before, waiting.marked_before)
    yield from map(_objected, waiting.objected)


def _draft(draft: DraftSummary, now: Now) -> PendingLine:
    questions = ngettext("%(num)s question", "%(num)s questions", draft.question_count)
    return PendingLine(
        "plain",
        _("A draft is not published"),
        _(
            "%(title)s. %(questions)s, saved %(day)s.",
            title=draft.title or _("without a title"),
            questions=questions,
            day=on_day(draft.saved_at, now),
        ),
        _("Go on with the draft"),
        url_for("drafts.draft", address=draft.address),
    )


def _file(file: Upload, now: Now) -> PendingLine:
    name = file.name or _("pasted text")
    goes = _("%(name)s goes %(day)s if nothing is done with it.", name=name, day=on_day(kept_until(file), now))
    address = url_for("files.preview", address=file.address)
    if file.faults is None:
        return PendingLine("plain", _("A file is being read"), goes, _("Look at it"), address)
    read = ngettext("%(num)s question read.", "%(num)s questions read.", file.questions_read)
    text = f"{read} {goes}"
    if not file.faults:
        return PendingLine("plain", _("A file is not published yet"), text, _("Look at it"), address)
    return PendingLine(
        "bad",
        ngettext("A file has %(num)s fault", "A file has %(num)s faults", file.faults),
        text,
        ngettext("Mend the fault", "Mend the %(num)s faults", file.faults),
        address,
    )


def _marked_before(pending: Pending) -> PendingLine:
    return PendingLine(
        "doubtful",
        ngettext(
            "%(num)s attempt is marked by an earlier key",
            "%(num)s attempts are marked by an earlier key",
            pending.count,
        ),
        _("%(quiz)s. The key was changed since.", quiz=_called(pending)),
        _("See what would change"),
        url_for("remarks.remark", slug=pending.handed.quiz.slug),
    )


def _objected(pending: Pending) -> PendingLine:
    return PendingLine(
        "doubtful",
        ngettext("%(num)s objection of a reader", "%(num)s objections of readers", pending.count),
        _("%(quiz)s. Nobody has answered yet.", quiz=_called(pending)),
        _("Read what they say"),
        url_for("results.quiz", slug=pending.handed.quiz.slug),
    )


def _called(pending: Pending) -> str:
    """A quiz by what tells it from another of the same bank."""
    title, class_name = pending.handed.quiz.title, pending.handed.class_name
    return _("%(title)s, %(class_name)s", title=title, class_name=class_name) if class_name else title
