"""What the templates about drafts see."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import ClassVar

from quizapp.domain.articles import Article
from quizapp.domain.drafts import About, DraftChoice, DraftQuestion
from quizapp.formats.markdown import read_article
from quizapp.store.drafts import DraftSummary, KeptDraft
from quizapp.web import articles
from quizapp.web.articles import LARGEST_INLINE, MarkedArticle
from quizapp.web.forms import ConfirmForm
from quizapp.web.teacher.drafts import words
from quizapp.web.teacher.drafts.forms import CHOICES_A_PAGE, MOST_QUOTATIONS
from quizapp.web.teacher.drafts.words import Told
from quizapp.web.words import letter

QUESTIONS_A_PAGE = 100
_MOST_DOUBTFUL = 200
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")


@dataclass(frozen=True, slots=True)
class DraftsPage:
    drafts: Sequence[DraftSummary]
    form: ConfirmForm
    title: str
    language: str
    fault: str = ""
    """no-title, no-language, too-many or too-large; empty for none."""
    template: ClassVar[str] = "teacher/drafts/drafts.html"


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


@dataclass(frozen=True, slots=True)
class QuestionLine:
    key: int
    number: int
    stem: str
    kind: str
    told: Told


@dataclass(frozen=True, slots=True)
class DraftPage:
    head: Head
    about: About
    article_words: int
    faults: int
    doubts: int
    of_whole: Told
    of_about: Told
    of_article: Told
    questions: Sequence[QuestionLine]
    """Of this part of the list."""
    doubtful: Sequence[QuestionLine]
    """Of the whole draft, those about which something was found; of very many, the first."""
    question_count: int
    part: int
    parts: int
    saved_at: datetime
    version: int | None
    """The version that the draft was begun from, where publishing makes the bank's next one."""
    current: int | None
    """The newest version of the bank it was begun from."""
    form: ConfirmForm
    notice: str = ""
    """outdated or not-sound; empty for none."""
    template: ClassVar[str] = "teacher/drafts/draft.html"


@dataclass(frozen=True, slots=True)
class AboutPage:
    head: Head
    about: About
    told: Told
    form: ConfirmForm
    stored: About | None = None
    """What stands in the draft now, where that is not what was sent."""
    saved: bool = False
    template: ClassVar[str] = "teacher/drafts/about.html"


@dataclass(frozen=True, slots=True)
class ArticlePage:
    head: Head
    article: str
    told: Told
    form: ConfirmForm
    stored: str | None = None
    """As on the page about the bank."""
    saved: bool = False
    template: ClassVar[str] = "teacher/drafts/article.html"


@dataclass(frozen=True, slots=True)
class ChoiceFields:
    at: int
    letter: str
    choice: DraftChoice
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    head: Head
    key: int
    number: int
    """0 for one that was removed meanwhile."""
    count: int
    question: DraftQuestion
    choices: Sequence[ChoiceFields]
    first: int
    """Which choice the page begins with."""
    windows: Sequence[int]
    """The first choices of its pages, where it has several."""
    quotations: Sequence[str]
    """With an empty one at the end, if there may be more."""
    told: Told
    following: int | None
    """The key of the next question."""
    article: MarkedArticle | None
    part: int
    parts: int
    form: ConfirmForm
    stored: DraftQuestion | None = None
    """As on the page about the bank."""
    is_outdated: bool = False
    saved: bool = False
    template: ClassVar[str] = "teacher/drafts/question.html"


@dataclass(frozen=True, slots=True)
class RemoveQuestionPage:
    head: Head
    key: int
    number: int
    question: DraftQuestion
    form: ConfirmForm
    is_outdated: bool = False
    template: ClassVar[str] = "teacher/drafts/remove_question.html"


@dataclass(frozen=True, slots=True)
class DropPage:
    head: Head
    question_count: int
    form: ConfirmForm
    template: ClassVar[str] = "teacher/drafts/drop.html"


def head(kept: KeptDraft) -> Head:
    about = kept.draft.about
    language = about.language if _TAG.fullmatch(about.language) else ""
    return Head(kept.address, about.title.strip(), language, kept.draft.revision, kept.findings is not None)


def draft_page(kept: KeptDraft, part: int, form: ConfirmForm, notice: str = "") -> DraftPage:
    draft = kept.draft
    told = words.told(draft, kept.findings or ())
    parts = max(1, -(-len(draft.questions) // QUESTIONS_A_PAGE))
    part = min(max(1, part), parts)
    start = (part - 1) * QUESTIONS_A_PAGE
    lines = [
        QuestionLine(key, number, question.stem, question.kind, told.get(key, Told()))
        for number, (key, question) in enumerate(draft.questions.items(), 1)
    ]
    return DraftPage(
        head=head(kept),
        about=draft.about,
        article_words=len(draft.article.split()),
        faults=sum(one.faults for one in told.values()),
        doubts=sum(one.doubts for one in told.values()),
        of_whole=told.get(words.WHOLE, Told()),
        of_about=told.get(words.ABOUT, Told()),
        of_article=told.get(words.ARTICLE, Told()),
        questions=lines[start : start + QUESTIONS_A_PAGE],
        doubtful=[line for line in lines if line.told.lines][:_MOST_DOUBTFUL],
        question_count=len(draft.questions),
        part=part,
        parts=parts,
        saved_at=kept.saved_at,
        version=kept.version,
        current=kept.current,
        form=form,
        notice=notice,
    )


def question_page(
    kept: KeptDraft,
    key: int,
    question: DraftQuestion,
    first: int,
    part: int,
    form: ConfirmForm,
    *,
    saved: bool = False,
) -> QuestionPage:
    """A question of the draft, or what was sent for it."""
    keys = list(kept.draft.questions)
    number = keys.index(key) + 1 if key in kept.draft.questions else 0
    windows = range(0, max(1, len(question.choices)), CHOICES_A_PAGE)
    first = min(first - first % CHOICES_A_PAGE, windows[-1])
    portions = _portions(kept.draft.article)
    part = min(max(1, part), max(1, len(portions)))
    told = words.told(kept.draft, kept.findings or ()).get(key, Told())
    more = [""] if len(question.evidence) < MOST_QUOTATIONS else []
    return QuestionPage(
        head=head(kept),
        key=key,
        number=number,
        count=len(keys),
        question=question,
        choices=_choices(question, first),
        first=first,
        windows=windows if len(windows) > 1 else (),
        quotations=[*question.evidence[:MOST_QUOTATIONS], *more],
        told=Told() if question.is_untouched and not saved else told,
        following=keys[number] if 0 < number < len(keys) else None,
        article=_shown(portions[part - 1], head(kept).language) if portions else None,
        part=part,
        parts=len(portions),
        form=form,
        saved=saved,
    )


def _choices(question: DraftQuestion, first: int) -> list[ChoiceFields]:
    last = len(question.choices) - 1
    window = list(enumerate(question.choices))[first : first + CHOICES_A_PAGE]
    return [ChoiceFields(at, letter(at), choice, at == 0, at == last) for at, choice in window]


def outdated(page: QuestionPage, stored: DraftQuestion | None) -> QuestionPage:
    """What was sent, with what stands there now beside it; the findings are not of what was sent."""
    return replace(page, told=Told(), stored=stored, is_outdated=True)


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
