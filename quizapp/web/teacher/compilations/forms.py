"""What a teacher sends to put questions of several banks together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import request
from wtforms import StringField

from quizapp.domain.compilations import Choosing, Drawing, Take, Wish
from quizapp.services.typed_settings import count
from quizapp.web.forms import PageForm, counting

DRAWINGS = 4
"""Rows in which one may draw by tag or category."""


def bank_ids() -> list[int]:
    """Those that the address, or the form, names; what is no number names none."""
    found = []
    for text in request.values.getlist("bank"):
        try:
            found.append(counting(text, 9))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class TypedDrawing:
    count: str = ""
    tag: str = ""
    category: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.count.strip() or self.tag or self.category)


class WishForm(PageForm):
    """Of each bank what is ticked, how many are drawn, and whether none is taken but what the rows below draw."""

    title = StringField()

    def ticked(self, bank_id: int) -> frozenset[str]:
        return frozenset(request.form.getlist(f"ask-{bank_id}"))

    def count(self, bank_id: int) -> str:
        return request.form.get(f"count-{bank_id}", "")

    def only_drawn(self, bank_id: int) -> bool:
        return f"only-drawn-{bank_id}" in request.form

    @property
    def drawings(self) -> Sequence[TypedDrawing]:
        """Row by row, the empty ones too."""
        return [
            TypedDrawing(*(request.form.get(f"{name}-{row}", "") for name in ("draw", "tag", "category")))
            for row in range(1, DRAWINGS + 1)
        ]

    @property
    def rows(self) -> Sequence[int]:
        """The places of the rows that say something: an obstacle names one of these by its own."""
        return [row for row, one in enumerate(self.drawings) if one.says_something]

    def wish(self) -> Wish:
        drawings = tuple(
            Drawing(_number(one.count) or 0, one.tag, one.category) for one in self.drawings if one.says_something
        )
        return Wish(self.title.data or "", dict(self._choosing()), drawings)

    def _choosing(self) -> Iterator[tuple[int, Choosing]]:
        for id_ in bank_ids():
            ticked = self.ticked(id_)
            take = Take.NONE if self.only_drawn(id_) else Take.TICKED if ticked else Take.ALL
            yield id_, Choosing(take, ticked, _number(self.count(id_)))


def _number(typed: str) -> int | None:
    """None where nothing is typed; 0, which nobody can mean, for what is no number."""
    return (count(typed) or 0) if typed.strip() else None


class RenewalForm(PageForm):
    @property
    def numbers(self) -> dict[int, int]:
        """The versions of its sources that were looked at, by the row ids of their banks."""
        found = {}
        for text in request.form.getlist("version"):
            bank, _, number = text.partition(":")
            try:
                found[counting(bank, 9)] = counting(number)
            except ValueError:
                continue
        return found
