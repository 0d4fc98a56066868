"""What is said of an address that asks the results for what there is not."""

from collections.abc import Callable
from typing import TypeVar

from quizapp.domain.classes import UnknownClass
from quizapp.domain.quizzes import UnknownQuiz
from quizapp.services.listings import UnknownPage
from quizapp.store.banks import UnknownVersion
from quizapp.web.errors import Unfit
from quizapp.web.teacher.results import reader_pages, selections

Found = TypeVar("Found")

_SENTENCES: dict[type[Exception], str] = {
    UnknownPage: reader_pages.NO_PAGE,
    UnknownVersion: selections.NO_VERSION,
    UnknownClass: selections.NO_CLASS,
}


def fitting(find: Callable[[], Found]) -> Found:
    """What a selection finds; a part of it that there is not makes no sense. Raises Unfit."""
    try:
        return find()
    except (UnknownPage, UnknownVersion, UnknownClass) as problem:
        raise Unfit(_SENTENCES[type(problem)]) from None


def fitting_in_bank(find: Callable[[], Found]) -> Found:
    try:
        return fitting(find)
    except UnknownQuiz:
        raise Unfit(selections.NO_QUIZ) from None
