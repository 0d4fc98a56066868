"""Two groups of attempts side by side: what an address names as each, and what the template about them sees."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.quizzes import Counts
from quizapp.domain.statistics import contrasts
from quizapp.domain.statistics.contrasts import Contrast, SharedQuestion, Surety
from quizapp.formats.problems import N_
from quizapp.services.comparing import Comparables, Comparison
from quizapp.services.samples import Selection
from quizapp.services.statistics import Statistics
from quizapp.store.classes import ClassSummary
from quizapp.web import words
from quizapp.web.errors import Unfit
from quizapp.web.forms import counting
from quizapp.web.teacher.results import charts, figures, selections
from quizapp.web.teacher.results.bank_pages import BankHead, bank_head
from quizapp.web.teacher.results.charts import Dumbbell
from quizapp.web.teacher.results.figures import ToldFigure

NO_SIDE = N_("What is compared are versions, classes, quizzes or tries: this is none of them.")
VERSION, CLASS, QUIZ, TRIES = "version", "class", "quiz", "tries"
_TRIES = {Counts.FIRST: N_("the first tries"), Counts.LAST: N_("the last tries"), Counts.BEST: N_("the best tries")}
_MOST_NAMED = 12
"""Questions that are named by their numbers in a sentence."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two groups, as an address names it."""

    kind: str
    value: str

    @property
    def sent(self) -> str:
        return f"{self.kind}:{self.value}"

    @property
    def selection(self) -> Selection:
        match self.kind:
            case "version":
                return Selection(version=int(self.value))
            case "class":
                return Selection(class_id=int(self.value))
            case "quiz":
                return Selection(quizzes=frozenset({self.value}))
            case _:
                return Selection(Counts(self.value))


@dataclass(frozen=True, slots=True)
class Listed:
    """What may stand on a side: of one kind, by name."""

    kind: str
    words: str
    sides: tuple[tuple[Side, str], ...]


@dataclass(frozen=True, slots=True)
class SideChoice:
    sent: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SideGroup:
    words: str
    choices: tuple[SideChoice, ...]


@dataclass(frozen=True, slots=True)
class SideForm:
    name: str
    """As it is sent."""
    label: str
    groups: tuple[SideGroup, ...]


@dataclass(frozen=True, slots=True)
class ContrastLine:
    """One figure on both sides."""

    one: ToldFigure
    other: ToldFigure
    drawn: Dumbbell
    difference: str
    """In points of a hundred, with its sign; empty where it is not known."""
    words: str
    """How surely they differ."""
    apart: bool
    """Whether that is more than chance."""


@dataclass(frozen=True, slots=True)
class SharedLine:
    number: int
    """In the first."""
    other_number: int
    """0 where it is the same."""
    stem: str
    language: str
    same_key: bool
    line: ContrastLine


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it."""

    one: str
    other: str
    """What the two are called."""
    mean: ContrastLine | None
    """None where they share no question."""
    sentences: tuple[str, ...]
    """What is compared, and what is not."""
    questions: tuple[SharedLine, ...]
    """From the one that differs most."""


@dataclass(frozen=True, slots=True)
class ComparePage:
    head: BankHead
    send_to: str
    sides: tuple[SideForm, ...]
    said: str
    """Why nothing is compared; empty where something is."""
    result: Compared | None
    follows: bool
    """Whether it refreshes itself: not where what was chosen is refused."""
    template: ClassVar[str] = "teacher/results/compare.html"


# --- what is asked for ---


def side(text: str) -> Side:
    """Raises Unfit."""
    kind, __, value = text.partition(":")
    try:
        match kind:
            case "version":
                counting(value, 6)
            case "class":
                counting(value, 9)
            case "tries":
                Counts(value)
            case "quiz" if value:
                pass
            case _:
                raise ValueError(text)
    except ValueError:
        raise Unfit(NO_SIDE) from None
    return Side(kind, value)


def asked(args: Mapping[str, str], known: Comparables, classes: Sequence[ClassSummary]) -> tuple[Side, Side] | None:
    """The two that an address names; what it leaves open is what one would compare. Raises Unfit.

    None where there is nothing to compare yet.
    """
    one, other = (side(args[name]) if args.get(name) else None for name in ("one", "other"))
    if one is not None and other is not None:
        return one, other
    usual = list(_usual(known, classes))
    given = one or other
    if given is not None:
        peer = next((two for two in _of_kind(given.kind, known, classes) if two != given), None)
        if peer is not None:
            return (given, peer) if one is not None else (peer, given)
    return usual[0] if usual else None


def _usual(known: Comparables, classes: Sequence[ClassSummary]) -> Iterator[tuple[Side, Side]]:
    """The version before with the newest, the quiz before with the newest, the first tries with the last."""
    if not known.versions:
        return
    for kind in (VERSION, QUIZ):
        found = _of_kind(kind, known, classes)
        if len(found) > 1:
            yield found[1], found[0]
    yield Side(TRIES, Counts.FIRST), Side(TRIES, Counts.LAST)


def _of_kind(kind: str, known: Comparables, classes: Sequence[ClassSummary]) -> Sequence[Side]:
    """The newest first; a quiz of the installation may be for a class of another owner's, which is none of them."""
    match kind:
        case "version":
            return [Side(kind, str(number)) for number in known.versions]
        case "quiz":
            return [Side(kind, quiz.slug) for quiz in known.quizzes]
        case "class":
            theirs = {one.id for one in classes}
            ids = dict.fromkeys(quiz.terms.class_id for quiz in known.quizzes)
            return [Side(kind, str(id_)) for id_ in ids if id_ in theirs]
        case _:
            return [Side(kind, counts) for counts in (Counts.FIRST, Counts.LAST, Counts.BEST)]


