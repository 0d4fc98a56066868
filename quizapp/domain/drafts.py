"""A bank on its way: every field as its teacher typed it, sound or not, and which revision wrote which part."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from quizapp.domain.banks import Feedback, Filing, Kind, Source
from quizapp.domain.findings import Finding
from quizapp.domain.unknown import Unknown

ABOUT = "about"
ARTICLE = "article"
ORDER = "order"
"""Parts of a draft that are written each by itself; each question is one more."""
_FRESH_CHOICES = 4


class Outdated(Exception):
    """The part was written anew since the revision that this save was made on; carries the draft as it stands."""

    def __init__(self, draft: "Draft") -> None:
        super().__init__(draft.revision)
        self.draft = draft


class UnknownDraftQuestion(Unknown):
    """The draft has no such question."""


@dataclass(frozen=True, slots=True)
class DraftChoice:
    text: str = ""
    right: bool = False
    worth: str = ""
    """Its share of the mark, as typed; empty where `right` says it."""
    feedback: str = ""
    fixed: bool = False
    tempted_by: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was said of it."""
        return not (self.right or any(text.strip() for text in (self.text, self.feedback, self.tempted_by))) and (
            self.worth.strip() in ("", "0")
        )


@dataclass(frozen=True, slots=True)
class DraftMarking:
    maximum: str = ""
    """Empty for 1."""
    rule: str = ""
    """Empty for partial."""
    table: str = ""
    """What each combination of ticks is worth, as a native file says it; for the places the choices have now."""


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    id: str
    kind: str = Kind.SINGLE
    stem: str = ""
    choices: tuple[DraftChoice, ...] = ()
    marking: DraftMarking = DraftMarking()
    feedback: Feedback = Feedback()
    evidence: tuple[str, ...] = ()
    filing: Filing = Filing()
    shuffle: bool = True

    @property
    def by_worth(self) -> bool:
        """Whether its choices say what each is worth, rather than which are right."""
        return any(choice.worth for choice in self.choices)

    @property
    def meant_choices(self) -> tuple[DraftChoice, ...]:
        """Without blank ones at the end, which are room to write in; where a table counts their places, all of them."""
        last = len(self.choices)
        while last > 2 and not self.marking.table.strip() and self.choices[last - 1].is_blank:
            last -= 1
        return self.choices[:last]

    @property
    def is_formatted(self) -> bool:
        """Whether a text of it is HTML, as a native file says it."""
        of_choices = (text for choice in self.choices for text in (choice.text, choice.feedback))
        return any(text.startswith("[html]") for text in (self.stem, *self.feedback.texts, *of_choices))

    @property
    def is_untouched(self) -> bool:
        """Whether nothing has been written in it since it was added."""
        given = self.kind == Kind.TRUE_FALSE  # Its choices come with their texts.
        written = (
            one.right or one.worth or one.feedback or one.tempted_by or (one.text.strip() and not given)
            for one in self.choices
        )
        return not (self.stem.strip() or self.feedback.general or self.evidence or any(written))


@dataclass(frozen=True, slots=True)
class About:
    title: str = ""
    language: str = ""
    summary: str = ""
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class Draft:
    id: str
    about: About
    article: str = ""
    """Markdown; empty for none."""
    questions: Mapping[int, DraftQuestion] = field(default_factory=dict)
    """In their order, each under a key that stays its own while it moves, and is never another's."""
    revision: int = 1
    written: Mapping[str, int] = field(default_factory=dict)
    """The revision that last wrote each part; the first, where none is named."""
    next_key: int = 1

    def question(self, key: int) -> DraftQuestion:
        """Raises UnknownDraftQuestion."""
        if key not in self.questions:
            raise UnknownDraftQuestion(key)
        return self.questions[key]


def of(id_: str, about: About, article: str = "", questions: Sequence[DraftQuestion] = ()) -> Draft:
    """A draft at its first revision."""
    return Draft(id_, about, article, dict(enumerate(questions, 1)), next_key=len(questions) + 1)


_PICTURE = re.compile(r"media:([0-9a-f]{64}\.[a-z]{3,4})")


def pictures_of(draft: Draft) -> frozenset[str]:
    """The names of the pictures that its texts may show."""
    return frozenset(_PICTURE.findall(dump(draft)))


# --- saving; each of these may raise Outdated ---


def with_about(draft: Draft, revision: int, about: About) -> Draft:
    return draft if about == draft.about else replace(_claimed(draft, revision, ABOUT), about=about)


def with_article(draft: Draft, revision: int, article: str) -> Draft:
    return draft if article == draft.article else replace(_claimed(draft, revision, ARTICLE), article=article)


def with_question(draft: Draft, revision: int, key: int, question: DraftQuestion) -> Draft:
    """One that was removed since is put back, at the end, by whoever has been told. Raises UnknownDraftQuestion."""
    if not 0 < key < draft.next_key:
        raise UnknownDraftQuestion(key)
    if draft.questions.get(key) == question:
        return draft
    parts = [_part(key)] if key in draft.questions else [_part(key), ORDER]
    return replace(_claimed(draft, revision, *parts), questions={**draft.questions, key: question})


