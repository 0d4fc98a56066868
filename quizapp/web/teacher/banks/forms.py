"""What a teacher sends to load a bank."""

from flask import request
from wtforms import BooleanField, FileField, StringField
from wtforms.validators import Length

from quizapp.services.loading import LARGEST
from quizapp.web.forms import PageForm

LARGEST_UPLOAD = LARGEST + 64 * 1024
"""The file, and the form around it."""
_LONGEST_NAME = 200


class LoadForm(PageForm):
    file = FileField()
    text = StringField()

    def given(self) -> tuple[str, bytes] | None:
        """Name and bytes of the file, or of the text that was pasted; None if there is neither."""
        sent = request.files.get("file")
        if sent is not None and sent.filename:
            name = sent.filename.replace("\\", "/").rpartition("/")[2]
            return "".join(char for char in name if char.isprintable())[:_LONGEST_NAME] or "?", sent.read()
        text = self.text.data or ""
        # Browsers send pasted lines with CR LF, whatever they were.
        return ("", text.replace("\r\n", "\n").encode("utf-8", "replace")) if text.strip() else None


class PublishForm(PageForm):
    leave_out = BooleanField()


class ShareForm(PageForm):
    email = StringField(validators=[Length(max=1024)])
