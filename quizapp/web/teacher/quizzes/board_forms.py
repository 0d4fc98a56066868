"""What a teacher sends from the board of a quiz: what they saw when they pressed."""

from datetime import datetime

from wtforms import StringField
from wtforms.validators import Length

from quizapp.web.forms import PageForm, counting

_MOST = Length(max=40)


class MoreForm(PageForm):
    seen = StringField(validators=[_MOST])
    """The deadline that the attempt had."""

    @property
    def deadline(self) -> datetime | None:
        return moment(self.seen.data)


class MoreForAllForm(PageForm):
    seen = StringField(validators=[_MOST])
    """The revision of the quiz."""

    @property
    def revision(self) -> int | None:
        try:
            return counting(self.seen.data or "", 9)
        except ValueError:
            return None


class EndForm(PageForm):
    told_at = StringField(validators=[_MOST])
    latest = StringField(validators=[_MOST])
    """The last deadline of which was told; empty where there was none."""


def moment(text: str | None) -> datetime | None:
    """None for what is no moment."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else None