def _listed(known: Comparables, classes: Sequence[ClassSummary]) -> Iterator[Listed]:
    """All that may be chosen: classes that this teacher has."""
    lists = {str(one.id): one.name for one in classes}
    codes = {quiz.slug: selections.named(quiz, classes) for quiz in known.quizzes}
    words = {VERSION: _("Versions"), CLASS: _("Classes"), QUIZ: _("Quizzes"), TRIES: _("Tries")}
    for kind, said in words.items():
        names = []
        for one in _of_kind(kind, known, classes):
            match kind:
                case "version":
                    names.append((one, str(_("version %(number)s", number=one.value))))
                case "class":
                    names.append((one, lists[one.value]))
                case "quiz":
                    names.append((one, codes[one.value]))
                case "tries":
                    names.append((one, str(_(_TRIES[Counts(one.value)]))))
        if names:
            yield Listed(kind, said, tuple(names))


# --- what is shown ---


def compare_page(
    known: Comparables,
    classes: Sequence[ClassSummary],
    chosen: tuple[Side, Side] | None,
    found: Comparison | None,
) -> ComparePage:
    """`found` is None where the two are the same, or there are none."""
    listed = list(_listed(known, classes))
    one, other = chosen or (None, None)
    said = ""
    if chosen is None:
        said = _("Nobody has finished a quiz of this bank yet, so there is nothing to compare.")
    elif found is None:
        said = _("You chose the same twice: choose two that differ.")
    return ComparePage(
        head=bank_head(known.summary, comparing=True),
        send_to=url_for("results.compare", bank_id=known.summary.id),
        sides=(_form("one", _("Compare"), listed, one), _form("other", _("with"), listed, other)),
        said=said,
        result=None if found is None or chosen is None else _compared(found, *(_name(s, listed) for s in chosen)),
        follows=chosen is None or found is not None,
    )


def _form(name: str, label: str, listed: Sequence[Listed], chosen: Side | None) -> SideForm:
    groups = (
        SideGroup(group.words, tuple(SideChoice(one.sent, words, one == chosen) for one, words in group.sides))
        for group in listed
    )
    return SideForm(name, label, tuple(groups))


def _name(chosen: Side, listed: Sequence[Listed]) -> str:
    """What a side is called: a class or version that has no attempts at the bank is not among the listed."""
    names = {one: words for group in listed for one, words in group.sides}
    if chosen in names:
        return names[chosen]
    return str(_("version %(number)s", number=chosen.value) if chosen.kind == VERSION else _("the class"))


def _compared(found: Comparison, one: str, other: str) -> Compared:
    return Compared(
        one=one,
        other=other,
        mean=_line(found.means, one, other) if found.shared else None,
        sentences=tuple(_sentences(found, one, other)),
        questions=tuple(_shared(found, each, one, other) for each in contrasts.from_furthest(found.shared)),
    )


def _sentences(found: Comparison, one: str, other: str) -> Iterator[str]:
    for name, side_ in ((one, found.one), (other, found.other)):
        if not side_.finished:
            yield _("Nobody has finished in this group yet: %(name)s.", name=name)
    if found.shared:
        yield ngettext(
            "They share %(num)s question, and are compared on it alone.",
            "They share %(num)s questions, and are compared on these alone.",
            len(found.shared),
        )
    else:
        yield _("They share no question: a question is the same if its wording and its choices are.")
    for name, side_, places in (
        (one, found.one, found.overlap.only_one),
        (other, found.other, found.overlap.only_other),
    ):
        if places:
            yield _only(name, side_, places)


def _only(name: str, of: Statistics, places: Sequence[int]) -> str:
    numbers = ", ".join(str(place + 1) for place in places[:_MOST_NAMED])
    return str(
        ngettext(
            "%(num)s question is only in %(name)s, as version %(version)s has it: %(numbers)s.",
            "%(num)s questions are only in %(name)s, as version %(version)s has them: %(numbers)s.",
            len(places),
            name=name,
            version=of.version,
            numbers=numbers + (" …" if len(places) > _MOST_NAMED else ""),
        )
    )


def _shared(found: Comparison, each: SharedQuestion, one: str, other: str) -> SharedLine:
    return SharedLine(
        number=each.one.place + 1,
        other_number=0 if each.one.place == each.other.place else each.other.place + 1,
        stem=found.one.bank.questions[each.one.place].stem,
        language=found.one.bank.language,
        same_key=each.same_key,
        line=_line(each.facilities, one, other),
    )


def _line(contrast: Contrast, one: str, other: str) -> ContrastLine:
    difference = contrast.difference
    return ContrastLine(
        figures.told(one, contrast.one, words.per_cent, ""),
        figures.told(other, contrast.other, words.per_cent, ""),
        charts.dumbbell(contrast.one, contrast.other),
        "" if difference is None else figures.points_apart(difference),
        _words(contrast, one, other),
        contrast.surety is Surety.APART,
    )


def _words(contrast: Contrast, one: str, other: str) -> str:
    if contrast.difference is None or min(contrast.one.n, contrast.other.n) < 2:
        said = _("too few to say")
    elif contrast.surety is Surety.UNKNOWN:
        said = _("all of one group have the same, so that it has no interval to compare")
    elif contrast.surety is Surety.OVERLAPPING:
        said = _("the intervals overlap: this may be chance")
    else:
        higher = one if contrast.difference < 0 else other
        said = _("better in %(name)s: chance alone seldom does this", name=higher)
    return str(said)
