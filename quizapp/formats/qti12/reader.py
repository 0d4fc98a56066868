"""Reading QTI 1.2: one file, or every assessment and bank of a package, each once."""

import re
from collections.abc import Iterator
from contextlib import nullcontext

from lxml import etree

from quizapp.formats.building.assembly import Assembly
from quizapp.formats.file import File, Format
from quizapp.formats.problems import Progress, Report, sentence, watched
from quizapp.formats.qti12.items import Item
from quizapp.formats.syntax import xmltree
from quizapp.formats.syntax.archives import Archive, UnreadableMember
from quizapp.formats.syntax.xmlpieces import pieces

NAME = "QTI 1.2"
_ROOT = "questestinterop"
_PARTS = ("assessment", "section", "objectbank", "item")
"""What some programs write without the root around it."""
_OTHERS = ("assessmentitem", "assessmenttest")
"""The roots of QTI 2 and 3."""
_READ = (".xml", ".qti", ".dat")
_TWIN = re.compile(r"(?:^|/)non_cc_assessments/([^/]+?)\.xml\.qti$")
_LISTED = re.compile(r"imsqti_(?:\w+/)?xmlv1p|imsqti_xmlv1p2|question-bank", re.IGNORECASE)
_DESCRIPTION = "assessment_meta.xml"


def _resembles(file: File) -> bool:
    if file.archive is None:
        return _is_ours(file.root[0], file.data)
    return any(_holds_ours(file.archive, name) for name in _candidates(file.archive))


def _is_ours(root: str, data: bytes) -> bool:
    return root == _ROOT or (root in _PARTS and b"<presentation" in data)


def _holds_ours(archive: Archive, name: str) -> bool:
    """Whether a member begins as ours do; no more of it is unpacked than tells."""
    try:
        root = xmltree.root(archive.start(name))[0]
        return root == _ROOT or (root in _PARTS and _is_ours(root, archive.read(name)))
    except UnreadableMember:
        return False


def _candidates(archive: Archive) -> list[str]:
    """The members that may hold items.

    Canvas writes each quiz twice: whole among the « non_cc_assessments », and again as far as Common Cartridge can tell
    it, in a folder of the same name. The first one counts.
    """
    names = [name for name in archive.names if name.lower().endswith(_READ)]
    twins = {found[1] for name in names if (found := _TWIN.search(name))}
    return [name for name in names if name.rpartition("/")[0].rpartition("/")[2] not in twins]


def _looked_at(archive: Archive, name: str) -> tuple[str, bytes]:
    """The name of a member's first element, and its bytes; nothing of one that cannot be read."""
    try:
        data = archive.read(name)
    except UnreadableMember:
        return "", b""
    return xmltree.root(data)[0], data


def _read(file: File, progress: Progress) -> Report:
    assembly = file.assembly(NAME)
    reader = _Reader(assembly, file.archive, progress)
    if file.archive is None:
        assembly.encoding = file.decoded.encoding
        reader.file(file)
    else:
        reader.package(file.archive)
    reader.finish()
    return assembly.report(file.name)


