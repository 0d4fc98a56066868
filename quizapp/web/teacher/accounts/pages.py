"""What the templates about accounts see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask_babel import gettext as _

from quizapp.domain.accounts import Purpose, Teacher
from quizapp.store.audit import LogEntry
from quizapp.web.teacher.accounts.forms import ComeInForm, InviteForm, LoginForm


@dataclass(frozen=True, slots=True)
class LoginPage:
    form: LoginForm
    back: str
    """A path of ours, where to go then."""
    fault: str = ""
    """wrong, or wait; empty for none."""
    template: ClassVar[str] = "teacher/accounts/login.html"


@dataclass(frozen=True, slots=True)
class ComeInPage:
    form: ComeInForm
    token: str
    purpose: Purpose
    email: str
    """Empty where the teacher says it."""
    fault: str = ""
    """too-short, too-long, too-easy, bad-email or taken; empty for none."""
    template: ClassVar[str] = "teacher/accounts/come_in.html"


@dataclass(frozen=True, slots=True)
class PasswordPage:
    fault: str = ""
    """wrong, too-short, too-long or too-easy; empty for none."""
    template: ClassVar[str] = "teacher/accounts/password.html"


@dataclass(frozen=True, slots=True)
class PersonLine:
    teacher: Teacher
    is_self: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    people: Sequence[PersonLine]
    form: InviteForm
    fault: str = ""
    """bad-email, taken or last-owner; empty for none."""
    template: ClassVar[str] = "teacher/accounts/people.html"


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A one-time link, shown this once: only its hash is kept."""

    address: str
    email: str
    purpose: Purpose
    days: int
    template: ClassVar[str] = "teacher/accounts/link.html"


@dataclass(frozen=True, slots=True)
class RemovePage:
    teacher: Teacher
    template: ClassVar[str] = "teacher/accounts/remove.html"


@dataclass(frozen=True, slots=True)
class EntryLine:
    at: datetime
    who: str
    what: str
    subject: str


@dataclass(frozen=True, slots=True)
class LogPage:
    lines: Sequence[EntryLine]
    before: int | None
    """Where the next, older page begins; None where there is none."""
    template: ClassVar[str] = "teacher/accounts/log.html"


def log_page(entries: Sequence[LogEntry], full: int) -> LogPage:
    lines = [EntryLine(one.at, one.email or "", _acts().get(one.act, one.act), one.subject) for one in entries]
    return LogPage(lines, entries[-1].id if len(entries) == full else None)


def _acts() -> dict[str, str]:
    return {
        "teacher-invited": _("invited"),
        "reset-link-made": _("made a link for a new password"),
        "teacher-came-in": _("came in"),
        "wrong-password": _("a wrong password was typed"),
        "logged-in": _("logged in"),
        "password-changed": _("changed the password"),
        "made-owner": _("made an owner"),
        "made-teacher": _("made a teacher"),
        "teacher-removed": _("removed the account of"),
        "bank-published": _("published a bank"),
        "bank-removed": _("removed a bank"),
        "bank-shared": _("shared a bank"),
        "bank-for-all": _("gave every teacher a bank"),
        "bank-for-owners": _("kept a bank for owners"),
        "quiz-made": _("handed out a quiz"),
        "class-simulated": _("had a class simulated"),
        "quiz-changed": _("changed a quiz"),
        "quiz-removed": _("removed a quiz"),
        "scores-exported": _("exported scores"),
        "responses-exported": _("exported responses"),
        "questions-exported": _("exported question statistics"),
        "book-exported": _("exported the marks of a class"),
        "attempt-removed": _("deleted an attempt"),
        "time-given": _("gave a reader more time"),
        "class-made": _("made a class list"),
        "class-removed": _("deleted a class list"),
        "member-removed": _("deleted a reader of a class"),
        "link-renewed": _("gave a reader a new link"),
        "tries-given-back": _("gave a reader tries back"),
        "re-marked": _("marked attempts again"),
        "marked-by-hand": _("gave a mark by hand"),
        "mark-by-hand-withdrawn": _("took back a mark given by hand"),
        "remark-given": _("wrote to a reader about an answer"),
        "token-made": _("made a token"),
        "token-made-with-names": _("made a token that sees names"),
        "token-withdrawn": _("withdrew a token"),
    }
