"""What the templates about one question of a draft see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar

from flask_babel import gettext as _

from quizapp.domain.articles import Article
from quizapp.domain.banks import Rule
from quizapp.domain.drafts import DraftChoice, DraftQuestion
from quizapp.formats.texts.markdown import read_article
from quizapp.store.drafts import KeptDraft
from quizapp.web import articles
from quizapp.web.articles import LARGEST_INLINE, MarkedArticle
from quizapp.web.pagers import Pager
from quizapp.web.teacher.drafts import words
from quizapp.web.teacher.drafts.forms import CHOICES_A_PAGE, MOST_QUOTATIONS
from quizapp.web.teacher.drafts.pages import Head, Move, head
from quizapp.web.teacher.drafts.words import Fact, PartFindings
from quizapp.web.words import KINDS, kind, letter


@dataclass(frozen=True, slots=True)
class Option:
    """One of several that exclude each other."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class TextField:
    """A field for a text, by the name it is sent under."""

    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ChoiceFields:
    at: int
    letter: str
    choice: DraftChoice
    moves: Sequence[Move]
    is_open: bool
    """Whether its feedback, and what tempts to it, is shown at once."""
    tempting: bool
    """Whether there is a field for what tempts to it."""
    may_tempt: bool
    """Whether that is shown: a right choice has none, unless something stands there."""


@dataclass(frozen=True, slots=True)
class Window:
    """Some of the choices, where they are too many for one page."""

    first: int
    last: int
    count: int
    others: Sequence[int]
    """The first choice of each other window, from 0."""


@dataclass(frozen=True, slots=True)
class StoredText:
    text: str
    tag: str = ""
    why: str = ""
    tempted_by: str = ""


@dataclass(frozen=True, slots=True)
class StoredField:
    """A field as it stands in the draft now, and whether that is what was sent."""

    label: str
    differs: bool
    texts: Sequence[StoredText]
    in_tongue: bool = True
    """Whether they are in the language of the bank; else in that of the page."""


@dataclass(frozen=True, slots=True)
class Button:
    act: str
    words: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class QuestionPage:
    head: Head
    key: int
    number: int
    """0 for one that was removed meanwhile."""
    heading: str
    question: DraftQuestion
    kinds: Sequence[Option]
    choices: Sequence[ChoiceFields]
    first: int
    """Which choice the page begins with."""
    window: Window | None
    quotations: Sequence[str]
    """With an empty one at the end, if there may be more."""
    outcomes: Sequence[TextField]
    """What is said to right, partly right and wrong answers."""
    rules: Sequence[Option]
    opened: frozenset[str]
    """Which of the parts that stay closed while they are empty are open: outcomes, marks, naming."""
    told: PartFindings
    facts: Sequence[Fact]
    buttons: Sequence[Button]
    article: MarkedArticle | None
    pager: Pager
    """Of the article."""
    stored: Sequence[StoredField] = ()
    """As on the page about the bank; empty for one that was removed."""
    is_outdated: bool = False
    template: ClassVar[str] = "teacher/drafts/question.html"


@dataclass(frozen=True, slots=True)
class RemoveQuestionPage:
    head: Head
    key: int
    number: int
    question: DraftQuestion
    is_outdated: bool = False
    template: ClassVar[str] = "teacher/drafts/remove_question.html"


@dataclass(frozen=True, slots=True)
class OvertakenQuestion:
    """What stands in the draft now, of a question that was changed since the page for it was made."""

    stored: DraftQuestion | None
    """None where it was removed."""


