"""Pools of Blackboard as its versions 5 and 6 export them: XML in a `.dat` file, alone or in a package.

Sources: Moodle 4.5, question/format/blackboard_six/formatpool.php and its test file sample_blackboard_pool.dat, the one
pool that was seen. The newer packages of Blackboard, QTI in `.dat` files, are those of `qti12`.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction

from lxml import etree

from quizapp.domain.banks import Choice, Feedback, Kind, Marking, Rule, shares
from quizapp.domain.texts import plain
from quizapp.formats.building.assembly import Assembly, FoundQuestion, Place, Unkeyed
from quizapp.formats.building.numbers import parse_number
from quizapp.formats.file import File, Format
from quizapp.formats.problems import Progress, Report, sentence, watched
from quizapp.formats.syntax import xmltree
from quizapp.formats.syntax.archives import UnreadableMember
from quizapp.formats.texts import languages, markup

NAME = "Blackboard pool"
_ROOT, _OTHER_ROOT = "pool", "questestinterop"
_KINDS = {
    "QUESTION_MULTIPLECHOICE": Kind.SINGLE,
    "QUESTION_MULTIPLEANSWER": Kind.MULTIPLE,
    "QUESTION_TRUEFALSE": Kind.TRUE_FALSE,
}


def _resembles(file: File) -> bool:
    """Whether it is a pool, or a package that has one, and no questions in QTI."""
    if file.root[0] == _ROOT:
        return True
    roots = list(_roots(file))
    return _ROOT in roots and _OTHER_ROOT not in roots


def _roots(file: File) -> Iterator[str]:
    """Of the members of a package that may be pools."""
    for name in _candidates(file):
        with suppress(UnreadableMember):
            if file.archive is not None:
                yield xmltree.root(file.archive.start(name))[0]


def _candidates(file: File) -> Iterator[str]:
    return (name for name in file.members if name.lower().endswith(".dat"))


def _members(file: File) -> Iterator[tuple[str, bytes]]:
    for name in _candidates(file):
        with suppress(UnreadableMember):
            if file.archive is not None:
                yield name, file.archive.read(name)


def _read(file: File, progress: Progress) -> Report:
    """The bank in a pool, or in all pools of a package, or what is wrong with it. Raises xmltree.Unreadable."""
    assembly = file.assembly(NAME)
    if file.archive is None:
        _take(assembly, xmltree.parse(file.data), "", progress)
        return assembly.report(file.name)
    for name, data in _members(file):
        if xmltree.root(data)[0] != _ROOT:
            continue
        try:
            _take(assembly, xmltree.parse(data, name), name, progress)
        except xmltree.Unreadable as unreadable:
            assembly.skip_member(name, sentence(unreadable.problem, str)[0].rstrip("."))
    return assembly.report(file.name)


def _take(assembly: Assembly, top: "etree._Element", member: str, progress: Progress) -> None:
    title = xmltree.child(top, "TITLE")
    assembly.title = assembly.title or (title.get("value", "").strip() if title is not None else "")
    points = {one.get("id", ""): one.get("points", "") for one in xmltree.below(top, "QUESTION")}
    every = [one for one in xmltree.children(top) if xmltree.name(one).startswith("QUESTION_")]
    for element in watched(every, progress):
        _Question(assembly, element, points.get(element.get("id", ""), ""), member).ask()


class _Question:
    def __init__(self, assembly: Assembly, element: "etree._Element", points: str, member: str) -> None:
        self._assembly = assembly
        self._element = element
        self._points = points
        self._place = Place(xmltree.line(element), member=member)
        body = xmltree.child(element, "BODY")
        self._body = element if body is None else body
        self._is_html = self._flag("ISHTML") != "false"
        self._lost: set[str] = set()

    def ask(self) -> None:
        name = xmltree.name(self._element)
        stem = self._text(xmltree.child(self._body, "TEXT"))
        kind = _KINDS.get(name)
        if kind is None:
            self._assembly.leave_out(self._place, name.removeprefix("QUESTION_"), plain(stem))
            return
        answers = list(xmltree.children(self._element, "ANSWER"))
        gradable = xmltree.child(self._element, "GRADABLE")
        marks = (
            []
            if gradable is None
            else [one.get("answer_id", "") for one in xmltree.children(gradable, "CORRECTANSWER")]
        )
        right = [bool(one.get("id")) and one.get("id") in marks for one in answers]
        unkeyed: Unkeyed = ("no-key", self._place)
        if kind is Kind.SINGLE and (count := sum(right)) > 1:
            # Which of them was meant, nobody can tell.
            unkeyed = ("several-right-choices", self._place, {"count": count, "kind": str(kind)})
            right = [False] * len(answers)
        found = FoundQuestion(
            kind, stem, self._choices(kind, answers, right),
            marking=self._marking(kind),
            feedback=Feedback(right=self._said("FEEDBACK_WHEN_CORRECT"), wrong=self._said("FEEDBACK_WHEN_INCORRECT")),
        )  # fmt: skip
        self._assembly.ask(self._place, found, self._lost, unkeyed)

    def _choices(self, kind: Kind, answers: Sequence["etree._Element"], right: Sequence[bool]) -> list[Choice]:
        worth = shares(kind, right) if any(right) else [Fraction()] * len(right)
        texts = [self._text(xmltree.child(one, "TEXT"), inline=True) for one in answers]
        choices = [Choice(text, share, fixed=kind is Kind.TRUE_FALSE) for text, share in zip(texts, worth, strict=True)]
        # It writes « False » first; readers expect « True ».
        is_turned = kind is Kind.TRUE_FALSE and languages.are_true_false([plain(text) for text in reversed(texts)])
        return choices[::-1] if is_turned else choices

    def _marking(self, kind: Kind) -> Marking:
        points = parse_number(self._points) if self._points else Fraction(1)
        return Marking(points or Fraction(1), Rule.ALL_OR_NOTHING if kind.takes_several else Rule.PARTIAL)

    def _said(self, name: str) -> str:
        gradable = xmltree.child(self._element, "GRADABLE")
        return "" if gradable is None else self._text(xmltree.child(gradable, name))

    def _flag(self, name: str) -> str:
        flags = xmltree.child(self._body, "FLAGS")
        found = None if flags is None else xmltree.child(flags, name)
        return "" if found is None else found.get("value", "").strip().lower()

    def _text(self, element: "etree._Element | None", *, inline: bool = False) -> str:
        source = xmltree.text(element).strip()
        read = markup.of_html(source, inline=inline) if self._is_html else markup.of_plain(source)
        self._lost |= read.lost
        return read.text


FORMAT = Format(NAME, _resembles, _read)
