"""What the templates about accounts see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask_babel import gettext as _

from quizapp.domain.accounts import Purpose, Teacher
from quizapp.formats.problems import N_
from quizapp.store.audit import LogEntry
from quizapp.web.teacher.accounts.forms import ComeInForm, InviteForm, LoginForm

_ACTS = {
    "teacher-invited": N_("invited"),
    "reset-link-made": N_("made a link for a new password"),
    "teacher-came-in": N_("came in"),
    "wrong-password": N_("a wrong password was typed"),
    "logged-in": N_("logged in"),
    "password-changed": N_("changed the password"),
    "made-owner": N_("made an owner"),
    "made-teacher": N_("made a teacher"),
    "teacher-removed": N_("removed the account of"),
    "bank-published": N_("published a bank"),
    "bank-removed": N_("removed a bank"),
    "bank-shared": N_("shared a bank"),
    "bank-renamed": N_("gave a bank another title"),
    "bank-archived": N_("archived a bank"),
    "bank-unarchived": N_("took a bank back from the archive"),
    "bank-restored": N_("had a deleted bank back"),
    "quiz-archived": N_("archived a quiz"),
    "quiz-unarchived": N_("took a quiz back from the archive"),
    "class-archived": N_("archived a class list"),
    "class-unarchived": N_("took a class list back from the archive"),
    "bank-for-all": N_("gave every teacher a bank"),
    "bank-for-owners": N_("kept a bank for owners"),
    "quiz-made": N_("handed out a quiz"),
    "class-simulated": N_("had a class simulated"),
    "quiz-changed": N_("changed a quiz"),
    "quiz-renamed": N_("gave a quiz another title"),
    "quizzes-left-open": N_("left quizzes open to everybody"),
    "quiz-removed": N_("removed a quiz"),
    "key-released": N_("showed readers the right answers of"),
    "scores-exported": N_("exported scores"),
    "responses-exported": N_("exported responses"),
    "questions-exported": N_("exported question statistics"),
    "marks-exported": N_("exported the marks of a quiz"),
    "book-exported": N_("exported the marks of a class"),
    "attempt-removed": N_("deleted an attempt"),
    "attempt-kept": N_("kept an attempt that its reader asked to have deleted"),
    "time-given": N_("gave a reader more time"),
    "time-given-all": N_("gave all readers more time"),
    "attempt-reopened": N_("opened an attempt again"),
    "attempts-ended": N_("ended running attempts"),
    "class-made": N_("made a class list"),
    "class-removed": N_("deleted a class list"),
    "member-removed": N_("deleted a reader of a class"),
    "link-renewed": N_("gave a reader a new link"),
    "tries-given-back": N_("gave a reader tries back"),
    "re-marked": N_("marked attempts again"),
    "marked-by-hand": N_("gave a mark by hand"),
    "mark-by-hand-withdrawn": N_("took back a mark given by hand"),
    "remark-given": N_("wrote to a reader about an answer"),
    "token-made": N_("made a token"),
    "token-made-with-names": N_("made a token that sees names"),
    "token-withdrawn": N_("withdrew a token"),
}
"""What the log says that somebody did, by its code."""


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
    lines = [
        EntryLine(one.at, one.email or "", _(_ACTS[one.act]) if one.act in _ACTS else one.act, one.subject)
        for one in entries
    ]
    return LogPage(lines, entries[-1].id if len(entries) == full else None)
