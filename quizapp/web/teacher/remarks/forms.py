"""What a teacher sends to mark again: the version, and what was seen of its consequences."""

from wtforms import StringField
from wtforms.validators import Length

from quizapp.web.forms import CountField, PageForm


class RemarkForm(PageForm):
    version = CountField(default=0)
    digest = StringField(validators=[Length(max=64)])

    @property
    def number(self) -> int:
        """The version's number; one that no bank has, where what was sent is none."""
        return -1 if self.version.process_errors else self.version.data or 0
