"""What a teacher sends about a class list."""

import re
from collections.abc import Mapping

from flask import request
from wtforms import FileField, StringField
from wtforms.validators import Length

from quizapp.rosters.files import LARGEST
from quizapp.services.classes import TypedMember
from quizapp.services.list_drafts import Said
from quizapp.web.forms import PageForm

LARGEST_LIST = LARGEST + 64 * 1024
"""The file, and the form around it."""


class ListForm(PageForm):
    name = StringField(validators=[Length(max=200)])
    names = StringField()
    file = FileField()

    @property
    def data_given(self) -> bytes:
        """The file, or the names that were pasted; nothing if there are neither."""
        sent = request.files.get("file")
        if sent is not None and sent.filename:
            return bytes(sent.read())
        return (self.names.data or "").replace("\r\n", "\n").encode("utf-8", "replace")

    @property
    def file_name(self) -> str:
        """Empty for what was pasted."""
        sent = request.files.get("file")
        return (sent.filename or "") if sent is not None else ""


LARGEST_REVIEW = 2**20
"""What is sent of a list that is looked over: its text, each letter of which may take six bytes, and the choices."""


class ReviewForm(PageForm):
    name = StringField(validators=[Length(max=200)])
    sheet = StringField()
    heading = StringField()
    once = StringField()
    text = StringField()
    store = StringField()

    @property
    def said(self) -> Said:
        columns = _numbered("column")
        return Said(
            self.name.data or "",
            _number(self.sheet.data) or 0,
            _number(self.heading.data),
            tuple(columns.get(at, "") for at in range(max(columns, default=-1) + 1)),
            {line: words for line, said in _numbered("family").items() if (words := _number(said)) is not None},
            bool(self.once.data),
            None if self.text.data is None else self.text.data.replace("\r\n", "\n"),
        )


def _number(said: str | None) -> int | None:
    """What is no number was sent by no page of ours: it was not said."""
    return int(said) if said and re.fullmatch(r"-?[0-9]{1,5}", said) else None


def _numbered(what: str) -> Mapping[int, str]:
    """What was sent of each column, or of each line."""
    found = ((re.fullmatch(rf"{what}-([0-9]{{1,5}})", name), said) for name, said in request.form.items())
    return {int(name[1]): said for name, said in found if name}


class MemberForm(PageForm):
    name = StringField(validators=[Length(max=200)])
    extra = StringField(validators=[Length(max=20)])
    family = StringField(validators=[Length(max=200)])
    given = StringField(validators=[Length(max=200)])
    identifier = StringField(validators=[Length(max=200)])

    @property
    def typed(self) -> TypedMember:
        names = ("name", "extra", "family", "given", "identifier")
        return TypedMember(**{name: self[name].data or "" for name in names})