class _Reader:
    """Takes the items of one file, or of the members of a package, into an assembly."""

    def __init__(self, assembly: Assembly, archive: Archive | None, progress: Progress) -> None:
        self._assembly = assembly
        self._archive = archive
        self._progress = progress
        self._banks: set[str] = set()
        self._told: set[etree._Element] = set()
        self._drawn_from: dict[str, None] = {}

    def package(self, archive: Archive) -> None:
        for name in _candidates(archive):
            try:
                self._member(name, archive.read(name))
            except UnreadableMember as error:
                self._assembly.skip_member(name, str(error))
            except xmltree.Unreadable as unreadable:
                self._assembly.skip_member(name, sentence(unreadable.problem, str)[0].rstrip("."))
        for address in _missing(archive):
            self._assembly.skip_member(address, "the package names it, and does not hold it")

    def file(self, file: File) -> None:
        """One that is no package; of one that is damaged, the items that are whole, and what is left of the others."""
        try:
            self.take(xmltree.parse(file.data), "")
        except xmltree.Unreadable as unreadable:
            found = list(pieces(file.decoded.text or "", "item")) if unreadable.problem.code == "xml-syntax" else []
            if not any(one.element is not None for one in found):
                raise
            if not any(one.problem for one in found):
                self._assembly.problems.append(unreadable.problem)
            for piece in watched(found, self._progress):
                with self._assembly.damaged(piece.problem) if piece.problem else nullcontext():
                    if piece.element is not None:
                        Item(self._assembly, piece.element, "", None, self._told).read()

    def _member(self, name: str, data: bytes) -> None:
        root = xmltree.root(data)[0]
        if _is_ours(root, data):
            self.take(xmltree.parse(data, name), name)
        elif root.removeprefix("qti-").replace("-", "") in _OTHERS:
            self._assembly.skip_member(name, "it is of a later version of QTI, beside questions of QTI 1.2")
        elif not root and not name.lower().endswith(".dat"):
            self._assembly.skip_member(name, "it is no XML" if data.strip() else "the file is empty")

    def take(self, top: "etree._Element", member: str) -> None:
        if not self._assembly.title:
            self._assembly.title = _title(top) or self._described(member)
        self._banks |= {one.get("ident", "") for one in top.iter() if xmltree.name(one) == "objectbank"}
        for section in (one for one in top.iter() if xmltree.name(one) == "section"):
            if not any(True for _ in xmltree.below(section, "item")):
                references = (xmltree.text(one).strip() for one in xmltree.below(section, "sourcebank_ref"))
                self._drawn_from |= dict.fromkeys(one for one in references if one)
        items = [one for one in top.iter() if xmltree.name(one) == "item"]
        for item in watched(items, self._progress):
            Item(self._assembly, item, member, self._archive, self._told).read()

    def finish(self) -> None:
        """Say which banks are drawn from that are not here."""
        for ident in self._drawn_from:
            if ident not in self._banks:
                self._assembly.skip_member(ident, "questions are drawn from this bank, and it is not in the file")

    def _described(self, member: str) -> str:
        """The title that Canvas writes beside a quiz."""
        name = self._archive.find(_DESCRIPTION, member) if self._archive is not None else None
        if self._archive is None or name is None:
            return ""
        try:
            top = xmltree.parse(self._archive.read(name), name)
        except (UnreadableMember, xmltree.Unreadable):
            return ""
        return " ".join(xmltree.text(xmltree.child(top, "title")).split())


def _title(top: "etree._Element") -> str:
    """That of the first assessment or bank."""
    for one in top.iter():
        if xmltree.name(one) not in ("assessment", "objectbank"):
            continue
        if title := one.get("title", ""):
            return title
        for field in (field for data in xmltree.children(one, "qtimetadata") for field in xmltree.children(data)):
            if xmltree.text(xmltree.child(field, "fieldlabel")).strip() == "bank_title":
                return xmltree.text(xmltree.child(field, "fieldentry")).strip()
    return ""


def _missing(archive: Archive) -> Iterator[str]:
    """The quizzes and banks that the package lists and does not hold."""
    manifests = [name for name in archive.names if name.rpartition("/")[2].lower() == "imsmanifest.xml"]
    for manifest in manifests[:1]:
        try:
            top = xmltree.parse(archive.read(manifest), manifest)
        except (UnreadableMember, xmltree.Unreadable):
            return  # Its questions are found without it.
        for resource in xmltree.below(top, "resource"):
            if not _LISTED.search(resource.get("type", "")):
                continue
            files = (resource.get("href"), *(one.get("href") for one in xmltree.children(resource, "file")))
            for address in dict.fromkeys(address for address in files if address):
                if archive.find(address, manifest) is None:
                    yield address


FORMAT = Format(NAME, _resembles, _read)
