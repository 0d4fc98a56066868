"""Reads Moodle XML as Moodle imports it: an element for each question, one for each change of category.

Source: Moodle 4.5, question/format/xml/format.php, question/format.php and question/type/multichoice/questiontype.php;
of its plugins, qtype_multichoiceset and qtype_oumultiresponse, questiontype.php (import_from_xml).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from quizapp.domain.banks import Choice, Feedback, Filing, Kind, Marking
from quizapp.domain.texts import plain
from quizapp.formats.building import grades, several
from quizapp.formats.building.assembly import Assembly, FoundQuestion, Place, Truth
from quizapp.formats.building.several import TickRule
from quizapp.formats.file import File, Format
from quizapp.formats.moodle import categories, texts
from quizapp.formats.moodle.numbers import number
from quizapp.formats.moodle.texts import FEEDBACK, HTML, PLAIN, Element, FileText
from quizapp.formats.problems import Progress, Report, watched
from quizapp.formats.syntax import xmltree
from quizapp.formats.syntax.text import PHP_BLANKS
from quizapp.formats.syntax.xmlpieces import XmlPiece, pieces
from quizapp.formats.texts import languages, markup

NAME = "Moodle XML"
_TYPE = re.compile(r"\btype\s*=")
_LONGEST_LINE = 300
"""Of a name."""
_PLUGINS = {"multichoiceset": TickRule.ALL_OR_NOTHING, "oumultiresponse": TickRule.AS_MANY_AS_RIGHT}
"""Types of question with several right answers that say which these are, and have a rule of their own for the mark."""
_COUNTED = re.compile(r"(?:question|q|n°)?\s*\d*\.?", re.IGNORECASE)
_MOST_SHOWN = 60
"""Characters of a value that is no number."""


def _resembles(file: File) -> bool:
    """Whether its root is one of Moodle: Canvas has a « quiz » of its own."""
    root, attributes = file.root
    is_question = root == "question" and _TYPE.search(attributes) is not None
    return is_question or (root == "quiz" and "instructure" not in attributes)


def _read(file: File, progress: Progress) -> Report:
    """The bank in a file of Moodle XML, or what is wrong with it. Raises xmltree.Unreadable."""
    assembly = file.assembly(NAME)
    try:
        top = xmltree.parse(file.data)
    except xmltree.Unreadable as unreadable:
        return _salvaged(file, assembly, unreadable, progress)
    elements = [top] if xmltree.name(top) == "question" else list(xmltree.children(top, "question"))
    _ask(assembly, [XmlPiece(one) for one in elements], progress)
    return assembly.report(file.name)


def _salvaged(file: File, assembly: Assembly, unreadable: xmltree.Unreadable, progress: Progress) -> Report:
    """The questions that are whole, and what is left of the others, to be completed."""
    found = list(pieces(file.decoded.text or "", "question")) if unreadable.problem.code == "xml-syntax" else []
    if not any(one.element is not None for one in found):
        raise unreadable
    if not any(one.problem for one in found):
        assembly.problems.append(unreadable.problem)
    _ask(assembly, found, progress)
    return assembly.report(file.name)


def _ask(assembly: Assembly, found: Sequence[XmlPiece], progress: Progress) -> None:
    category, is_of_pronote = "", False
    for piece in watched(found, progress):
        element = piece.element
        if element is None or piece.problem is not None:
            _ask_what_is_left(assembly, piece, category, has_titles=is_of_pronote)
            continue
        kind = (element.get("type") or "").strip()
        if kind == "category":
            path = texts.source(xmltree.child(element, "category"), PLAIN).words
            names, is_of_pronote = categories.names(path), is_of_pronote or categories.is_of_pronote(path)
            category = "/".join(names)[: categories.LONGEST]
            if names and not assembly.title:
                assembly.title = names[-1]
        elif kind in ("multichoice", "truefalse", *_PLUGINS):
            _Question(assembly, element, category, has_titles=is_of_pronote).ask(kind)
        else:
            stem = texts.read(texts.source(xmltree.child(element, "questiontext"), HTML)).text
            place_ = Place(xmltree.line(element))
            assembly.leave_out(place_, kind or "unknown", plain(stem) or _line(element, "name"))


def _ask_what_is_left(assembly: Assembly, piece: XmlPiece, category: str, *, has_titles: bool) -> None:
    assert piece.problem is not None
    with assembly.damaged(piece.problem):
        kind = "" if piece.element is None else (piece.element.get("type") or "").strip()
        if piece.element is not None and kind in ("multichoice", "truefalse", *_PLUGINS):
            _Question(assembly, piece.element, category, has_titles=has_titles).ask(kind)


class _Question:
    def __init__(self, assembly: Assembly, element: Element, category: str, *, has_titles: bool) -> None:
        self._assembly = assembly
        self._element = element
        self._category = category
        self._has_titles = has_titles
        """Whether readers see its name, as in PRONOTE: a question may have no other text."""
        self._place = Place(xmltree.line(element))
        self._form = texts.source(xmltree.child(element, "questiontext"), HTML).form
        """That of all texts of the question that name no other."""
        self._lost: set[str] = set()

    def ask(self, kind: str) -> None:
        stem = self._stem() or self._title()
        if not stem and self._has_titles and not self._lost:
            self._assembly.leave_out(self._place, f"{kind}, without a text", _line(self._element, "name"))
            return
        choices: list[Choice] = []
        truth: Truth | None = None
        marking = Marking(self._maximum())
        if kind == "truefalse":
            truth = self._true_false()
        else:
            choices = list(self._choices())
        if kind in _PLUGINS:
            marking, choices = self._by_rule(_PLUGINS[kind], marking, choices)
        takes_several = kind in _PLUGINS or not self._is("single", True)
        found = FoundQuestion(
            kind=Kind.TRUE_FALSE if kind == "truefalse" else Kind.MULTIPLE if takes_several else Kind.SINGLE,
            stem=stem,
            choices=choices,
            id=xmltree.text(xmltree.child(self._element, "idnumber")).strip(),
            marking=marking,
            feedback=Feedback(*map(self._own, FEEDBACK)),
            filing=Filing(_line(self._element, "name"), self._category, self._tags()),
            # The choices of a true/false question keep their order in any case.
            shuffle=self._is("shuffleanswers", kind != "multichoice"),
            truth=truth,
        )
        if truth is not None and truth.is_true is None:
            self._assembly.failed("too-few-choices", self._place, found, count=0)
            return
        if found.lacks_key:
            self._assembly.leave_out(self._place, f"{kind}, without a key", plain(stem), found)
            return
        self._assembly.ask(self._place, found, self._lost)
        if any(self._has_words(hint) for hint in xmltree.children(self._element, "hint")):
            self._assembly.note("hints-lost", self._place)

    def _by_rule(self, rule: TickRule, marking: Marking, choices: Sequence[Choice]) -> tuple[Marking, list[Choice]]:
        """The marking of a question that says no more than which choices are right, and what these are worth then."""
        scheme = several.scheme([choice.fraction > 0 for choice in choices], rule)
        if scheme is None:
            return marking, list(choices)
        if not several.is_told(rule, len(choices)):
            self._assembly.note("scoring-simplified", self._place)
        worth = scheme.worth(len(choices))
        made = (replace(choice, fraction=share) for choice, share in zip(choices, worth, strict=True))
        return replace(scheme.marking, maximum=marking.maximum), list(made)

    # --- texts ---

    def _text(self, element: Element | None, *, inline: bool = False) -> str:
        return self._said(texts.source(element, self._form), texts.files(element), inline=inline)

    def _own(self, name: str) -> str:
        return self._text(xmltree.child(self._element, name))

    def _said(self, source: FileText, files: dict[str, str], *, inline: bool = False) -> str:
        if not source.words:
            return ""
        read = texts.read(source, inline=inline, find=texts.finder(self._assembly.album, files))
        self._lost |= read.lost
        return read.text

    def _stem(self) -> str:
        """With the picture that questions of Moodle 1 have beside their text."""
        element = xmltree.child(self._element, "questiontext")
        source, files = texts.source(element, HTML), texts.files(element)
        name = xmltree.text(xmltree.child(self._element, "image")).strip(PHP_BLANKS)
        data = xmltree.text(xmltree.child(self._element, "image_base64")).strip(PHP_BLANKS)
        if name and data:
            words = markup.source(source.words) if source.form == PLAIN else source.words
            image = f'<img src="{texts.PLACE}/{texts.OLD_PICTURE}">'
            source = FileText(f"{words} {image}", HTML if source.form == PLAIN else source.form)
            files[f"/{texts.OLD_PICTURE}"] = data
        elif name:
            self._lost.add(markup.PICTURES)
        return self._said(source, files)

    def _title(self) -> str:
        """What stands for the text of a question that has none, where that is usual; a number does not."""
        name = _line(self._element, "name")
        if not self._has_titles or _COUNTED.fullmatch(name):
            return ""
        self._assembly.note("name-asked", self._place, name=name)
        return name

    def _has_words(self, hint: Element) -> bool:
        return any(texts.source(one, self._form).words for one in (hint, xmltree.child(hint, "hintcontent")))

    # --- what the question says of itself ---

    def _is(self, name: str, otherwise: bool) -> bool:
        """« false », « 0 » and nothing mean no; whatever else is there means yes."""
        element = xmltree.child(self._element, name)
        return otherwise if element is None else xmltree.text(element).strip(PHP_BLANKS) not in ("", "0", "false")

    def _maximum(self) -> Fraction:
        given = xmltree.text(xmltree.child(self._element, "defaultgrade")).strip()
        maximum = number(given) if given else Fraction(1)
        if maximum is None:
            self._assembly.note("mark-changed", self._place, given=given[:_MOST_SHOWN], used=1)
        return Fraction(1) if maximum is None else maximum

    def _tags(self) -> tuple[str, ...]:
        """Those of the question, and those that Moodle keeps for its course."""
        groups = [xmltree.child(self._element, name) for name in ("tags", "coursetags")]
        given = (tag for group in groups if group is not None for tag in xmltree.children(group, "tag"))
        return tuple(dict.fromkeys(filter(None, (_one_line(texts.source(tag, PLAIN).words) for tag in given))))

    # --- answers ---

    def _choices(self) -> Iterator[Choice]:
        blank = 0
        for answer in xmltree.children(self._element, "answer"):
            words = texts.source(answer, self._form).words
            text, fraction = self._text(answer, inline=True), self._fraction(answer) if words else Fraction(0)
            # An empty paragraph is a choice to Moodle, and nothing to readers.
            if not words or (not text and fraction <= 0 and markup.PICTURES not in self._lost):
                blank += 1
            else:
                yield Choice(text, fraction, self._text(xmltree.child(answer, "feedback")))
        if blank:
            self._assembly.note("blank-choices-lost", self._place, count=blank)

    def _fraction(self, answer: Element) -> Fraction:
        given = answer.get("fraction") or "0"
        percent = number(given)
        if percent is None or abs(percent) > 100:
            values = {"field": "fraction", "value": given[:_MOST_SHOWN], "low": "-100", "high": "100"}
            self._assembly.note("bad-number", Place(xmltree.line(answer)), **values)
        return grades.matched(percent / 100) if percent is not None else Fraction(0)

    def _true_false(self) -> Truth:
        """By the last answer whether it is true, and what is said to each.

        Where the answers have other words than those two, as old files in other languages do, the first is « true ».
        """
        true, said, words = None, {"true": "", "false": ""}, []
        for place, answer in enumerate(xmltree.children(self._element, "answer")):
            word = texts.source(answer, PLAIN).words
            words.append(word)
            if word not in said:
                word = "true" if place == 0 else "false"
            is_whole = number(answer.get("fraction") or "0") == 100
            true = is_whole if word == "true" else not is_whole
            said[word] = self._text(xmltree.child(answer, "feedback"))
        if not set(words) <= set(said) and not languages.are_true_false(words):
            self._assembly.note("true-by-order", self._place)
        return Truth(true, said["true"], said["false"])


def _line(element: Element, name: str) -> str:
    return _one_line(texts.source(xmltree.child(element, name), PLAIN).words)[:_LONGEST_LINE]


def _one_line(text: str) -> str:
    return re.sub(r"\s*[\r\n]+\s*", " ", text)


FORMAT = Format(NAME, _resembles, _read)