def question_page(
    kept: KeptDraft,
    key: int,
    question: DraftQuestion,
    first: int,
    part: int,
    *,
    saved: bool = False,
    overtaken: OvertakenQuestion | None = None,
) -> QuestionPage:
    """A question of the draft, or what was sent for it: then the findings are not about it."""
    keys = list(kept.draft.questions)
    number = keys.index(key) + 1 if key in kept.draft.questions else 0
    windows = range(0, max(1, len(question.choices)), CHOICES_A_PAGE)
    first = min(first - first % CHOICES_A_PAGE, windows[-1])
    portions = _portions(kept.draft.article)
    part = min(max(1, part), max(1, len(portions)))
    told = _told(kept, key) if not overtaken and (saved or not question.is_untouched) else PartFindings()
    return QuestionPage(
        head=head(kept),
        key=key,
        number=number,
        heading=_heading(number, len(keys)),
        question=question,
        kinds=[Option(value, kind(value), value == question.kind) for value in KINDS],
        choices=_choices(question, first, told, has_article=bool(portions)),
        first=first,
        window=_window(question, first, windows),
        quotations=_quotations(question),
        outcomes=_outcomes(question),
        rules=_rules(question.marking.rule),
        opened=frozenset(_opened(question, told)),
        told=told,
        facts=_facts(kept, told, saved=saved),
        buttons=_buttons(is_outdated=overtaken is not None, is_last=not 0 < number < len(keys)),
        article=_shown(portions[part - 1], head(kept).language) if portions else None,
        pager=Pager(part, len(portions)),
        stored=list(_stored(overtaken.stored, question)) if overtaken and overtaken.stored else (),
        is_outdated=overtaken is not None,
    )


def _told(kept: KeptDraft, key: int) -> PartFindings:
    return words.by_part(kept.draft, kept.findings or ()).get(key, PartFindings())


def _heading(number: int, count: int) -> str:
    if not number:
        return str(_("A question that was removed"))
    return str(_("Question %(number)s of %(count)s", number=number, count=count))


def _facts(kept: KeptDraft, told: PartFindings, *, saved: bool) -> list[Fact]:
    """Nothing, as long as there is nothing to tell."""
    if not saved and not told.lines:
        return []
    if kept.findings is None:
        found = [Fact(_("It is being checked; reload the page to see what was found."))]
    else:
        found = words.soundness(told.faults, looked=True)
    return [*([Fact(_("Saved."))] if saved else []), *found, *words.doubts(told.doubts)]


def _choices(question: DraftQuestion, first: int, told: PartFindings, *, has_article: bool) -> list[ChoiceFields]:
    last = len(question.choices) - 1
    window = list(enumerate(question.choices))[first : first + CHOICES_A_PAGE]
    return [
        ChoiceFields(
            at,
            letter(at),
            choice,
            list(_moves(at, last)),
            is_open=bool(
                choice.feedback
                or choice.fixed
                or choice.tempted_by
                or told.at(f"feedback-{at}")
                or told.at(f"tempted-by-{at}")
            ),
            tempting=has_article or bool(choice.tempted_by),
            may_tempt=not choice.right or bool(choice.tempted_by),
        )
        for at, choice in window
    ]


def _moves(at: int, last: int) -> Iterator[Move]:
    if at > 0:
        yield Move("up", "↑", f"up-{at}", _("Move choice %(letter)s up", letter=letter(at)))
    if at < last:
        yield Move("down", "↓", f"down-{at}", _("Move choice %(letter)s down", letter=letter(at)))
    yield Move("away", "×", f"remove-{at}", _("Remove choice %(letter)s", letter=letter(at)))


def _window(question: DraftQuestion, first: int, windows: Sequence[int]) -> Window | None:
    if len(windows) < 2:
        return None
    count = len(question.choices)
    others = [other for other in windows if other != first]
    return Window(first + 1, min(first + CHOICES_A_PAGE, count), count, others)


def _quotations(question: DraftQuestion) -> list[str]:
    more = [""] if len(question.evidence) < MOST_QUOTATIONS else []
    return [*question.evidence[:MOST_QUOTATIONS], *more]


def _outcomes(question: DraftQuestion) -> list[TextField]:
    return [
        TextField("feedback-right", _("Feedback to right answers"), question.feedback.right),
        TextField("feedback-partly", _("Feedback to partly right answers"), question.feedback.partly),
        TextField("feedback-wrong", _("Feedback to wrong answers"), question.feedback.wrong),
    ]


def _rules(chosen: str) -> list[Option]:
    """How the ticks make a mark; a table, which only files can say, stands here where a question has one."""
    usual = {"": _("in parts"), str(Rule.ALL_OR_NOTHING): _("all or nothing")}
    chosen = "" if chosen == Rule.PARTIAL else chosen
    return [Option(value, said, value == chosen) for value, said in (usual | {chosen: _rule(chosen)}).items()]


