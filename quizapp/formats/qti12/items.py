"""An item of QTI 1.2: which kind it is, by what it says and by how it is made; its texts, choices, marks and feedback.

Sources: IMS QTI ASI XML Binding 1.2; the exports of Canvas, Blackboard and Respondus.
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from html import escape

from lxml import etree

from quizapp.domain.banks import Choice, Feedback, Filing, Kind, Rule, shares
from quizapp.domain.texts import plain
from quizapp.formats.building.assembly import Assembly, FoundQuestion, Place, start
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.building.scores import Scheme
from quizapp.formats.qti12 import programs
from quizapp.formats.qti12.conditions import Conditions, Unfollowed, exact
from quizapp.formats.qti12.feedback import placed, tried
from quizapp.formats.syntax import xmltree
from quizapp.formats.syntax.archives import Archive, UnreadableMember
from quizapp.formats.texts import markup, passages
from quizapp.formats.texts.pictures import Picture

_TYPES = ("question_type", "cc_profile", "bbmd_questiontype", "respondusapi_qtype", "qmd_questiontype", "qmd_itemtype")
"""Where the programs say which kind an item is, the surest first."""
_CHOICE = re.compile(
    r"multiple.?(?:choice|answer|response)|true.?/?false|either.?/?or|^logical identifier$", re.IGNORECASE
)
_MULTIPLE = re.compile(r"multiple.?(?:answer|response)", re.IGNORECASE)
_TRUE_FALSE = re.compile(r"true.?/?false", re.IGNORECASE)
_OTHER = re.compile(
    r"essay|match|fill|blank|dropdown|short|numeri|calculat|formula|file|upload|text_only|order|categor|hot.?spot|fib"
    r"|stimulus|likert|opinion|jumbled|bowl|pattern|highlight|association",
    re.IGNORECASE,
)
_BASE = re.compile(r"^(?:\$|%24)IMS[-_]CC[-_]FILE[-_]?BASE(?:\$|%24)/?", re.IGNORECASE)
_RESPONSES = ("response_lid", "response_str", "response_num", "response_grp", "response_xy", "response_extension")
_POINTS = ("points_possible", "qmd_absolutescore_max", "qmd_weighting", "cc_weighting")
_BLANK = "–"
"""What stands for a choice without text, which Canvas asks all the same."""
_TAGS = ("qmd_topic", "qmd_keywords")


@dataclass(frozen=True, slots=True)
class AskedItem:
    """What is asked of an item that is multiple choice."""

    labels: Mapping[str, "etree._Element"]
    """The choices by their idents."""
    multiple: bool
    shuffle: bool
    fixed: frozenset[str]


class Item:
    """`told` has the passages of which it was said already what becomes of them."""

    def __init__(
        self,
        assembly: Assembly,
        element: "etree._Element",
        member: str = "",
        archive: Archive | None = None,
        told: "set[etree._Element] | None" = None,
    ) -> None:
        self._assembly = assembly
        self._element = element
        self._member = member
        self._archive = archive
        self._place = Place(xmltree.line(element), 1, member)
        self._fields = dict(_fields(element))
        self._lost: set[str] = set()
        self._told = set[etree._Element]() if told is None else told

    def read(self) -> None:
        """Take the item into the assembly: asked, left out, or at fault."""
        kind = next((self._fields[name] for name in _TYPES if self._fields.get(name)), "")
        stem = self._stem()
        asked = self._asked(kind)
        if isinstance(asked, str):
            self._assembly.leave_out(self._place, asked, plain(stem) or self._element.get("title", ""))
            return
        own = programs.own_marks(self._element, self._fields, asked.labels) if asked.multiple else None
        try:
            conditions = self._conditions(asked)
            found = conditions.scheme(self._stated()) if conditions.is_there else None
        except Unfollowed:
            if own is None:
                kind = f"{_name(kind, asked)}, with marks that cannot be followed"
                self._assembly.leave_out(self._place, kind, plain(stem), self._unkeyed(kind, stem, asked))
                return
            conditions = self._conditions(asked, only_shows=True)
            found = own.scheme
        scheme = found if own is None else own.scheme
        if scheme is None:
            called = f"{_name(kind, asked)}, without a key"
            self._assembly.leave_out(self._place, called, plain(stem), self._unkeyed(kind, stem, asked))
            return
        if own is not None and not own.is_told:
            self._assembly.note("scoring-simplified", self._place)
        self._ask(kind, stem, asked, self._feedback(asked, conditions, found or scheme), scheme)

    def _conditions(self, asked: AskedItem, *, only_shows: bool = False) -> Conditions:
        """Raises Unfollowed."""
        weighted = self._fields.get("bbmd_partialcredit", "").lower() == "true"
        labels = list(asked.labels)
        return Conditions(self._element, labels, multiple=asked.multiple, weighted=weighted, only_shows=only_shows)

    def _asked(self, kind: str) -> AskedItem | str:
        """What is asked, or what the item is called that asks something else."""
        presentation = xmltree.child(self._element, "presentation")
        responses = [] if presentation is None else [one for one in presentation.iter() if _is_response(one)]
        # Brightspace says beside each response, in an extension, how it is shown.
        responses = [one for one in responses if xmltree.name(one) != "response_extension"] or responses
        if (_OTHER.search(kind) and not _CHOICE.search(kind)) or not responses:
            return kind or "text"
        if len(responses) > 1 or xmltree.name(responses[0]) != "response_lid":
            return kind if kind and not _CHOICE.search(kind) else _made_as(responses)
        (response,) = responses
        labels = {one.get("ident", ""): one for one in xmltree.below(response, "response_label")}
        render = next(xmltree.below(response, "render_choice"), None)
        if render is None or response.get("rcardinality", "Single").lower() == "ordered":
            return kind if kind and not _CHOICE.search(kind) else _made_as(responses)
        if len(labels) < 2:
            return "fill_in"
        cardinality = response.get("rcardinality", "")
        multiple = programs.takes_several(kind, cardinality, self._element) or bool(_MULTIPLE.search(kind))
        fixed = frozenset(ident for ident, one in labels.items() if one.get("rshuffle", "Yes").lower() == "no")
        shuffle = render.get("shuffle", "Yes").lower() != "no" or "bbmd_questiontype" in self._fields
        return AskedItem(labels, multiple, shuffle, fixed)

    def _ask(self, kind: str, stem: str, asked: AskedItem, said: Mapping[str, str], scheme: Scheme) -> None:
        if scheme.rule is Rule.PARTIAL and any(fraction < -1 for fraction in scheme.fractions):
            self._assembly.note("cost-limited", self._place)
        texts = {ident: self._read(one, inline=True) for ident, one in asked.labels.items()}
        if not all(texts.values()) and "pictures" not in self._lost:
            self._assembly.note("blank-choices", self._place, count=sum(not text for text in texts.values()))
            texts = {ident: text or _BLANK for ident, text in texts.items()}
        is_true_false = self._is_true_false(kind, asked)
        fractions = scheme.worth(len(texts))
        if scheme.rule is Rule.ALL_OR_NOTHING:  # What the choices are worth by themselves is then said as everywhere.
            fractions = shares(Kind.MULTIPLE, [fraction > 0 for fraction in fractions])
        choices = [
            Choice(text, max(Fraction(-1), fraction), said.get(str(at), ""), is_true_false or ident in asked.fixed)
            for at, ((ident, text), fraction) in enumerate(zip(texts.items(), fractions, strict=True))
        ]
        found = FoundQuestion(
            kind=Kind.MULTIPLE if asked.multiple else Kind.TRUE_FALSE if is_true_false else Kind.SINGLE,
            stem=passages.put_before(self._passage(), stem),
            choices=choices,
            id=self._element.get("ident") or self._fields.get("bbmd_asi_object_id", ""),
            marking=replace(scheme.marking, maximum=self._maximum(scheme)),
            feedback=Feedback(*(said.get(name, "") for name in ("all", "right", "partly", "wrong"))),
            filing=Filing(self._title(), tags=self._tags()),
            shuffle=asked.shuffle,
        )
        self._assembly.ask(self._place, found, self._lost)

    def _unkeyed(self, kind: str, stem: str, asked: AskedItem) -> FoundQuestion:
        """What an item says, but for what is right, and what follows from it."""
        texts = {ident: self._read(one, inline=True) for ident, one in asked.labels.items()}
        is_true_false = self._is_true_false(kind, asked)
        return FoundQuestion(
            kind=Kind.MULTIPLE if asked.multiple else Kind.TRUE_FALSE if is_true_false else Kind.SINGLE,
            stem=passages.put_before(self._passage(), stem),
            choices=[Choice(text, fixed=is_true_false or ident in asked.fixed) for ident, text in texts.items()],
            filing=Filing(self._title(), tags=self._tags()),
            shuffle=asked.shuffle,
        )

    def _is_true_false(self, kind: str, asked: AskedItem) -> bool:
        return bool(_TRUE_FALSE.search(kind)) and len(asked.labels) == 2 and not asked.multiple

    def _maximum(self, scheme: Scheme) -> Fraction:
        declared = next(xmltree.below(self._element, "decvar"), None)
        most = parse_number(declared.get("maxvalue", "")) if declared is not None else None
        # Where nothing else tells the points, a score out of 100 is a percentage, and any other is points.
        fallback = most if most and most != 100 else Fraction(1)
        return self._possible() or fallback

    def _title(self) -> str:
        presentation = xmltree.child(self._element, "presentation")
        label = presentation.get("label", "") if presentation is not None else ""
        return self._element.get("title") or label

    def _tags(self) -> tuple[str, ...]:
        words = (word.strip() for name in _TAGS for word in self._fields.get(name, "").split(","))
        return tuple(dict.fromkeys(word for word in words if word))

    def _possible(self) -> Fraction | None:
        """The points that it is worth: those of its group, which count for each item that is drawn from it."""
        for section in self._element.iterancestors():
            if (
                xmltree.name(section) == "section"
                and (group := xmltree.child(section, "selection_ordering")) is not None
            ):
                each = exact(xmltree.text(next(xmltree.below(group, "points_per_item"), None)))
                if each:
                    return each
        return self._stated()

    def _stated(self) -> Fraction | None:
        """The points that the item says it is worth."""
        given = (exact(self._fields.get(name, "")) for name in _POINTS)
        return next((points for points in given if points), None)

    # --- feedback ---

    def _feedback(self, asked: AskedItem, conditions: Conditions, scheme: Scheme) -> dict[str, str]:
        """The texts of feedback by where they are said: « all », an outcome, or the number of a choice."""
        texts = {
            one.get("ident", ""): self._said(one, asked) for one in xmltree.children(self._element, "itemfeedback")
        }
        texts = {self._named(ident, texts): text for ident, text in texts.items() if text}
        solutions = (
            one
            for name in ("solution", "hint")
            for one in xmltree.below(self._element, name)
            if xmltree.text(one).strip() and not _is_of_choice(one, asked)
        )
        if any(True for _ in solutions):
            self._assembly.note("hints-lost", self._place)
        if not texts:
            return {}
        try:
            responses = tried(conditions, scheme, len(asked.labels), multiple=asked.multiple)
            where = list(placed(conditions, texts, list(asked.labels), responses))
        except Unfollowed:
            where = [(ident, ()) for ident in texts]
        said: dict[str, list[str]] = {}
        for ident, places in where:
            for place in places or ("",):
                said.setdefault(place, []).append(texts[ident])
        if said.pop("", None) or any(len(those) > 1 for those in said.values()):
            self._assembly.note("feedback-lost", self._place)
        return {place: those[0] for place, those in said.items()}

    def _named(self, ident: str, taken: Container[str]) -> str:
        """Brightspace calls what it says to all answers as it calls the item."""
        is_items = ident and ident in (self._element.get("label"), self._element.get("ident"))
        return "general_fb" if is_items and "general_fb" not in taken else ident

    def _said(self, feedback: "etree._Element", asked: AskedItem) -> str:
        """Blackboard puts what is said to a choice into a solution that has the choice's name."""
        if text := self._read(feedback):
            return text
        solution = next(xmltree.below(feedback, "solution"), None)
        return self._read(solution) if solution is not None and _is_of_choice(solution, asked) else ""

    # --- texts ---

    def _stem(self) -> str:
        presentation = xmltree.child(self._element, "presentation")
        return "" if presentation is None else self._read(presentation)

    def _passage(self) -> str:
        """What the sections around it say first; what a whole assessment does is said to be lost."""
        said = ""
        for around in reversed(list(self._element.iterancestors())):
            is_section = xmltree.name(around) == "section"
            for one in _said_first(around) if is_section or xmltree.name(around) == "assessment" else ():
                text = self._read(one)
                is_kept = is_section and passages.fits(text)
                if text and one not in self._told:
                    self._told.add(one)
                    place = Place(xmltree.line(one), 1, self._member)
                    self._assembly.note(
                        "passage-repeated" if is_kept else "passage-lost", place, start=start(plain(text))
                    )
                said = passages.put_before(said, text) if is_kept else said
        return said

    def _read(self, element: "etree._Element", *, inline: bool = False) -> str:
        """The text of all material inside, but for that of responses within."""
        parts = list(_material(element))
        if all(is_plain for _, is_plain in parts):
            read = markup.of_plain("\n".join(text.strip() for text, _ in parts if text.strip()))
        else:
            pieces = [escape(text, quote=False).replace("\n", "<br>") if is_plain else text for text, is_plain in parts]
            pieces = [piece for piece in pieces if piece.strip()]
            source = pieces[0] if len(pieces) == 1 else "".join(f"<div>{piece}</div>" for piece in pieces)
            read = markup.of_html(source, inline=inline, find=self._find)
        self._lost |= read.lost
        return read.text

    def _find(self, address: str) -> Picture | None:
        if self._archive is None:
            return None
        path = _BASE.sub("", address)
        beside = (self._member, "web_resources/x", "") if path != address else (self._member, "")
        for folder in beside:
            if name := self._archive.find(path, folder):
                try:
                    return self._assembly.album.take(self._archive.read(name))
                except UnreadableMember:
                    return None
        return None


