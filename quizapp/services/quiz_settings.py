"""The settings of a quiz, each declared once: what it is called, how it is asked for, and how it is typed.

`Settings` and `Terms` are the list of them, with their types and defaults. The form, the page and the options of the
command line are made of what stands here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from quizapp.domain.attempts import FeedbackTime, Settings
from quizapp.domain.quizzes import Counts, Names, Terms
from quizapp.formats.problems import N_


class Control(StrEnum):
    """How a setting is asked for on a page; each prints a template of its own."""

    WAYS = "ways"
    """One of several, each with a line that explains it."""
    PICK = "pick"
    """One of a few words."""
    TICK = "tick"
    MOMENT = "moment"
    COUNT = "count"
    DURATION = "duration"
    CLASS = "class"
    """One of the teacher's own class lists, or none."""


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values that a setting may have."""

    sent: str
    """By a form or on the command line."""
    means: object
    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class QuizSetting:
    name: str
    """Of the field of Settings or Terms."""
    control: Control
    words: str
    hint: str = ""
    values: Sequence[Value] = ()
    for_a_class: bool = False
    """Whether it says nothing where there is no class."""
    unreadable: str = ""
    """What is said of a text that cannot be read; how others are, `typed_settings` knows."""
    option: str = ""
    """On the command line; empty for what is set in the browser alone."""
    option_help: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Settings that stand under one heading; those of a row beside each other."""

    heading: str
    rows: Sequence[Sequence[QuizSetting]]
    aside: str = ""


_SKIPPED_OPENING = N_("“Open from” names a time that does not exist, for the clocks skip it. Choose one beside it.")
_SKIPPED_CLOSING = N_("“Open until” names a time that does not exist, for the clocks skip it. Choose one beside it.")
_DOUBLED_OPENING = N_("“Open from” names a time that comes twice, for the clocks are set back. Say which is meant.")
_DOUBLED_CLOSING = N_("“Open until” names a time that comes twice, for the clocks are set back. Say which is meant.")
TRIES = N_("The number of tries is from 1 to 1000, or empty for as many as one likes.")
MINUTES = N_("The time limit is from 1 minute to 7 days, such as 10 min or 1 h 30, or empty for none.")

_FEEDBACK = QuizSetting(
    "feedback",
    Control.WAYS,
    N_("Feedback"),
    values=(
        Value(
            "at-once",
            FeedbackTime.AT_ONCE,
            N_("After each question"),
            N_("Readers see at once what was right, and where the article says so. The first answer counts."),
        ),
        Value(
            "at-end",
            FeedbackTime.AT_END,
            N_("At the end"),
            N_(
                "Readers may skip and change until they finish. Choose this when the score matters:"
                " nobody sees an answer before their own end."
            ),
        ),
        Value(
            "when-released",
            FeedbackTime.WHEN_RELEASED,
            N_("When the quiz closes, or when you say"),
            N_(
                "As at the end, but nobody sees what was right while others may still answer:"
                " only once the quiz has closed and the last reader’s time is over, or when you show it."
            ),
        ),
    ),
    option="--feedback",
    option_help="When readers see what was right.",
)
_SCORE_FIRST = QuizSetting(
    "score_first",
    Control.PICK,
    N_("Where the right answers wait, readers see their score"),
    values=(
        Value("with-key", False, N_("with the right answers")),
        Value("at-end", True, N_("at their own end (with one try for each reader)")),
    ),
    option="--score",
    option_help="When readers see their score, with --feedback when-released.",
)
_CLASS = QuizSetting(
    "class_id",
    Control.CLASS,
    N_("Who answers"),
    N_("A class list keeps strangers out, and holds in whatever browser."),
)
_PICKS = QuizSetting(
    "picks",
    Control.PICK,
    N_("A class comes in"),
    values=(
        Value("links", False, N_("by a link for each")),
        Value("pick", True, N_("by picking their name after the code")),
    ),
    for_a_class=True,
)
_FIRST_NAMES = QuizSetting(
    "first_names",
    Control.TICK,
    N_("Show first names only, where names are picked"),
    N_("Whoever has the code sees the names to pick. Two equal first names get an initial."),
    for_a_class=True,
    option="--first-names/--whole-names",
    option_help="Whether a class that picks its names is shown first names only.",
)
_NAMES = QuizSetting(
    "names",
    Control.PICK,
    N_("Names"),
    values=(
        Value("none", Names.NONE, N_("not asked")),
        Value("optional", Names.OPTIONAL, N_("if one likes")),
        Value("required", Names.REQUIRED, N_("needed")),
    ),
    option="--names",
    option_help="Whether readers are asked for a name.",
)
_LISTED = QuizSetting(
    "listed",
    Control.TICK,
    N_("On the front page"),
    N_("Otherwise only people with the link or the code can find it."),
    option="--listed/--unlisted",
    option_help="Whether the front page shows it.",
)
_OPENS = QuizSetting(
    "opens_at",
    Control.MOMENT,
    N_("Open from"),
    N_("Empty: at once."),
    unreadable=N_("“Open from” is not a day and hour such as 30/11/2026 8:05."),
    option="--opens",
    option_help="When it opens, on its teacher's clock unless an offset is given.",
)
_CLOSES = QuizSetting(
    "closes_at",
    Control.MOMENT,
    N_("Open until"),
    N_("Empty: no end."),
    unreadable=N_("“Open until” is not a day and hour such as 30/11/2026 8:05."),
    option="--closes",
    option_help="When it closes.",
)
_TRIES = QuizSetting(
    "tries",
    Control.COUNT,
    N_("Tries for each reader"),
    N_("Empty: as many as one likes."),
    unreadable=TRIES,
    option="--tries",
    option_help="How often each reader may answer.",
)
_MINUTES = QuizSetting(
    "minutes",
    Control.DURATION,
    N_("Time limit"),
    N_("Such as 10 min or 1 h 30. Empty: none. When it is over, what was answered counts."),
    unreadable=MINUTES,
    option="--minutes",
    option_help="Time limit of an attempt, such as 10, 45min or 1h30.",
)
_COUNTS = QuizSetting(
    "counts",
    Control.PICK,
    N_("Which try counts"),
    values=(
        Value("best", Counts.BEST, N_("the best")),
        Value("first", Counts.FIRST, N_("the first")),
        Value("last", Counts.LAST, N_("the last")),
    ),
    option="--counts",
    option_help="Which try is the score.",
)
_SHUFFLE_CHOICES = QuizSetting(
    "shuffle_choices",
    Control.TICK,
    N_("Shuffle the choices for each reader"),
    option="--shuffle-choices/--keep-choices",
    option_help="Draw their order for each attempt.",
)
_SHUFFLE_QUESTIONS = QuizSetting(
    "shuffle_questions",
    Control.TICK,
    N_("Shuffle the questions for each reader"),
    option="--shuffle-questions/--keep-questions",
    option_help="Draw their order for each attempt.",
)

