"""What a reader can send. The domain decides whether it means something; here it only takes its type."""

import re

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, IntegerField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional


def counting(text: object) -> int:
    """A number as our own pages write it: int() would also take « ٣ », « 1_0 » and blanks."""
    if not re.fullmatch(r"[0-9]{1,6}", str(text)):
        raise ValueError(f"not a number: {text!r}")  # WTForms wants every ValueError to say something.
    return int(str(text))


class CountField(IntegerField):
    """One such number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if len(valuelist) > 1:
            raise ValueError("more than one number")
        self.data = counting(valuelist[0]) if valuelist else 0


class _PageForm(FlaskForm):
    class Meta:
        def wrap_formdata(self, form: object, formdata: object) -> MultiDict[str, str] | None:
            """Only what a form on a page sends: Flask-WTF alone would take any JSON instead."""
            return request.form if request.method == "POST" else None


class StartForm(_PageForm):
    name = StringField(validators=[Optional(), Length(max=200)])


class ResponseForm(_PageForm):
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


class AgainForm(_PageForm):
    only_missed = BooleanField()


class CodeForm(_PageForm):
    code = StringField(validators=[Length(max=100)])


class ConfirmForm(_PageForm):
    """A button and its token."""
