"""What the templates about drafts see; those of one question have `question_pages` for themselves."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.banks import Kind
from quizapp.domain.drafts import About
from quizapp.formats.problems import N_
from quizapp.store.drafts import DraftSummary, KeptDraft
from quizapp.web.pagers import Pager
from quizapp.web.teacher.drafts import words
from quizapp.web.teacher.drafts.words import Fact, FindingLine, Part, PartFindings
from quizapp.web.times import moment, my_zone
from quizapp.web.words import kind_first

QUESTIONS_A_PAGE = 100
_MOST_DOUBTFUL = 200
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
_FAULTS = {
    "no-title": N_("Write a title: you can change it later."),
    "no-language": N_("Say in which language the bank is, such as fr or en."),
    "too-many": N_("You have a hundred drafts. Publish or delete one first."),
    "too-large": N_(
        "A bank of more than 2,000 questions is better changed in its file: download it, and load it again."
    ),
}
"""Why no draft was begun, by its code."""
_NOTICES = {
    "outdated": N_(
        "The draft was changed meanwhile, so nothing was done. Here it is as it stands now: look, and press again."
    ),
    "not-sound": N_("The draft has faults, so it was not published. They are listed below."),
}
"""Why the draft's page is shown again, by its code."""


@dataclass(frozen=True, slots=True)
class DraftsPage:
    drafts: Sequence[DraftSummary]
    title: str
    language: str
    fault: str = ""
    """no-title, no-language, too-many or too-large; empty for none."""
    template: ClassVar[str] = "teacher/drafts/drafts.html"

    @property
    def why_not(self) -> str:
        """The sentence of the fault."""
        return _(_FAULTS[self.fault]) if self.fault else ""


@dataclass(frozen=True, slots=True)
class Head:
    """What every page of a draft shows of it."""

    address: str
    title: str
    language: str
    """A language tag; empty where none was typed yet."""
    revision: int
    looked: bool
    """Whether this revision has been looked through."""

    @property
    def name(self) -> str:
        """The title, or words for none."""
        return self.title or _("without a title")


@dataclass(frozen=True, slots=True)
class Move:
    """A button that moves a thing among its like, or takes it away."""

    way: str
    """up, down or away."""
    sign: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    key: int
    stem: str
    """Words for none, where nothing is written yet."""
    has_stem: bool
    number: int
    kind: str
    state: Fact
    moves: Sequence[Move]


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One finding, and where in the draft."""

    where: str
    address: str
    """Of the field it is about; empty for the draft as a whole."""
    line: FindingLine


@dataclass(frozen=True, slots=True)
class DraftPiece:
    """The bank's description or its article, in short."""

    facts: Sequence[Fact]
    act: str
    """What one may do with it."""


@dataclass(frozen=True, slots=True)
class DraftPage:
    head: Head
    facts: Sequence[Fact]
    summary: str
    about: DraftPiece
    article: DraftPiece
    questions: Sequence[QuestionLine]
    """Of this part of the list."""
    none_yet: str
    """What to do while there is no question."""
    pager: Pager
    found: Sequence[FoundLine]
    newer: str
    """What to know where the bank has a newer version than the draft was begun from; else empty."""
    may_publish: bool
    advice: str
    """What publishing does, or what it waits for."""
    notice: str = ""
    """Why it is shown again; empty for no reason."""
    template: ClassVar[str] = "teacher/drafts/draft.html"

    @property
    def kinds(self) -> list[tuple[Kind, str]]:
        """Of which questions may be added, with their words."""
        return [(kind, kind_first(kind)) for kind in Kind]


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """A field as it stands in the draft now, and whether that is what was sent."""

    label: str
    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class AboutPage:
    head: Head
    about: About
    told: PartFindings
    stored: Sequence[FieldComparison] = ()
    """What stands in the draft now, where that is not what was sent."""
    saved: bool = False
    template: ClassVar[str] = "teacher/drafts/about.html"


@dataclass(frozen=True, slots=True)
class ArticlePage:
    head: Head
    article: str
    told: PartFindings
    stored: str | None = None
    """As on the page about the bank."""
    saved: bool = False
    template: ClassVar[str] = "teacher/drafts/article.html"

    @property
    def is_outdated(self) -> bool:
        return self.stored is not None


@dataclass(frozen=True, slots=True)
class DropPage:
    head: Head
    question_count: int
    template: ClassVar[str] = "teacher/drafts/drop.html"


def head(kept: KeptDraft) -> Head:
    about = kept.draft.about
    language = about.language if _TAG.fullmatch(about.language) else ""
    return Head(kept.address, about.title.strip(), language, kept.draft.revision, kept.findings is not None)


def compared(stored: About, sent: About) -> list[FieldComparison]:
    """What is stored of the bank's description beside what was sent."""
    given = (
        (_("Title"), stored.title, sent.title),
        (_("Language of the bank"), stored.language, sent.language),
        (_("Summary"), stored.summary, sent.summary),
        (_("Title of the article"), stored.source.title, sent.source.title),
        (_("Publisher"), stored.source.publisher, sent.source.publisher),
        (_("Date"), stored.source.date, sent.source.date),
        (_("Link"), stored.source.link, sent.source.link),
    )
    return [FieldComparison(label, now, now != then) for label, now, then in given]


