"""What a teacher sends about one attempt, or for a quiz of what was missed."""

from datetime import datetime
from fractions import Fraction

from flask import request
from wtforms import StringField
from wtforms.validators import Length

from quizapp.domain.quizzes import LONGEST_TITLE
from quizapp.domain.rulings import BadMark
from quizapp.domain.typed_times import minutes
from quizapp.formats.building.numbers import parse_number
from quizapp.web.forms import PageForm, counting


class TimeForm(PageForm):
    minutes = StringField(validators=[Length(max=40)])

    @property
    def number(self) -> int:
        """0 for what is no time, which no attempt is given."""
        return minutes(self.minutes.data or "") or 0


class RepetitionForm(PageForm):
    title = StringField(validators=[Length(max=LONGEST_TITLE)])

    @property
    def question_ids(self) -> tuple[str, ...]:
        """Those that are ticked."""
        return tuple(dict.fromkeys(request.form.getlist("question")))


class RulingForm(PageForm):
    points = StringField()
    remark = StringField()

    @property
    def mark(self) -> Fraction | None:
        """None for an empty field: the key marks. Raises BadMark."""
        typed = (self.points.data or "").strip()
        if not typed:
            return None
        points = None if typed.endswith("%") else parse_number(typed)
        if points is None:
            raise BadMark
        return points


class SettledForm(PageForm):
    question = StringField()
    """The id of the question on whose page it was pressed; empty where that was the attempt's."""
    bank = StringField()
    """The id of the bank, where the page was about all of its quizzes."""

    @property
    def bank_id(self) -> int | None:
        try:
            return counting(self.bank.data or "", 9)
        except ValueError:
            return None


class AllSettledForm(SettledForm):
    until = StringField()

    @property
    def moment(self) -> datetime | None:
        """By when what is settled was said; None for what is no moment."""
        try:
            found = datetime.fromisoformat(self.until.data or "")
        except ValueError:
            return None
        return found if found.tzinfo else None
