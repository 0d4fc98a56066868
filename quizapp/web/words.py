"""What pages call the things of the field, and by which letters and signs they show them."""

from collections.abc import Collection, Mapping, Sequence

from flask import Flask
from flask_babel import format_percent, get_locale
from flask_babel import gettext as _

from quizapp.domain.banks import Kind
from quizapp.domain.objections import Reason
from quizapp.domain.scoring import Outcome
from quizapp.formats.problems import N_

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

KINDS: dict[str, str] = {
    Kind.SINGLE: N_("one right answer"),
    Kind.MULTIPLE: N_("several right answers"),
    Kind.TRUE_FALSE: N_("true or false"),
}
_BEGINNING: dict[str, str] = {
    Kind.SINGLE: N_("One right answer"),
    Kind.MULTIPLE: N_("Several right answers"),
    Kind.TRUE_FALSE: N_("True or false"),
}
_OUTCOMES: dict[str, str] = {
    Outcome.RIGHT: N_("right"),
    Outcome.PARTLY: N_("partly right"),
    Outcome.WRONG: N_("wrong"),
    Outcome.UNANSWERED: N_("not answered"),
}
REASONS: dict[str, str] = {
    Reason.WRONG_KEY: N_("The answer shown as right is wrong"),
    Reason.TWO_RIGHT: N_("Two answers are right"),
    Reason.NOT_SAID: N_("The passage does not say so"),
    Reason.UNCLEAR: N_("I do not understand the question"),
    Reason.OTHER: N_("Something else"),
}
_SIGNS = {Outcome.RIGHT: "✓", Outcome.PARTLY: "~", Outcome.WRONG: "✗", Outcome.UNANSWERED: "✗"}


def teach(app: Flask) -> None:
    """Let every template say them."""
    app.jinja_env.filters["kind"] = kind
    app.jinja_env.filters["outcome"] = outcome
    app.jinja_env.filters["sign"] = sign
    app.jinja_env.filters["reason"] = reason
    app.jinja_env.filters["per_cent_more"] = per_cent_more


def per_cent(share: float) -> str:
    """73 %, or 73% in English."""
    return str(format_percent(share))


def signed_per_cent(share: float) -> str:
    """The same with its sign, and as exact as two decimals are: +33.33%, −50%."""
    sign = "+" if share > 0 else "−" if share < 0 else ""
    return sign + str(format_percent(abs(share), get_locale().percent_formats[None].pattern.replace("0", "0.##", 1)))


def per_cent_more(extra: int) -> str:
    """Extra time: +33 %."""
    return signed_per_cent(extra / 100)


def kind(value: str) -> str:
    """How a question is answered; a draft may hold kinds that are none of ours, and says them as they stand."""
    return _word(KINDS, value)


def kind_first(value: str) -> str:
    """The same where nothing stands before it, as on a button."""
    return _word(_BEGINNING, value)


def outcome(value: Outcome) -> str:
    return _word(_OUTCOMES, value)


def reason(value: Reason) -> str:
    """What is wrong with a question, as its reader says it."""
    return _word(REASONS, value)


def sign(value: Outcome) -> str:
    return _SIGNS[value]


def letters(order: Sequence[int], some: Collection[int]) -> dict[int, str]:
    """Those of some of the choices, by their places, where they are shown in this order."""
    return {at: letter(shown) for shown, at in enumerate(order) if at in some}


def letter(at: int) -> str:
    """Of the choice at this place, from 0."""
    return _LETTERS[at % len(_LETTERS)]


def control(value: Kind) -> str:
    """The kind of control, and the look, of a question's choices."""
    return "checkbox" if value.takes_several else "radio"


def _word(words: Mapping[str, str], value: str) -> str:
    return _(words[value]) if value in words else value