def _said_first(around: "etree._Element") -> "Iterator[etree._Element]":
    for one in xmltree.children(around):
        is_rubric = xmltree.name(one) == "rubric" and one.get("view", "All").lower() in ("all", "candidate")
        if is_rubric or xmltree.name(one) == "presentation_material":
            yield one


def _is_of_choice(solution: "etree._Element", asked: AskedItem) -> bool:
    return any(
        one.get("ident") in asked.labels for one in solution.iterancestors() if xmltree.name(one) == "itemfeedback"
    )


def _material(element: "etree._Element") -> Iterator[tuple[str, bool]]:
    """The texts inside, each with whether it is plain; those of choices, and of what is only a hint, apart."""
    for one in xmltree.children(element):
        match xmltree.name(one):
            case "response_label" | "solution" | "hint":
                continue
            case "mattext":
                text = xmltree.inside(one) if len(one) else xmltree.text(one)
                given = one.get("texttype", "").lower()
                is_html = bool(len(one)) or "html" in given or (not given and markup.is_marked(text))
                yield text, not is_html
            case "mat_formattedtext":
                text = xmltree.text(one)
                is_html = one.get("type", "").upper() in ("HTML", "SMART_TEXT") or markup.is_marked(text)
                yield text, not is_html
            case "matimage":
                yield f'<img src="{escape(one.get("uri", ""))}" alt="{escape(one.get("label", ""))}">', False
            case "mataudio" | "matvideo" | "matapplet" | "matapplication":
                yield "<audio></audio>", False
            case _:
                yield from _material(one)


def _fields(item: "etree._Element") -> Iterator[tuple[str, str]]:
    """What the metadata says, by the names of its fields."""
    for metadata in xmltree.children(item, "itemmetadata"):
        for one in metadata.iter():
            name = xmltree.name(one)
            if name in ("qtimetadatafield", "qti_metadatafield"):  # The latter is Brightspace's.
                label = xmltree.text(xmltree.child(one, "fieldlabel")).strip().lower()
                yield label, xmltree.text(xmltree.child(one, "fieldentry")).strip()
            elif name.startswith(("bbmd_", "qmd_")):
                yield name, xmltree.text(one).strip()


def _is_response(element: "etree._Element") -> bool:
    return xmltree.name(element) in _RESPONSES


def _made_as(responses: "list[etree._Element]") -> str:
    """What an item is by how it is made, where its name is missing or wrong."""
    if any(one.get("rcardinality", "").lower() == "ordered" for one in responses):
        return "ordering"
    if len(responses) > 1 and all(xmltree.name(one) == "response_lid" for one in responses):
        return "matching"
    return xmltree.name(responses[0])


def _name(kind: str, asked: AskedItem) -> str:
    return kind or (str(Kind.MULTIPLE) if asked.multiple else str(Kind.SINGLE))
