"""The reader's way without a browser: status, words, and what is stored."""

from collections.abc import Callable

from tests.makers import bank
from tests.visitors import Visitor


def test_a_whole_quiz_ends_with_its_score(publish: Callable[..., None], visitor: Callable[[], Visitor]) -> None:
    publish(bank(), shuffle_choices=False)
    reader = visitor()
    attempt = reader.start(name="Zoé")

    reader.answer(attempt, 1, 1)
    reader.answer(attempt, 2, 1)
    reader.answer(attempt, 3, 2)

    end = reader.get(f"{attempt}/end")
    assert end.status_code == 200
    assert "Zoé" in end.text
    assert '<span class="got">1.5</span>' in end.text  # 1 of 1, half of 1, 0 of 2.
