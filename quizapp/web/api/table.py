"""The one table of what programs can ask for: of it the addresses, the document and the manual's chapter are made."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quizapp.formats.problems import N_
from quizapp.web.api import banks, classes, quizzes, results, statistics, tokens
from quizapp.web.api.asking import Filter
from quizapp.web.api.shapes import Schema

BASE = "/api/v1"
_PLACE = re.compile(r"<(?:(int):)?(\w+)>")
_NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": 999_999_999}


@dataclass(frozen=True, slots=True)
class Route:
    """One address, and what it answers."""

    name: str
    path: str
    """As Flask reads it, behind BASE."""
    summary: str
    shape: type
    """What is sent, or what a list is of."""
    view: Callable[..., Any]
    """Takes the office, what was asked, and what stands in the path."""
    is_list: bool = False
    """Whether it is sent a part at a time."""
    filters: tuple[Filter, ...] = ()
    is_heavy: bool = False
    """Whether it may compute for seconds, and lets others go first."""

    @property
    def template(self) -> str:
        """The path as OpenAPI writes it."""
        return BASE + _PLACE.sub(r"{\2}", self.path)

    @property
    def places(self) -> Iterator[tuple[str, str, Schema]]:
        """What stands in the path: its name, what it means, its schema."""
        for kind, name in _PLACE.findall(self.path):
            yield name, PLACES[name], dict(_NUMBER if kind else {"type": "string", "minLength": 1})


PLACES: Mapping[str, str] = {
    "attempt_id": N_("The id of the attempt."),
    "bank_id": N_("The id of the bank."),
    "class_id": N_("The id of the class."),
    "code": N_("The end of the quiz’s address."),
    "number": N_("The number of the version."),
}
"""What may stand in a path."""

ROUTES = (
    Route("token", "/token", N_("The token that the request came with."), tokens.TokenResource, tokens.token),
    Route(
        "banks",
        "/banks",
        N_("The banks that the teacher may hand out, but for archived ones."),
        banks.BankResource,
        banks.banks,
        True,
    ),
    Route("bank", "/banks/<int:bank_id>", N_("One bank."), banks.BankResource, banks.bank),
    Route(
        "versions",
        "/banks/<int:bank_id>/versions",
        N_("The versions of a bank."),
        banks.VersionResource,
        banks.versions,
        True,
    ),
    Route(
        "version",
        "/banks/<int:bank_id>/versions/<int:number>",
        N_("One version of a bank, with its article."),
        banks.FrozenVersionResource,
        banks.version,
    ),
    Route(
        "questions",
        "/banks/<int:bank_id>/versions/<int:number>/questions",
        N_("The questions of a version, with their keys."),
        banks.QuestionResource,
        banks.questions,
        True,
    ),
    Route(
        "quizzes",
        "/quizzes",
        N_("The teacher’s quizzes, but for archived ones."),
        quizzes.QuizResource,
        quizzes.quizzes,
        True,
    ),
    Route("quiz", "/quizzes/<code>", N_("One quiz."), quizzes.QuizResource, quizzes.quiz),
    Route(
        "attempts",
        "/quizzes/<code>/attempts",
        N_("The attempts at a quiz, finished or not."),
        results.AttemptResource,
        results.attempts,
        True,
    ),
    Route(
        "attempt",
        "/quizzes/<code>/attempts/<int:attempt_id>",
        N_("One attempt at a quiz."),
        results.AttemptResource,
        results.attempt,
    ),
    Route(
        "responses",
        "/quizzes/<code>/responses",
        N_("What readers picked, attempt by attempt; what was not answered is not there."),
        results.ResponseResource,
        results.responses,
        True,
        results.OF_RESPONSES,
    ),
    Route(
        "statistics",
        "/quizzes/<code>/statistics",
        N_("What the finished attempts at a quiz say."),
        statistics.StatisticsResource,
        statistics.of_quiz,
        filters=statistics.SELECTION,
        is_heavy=True,
    ),
    Route(
        "bank_statistics",
        "/banks/<int:bank_id>/statistics",
        N_("What those at all of the teacher’s quizzes of a bank say."),
        statistics.StatisticsResource,
        statistics.of_bank,
        filters=statistics.SELECTION,
        is_heavy=True,
    ),
    Route(
        "classes",
        "/classes",
        N_("The teacher’s class lists, but for archived ones."),
        classes.ClassResource,
        classes.classes,
        True,
    ),
    Route("class", "/classes/<int:class_id>", N_("One class list."), classes.ClassResource, classes.class_),
    Route(
        "members",
        "/classes/<int:class_id>/members",
        N_("The readers of a class."),
        classes.MemberResource,
        classes.members,
        True,
    ),
)
