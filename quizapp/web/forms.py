"""What every form of ours shares: it reads what a page of ours sends, and nothing else."""

import re

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField


def counting(text: object, digits: int = 6) -> int:
    """A number as our own pages write it: int() would also take « ٣ », « 1_0 » and blanks."""
    if not re.fullmatch(f"[0-9]{{1,{digits}}}", str(text)):
        raise ValueError(f"not a number: {text!r}")  # WTForms wants every ValueError to say something.
    return int(str(text))


class CountField(IntegerField):
    """One such number."""

    digits = 6

    def process_formdata(self, valuelist: list[str]) -> None:
        if len(valuelist) > 1:
            raise ValueError("more than one number")
        self.data = counting(valuelist[0], self.digits) if valuelist else 0


class RowField(CountField):
    """The number of a thing, as it stands in addresses too; 0 for none."""

    digits = 9


class PageForm(FlaskForm):
    class Meta:
        def wrap_formdata(self, form: object, formdata: object) -> MultiDict[str, str] | None:
            """Only what a form on a page sends: Flask-WTF alone would take any JSON instead."""
            return request.form if request.method == "POST" else None


class ConfirmForm(PageForm):
    """A button and its token."""
