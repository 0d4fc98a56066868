"""What a teacher sends of a file: the file itself, how it is to be read, its text as it is to be."""

from collections.abc import Mapping, Sequence

from flask import request
from wtforms import BooleanField, FileField, StringField

from quizapp.formats.building.assembly import COLUMNS, HEADING, KEYS
from quizapp.services.loading import LARGEST, Consent
from quizapp.services.mending import LARGEST_TEXT, Piece
from quizapp.web.forms import CountField, PageForm, counting

LARGEST_UPLOAD = LARGEST + 64 * 1024
"""The file, and the form around it."""
LARGEST_MENDED = 2 * LARGEST_TEXT + 64 * 1024
"""The text with its line breaks as browsers send them, and the form around it."""
_LONGEST_NAME = 200
_KEY = "key-"
_COLUMN = "column-"


class LoadForm(PageForm):
    file = FileField()
    text = StringField()
    rich = StringField()
    """The text with its looks, as HTML, where the browser offered that and nothing was changed since."""

    def given(self) -> tuple[str, bytes] | None:
        """Name and bytes of the file, or of the text that was pasted; None if there is neither."""
        sent = request.files.get("file")
        if sent is not None and sent.filename:
            name = sent.filename.replace("\\", "/").rpartition("/")[2]
            return "".join(char for char in name if char.isprintable())[:_LONGEST_NAME] or "?", sent.read()
        text = (self.text.data or "").strip() and (self.rich.data or self.text.data or "")
        # Browsers send pasted lines with CR LF, whatever they were.
        return ("", text.replace("\r\n", "\n").encode("utf-8", "replace")) if text.strip() else None


class PublishForm(PageForm):
    leave_out = BooleanField()
    title = StringField()

    @property
    def consent(self) -> Consent:
        return Consent(bool(self.leave_out.data), self.title.data or "")


class OptionsForm(PageForm):
    """How a file is to be read: fields named as the options are.

    But one « key-7 » for each question without a key, and one « column-2 » for each column of a table.
    """

    def said(self) -> Mapping[str, str]:
        said = {name: value for name, value in request.form.items() if not name.startswith((_KEY, _COLUMN))}
        if columns := [value for name, value in request.form.items(multi=True) if name.startswith(_COLUMN)]:
            said |= {COLUMNS: ",".join(columns), HEADING: said.get(HEADING, "")}
        keys: dict[str, str] = {}
        for name, letters in request.form.items(multi=True):
            if name.startswith(_KEY) and name.removeprefix(_KEY).isdecimal():
                keys[name.removeprefix(_KEY)] = keys.get(name.removeprefix(_KEY), "") + letters
        return {**said, KEYS: " ".join(f"{number}:{letters}" for number, letters in keys.items())} if keys else said


class TextForm(PageForm):
    """Pieces of the text, each with the lines in whose place it is to be."""

    revision = CountField()

    def pieces(self) -> Sequence[Piece] | None:
        """None where they make no sense."""
        fields = [request.form.getlist(name) for name in ("first", "last", "text")]
        try:
            return [
                Piece(counting(first, 9), counting(last, 9), text) for first, last, text in zip(*fields, strict=True)
            ]
        except ValueError:
            return None
