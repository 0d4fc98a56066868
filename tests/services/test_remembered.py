"""What was made of attempts is kept while they are as they were seen, and no longer."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from quizapp.domain.changes import ChangeState, Sighting
from quizapp.services.remembered import Remembered


def state(newest: int = 1, below: int = 2, rest: str = "a") -> ChangeState:
    return ChangeState(newest, Sighting(below, rest))


class Maker:
    """Makes a new text each time it is asked."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> str:
        self.made += 1
        return f"made {self.made}"


def weight(_: object) -> int:
    return 1


def test_it_is_made_once_while_nothing_changes() -> None:
    remembered, make = Remembered(), Maker()

    assert [remembered.get("key", {1: state()}, make, weight) for _ in range(3)] == ["made 1"] * 3


def test_it_is_made_anew_after_a_change_and_then_kept() -> None:
    remembered, make = Remembered(), Maker()
    states = [state(), state(newest=2, below=3), state(newest=2, below=3, rest="b"), state(newest=2, below=3, rest="b")]

    found = [remembered.get("key", {1: one}, make, weight) for one in states]

    assert found == ["made 1", "made 2", "made 3", "made 3"]


def test_a_change_that_was_on_its_way_when_it_was_made_is_not_missed() -> None:
    """On PostgreSQL others may still write what has a lower number than the newest that is seen."""
    remembered, make = Remembered(), Maker()

    assert [remembered.get("key", {1: state(newest=7, below=5)}, make, weight) for _ in range(2)] == [
        "made 1",
        "made 2",
    ]


def test_what_is_asked_otherwise_or_of_other_quizzes_is_something_else() -> None:
    remembered, make = Remembered(), Maker()

    assert remembered.get("key", {1: state()}, make, weight) == "made 1"
    assert remembered.get("other", {1: state()}, make, weight) == "made 2"
    assert remembered.get("key", {1: state(), 2: state()}, make, weight) == "made 3"


def test_a_change_of_any_of_several_quizzes_is_heard_of() -> None:
    remembered, make = Remembered(), Maker()

    remembered.get("key", {1: state(), 2: state()}, make, weight)

    assert remembered.get("key", {1: state(), 2: state(newest=2, below=3)}, make, weight) == "made 2"


def test_without_a_quiz_nothing_is_kept() -> None:
    remembered, make = Remembered(), Maker()

    assert [remembered.get("key", {}, make, weight) for _ in range(2)] == ["made 1", "made 2"]


def test_the_least_recently_wanted_goes_first_and_the_newest_stays_whatever_it_weighs() -> None:
    remembered, make = Remembered(most=2), Maker()
    for key in ("one", "two", "one", "three"):
        remembered.get(key, {1: state()}, make, weight)

    assert remembered.get("one", {1: state()}, make, weight) == "made 1"
    assert remembered.get("two", {1: state()}, make, weight) == "made 4"
    remembered.get("vast", {1: state()}, make, lambda _: 1000)
    assert remembered.get("vast", {1: state()}, make, weight) == "made 5"
    assert remembered.get("two", {1: state()}, make, weight) == "made 6"


def test_what_fails_is_not_kept() -> None:
    remembered, make = Remembered(), Maker()

    def fail() -> str:
        raise LookupError

    for _ in range(2):
        try:
            remembered.get("key", {1: state()}, fail, weight)
        except LookupError:
            continue

    assert remembered.get("key", {1: state()}, make, weight) == "made 1"


def test_several_who_want_it_at_once_wait_for_the_one_who_makes_it() -> None:
    remembered, make, ready = Remembered(), Maker(), Barrier(8)

    def want(_: int) -> str:
        ready.wait(10)
        return remembered.get("key", {1: state()}, make, weight)

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(want, range(8))) == {"made 1"}