PARTS = (
    Part(N_("Feedback"), ((_FEEDBACK,), (_SCORE_FIRST,))),
    Part(N_("Who and when"), ((_CLASS,), (_PICKS,), (_FIRST_NAMES,), (_NAMES,), (_LISTED,), (_OPENS, _CLOSES))),
    Part(
        N_("Tries and time"),
        ((_TRIES, _MINUTES), (_COUNTS,)),
        N_(
            "Readers have no account, so without a class list one can try again in another browser."
            " Feedback at the end makes that useless."
        ),
    ),
    Part(N_("Order"), ((_SHUFFLE_CHOICES,), (_SHUFFLE_QUESTIONS,))),
)
"""Every setting, as a page asks for them."""


def every() -> list[QuizSetting]:
    """In the order of the fields that hold them."""
    declared = {setting.name: setting for part in PARTS for row in part.rows for setting in row}
    return [declared[field.name] for of in (Settings, Terms) for field in fields(of)]


def held(settings: Settings, terms: Terms) -> dict[str, Any]:
    """What a quiz has of each setting, by its name."""
    return {field.name: getattr(of, field.name) for of in (settings, terms) for field in fields(of)}


def made(held: dict[str, Any]) -> tuple[Settings, Terms]:
    """The same the other way round; what is not held has its default."""
    of_settings, of_terms = ({field.name for field in fields(of)} & held.keys() for of in (Settings, Terms))
    return Settings(**{name: held[name] for name in of_settings}), Terms(**{name: held[name] for name in of_terms})


FAULTS = {
    "unknown-zone": N_("There is no such time zone as the page names. Open it again, and set the times again."),
    "closes-before-it-opens": N_("It would close before it opens. Choose a later end."),
    "no-tries": TRIES,
    "no-minutes": MINUTES,
    "open-shorter-than-its-limit": N_(
        "It is open for a shorter time than one attempt may take. Open it longer, or lower the limit."
    ),
    "score-first-needs-one-try": N_(
        "A score before the right answers tells whoever tries again what to change."
        " Give each reader one try, or let the score come with the right answers."
    ),
    "key-was-shown": N_(
        "Readers have seen the right answers of this quiz. If it is open longer, whoever begins may know them."
        " If you mean it, tick below that readers may begin all the same."
    ),
}
"""What is wrong with terms that can be read, by the code of the fault."""


_FIELDS = {
    "closes-before-it-opens": _CLOSES.name,
    "no-tries": _TRIES.name,
    "no-minutes": _MINUTES.name,
    "open-shorter-than-its-limit": _MINUTES.name,
    "score-first-needs-one-try": _TRIES.name,
}
"""Beside what it is said."""


def sentence(fault: str) -> str:
    """In English, for the catalogue."""
    of_settings = {f"{kind}-{name}": said for name, kinds in _unread().items() for kind, said in kinds.items()}
    return {**FAULTS, **of_settings}[fault]


def field_of(fault: str) -> str:
    """The setting beside which a fault is said; empty where it is of no one's."""
    named = {f"{kind}-{name}": name for name, kinds in _unread().items() for kind in kinds}
    return {**_FIELDS, **named}.get(fault, "")


def _unread() -> dict[str, dict[str, str]]:
    """What is said where the text of a setting gives no value, by its name and by why."""
    said = {one.name: {"unreadable": one.unreadable} for one in every() if one.unreadable}
    for name, skipped, doubled in (
        (_OPENS.name, _SKIPPED_OPENING, _DOUBLED_OPENING),
        (_CLOSES.name, _SKIPPED_CLOSING, _DOUBLED_CLOSING),
    ):
        said[name] |= {"skipped": skipped, "doubled": doubled}
    return said
