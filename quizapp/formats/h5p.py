"""H5P: packages of interactive content, of which the question sets and their kinds with choices are read.

Source: the H5P specification (h5p.org, « The .h5p file format »), and the semantics and scripts of H5P.QuestionSet
1.20, H5P.MultiChoice 1.16, H5P.TrueFalse 1.8 and H5P.SingleChoiceSet 1.11.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any

from quizapp.domain.banks import MOST_TABLED, Choice, Feedback, Filing, Kind, Rule, shares
from quizapp.domain.texts import plain
from quizapp.formats.building import scores
from quizapp.formats.building.assembly import NOWHERE, Assembly, FoundQuestion, Place, Truth, start
from quizapp.formats.building.scores import Scheme
from quizapp.formats.file import File, Format
from quizapp.formats.problems import Progress, Report
from quizapp.formats.syntax import jsontree
from quizapp.formats.syntax.archives import Archive, UnreadableMember
from quizapp.formats.syntax.jsontree import words
from quizapp.formats.texts import markup
from quizapp.formats.texts.pictures import Picture

NAME = "H5P"
_MANIFEST, _CONTENT = "h5p.json", "content/content.json"
_SETS = frozenset((
    "H5P.QuestionSet", "H5P.Column", "H5P.RowColumn", "H5P.Row", "H5P.InteractiveBook", "H5P.CoursePresentation",
))  # fmt: skip
"""What holds questions and is none; any other library that holds some is looked into as well."""
_PASSIVE = frozenset((
    "H5P.AdvancedText", "H5P.Text", "H5P.Image", "H5P.Video", "H5P.Audio", "H5P.Link", "H5P.Table", "H5P.Shape",
    "H5P.ContinuousText", "H5P.Accordion", "H5P.ImageSlider", "H5P.Nil", "H5P.IFrameEmbed", "H5P.GoToQuestion",
))  # fmt: skip
"""What is only looked at."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class _Content:
    """A piece of content, by the name of its library."""

    library: str
    params: dict[str, Any]
    title: str = ""


def _resembles(file: File) -> bool:
    """Whether the package has the list of H5P, or its content."""
    return any(name.endswith(("/h5p.json", "/" + _CONTENT)) or name in (_MANIFEST, _CONTENT) for name in file.members)


def _read(file: File, progress: Progress) -> Report:
    """The bank in a package, or what is wrong with it."""
    assembly = file.assembly(NAME)
    assert file.archive is not None
    _Reader(assembly, file.archive, progress).read()
    return assembly.report(file.name)