def draft_page(kept: KeptDraft, part: int, notice: str = "") -> DraftPage:
    """`notice` is outdated or not-sound, or empty."""
    draft, top = kept.draft, head(kept)
    told = words.by_part(draft, kept.findings or ())
    parts = max(1, -(-len(draft.questions) // QUESTIONS_A_PAGE))
    part = min(max(1, part), parts)
    start = (part - 1) * QUESTIONS_A_PAGE
    faults = sum(one.faults for one in told.values())
    doubts = sum(one.doubts for one in told.values())
    return DraftPage(
        head=top,
        facts=_facts(kept, faults, doubts),
        summary=draft.about.summary,
        about=_about(top, told.get(words.ABOUT, PartFindings())),
        article=_article(top, len(draft.article.split()), told.get(words.ARTICLE, PartFindings())),
        questions=_lines(kept, told)[start : start + QUESTIONS_A_PAGE],
        none_yet=_none_yet(has_article=bool(draft.article.split())),
        pager=Pager(part, parts),
        found=list(_found(kept, told)) if top.looked else (),
        newer=_newer(kept),
        may_publish=top.looked and not faults,
        advice=_advice(kept, faults),
        notice=_(_NOTICES[notice]) if notice else "",
    )


def _facts(kept: KeptDraft, faults: int, doubts: int) -> list[Fact]:
    count = len(kept.draft.questions)
    return [
        Fact(ngettext("%(num)s question", "%(num)s questions", count)),
        *words.soundness(faults, looked=kept.findings is not None),
        *words.doubts(doubts),
        Fact(_("saved %(moment)s", moment=moment(kept.saved_at, my_zone()))),
    ]


def _about(top: Head, told: PartFindings) -> DraftPiece:
    language = [Fact(top.language)] if top.language else []
    return DraftPiece([*language, words.state(told, looked=top.looked)], _("Change title, language, source"))


def _article(top: Head, count: int, told: PartFindings) -> DraftPiece:
    if not count:
        return DraftPiece([Fact(_("none yet"))], _("Paste the article"))
    length = Fact(ngettext("%(num)s word", "%(num)s words", count))
    return DraftPiece([length, words.state(told, looked=top.looked)], _("Change the article"))


def _lines(kept: KeptDraft, told: dict[Part, PartFindings]) -> list[QuestionLine]:
    looked, count = kept.findings is not None, len(kept.draft.questions)
    return [
        QuestionLine(
            key,
            question.stem if question.stem.strip() else _("no stem yet"),
            bool(question.stem.strip()),
            number,
            question.kind,
            words.state(told.get(key, PartFindings()), looked=looked),
            list(_moves(key, number, count)),
        )
        for number, (key, question) in enumerate(kept.draft.questions.items(), 1)
    ]


def _moves(key: int, number: int, count: int) -> Iterator[Move]:
    if number > 1:
        yield Move("up", "↑", f"{key}-{number - 1}", _("Move question %(number)s up", number=number))
    if number < count:
        yield Move("down", "↓", f"{key}-{number + 1}", _("Move question %(number)s down", number=number))


def _none_yet(*, has_article: bool) -> str:
    if has_article:
        return str(_("None yet. Add the first one: the article stands beside it as you write."))
    return str(_("None yet. Paste the article first: then its passages stand beside each question as you write."))


def _found(kept: KeptDraft, told: dict[Part, PartFindings]) -> Iterator[FoundLine]:
    """In the order of the draft; of very many questions with findings, the first."""
    address = kept.address
    doubtful = [(number, key) for number, key in enumerate(kept.draft.questions, 1) if key in told]
    places: list[tuple[Part, str, str]] = [
        (words.WHOLE, _("The bank"), ""),
        (words.ABOUT, _("About the bank"), url_for("drafts.about", address=address)),
        *(
            (key, _("Question %(number)s", number=number), url_for("drafts.question", address=address, key=key))
            for number, key in doubtful[:_MOST_DOUBTFUL]
        ),
        (words.ARTICLE, _("Article"), url_for("drafts.article", address=address)),
    ]
    for part, where, page in places:
        for line in told.get(part, PartFindings()).lines:
            yield FoundLine(where, f"{page}#{line.field}" if page and line.field else page, line)


def _newer(kept: KeptDraft) -> str:
    if not kept.version or kept.current == kept.version:
        return ""
    return str(
        _(
            "You began from version %(began)s, and version %(current)s has been published since."
            " Publishing this draft takes its place as the newest one; no version is lost.",
            began=kept.version,
            current=kept.current,
        )
    )


def _advice(kept: KeptDraft, faults: int) -> str:
    if kept.findings is None:
        said = _("The draft is being looked through; this page goes on by itself.")
    elif faults:
        said = _("It can be published once its faults are mended.")
    elif kept.version:
        said = _("Publishing makes the next version of the bank. New attempts take it; those that run keep theirs.")
    else:
        said = _("Publishing makes a bank of yours, which you can then hand out.")
    return str(said)