def with_added(draft: Draft, revision: int, kind: Kind, texts: Sequence[str] = ()) -> tuple[Draft, int]:
    """One more question at the end, its choices with these texts or a few empty ones; returns also its key."""
    key = draft.next_key
    taken = {question.id for question in draft.questions.values()}
    number = next(number for number in range(key, key + len(taken) + 1) if f"q{number}" not in taken)
    choices = tuple(map(DraftChoice, texts)) or (DraftChoice(),) * _FRESH_CHOICES
    question = DraftQuestion(f"q{number}", kind, choices=choices)
    claimed = _claimed(draft, revision, ORDER)
    return replace(claimed, questions={**draft.questions, key: question}, next_key=key + 1), key


def with_moved(draft: Draft, revision: int, key: int, place: int) -> Draft:
    """The question comes to stand at this place, the first being 1. Raises UnknownDraftQuestion."""
    moving = draft.question(key)
    others = [(other, question) for other, question in draft.questions.items() if other != key]
    others.insert(max(0, place - 1), (key, moving))
    if [other for other, _ in others] == list(draft.questions):
        return draft
    return replace(_claimed(draft, revision, ORDER), questions=dict(others))


def without(draft: Draft, revision: int, key: int) -> Draft:
    """Raises UnknownDraftQuestion."""
    draft.question(key)
    kept = {other: question for other, question in draft.questions.items() if other != key}
    claimed = _claimed(draft, revision, _part(key))
    return replace(claimed, questions=kept, written={**claimed.written, ORDER: claimed.revision})


def _part(key: int) -> str:
    return f"question {key}"


def _claimed(draft: Draft, revision: int, *parts: str) -> Draft:
    """The draft at its next revision, which writes these parts. Raises Outdated."""
    if any(draft.written.get(part, 1) > revision for part in parts):
        raise Outdated(draft)
    following = draft.revision + 1
    return replace(draft, revision=following, written={**draft.written, **dict.fromkeys(parts, following)})


# --- choices ---


def moved(question: DraftQuestion, at: int, to: int) -> DraftQuestion:
    """The question with one choice at another place; where there is none, nothing moves."""
    choices = list(question.choices)
    if 0 <= at < len(choices) and 0 <= to < len(choices):
        choices.insert(to, choices.pop(at))
    return _rearranged(question, choices)


def removed(question: DraftQuestion, at: int) -> DraftQuestion:
    return _rearranged(question, (*question.choices[:at], *question.choices[at + 1 :]))


def _rearranged(question: DraftQuestion, choices: Sequence[DraftChoice]) -> DraftQuestion:
    """A table of marks would no longer fit, so it goes."""
    return replace(question, choices=tuple(choices), marking=replace(question.marking, table=""))


def added(question: DraftQuestion) -> DraftQuestion:
    """With one more choice, worth nothing yet."""
    return replace(question, choices=(*question.choices, DraftChoice(worth="0" if question.by_worth else "")))


# --- as plain data ---


def dump(draft: Draft) -> str:
    data = asdict(draft)
    # JSON would make texts of the keys.
    data["questions"] = [(key, _flat(question)) for key, question in data["questions"].items()]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def load(document: str) -> Draft:
    """The draft that `dump` wrote."""
    data: dict[str, Any] = json.loads(document)
    about = data["about"]
    given = {**data, "questions": {key: _question(question) for key, question in data["questions"]}}
    return Draft(**{**given, "about": About(**{**about, "source": Source(**about["source"])})})


_FEEDBACK = {
    "general": "feedback",
    "right": "feedback_right",
    "partly": "feedback_partly",
    "wrong": "feedback_wrong",
}
"""What is said, by its names there."""


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    """A question's fields one beside the other, as every draft has them that was ever stored."""
    marking, feedback, filing = (data.pop(name) for name in ("marking", "feedback", "filing"))
    for choice in data["choices"]:
        if not choice["tempted_by"]:
            del choice["tempted_by"]
    return {**data, **marking, **filing, **{_FEEDBACK[to]: text for to, text in feedback.items()}}


def _question(data: dict[str, Any]) -> DraftQuestion:
    return DraftQuestion(
        id=data["id"],
        kind=data["kind"],
        stem=data["stem"],
        choices=tuple(DraftChoice(**choice) for choice in data["choices"]),
        marking=DraftMarking(data["maximum"], data["rule"], data.get("table", "")),
        feedback=Feedback(**{to: data.get(name, "") for to, name in _FEEDBACK.items()}),
        evidence=tuple(data["evidence"]),
        filing=Filing(data.get("name", ""), data.get("category", ""), tuple(data["tags"])),
        shuffle=data["shuffle"],
    )


def dump_findings(findings: Sequence[Finding]) -> str:
    return json.dumps([[one.code, one.path, one.values] for one in findings], ensure_ascii=False)


def load_findings(document: str) -> tuple[Finding, ...]:
    """The findings that `dump_findings` wrote."""
    return tuple(Finding(code, tuple(path), values) for code, path, values in json.loads(document))
