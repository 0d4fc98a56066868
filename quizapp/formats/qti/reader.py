"""Reads QTI 2.0 to 3.0: a single item, or a package of them."""

import re
from collections.abc import Callable, Sequence

from lxml import etree

from quizapp.domain.texts import plain
from quizapp.formats.building.assembly import Assembly, Place, start
from quizapp.formats.file import File
from quizapp.formats.problems import Progress, Report, watched
from quizapp.formats.qti import items, packages
from quizapp.formats.qti.content import Content, embedded
from quizapp.formats.qti.elements import Element, attribute, cut, normalise, put_text
from quizapp.formats.qti.packages import Rubric
from quizapp.formats.syntax import xmltree
from quizapp.formats.syntax.archives import Archive, UnreadableMember
from quizapp.formats.texts import passages
from quizapp.formats.texts.pictures import Picture

NAME = "QTI 2 and 3"
_INCLUDE = "{http://www.w3.org/2001/XInclude}include"
_MOST_INCLUDED = 20
_LARGEST_INCLUDED = 2**20
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")


def resembles(file: File) -> bool:
    """Whether it is an item or a test, or a package with one."""
    if file.archive is not None:
        return packages.resembles(file.archive)
    return file.root[0] in packages.ROOTS


def read(file: File, progress: Progress) -> Report:
    """The bank in a file, or what is wrong with it."""
    assembly = file.assembly(NAME)
    reader = _Reader(assembly)
    if file.archive is None:
        reader.single(file)
    else:
        reader.package(file.archive, progress)
    if len(reader.languages) == 1:
        assembly.language = reader.languages.pop()
    return assembly.report(file.name)


class _Reader:
    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self.languages: set[str] = set()
        self._rubrics: dict[Rubric, str] = {}

    def single(self, file: File) -> None:
        top = xmltree.parse(file.data)
        lost = _include(top, None, "")
        normalise(top)
        for one in top.iter("assessmentitemref"):
            self._assembly.skip_member(attribute(one, "href"), "the file names it, and does not hold it")
        if xmltree.name(top) == items.ROOT:
            self._item(top, items.ItemSource(find=self._finder(None, ""), lost=lost))
        else:
            self._assembly.title = " ".join(attribute(top, "title").split())

    def package(self, archive: Archive, progress: Progress) -> None:
        package = packages.Package(archive, self._assembly)
        contents = package.contents()
        self._assembly.title = contents.title
        for address in dict.fromkeys(contents.missing):
            package.skip(address, "the package names it, and does not hold it")
        for listed in watched(contents.items, progress):
            top = package.tree(listed.member)
            if top is None:
                continue
            lost = _include(top, archive, listed.member)
            normalise(top)
            if xmltree.name(top) != items.ROOT:
                package.skip(listed.member, "it is listed as a question, and is none")
                continue
            find = self._finder(archive, listed.member)
            passage = self._passage(archive, listed.rubrics)
            self._item(top, items.ItemSource(listed.member, find, listed.weight, listed.tags, lost, passage))

    def _passage(self, archive: Archive, rubrics: Sequence[Rubric]) -> str:
        """What sections say before an item; that it is put there is told once of each, at its place."""
        said = ""
        for rubric in rubrics:
            if rubric not in self._rubrics:
                content = Content(self._finder(archive, rubric.member), {}, {})
                text = content.text(rubric.element)
                fits = passages.fits(text)
                if text:
                    place = Place(xmltree.line(rubric.element), member=rubric.member)
                    self._assembly.note("passage-repeated" if fits else "passage-lost", place, start=start(plain(text)))
                    for what in sorted(content.lost):
                        self._assembly.note(f"{what}-lost", place)
                self._rubrics[rubric] = text if fits else ""
            said = passages.put_before(said, self._rubrics[rubric])
        return said

    def _item(self, top: Element, source: items.ItemSource) -> None:
        language = attribute(top, "lang")
        if _LANGUAGE.fullmatch(language):
            self.languages.add(language)
        items.read(top, self._assembly, source)

    def _finder(self, archive: Archive | None, beside: str) -> Callable[[str], Picture | None]:
        def find(address: str) -> Picture | None:
            data = embedded(address)
            name = archive.find(address, beside) if data is None and archive is not None else None
            if name is not None and archive is not None:
                try:
                    data = archive.read(name)
                except UnreadableMember:
                    return None
            return None if data is None else self._assembly.album.take(data)

        return find


def _include(top: Element, archive: Archive | None, member: str) -> tuple[str, ...]:
    """Puts files of the package where an item takes them in; what is not in the package is lost, and returned."""
    lost = []
    for count, one in enumerate(list(top.iter(_INCLUDE))):
        address = attribute(one, "href")
        name = archive.find(address, member) if archive is not None and count < _MOST_INCLUDED else None
        included = None
        if archive is not None and name is not None and name != member:
            included = _included(archive, name, is_text=one.get("parse") == "text")
        if included is None:
            lost.append(address)
        elif isinstance(included, str):
            put_text(one, included)
        else:
            included.tail = None
            one.addprevious(included)
        cut(one)
    return tuple(lost)


def _included(archive: Archive, name: str, *, is_text: bool) -> "str | etree._Element | None":
    try:
        data = archive.read(name)
        if len(data) > _LARGEST_INCLUDED:
            return None
        return data.decode("utf-8", "replace") if is_text else xmltree.parse(data, name)
    except (UnreadableMember, xmltree.Unreadable):
        return None
