"""What takes long to make is made once, one at a time, and has no reader wait."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from flask import Flask

from quizapp.domain import documents
from quizapp.formats import native, writing
from quizapp.services.recent import Recent
from quizapp.store.session import Database
from quizapp.web.installation import ASIDE, heavily, installation
from tests.makers import bank
from tests.visitors import Visitor
from tests.web.school import School, upload, with_teachers


@pytest.fixture
def school(database: Database, visitor: Callable[[], Visitor]) -> School:
    return with_teachers(database, visitor)


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[object]:
    """Grows each time that the function is called."""
    called: list[object] = []
    work = getattr(module, name)

    def count(*given: Any, **named: Any) -> Any:
        called.append(given)
        return work(*given, **named)

    monkeypatch.setattr(module, name, count)
    return called


def test_a_file_is_unpacked_once_for_all_its_pages_and_its_publication(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked = counted(monkeypatch, documents, "load_pieces")
    path = upload(school.anna, native.write(bank()))

    pages = [school.anna.get(path).text for _ in range(3)]
    published = school.anna.send(f"{path}/publish")

    assert all("The summit" in page for page in pages)
    assert published.location.endswith("published=new")
    assert len(unpacked) == 1


def test_a_file_that_another_process_has_read_is_unpacked_once_here(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [upload(school.anna, native.write(bank(title=title))) for title in ("One", "Two", "Three")]
    unpacked = counted(monkeypatch, documents, "load_pieces")  # Of three the first is no longer in memory.

    pages = [school.anna.get(paths[0]).text for _ in range(3)]

    assert all("One" in page for page in pages)
    assert len(unpacked) == 1


def test_the_file_of_a_version_is_written_once_and_the_next_versions_is_its_own(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = counted(monkeypatch, writing, "write")
    files = []
    for title in ("Summit", "Summit, revised"):
        published = school.anna.send(upload(school.anna, native.write(bank(title=title))) + "/publish").location
        file = published.partition("?")[0] + "/file"
        files += [school.anna.get(file).data, school.anna.get(file).data]

    assert files[0] == files[1] == native.write(bank(title="Summit"))
    assert files[2] == files[3] == native.write(bank(title="Summit, revised"))
    assert len(written) == 2


def test_only_the_last_few_are_kept() -> None:
    recent, made = Recent[int](2), list[int]()

    def make(number: int) -> int:
        def work() -> int:
            made.append(number)
            return number

        return recent.get(number, work)

    assert [make(number) for number in (1, 2, 1, 3, 1, 2)] == [1, 2, 1, 3, 1, 2]
    assert made == [1, 2, 3, 2]  # 2 went for 3, for 1 had been asked for since.


def test_what_is_heavy_is_made_one_at_a_time_with_its_place_given_to_others(app: Flask) -> None:
    steps: list[str] = []

    @contextmanager
    def aside() -> Iterator[None]:
        steps.append("goes aside")
        yield
        steps.append(f"comes back; others may be heavy: {not installation().heavy.locked()}")

    given: Callable[[], AbstractContextManager[None]] = aside
    with app.test_request_context(environ_overrides={ASIDE: given}), heavily():
        steps.append(f"is alone: {installation().heavy.locked()}")

    assert steps == ["goes aside", "is alone: True", "comes back; others may be heavy: True"]
