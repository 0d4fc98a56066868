"""What a teacher sends about a class list."""

from flask import request
from wtforms import FileField, StringField
from wtforms.validators import Length

from quizapp.services.classes import LARGEST, TypedMember
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
