"""What a teacher sends about one attempt."""

from wtforms import StringField
from wtforms.validators import Length

from quizapp.web.forms import PageForm, counting


class TimeForm(PageForm):
    minutes = StringField(validators=[Length(max=40)])

    @property
    def number(self) -> int:
        """0 for what is no number, which no attempt is given."""
        try:
            return counting((self.minutes.data or "").strip())
        except ValueError:
            return 0
