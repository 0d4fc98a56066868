"""The parts of a Word document: which member of the archive is what, and the pictures.

Source: ECMA-376 part 2 (Open Packaging Conventions), part 1, 15.2 (pictures) and 11.3 (parts of a document).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from posixpath import basename, dirname, splitext

from quizapp.formats.building.assembly import Assembly, Place
from quizapp.formats.syntax import xmltree
from quizapp.formats.syntax.archives import Archive, UnreadableMember
from quizapp.formats.texts.pictures import Picture
from quizapp.formats.word import names
from quizapp.formats.word.names import Element

_MAIN = re.compile(r"word/document\d*\.xml")
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part says of another under a name of its own."""

    kind: str
    target: str
    is_outside: bool


def main_part(members: Sequence[str]) -> str:
    """The member that holds the text; empty where none does."""
    return next((one for one in members if _MAIN.fullmatch(one)), "")


class Parts:
    """A document that was opened, part by part."""

    def __init__(self, archive: Archive, main: str, assembly: Assembly) -> None:
        self._archive = archive
        self._assembly = assembly
        self._main = main
        self._relations: dict[str, Mapping[str, Relation]] = {}
        self._pictures: dict[str, Picture | None] = {}
        self._said: set[str] = set()

    def text(self) -> Element | None:
        """The text itself; without it there is no document, which is said."""
        try:
            return names.parse(self._archive.read(self._main), self._main)
        except UnreadableMember:
            self._assembly.note("archive-damaged", Place(member=self._main))
            return None

    def part(self, kind: str) -> Element | None:
        """Another part, by what it is to the text, such as « styles »; one that is damaged is said and done without."""
        target = next((one.target for one in self.relations().values() if one.kind == kind), f"{kind}.xml")
        member = self._archive.find(target, self._main)
        if member is None:
            return None
        data = self._bytes(member)
        return None if data is None else names.parse(data, member)

    def relations(self) -> Mapping[str, Relation]:
        """Those of the text, by their names."""
        if self._main not in self._relations:
            self._relations[self._main] = self._read_relations()
        return self._relations[self._main]

    def _read_relations(self) -> dict[str, Relation]:
        member = f"{dirname(self._main)}/_rels/{basename(self._main)}.rels"
        data = self._bytes(member) if member in self._archive else None
        if data is None:
            return {}
        return {
            one.get("Id", ""): Relation(
                one.get("Type", "").rpartition("/")[2], one.get("Target", ""), one.get("TargetMode") == "External"
            )
            for one in xmltree.children(xmltree.parse(data, member), "Relationship")
        }

    def picture(self, relation: str, place: Place) -> Picture | None:
        """A picture by the name of its relation; one that cannot be drawn is said, once."""
        if relation not in self._pictures:
            self._pictures[relation] = self._taken(relation, place)
        return self._pictures[relation]

    def _taken(self, relation: str, place: Place) -> Picture | None:
        found = self.relations().get(relation)
        member = self._archive.find(found.target, self._main) if found and not found.is_outside else None
        data = self._bytes(member) if member is not None else None
        picture = self._assembly.album.take(data) if data is not None else None
        if picture is None and data is not None and member is not None:
            self._assembly.note("picture-not-drawn", place, ending=splitext(member)[1].lstrip(".").upper()[:10] or "?")
        return picture

    def _bytes(self, member: str) -> bytes | None:
        try:
            return self._archive.read(member)
        except UnreadableMember as error:
            if member not in self._said:
                self._said.add(member)
                self._assembly.note("member-unreadable", Place(member=member[:_LONGEST_NAME]), reason=str(error))
            return None
