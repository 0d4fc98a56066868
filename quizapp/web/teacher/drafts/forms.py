"""What a teacher sends of a draft: each part as it was typed, character for character."""

import re
from dataclasses import dataclass, replace

from flask import abort, request

from quizapp.domain import drafts
from quizapp.domain.banks import Feedback, Filing, Kind, Rule, Source
from quizapp.domain.drafts import About, DraftChoice, DraftMarking, DraftQuestion
from quizapp.formats.native.draft import told_by_right, told_by_worth
from quizapp.formats.native.fields import FEEDBACK
from quizapp.web.forms import CountField, PageForm, counting

LARGEST_ARTICLE = 5 * 2**19
"""Bytes of the form: 2 MiB of text, and room for what a form makes of it."""
LARGEST_PART = 2**20
CHOICES_A_PAGE = 8
"""With those of MOST_QUOTATIONS, the fields of a page must stay within doors.MOST_FIELDS: a test counts them."""
MOST_QUOTATIONS = 20
_ACT = re.compile(r"(up|down|remove)-([0-9]{1,3})|(part)-([0-9]{1,4})|(save|next|new|add)")


class PartForm(PageForm):
    """The token, and the revision that the page showed."""

    revision = CountField()


@dataclass(frozen=True, slots=True)
class Act:
    """What a button of a question's page does, once everything is saved."""

    name: str
    """save, next, new, add, up, down, remove or part."""
    at: int = 0
    """Which choice, from 0, or which part of the article, from 1."""


def given(name: str) -> str:
    """A text as it was typed; a page of ours sends every one of its fields."""
    return _typed(request.form[name])


def _typed(sent: str) -> str:
    """Browsers end lines with CR LF, whatever was typed."""
    text = sent.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        abort(400)  # No browser sends one, and no page could show it.
    return text


def line(name: str, stored: str = "") -> str:
    """A text from a field of one line; a browser takes line breaks out of what it shows there."""
    text = given(name)
    return stored if text == stored.replace("\n", "") else text


def about(stored: About) -> About:
    names = ("title", "publisher", "date", "link")
    source = Source(*(line(f"source-{name}", getattr(stored.source, name)) for name in names))
    return About(line("title", stored.title), line("language").strip(), given("summary"), source)


def kind() -> Kind:
    try:
        return Kind(given("kind"))
    except ValueError:
        abort(400)


def step() -> tuple[int, int]:
    """Which question goes to which place, as « key-place »."""
    key, _, place = given("move").partition("-")
    try:
        return counting(key), counting(place)
    except ValueError:
        abort(400)


def act() -> Act:
    found = _ACT.fullmatch(given("act"))
    if found is None:
        abort(400)
    name = found[1] or found[3] or found[5]
    return Act(name, int(found[2] or found[4] or 0))


def question(stored: DraftQuestion, first: int) -> DraftQuestion:
    """The question as it was sent; what its page does not show stays as it is stored."""
    typed = replace(
        stored,
        kind=kind(),
        stem=given("stem"),
        choices=_choices(stored, first),
        marking=_marking(stored.marking),
        feedback=Feedback(*map(given, FEEDBACK)),
        evidence=tuple(filter(str.strip, map(_typed, request.form.getlist("evidence")))),
        filing=_filing(stored.filing),
        shuffle="shuffle" in request.form,
    )
    return _worth(typed, by_worth="by-worth" in request.form)


def _marking(stored: DraftMarking) -> DraftMarking:
    rule = given("rule")
    if rule not in ("", Rule.ALL_OR_NOTHING, stored.rule):
        abort(400)
    return replace(stored, maximum=given("maximum").strip(), rule=rule)


def _filing(stored: Filing) -> Filing:
    """Tags stand one a line; where nothing was typed, those with a line break in them stay whole too."""
    name, category = line("name", stored.name).strip(), line("category", stored.category).strip()
    sent = given("tags")
    if sent == "\n".join(stored.tags):
        return Filing(name, category, stored.tags)
    return Filing(name, category, tuple(filter(None, map(str.strip, sent.split("\n")))))


def _choices(stored: DraftQuestion, first: int) -> tuple[DraftChoice, ...]:
    """The choices of the page in their places among those of other pages."""
    shown = []
    for at in range(first, first + CHOICES_A_PAGE):
        if f"text-{at}" not in request.form:
            break
        shown.append(
            DraftChoice(
                text=given(f"text-{at}"),
                right=f"right-{at}" in request.form,
                worth=given(f"worth-{at}").strip() if f"worth-{at}" in request.form else "",
                feedback=given(f"feedback-{at}"),
                fixed=f"fixed-{at}" in request.form,
                tempted_by=_tempting(f"tempted-by-{at}"),
            )
        )
    return (*stored.choices[:first], *shown, *stored.choices[first + len(shown) :])


def _tempting(name: str) -> str:
    """Where there is no article, the page has no field for it, unless something stands in it."""
    text = given(name) if name in request.form else ""
    return text if text.strip() else ""


def _worth(typed: DraftQuestion, *, by_worth: bool) -> DraftQuestion:
    """One way of saying what choices are worth for the whole question, whichever the boxes say."""
    if not by_worth:
        return told_by_right(typed) if typed.by_worth else typed
    if not typed.by_worth:
        return told_by_worth(typed)
    return replace(typed, choices=tuple(replace(one, right=False, worth=one.worth or "0") for one in typed.choices))


def changed(question: DraftQuestion, act: Act) -> DraftQuestion:
    """The question after a button for one of its choices."""
    match act.name:
        case "add":
            return drafts.added(question)
        case "up":
            return drafts.moved(question, act.at, act.at - 1)
        case "down":
            return drafts.moved(question, act.at, act.at + 1)
        case "remove":
            return drafts.removed(question, act.at)
    return question
