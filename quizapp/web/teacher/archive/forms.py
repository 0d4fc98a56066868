"""Which things a teacher has ticked."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from flask import request
from werkzeug.datastructures import MultiDict

from quizapp.services.archive import Ticked
from quizapp.web.forms import PageForm, counting

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_ROW_DIGITS, _MOMENT_DIGITS = 9, 17


class TicksForm(PageForm):
    """Fields named « bank », « quiz », « class » and, of what is deleted, « deleted »: one for each thing."""

    def __init__(self) -> None:
        super().__init__()
        self.ticked = ticked(request.form)
        self.to_delete = request.form.get("act") == "delete"
        """Whether the ticked banks are to be deleted, not put away."""
        self.is_of_a_page = "page" in request.form
        """Whether it was sent from the page of that one thing."""
        self.moment = moment_said(request.form.get("moment", ""))
        """When all of it was put away that is to come back; None where it is ticked."""


def ticked(sent: MultiDict[str, str]) -> Ticked:
    """What stands there that can be the number of a thing, each once."""
    return Ticked(
        _rows(sent.getlist("bank")),
        list(dict.fromkeys(sent.getlist("quiz"))),
        _rows(sent.getlist("class")),
        _rows(sent.getlist("deleted")),
    )


def _rows(values: Sequence[str]) -> Sequence[int]:
    return list(dict.fromkeys(counting(one, _ROW_DIGITS) for one in values if one.isascii() and one.isdecimal()))


def said(moment: datetime) -> str:
    """A moment as an address names it: to the microsecond, as it is kept."""
    return str((moment - _EPOCH) // _TICK)


def moment_said(text: str) -> datetime | None:
    """The moment that an address names; None for whatever names none."""
    try:
        return _EPOCH + counting(text, _MOMENT_DIGITS) * _TICK
    except (ValueError, OverflowError):
        return None
