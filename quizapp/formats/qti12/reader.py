"""Reading QTI 1.2: one file, or every assessment and bank of a package, each once."""

import re
from collections.abc import Iterator

from lxml import etree

from quizapp.formats import xmltree
from quizapp.formats.archives import Archive, UnreadableMember
from quizapp.formats.assembly import Assembly
from quizapp.formats.file import File, Format
from quizapp.formats.problems import Progress, Report, sentence
from quizapp.formats.qti12.items import Item

NAME = "QTI 1.2"
_ROOTS = ("questestinterop",)
_READ = (".xml", ".qti", ".dat")
_TWIN = re.compile(r"(?:^|/)non_cc_assessments/([^/]+?)\.xml\.qti$")
_STEP = 100
_MOST_LOOKED_AT = 400


def _resembles(file: File) -> bool:
    if file.archive is None:
        return file.root[0] in _ROOTS
    return any(True for _ in _members(file.archive))


def _members(archive: Archive) -> Iterator[str]:
    """The members that hold items.

    Canvas writes each quiz twice: whole among the « non_cc_assessments », and again as far as Common Cartridge can tell
    it, in a folder of the same name. The first one counts.
    """
    names = [name for name in archive.names if name.lower().endswith(_READ)][:_MOST_LOOKED_AT]
    twins = {found[1] for name in names if (found := _TWIN.search(name))}
    for name in names:
        if name.rpartition("/")[0].rpartition("/")[2] in twins:
            continue
        try:
            is_one = xmltree.root(archive.read(name))[0] in _ROOTS
        except UnreadableMember:
            is_one = _TWIN.search(name) is not None or name.endswith("_qti.xml")
        if is_one:
            yield name


def _read(file: File, progress: Progress) -> Report:
    assembly = Assembly(NAME)
    if file.archive is None:
        assembly.encoding = file.decoded.encoding
        _take(assembly, xmltree.parse(file.data), "", None, progress)
        return assembly.report(file.name)
    for name in _members(file.archive):
        try:
            _take(assembly, xmltree.parse(file.archive.read(name), name), name, file.archive, progress)
        except UnreadableMember as error:
            assembly.skip_member(name, str(error))
        except xmltree.Unreadable as unreadable:
            assembly.skip_member(name, sentence(unreadable.problem, str)[0].rstrip("."))
    return assembly.report(file.name)


def _take(assembly: Assembly, top: "etree._Element", member: str, archive: Archive | None, progress: Progress) -> None:
    title = next((one.get("title", "") for one in top.iter() if xmltree.name(one) in ("assessment", "objectbank")), "")
    assembly.title = assembly.title or title
    items = list(xmltree.below(top, "item"))
    for number, item in enumerate(items):
        if number % _STEP == 0:
            progress(number, len(items))
        Item(assembly, item, member, archive).read()


FORMAT = Format(NAME, _resembles, _read)
