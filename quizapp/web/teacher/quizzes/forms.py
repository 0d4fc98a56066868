"""What a teacher sends about a quiz: its terms and settings, in the types that the domain wants."""

from collections.abc import Iterator
from datetime import datetime

from wtforms import BooleanField, StringField
from wtforms.validators import Length

from quizapp.domain.attempts import FeedbackTime, Settings
from quizapp.domain.quizzes import Counts, Names, Terms
from quizapp.web.forms import PageForm, RowField

_SHORT = (Length(max=40),)


class TermsForm(PageForm):
    listed = BooleanField()
    opens_at = StringField(validators=_SHORT)
    closes_at = StringField(validators=_SHORT)
    tries = StringField(validators=_SHORT)
    counts = StringField(validators=_SHORT)
    names = StringField(validators=_SHORT)
    minutes = StringField(validators=_SHORT)
    class_list = RowField(default=0)
    """0 for anybody."""
    picks = StringField(validators=_SHORT)
    feedback = StringField(validators=_SHORT)
    shuffle_questions = BooleanField()
    shuffle_choices = BooleanField()

    @property
    def settings(self) -> Settings:
        at_end = self.feedback.data == FeedbackTime.AT_END
        feedback = FeedbackTime.AT_END if at_end else FeedbackTime.AT_ONCE
        return Settings(feedback, bool(self.shuffle_questions.data), bool(self.shuffle_choices.data))

    @property
    def terms(self) -> Terms:
        """What can be read of it; what cannot is in `faults`."""
        return Terms(
            listed=bool(self.listed.data),
            opens_at=_moment(self.opens_at.data),
            closes_at=_moment(self.closes_at.data),
            tries=_number(self.tries.data),
            counts=Counts(self.counts.data) if self.counts.data in list(Counts) else Counts.BEST,
            names=Names(self.names.data) if self.names.data in list(Names) else Names.OPTIONAL,
            minutes=_number(self.minutes.data),
            class_id=self.class_list.data or None,
            picks=bool(self.class_list.data) and self.picks.data == "pick",
        )

    def faults(self) -> Iterator[str]:
        """What was typed that is no time or number, by the code of its sentence."""
        for name, field, read in (
            ("opens", self.opens_at, _moment),
            ("closes", self.closes_at, _moment),
            ("tries", self.tries, _number),
            ("minutes", self.minutes, _number),
        ):
            if (field.data or "").strip() and read(field.data) is None:
                yield f"unreadable-{name}"


def _moment(text: str | None) -> datetime | None:
    """A time as the browser's own field writes it, 2026-11-22T10:30, on the clock of the server's place."""
    try:
        read = datetime.fromisoformat((text or "").strip())
        # Before, some systems know no zone; after, a limit and its grace would run past what a date can be.
        return read.astimezone() if 1970 < read.year < 2200 else None
    except (ValueError, OSError, OverflowError):
        return None


def _number(text: str | None) -> int | None:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 7 else None


def written(moment: datetime | None) -> str:
    """A time as the browser's own field takes it."""
    return "" if moment is None else moment.astimezone().strftime("%Y-%m-%dT%H:%M")