def _rule(rule: str) -> str:
    match rule:
        case "" | Rule.PARTIAL:
            said = _("in parts")
        case Rule.ALL_OR_NOTHING:
            said = _("all or nothing")
        case _:
            said = _("each combination by itself")
    return str(said)


def _opened(question: DraftQuestion, told: PartFindings) -> Iterator[str]:
    def anything(*fields: str) -> bool:
        return any(told.at(field) for field in fields)

    if any(field.text for field in _outcomes(question)) or anything(
        "feedback-right", "feedback-partly", "feedback-wrong"
    ):
        yield "outcomes"
    marking, filing = question.marking, question.filing
    unusual = question.by_worth or marking.maximum or marking.rule or filing.tags or not question.shuffle
    if unusual or anything("maximum", "tags"):
        yield "marks"
    if filing.name or filing.category or anything("name", "category"):
        yield "naming"


def _buttons(*, is_outdated: bool, is_last: bool) -> list[Button]:
    if is_outdated:
        return [Button("save", _("Put mine in its place"))]
    following = ("new", _("Save, new question")) if is_last else ("next", _("Save, next question"))
    return [Button("save", _("Save")), Button(*following, quiet=True)]


# --- what is stored, beside what was sent ---


def _stored(now: DraftQuestion, sent: DraftQuestion) -> Iterator[StoredField]:
    yield _text(_("Stem"), now.stem, sent.stem)
    yield StoredField(_("Kind"), now.kind != sent.kind, [StoredText(kind(now.kind))], in_tongue=False)
    yield StoredField(_("Choices"), now.choices != sent.choices, [_choice(one) for one in now.choices])
    yield _text(_("Feedback"), now.feedback.general, sent.feedback.general)
    rare = [(field.label, field.text, other.text) for field, other in zip(_outcomes(now), _outcomes(sent), strict=True)]
    filed, other = now.filing, sent.filing
    rare += [(_("Name of the question"), filed.name, other.name), (_("Category"), filed.category, other.category)]
    yield from (_text(label, text, typed) for label, text, typed in rare if text or typed)
    quotations = [StoredText(text) for text in now.evidence]
    yield StoredField(
        _("Evidence"), now.evidence != sent.evidence, quotations or [StoredText("–")], in_tongue=bool(quotations)
    )
    yield StoredField(_("Tags"), filed.tags != other.tags, [StoredText(", ".join(filed.tags) or "–")], in_tongue=False)
    marking = now.marking
    marks = (marking.maximum or "1", _rule(marking.rule), _("shuffled") if now.shuffle else _("in this order"))
    differs = (replace(marking, table=""), now.shuffle) != (replace(sent.marking, table=""), sent.shuffle)
    yield StoredField(_("Marks and order"), differs, [StoredText(" · ".join(marks))], in_tongue=False)


def _text(label: str, now: str, sent: str) -> StoredField:
    return StoredField(label, now != sent, [StoredText(now or "–")])


def _choice(one: DraftChoice) -> StoredText:
    return StoredText(one.text or "–", one.worth or (_("right") if one.right else ""), one.feedback, one.tempted_by)


# --- the article beside a question ---


@lru_cache(16)
def _portions(markdown: str) -> tuple[str, ...]:
    """An article in portions short enough to travel with a page, cut where paragraphs end where it can be."""
    portions: list[str] = []
    rest = markdown.strip("\n")
    while rest.strip():
        end = len(rest)
        if end > LARGEST_INLINE:
            end = rest.rfind("\n\n", 0, LARGEST_INLINE) + 1 or LARGEST_INLINE
        portions.append(rest[:end])
        rest = rest[end:]
    return tuple(portions)


def _shown(portion: str, language: str) -> MarkedArticle:
    return articles.plain(_parsed(portion), language)


@lru_cache(16)
def _parsed(portion: str) -> Article:
    """Here, not in a process apart: so short a portion takes a second at the worst, and is read once."""
    return read_article(portion).article
