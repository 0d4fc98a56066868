"""Packages of QTI items: which members they are, in which order, and what the package says of them.

Source: IMS Content Packaging 1.1 and QTI 2.2, Integration Guide (resource types « imsqti_item_xmlv2p2 » and others).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from quizapp.formats.building.assembly import Assembly
from quizapp.formats.problems import sentence
from quizapp.formats.qti.elements import Element, attribute, normalise, views
from quizapp.formats.qti.values import number
from quizapp.formats.syntax import xmltree
from quizapp.formats.syntax.archives import Archive, UnreadableMember

ITEM, TEST = "assessmentitem", "assessmenttest"
ROOTS = frozenset(f"{prefix}{name}" for prefix in ("", "qti-") for name in ("assessmentitem", "assessmenttest")) | {
    "qti-assessment-item", "qti-assessment-test", "assessmentsection", "qti-assessment-section",
}  # fmt: skip
_LISTED = re.compile(rb"imsqti_(?:item|test|section|assessment)_xmlv[23]p")
_OTHERS = ("[Content_Types].xml", "h5p.json")
"""Members that only packages of other kinds have."""
_MOST_LOOKED_AT = 400
_MOST_REFERENCES = 50_000


@dataclass(frozen=True, slots=True)
class Rubric:
    """What a section says before its items, and the member that it stands in."""

    element: Element
    member: str


@dataclass(slots=True)
class PackageItem:
    """An item of a package, by its member."""

    member: str
    weight: Fraction = Fraction(1)
    tags: tuple[str, ...] = ()
    rubrics: tuple[Rubric, ...] = ()
    """Those of the sections around it, the outermost first."""


@dataclass(slots=True)
class Contents:
    """What a package holds that is of QTI 2 or 3."""

    title: str = ""
    items: list[PackageItem] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """What is listed and not there."""


def resembles(archive: Archive) -> bool:
    """Whether some member is an item or a test of QTI 2 or 3."""
    names = archive.names
    if any(name in _OTHERS for name in names):
        return False
    manifest = _manifest(names)
    if manifest is not None and _LISTED.search(_bytes(archive, manifest)):
        return True
    looked = (name for name in names if name.lower().endswith(".xml") and name != manifest)
    return any(
        xmltree.root(_start(archive, name))[0] in ROOTS for _, name in zip(range(_MOST_LOOKED_AT), looked, strict=False)
    )


def _bytes(archive: Archive, name: str) -> bytes:
    try:
        return archive.read(name)
    except UnreadableMember:
        return b""


def _start(archive: Archive, name: str) -> bytes:
    try:
        return archive.start(name)
    except UnreadableMember:
        return b""


def _manifest(names: Sequence[str]) -> str | None:
    found = [name for name in names if name.rpartition("/")[2].lower() == "imsmanifest.xml"]
    return min(found, key=lambda name: (name.count("/"), name), default=None)


class Package:
    """The trees of an archive's members, each read once."""

    def __init__(self, archive: Archive, assembly: Assembly) -> None:
        self.archive = archive
        self._assembly = assembly
        self._skipped: set[str] = set()

    def tree(self, member: str) -> Element | None:
        """The root of a member; None for one that cannot be read, which is said."""
        try:
            return xmltree.parse(self.archive.read(member), member)
        except UnreadableMember as error:
            self.skip(member, str(error))
        except xmltree.Unreadable as refused:
            problem = refused.problem
            where = f" ({problem.line}:{problem.column})" if problem.line else ""
            self.skip(member, f"{problem.values.get('reason') or sentence(problem, str)[0].rstrip('.')}{where}")
        return None

    def skip(self, member: str, reason: str) -> None:
        if member not in self._skipped:
            self._skipped.add(member)
            self._assembly.skip_member(member, reason)

    def contents(self) -> Contents:
        """Its items: in the order of its tests, then in that of its list, then all others."""
        kinds = {name: self._kind(name) for name in self.archive.names if name.lower().endswith((".xml", ".qti"))}
        found = Contents()
        listed = self._listed(found)
        tests = [name for name in dict.fromkeys((*listed, *kinds)) if kinds.get(name) == TEST]
        ordered: dict[str, PackageItem] = {}
        for name in tests:
            self._add_test(name, ordered, found, is_only=len(tests) == 1)
        for name, tags in listed.items():
            if kinds.get(name, ITEM) == ITEM and name not in ordered:
                ordered[name] = PackageItem(name)
            if name in ordered:
                ordered[name].tags = tags
        for name, kind in kinds.items():
            if kind == ITEM:
                ordered.setdefault(name, PackageItem(name))
        found.items = list(ordered.values())
        return found

    def _kind(self, name: str) -> str:
        """What a member is by its first element, without reading it through."""
        try:
            data = self.archive.read(name)
        except UnreadableMember as error:
            self.skip(name, str(error))
            return ""
        root = xmltree.root(data)[0].removeprefix("qti-").replace("-", "")
        if not root:
            self.skip(name, "the file is empty" if not data.strip() else "it is no XML")
        elif root == "questestinterop":
            self.skip(name, "it is of QTI 1.2, beside questions of a later version")
        return root

    def _listed(self, found: Contents) -> dict[str, tuple[str, ...]]:
        """The members that the manifest lists as items and tests, with the keywords that it gives them."""
        manifest = _manifest(self.archive.names)
        top = self.tree(manifest) if manifest is not None else None
        if manifest is None or top is None:
            return {}
        normalise(top)
        head = xmltree.child(top, "metadata")
        if head is not None:
            titles = (one for general in xmltree.below(head, "general") for one in xmltree.children(general, "title"))
            found.title = " ".join(xmltree.text(next(titles, None)).split())
        listed = {}
        for resource in xmltree.below(top, "resource"):
            type_ = attribute(resource, "type").lower()
            if not re.match(r"imsqti_(?:item|test|section|assessment)", type_):
                continue
            href = attribute(resource, "href") or attribute(next(xmltree.children(resource, "file"), resource), "href")
            member = self.archive.find(href, manifest)
            if member is None:
                found.missing.append(href)
            else:
                words = (" ".join(xmltree.text(one).split()) for one in xmltree.below(resource, "keyword"))
                listed[member] = tuple(dict.fromkeys(word for word in words if word))
        return listed

    def _add_test(self, name: str, ordered: dict[str, PackageItem], found: Contents, *, is_only: bool) -> None:
        top = self.tree(name)
        if top is None:
            return
        normalise(top)
        title = " ".join(attribute(top, "title").split())
        if is_only and title:
            found.title = title
        counted = {
            attribute(one, "weightidentifier") for one in top.iter("testvariables") if one.get("weightidentifier")
        }  # fmt: skip
        for count, (reference, beside, rubrics) in enumerate(self._references(top, name, set(), ())):
            if count > _MOST_REFERENCES:
                break
            member = self.archive.find(attribute(reference, "href"), beside)
            if member is None:
                found.missing.append(attribute(reference, "href"))
            elif member not in ordered:
                ordered[member] = PackageItem(member, _weight(reference, counted), rubrics=rubrics)

    def _references(
        self, top: Element, member: str, seen: set[str], outer: tuple[Rubric, ...]
    ) -> Iterator[tuple[Element, str, tuple[Rubric, ...]]]:
        """The items that a test names, those of sections in files of their own too; and what is said before each."""
        seen.add(member)
        for one in top.iter("assessmentitemref", "assessmentsectionref"):
            rubrics = (*outer, *(Rubric(rubric, member) for rubric in _rubrics(one)))
            if xmltree.name(one) == "assessmentitemref":
                yield one, member, rubrics
                continue
            other = self.archive.find(attribute(one, "href"), member)
            if other is not None and other not in seen and len(seen) < _MOST_LOOKED_AT:
                section = self.tree(other)
                if section is not None:
                    normalise(section)
                    yield from self._references(section, other, seen, rubrics)


def _rubrics(reference: Element) -> Iterator[Element]:
    """What the sections around a reference say to candidates, the outermost first."""
    for section in reversed(list(reference.iterancestors())):
        for rubric in xmltree.children(section, "rubricblock"):
            if "candidate" in views(rubric):
                yield rubric


def _weight(reference: Element, counted: set[str]) -> Fraction:
    """What a test multiplies an item's score by, where it counts with weights."""
    for weight in xmltree.children(reference, "weight"):
        value = number(attribute(weight, "value"))
        if attribute(weight, "identifier") in counted and value is not None and value > 0:
            return value
    return Fraction(1)
