"""The fields of a bank's file, as its schema has them, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    meaning: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """The fields of one thing in the file."""

    id: str
    """« bank », « source », « question » or « choice »."""
    heading: str
    fields: Sequence[Field]


def field_groups() -> Sequence[FieldGroup]:
    return (
        FieldGroup("bank", _("Of the bank"), _of_the_bank()),
        FieldGroup("source", _("Of the source"), _of_the_source()),
        FieldGroup("question", _("Of a question"), (*_asked(), *_marked(), *_said(), *_kept())),
        FieldGroup("choice", _("Of a choice"), _of_a_choice()),
    )


def _of_the_bank() -> Sequence[Field]:
    return (
        Field("title", _("What readers see above the quiz."), needed=True),
        Field("language", _("The language it is written in, as a short tag: fr, en, de, pt-BR…"), needed=True),
        Field("questions", _("The list of questions, in their order."), needed=True),
        Field("article", _("The text that the questions are about, in Markdown. It may be missing.")),
        Field("summary", _("A sentence or two that readers see before they begin. May stay empty.")),
        Field("source", _("Where the article comes from; each may stay empty.")),
        Field("pictures", _("Those of formatted texts, in base64, by the names that the texts give them.")),
        Field(
            "id",
            _(
                "A name for the bank that stays: a file with the same one makes its next version."
                " Otherwise the file’s name."
            ),
        ),
        Field("quizapp", _("The version of this format: 1.")),
    )


def _of_the_source() -> Sequence[Field]:
    return (
        Field("title", _("Title of the article")),
        Field("publisher", _("Publisher")),
        Field("date", _("Such as 2023-09-13.")),
        Field("link", _("Whole, from https:// on.")),
    )


def _asked() -> Sequence[Field]:
    return (
        Field("id", _("A name for the question that stays: its scores are kept under it."), needed=True),
        Field("kind", _("“single” (one right answer), “multiple” (tick several) or “true/false”."), needed=True),
        Field("stem", _("What is asked."), needed=True),
        Field("choices", _("The list of choices, two to twenty-six."), needed=True),
        Field("shuffle", _("“no” keeps its choices in the order written.")),
    )


def _marked() -> Sequence[Field]:
    return (
        Field("maximum", _("Marks for a fully right answer; 1 if it is not said.")),
        Field(
            "rule",
            _(
                "For “multiple”: “partial” (the sum of what was ticked, never below nothing), “all-or-nothing”, "
                "or “table”."
            ),
        ),
        Field("table", _("For the rule “table”: what each combination of ticks is worth, as in “1 = 1/2; 1+3 = 1”.")),
    )


def _said() -> Sequence[Field]:
    return (
        Field("evidence", _("The passage of the article that proves the answer, word for word; or a list of such.")),
        Field("feedback", _("What readers are told after they have answered. May stay empty.")),
        Field("feedback-right", _("To a right answer")),
        Field("feedback-partly", _("To a partly right answer")),
        Field("feedback-wrong", _("To a wrong answer")),
    )


def _kept() -> Sequence[Field]:
    return (
        Field("name", _("What you call the question. Readers do not see it.")),
        Field("category", _("Where you keep it, such as History/Summits. Readers do not see it.")),
        Field("tags", _("Words to sort it by, one or a list.")),
    )


def _of_a_choice() -> Sequence[Field]:
    return (
        Field(
            "text", _("What stands beside the box. A choice without other fields may be this text alone."), needed=True
        ),
        Field(
            "right",
            _(
                "“yes” for a right one. In a “multiple” question the right ones share 1, the wrong ones share −1, so "
                "that ticking everything earns nothing."
            ),
        ),
        Field(
            "fraction", _("Instead of “right”: which part of the mark it is worth, from −1 to 1, such as 0.5 or 1/3.")
        ),
        Field("feedback", _("What is said to those who picked it.")),
        Field("fixed", _("“yes” keeps its place when the choices are shuffled.")),
        Field(
            "tempted-by",
            _(
                "For a wrong one: the passage of the article that leads to it who misreads it, word for word. Those "
                "who picked it are shown it."
            ),
        ),
    )
