"""What every form of ours shares: it reads what a page of ours sends, and nothing else."""

import re

from flask import request
from wtforms import Form, IntegerField, StringField


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


class PageForm(Form):
    """What a page of ours sends; its token is the door's to look at."""

    def __init__(self) -> None:
        super().__init__(request.form if request.method == "POST" else None)


class TitleForm(PageForm):
    """A title of its own, for a bank or a quiz; empty to have none."""

    title = StringField()
