"""A class list that is being looked over: as it came, with what its teacher said of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from quizapp.formats.problems import Problem
from quizapp.rosters.class_list import GUESSED, Choices
from quizapp.rosters.files import ListFile, ListSheet, likeliest

LONGEST_TEXT = 128 * 1024
"""Characters of a list that can be changed on its page."""


@dataclass(frozen=True, slots=True)
class ListDraft:
    file_name: str
    """Empty for what was pasted."""
    given: ListFile
    sheet: int
    """The place of the one that is read."""
    choices: Choices = GUESSED

    @property
    def text(self) -> str:
        return self.given.sheets[self.sheet].text

    @property
    def is_short(self) -> bool:
        return len(self.text) <= LONGEST_TEXT

    def with_text(self, text: str) -> "ListDraft":
        """The same with the list changed: its letters are as they were typed from then on."""
        if self.given.is_text:
            return replace(self, given=replace(self.given, sheets=(ListSheet("", text),)), sheet=0)
        sheets = list(self.given.sheets)
        sheets[self.sheet] = replace(sheets[self.sheet], text=text)
        return replace(self, given=replace(self.given, sheets=tuple(sheets)))

    def with_sheet(self, place: int) -> "ListDraft":
        """The same of another sheet, of which nothing was said yet."""
        if place == self.sheet or not 0 <= place < len(self.given.sheets):
            return self
        return replace(self, sheet=place, choices=GUESSED)


def begun(file_name: str, given: ListFile) -> ListDraft:
    return ListDraft(file_name, given, likeliest(given))


def dump(draft: ListDraft) -> str:
    said = draft.choices
    return json.dumps({
        "file_name": draft.file_name,
        "sheets": [[one.name, one.text] for one in draft.given.sheets],
        "notes": [[one.code, one.line, one.column, dict(one.values)] for one in draft.given.notes],
        "is_text": draft.given.is_text,
        "sheet": draft.sheet,
        "meanings": said.meanings,
        "heading": said.heading,
        "family": dict(said.family),
        "once": said.once,
    })  # fmt: skip


def load(document: str) -> ListDraft:
    """What `dump` wrote."""
    data: Mapping[str, Any] = json.loads(document)
    sheets = tuple(ListSheet(*one) for one in data["sheets"])
    notes = tuple(Problem(*one) for one in data["notes"])
    choices = Choices(tuple(data["meanings"]), data["heading"], data["family"], data["once"])
    return ListDraft(data["file_name"], ListFile(sheets, notes, data["is_text"]), data["sheet"], choices)
