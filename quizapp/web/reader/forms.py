"""What a reader can send. The domain decides whether it means something; here it only takes its type."""

from wtforms import BooleanField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional

from quizapp.domain.objections import Reason
from quizapp.web.forms import CountField, PageForm, RowField, counting


class StartForm(PageForm):
    name = StringField(validators=[Optional(), Length(max=200)])
    member = RowField(default=0)
    """Who of the class it is, where one picks one's name; 0 for nobody."""


class ResponseForm(PageForm):
    choice = SelectMultipleField(coerce=counting, validate_choice=False, choices=[])
    """The places, from 1, of the choices picked, as they were shown."""
    revision = CountField(default=0)
    """The revision of the stored response that the page showed, 0 for none."""

    @property
    def is_sound(self) -> bool:
        """Whether every field could be read as what it is."""
        return not any(field.process_errors for field in (self.choice, self.revision))

    @property
    def picked(self) -> tuple[int, ...]:
        return tuple(self.choice.data or ())


class ObjectionForm(PageForm):
    reason = StringField()
    text = StringField()
    at_end = BooleanField()
    """Whether it was sent from the end of the attempt; else from the page of its question."""

    @property
    def asked(self) -> Reason | None:
        """None for what is none."""
        sent = self.reason.data
        return Reason(sent) if sent in list(Reason) else None


class AgainForm(PageForm):
    only_missed = BooleanField()


class CodeForm(PageForm):
    code = StringField(validators=[Length(max=100)])
