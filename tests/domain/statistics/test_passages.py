"""A passage that has changed: how its question went before is told apart, and taken from the map."""

from collections.abc import Mapping
from dataclasses import replace

from quizapp.domain.articles import Article
from quizapp.domain.attempts import Response
from quizapp.domain.banks import Bank
from quizapp.domain.maps import Fared
from quizapp.domain.scoring import mark
from quizapp.domain.statistics.passages import EarlierPassage, earlier, fared
from quizapp.domain.statistics.questions import statistics_of
from quizapp.domain.statistics.tallies import Cohort
from tests.makers import TEXT, article, bank, quoting, single

NOW = article(*TEXT)
THEN = article("The summit took place by the sea.", *TEXT[1:])
MOVED = article("A new beginning.", *reversed(TEXT))


def asking(text: Article, *quotations: str, right: int = 0) -> Bank:
    question = single(right=right)
    return bank(quoting(question, text, *quotations) if quotations else question, article=text)


def picked(asked: Bank, *picks: int) -> Cohort:
    question = asked.questions[0]
    given = (frozenset({pick}) for pick in picks)
    return Cohort.of(asked, ({0: Response(one, mark(question, one))} for one in given))


SHOWN = asking(NOW, "at the spaceport")


def test_what_was_answered_before_another_passage_is_told_apart() -> None:
    old, new = picked(asking(THEN, "by the sea"), 0, 1, 1), picked(SHOWN, 0, 0)

    apart = earlier(SHOWN, [(1, old), (2, new)])

    assert apart == (EarlierPassage(0, 1, ("by the sea",), 3, 1, {0: 1, 1: 2, 2: 0}),)
    assert fared(statistics_of(SHOWN, [old, new]), apart) == [Fared(2, 2, {0: 2, 1: 0, 2: 0})]


def test_a_passage_that_only_stands_elsewhere_has_not_changed() -> None:
    assert earlier(SHOWN, [(1, picked(asking(MOVED, "at the spaceport"), 0))]) == ()


def test_words_that_stood_there_were_read_though_nothing_was_cited_or_something_else() -> None:
    uncited, else_cited = picked(asking(NOW), 0), picked(asking(NOW, "far to the east"), 0)

    assert earlier(SHOWN, [(1, uncited), (2, else_cited)]) == ()


def test_a_version_without_an_article_had_no_such_passage() -> None:
    bare = picked(replace(asking(THEN), article=None), 0)

    assert earlier(SHOWN, [(1, bare)]) == (EarlierPassage(0, 1, (), 1, 1, {0: 1, 1: 0, 2: 0}),)


def test_a_question_that_cites_nothing_now_has_no_passage_that_could_have_changed() -> None:
    assert earlier(asking(NOW), [(1, picked(asking(THEN, "by the sea"), 0))]) == ()


def test_one_version_marked_by_two_keys_is_told_once() -> None:
    one, other = picked(asking(THEN, "by the sea"), 0, 1), picked(asking(THEN, "by the sea", right=1), 1)

    (found,) = earlier(SHOWN, [(1, one), (1, other)])

    assert (found.asked, found.right, found.picked) == (3, 2, {0: 1, 1: 2, 2: 0})


def test_the_newest_of_several_versions_comes_first() -> None:
    old: Mapping[int, Cohort] = {number: picked(asking(THEN, "by the sea"), 0) for number in (1, 2)}

    assert [one.version for one in earlier(SHOWN, old.items())] == [2, 1]