class _Reader:
    def __init__(self, assembly: Assembly, archive: Archive, progress: Progress) -> None:
        self._assembly = assembly
        self._archive = archive
        self._progress = progress
        self._member = ""
        self._lost: set[str] = set()

    def read(self) -> None:
        names = self._archive.names
        manifest = _shallowest(name for name in names if name.rpartition("/")[2] == _MANIFEST)
        folder = manifest[: -len(_MANIFEST)]
        self._member = folder + _CONTENT
        for wanted in (manifest or _MANIFEST, self._member):
            if wanted not in names:
                self._assembly.note("member-missing", NOWHERE, name=wanted)
                return
        about, content = self._json(manifest), self._json(self._member)
        if not isinstance(about, dict) or not isinstance(content, dict):
            return
        self._assembly.title = " ".join(words(about.get("title")).split())
        language = words(about.get("language"))
        if _LANGUAGE.fullmatch(language) and language != "und":
            self._assembly.language = language
        self._take(_Content(words(about.get("mainLibrary")), content))

    def _json(self, member: str) -> Any:
        try:
            data = self._archive.read(member)
            return jsontree.parse(data.decode("utf-8-sig", "replace"), member)
        except UnreadableMember as error:
            self._assembly.skip_member(member, str(error))
        except jsontree.Unreadable as unreadable:
            self._assembly.problems.append(unreadable.problem)
        return None

    def _take(self, content: _Content) -> None:
        """Asks what a piece of content asks, and all that it holds."""
        self._lost = set()
        match content.library:
            case "H5P.MultiChoice":
                self._multiple_choice(content)
            case "H5P.TrueFalse":
                self._true_false(content)
            case "H5P.SingleChoiceSet":
                self._single_choices(content)
            case _:
                self._walk(content)

    def _walk(self, content: _Content) -> None:
        inner = list(_inner(content.params))
        asked = [one for one in inner if one.library not in _PASSIVE]
        if not asked and content.library not in _SETS:
            self._assembly.leave_out(Place(member=self._member), content.library or "H5P", self._called(content))
            return
        self._note_the_rest(content, len(asked))
        for number, one in enumerate(inner):
            self._progress(number, len(inner))
            if one.library in _PASSIVE:
                self._note_passage(_words_of(one) or one.library)
            else:
                self._take(one)

    def _called(self, content: _Content) -> str:
        return _words_of(content) or self._assembly.title

    def _note_the_rest(self, content: _Content, count: int) -> None:
        """What a set does beyond asking its questions."""
        pool = _number(content.params.get("poolSize"), Fraction(0))
        if content.library == "H5P.QuestionSet" and 0 < pool < count:
            self._assembly.note("draw-lost", Place(member=self._member), pick=str(pool), count=count)
        opening = _fields(content.params, "introPage")
        if opening and _yes(opening.get("showIntroPage"), default=False):
            self._note_passage(plain(markup.of_html(words(opening.get("introduction"))).text))
        self._note_set_feedback(_fields(content.params, "endGame").get("overallFeedback"))

    def _note_passage(self, said: str) -> None:
        if said.strip():
            self._assembly.note("passage-lost", Place(member=self._member, text=start(said)), start=start(said))

    def _note_set_feedback(self, ranges: Any) -> None:
        if any(words(one.get("feedback")).strip() for one in _objects(ranges)):
            self._assembly.note("set-feedback-lost", Place(member=self._member))

    # --- kinds ---

    def _multiple_choice(self, content: _Content) -> None:
        answers = _objects(content.params.get("answers"))
        # The first versions said among the question's own fields what later ones say in the behaviour.
        earlier = {name: content.params[name] for name in _ONCE_APART if name in content.params}
        behaviour = earlier | _fields(content.params, "behaviour")
        right = [_yes(one.get("correct"), default=False) for one in answers]
        kind = _kind(right, behaviour)
        stem = self._stem(content.params)
        weights = [_number(one.get("weight"), Fraction(1)) for one in answers]
        scheme, is_exact = _scheme(kind, right, weights, behaviour)
        if scheme is None:
            choices = [self._choice(one, Fraction()) for one in answers]
            unkeyed = FoundQuestion(kind if any(right) else Kind.SINGLE, stem, choices, filing=Filing(content.title))
            self._assembly.leave_out(self._place(stem), "H5P.MultiChoice, without a key", plain(stem), unkeyed)
            return
        worth = scheme.worth(len(answers))
        choices = [self._choice(one, share) for one, share in zip(answers, worth, strict=True)]
        whole = sum(right) if kind.takes_several and scheme.rule is Rule.PARTIAL else 1
        found = FoundQuestion(
            kind,
            stem,
            choices,
            marking=scheme.marking,
            feedback=self._outcomes(content.params.get("overallFeedback"), whole),
            filing=Filing(content.title),
            shuffle=_yes(behaviour.get("randomAnswers"), default=False),
        )
        self._ask(found)
        if not is_exact:
            self._assembly.note("scoring-simplified", self._place(stem))

    def _true_false(self, content: _Content) -> None:
        behaviour, labels = _fields(content.params, "behaviour"), _fields(content.params, "l10n")
        is_true = _yes(content.params.get("correct"), default=False)
        called = [self._text(labels.get(name), inline=True) for name in ("trueText", "falseText")]
        choices = [
            Choice(text, Fraction(int(is_true is truth)), fixed=True)
            for text, truth in zip(called, (True, False), strict=True)
        ]
        found = FoundQuestion(
            Kind.TRUE_FALSE,
            self._stem(content.params),
            choices if all(called) else (),
            feedback=Feedback(
                right=self._text(behaviour.get("feedbackOnCorrect")), wrong=self._text(behaviour.get("feedbackOnWrong"))
            ),
            filing=Filing(content.title),
            truth=None if all(called) else Truth(is_true),
        )
        self._ask(found)

    def _single_choices(self, content: _Content) -> None:
        self._note_set_feedback(content.params.get("overallFeedback"))
        for one in _objects(content.params.get("choices")):
            self._lost = set()
            answers = one.get("answers")
            texts = [self._text(answer, inline=True) for answer in answers] if isinstance(answers, list) else []
            worth = shares(Kind.SINGLE, [place == 0 for place in range(len(texts))])
            choices = [Choice(text, share) for text, share in zip(texts, worth, strict=True)]
            self._ask(FoundQuestion(Kind.SINGLE, self._text(one.get("question")), choices))

    # --- parts of a question ---

    def _ask(self, found: FoundQuestion) -> None:
        self._assembly.ask(self._place(found.stem), found, self._lost)

    def _place(self, stem: str) -> Place:
        return Place(member=self._member, text=start(plain(stem)))

    def _stem(self, params: dict[str, Any]) -> str:
        """The question, below the picture that is shown with it."""
        media = params.get("media")
        shown = next(iter(_inner([media])), None) if media else None
        source = words(params.get("question"))
        if shown and shown.library == "H5P.Image":
            path = words(_fields(shown.params, "file").get("path"))
            alt = "" if _yes(shown.params.get("decorative"), default=False) else words(shown.params.get("alt"))
            if path:
                source = f'<p><img src="{escape(path)}" alt="{escape(alt)}"></p>{source}'
        elif shown:
            self._lost.add(markup.PICTURES)
        return self._text(source)

    def _choice(self, answer: dict[str, Any], fraction: Fraction) -> Choice:
        said = {**answer, **_fields(answer, "tipsAndFeedback")}
        if self._text(said.get("tip")):
            self._lost.add("hints")
        if self._text(said.get("notChosenFeedback")):
            self._lost.add("feedback")
        return Choice(self._text(answer.get("text"), inline=True), fraction, self._text(said.get("chosenFeedback")))

    def _outcomes(self, ranges: Any, whole: int) -> Feedback:
        """What is said to right, partly right and wrong answers, by what is said to each per cent of the score."""
        parts = {100 * points // whole for points in range(1, whole)}
        said = {percent: _said_to(percent, _objects(ranges)) for percent in (0, 100, *parts)}
        partly = {said[percent] for percent in parts}
        if len(partly) > 1:
            self._lost.add("feedback")
        of_partly = partly.pop() if len(partly) == 1 else ""
        return Feedback(right=self._text(said[100]), partly=self._text(of_partly), wrong=self._text(said[0]))

    def _text(self, source: Any, *, inline: bool = False) -> str:
        read = markup.of_html(words(source), inline=inline, find=self._find)
        self._lost |= read.lost
        return read.text

    def _find(self, address: str) -> Picture | None:
        name = self._archive.find(address, self._member)
        if name is None:
            return None
        try:
            return self._assembly.album.take(self._archive.read(name))
        except UnreadableMember:
            return None


def _shallowest(names: Iterator[str]) -> str:
    return min(names, key=lambda name: (name.count("/"), name), default="")


# --- marks ---

_ONCE_APART = ("singleAnswer", "singlePoint", "randomAnswers")
"""Source: H5P.MultiChoice, upgrades.js."""


def _kind(right: Sequence[bool], behaviour: dict[str, Any]) -> Kind:
    """By what its author chose, or else by how many answers are right; earlier versions said it in another word."""
    type_ = words(behaviour.get("type"))
    if not type_ and "singleAnswer" in behaviour:
        is_single = _yes(behaviour["singleAnswer"], default=False)
    else:
        is_single = sum(right) == 1 if type_ in ("", "auto") else type_ == "single"
    return Kind.SINGLE if is_single else Kind.MULTIPLE


def _scheme(
    kind: Kind, right: Sequence[bool], weights: Sequence[Fraction], behaviour: dict[str, Any]
) -> tuple[Scheme | None, bool]:
    """How the question is marked, and whether that is exactly as there; None where ticking nothing is right."""
    whole = sum((weight for weight, is_right in zip(weights, right, strict=True) if is_right), Fraction(0))
    if not any(right) or whole <= 0:
        return None, True
    if not kind.takes_several:
        return scores.of_single([Fraction(int(is_right)) for is_right in right]), True
    worth = [weight if is_right else -weight for weight, is_right in zip(weights, right, strict=True)]
    if not _yes(behaviour.get("singlePoint"), default=True):
        # What costs more than everything earns costs everything: no response can tell the difference.
        return Scheme(whole, tuple(max(Fraction(-1), min(Fraction(1), one / whole)) for one in worth)), True
    needed = _number(behaviour.get("passPercentage"), Fraction(100))
    if needed <= 0:
        return None, True
    if len(right) <= MOST_TABLED:
        earned = (max(Fraction(0), _sum(worth, ticked)) for ticked in range(2 ** len(worth)))
        return scores.of_multiple([Fraction(int(100 * points >= needed * whole)) for points in earned]), True
    key = tuple(Fraction(int(is_right), sum(right)) for is_right in right)
    least = min(weights)
    is_exact = least > 0 and 100 * (whole - least) < needed * whole <= 100 * whole
    return Scheme(Fraction(1), key, Rule.ALL_OR_NOTHING), is_exact


def _sum(worth: Sequence[Fraction], ticked: int) -> Fraction:
    return sum((one for place, one in enumerate(worth) if ticked >> place & 1), Fraction(0))


def _said_to(percent: int, ranges: Sequence[dict[str, Any]]) -> str:
    for one in ranges:
        low, high = _number(one.get("from"), Fraction(0)), _number(one.get("to"), Fraction(100))
        if low <= percent <= high and (said := words(one.get("feedback"))).strip():
            return said
    return ""


# --- content ---


def _inner(value: Any) -> Iterator[_Content]:
    """The pieces of content right inside a value, in their order; what they hold themselves stays in them."""
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(one, dict) and isinstance(one.get("library"), str) and isinstance(one.get("params"), dict):
            title = " ".join(words(_fields(one, "metadata").get("title")).split())[:_LONGEST_NAME]
            name = "" if title.startswith("Untitled") else title
            yield _Content(one["library"].partition(" ")[0], one["params"], name)
        else:
            yield from _inner(one)


def _words_of(content: _Content) -> str:
    """Something by which its author knows it."""
    given = (words(content.params.get(name)) for name in ("question", "text", "alt", "taskDescription", "title"))
    said = next((text for text in given if text.strip()), "")
    return plain(markup.of_html(said).text) or content.title


def _fields(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _yes(value: Any, *, default: bool) -> bool:
    said = words(value)
    return said not in ("false", "0") if said else default


def _number(value: Any, default: Fraction) -> Fraction:
    said = words(value)
    return Fraction(said) if _NUMBER.fullmatch(said) else default


FORMAT = Format(NAME, _resembles, _read)
