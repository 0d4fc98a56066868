"""How long the pages of a teacher's evening take with 500 banks, 60 classes and 5,000 attempts, beside 5, 2 and 50.

    python -m tests.load.evening

Two teachers of two installations open the same pages in turns, so that whatever else the machine does falls on both
alike: read the ratio, which is to be at most 2, not the milliseconds. How many statements each page costs is told
besides: as many for much as for little.
"""

import gc
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import click
from flask import Flask

from quizapp.config import Settings
from quizapp.domain.accounts import Role
from quizapp.domain.attempts import Settings as Asked
from quizapp.domain.classes import ListLine
from quizapp.domain.quizzes import Terms
from quizapp.services.passwords import Passwords
from quizapp.store import banks, classes, quizzes, schema, teachers
from quizapp.store.session import Database
from tests.apps import app_of
from tests.crowds import crowd
from tests.makers import NOON, SECRET, Clock, article, bank, single
from tests.visitors import Visitor
from tests.web.test_counted_statements import statements

EMAIL, PASSWORD = "anna@school.example", "quiet harbour seven lamps"
PAGES = {
    "home": "/teacher/",
    "hand-out": "/teacher/bank/1/hand-out",
    "quiz": "/teacher/quiz/quiz-1",
    "banks": "/teacher/banks",
    "search": "/teacher/banks?q=passage+seance",
    "quizzes": "/teacher/quizzes",
}
"""The first three are those that have to be quick; the others are told besides."""
SIZES = ((5, 2, 50), (500, 60, 5_000))
"""Of banks, of classes, of attempts."""
_PARAGRAPHS = tuple(f"Paragraph {n} of a passage that is about as long as one in a book of history." for n in range(30))
_A_CLASS = 28


def made(database: Database, many_banks: int, many_classes: int, many_attempts: int) -> None:
    """A teacher's: each bank handed out once, in turn to a class, open, to come, or closed; the attempts at a few."""
    with database.transaction() as db:
        teachers.add(db, EMAIL, Role.OWNER, Passwords().hashed(PASSWORD, ""), NOON)
        for number in range(many_classes):
            class_id = classes.add(db, 1, f"Class {number}", NOON)
            classes.add_members(db, class_id, [(ListLine(f"R{n}"), f"{number}-{n}") for n in range(_A_CLASS)])
        for number in range(1, many_banks + 1):
            asked = [single(f"q{n}", stem=f"Séance {n}?", tags=(f"tag {number % 9}",)) for n in range(10)]
            one = bank(*asked, id_=f"bank-{number}", title=f"Bank {number}", article=article(*_PARAGRAPHS))
            made_at = NOON + timedelta(minutes=number)
            bank_id, _ = banks.publish(db, banks.freeze(one), made_at, 1)
            terms = (
                Terms(class_id=1 + number % many_classes),
                Terms(opens_at=NOON + timedelta(days=9)),
                Terms(closes_at=NOON + timedelta(hours=1)),
            )[0 if number < 3 else number % 3]
            quizzes.add(db, f"quiz-{number}", bank_id, 1, Asked(), terms, made_at)
    sat = min(many_banks, max(2, many_attempts // _A_CLASS))
    for number in range(1, sat + 1):
        crowd(database, many_attempts // sat, f"quiz-{number}")


@contextmanager
def opened(size: tuple[int, int, int]) -> Iterator[tuple[Flask, Visitor]]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), secret_key=SECRET)
        database = Database(settings.database)
        schema.upgrade(database)
        made(database, *size)
        database.close()
        app = app_of(settings, Clock(NOON + timedelta(days=2)))
        teacher = Visitor(app.test_client())
        assert teacher.post("/teacher/login", email=EMAIL, password=PASSWORD).status_code == 303
        yield app, teacher
        app.extensions["quizapp"].database.close()


def timed(teacher: Visitor, path: str) -> float:
    began = time.perf_counter()
    page = teacher.get(path)
    seconds = time.perf_counter() - began
    assert page.status_code == 200, page.status
    return seconds


def cost(app: Flask, teacher: Visitor, path: str) -> int:
    with statements(app) as sent:
        teacher.get(path)
    return len(sent)


@click.command(help="Time a teacher's first pages with many banks, classes and attempts beside those with few.")
@click.option("--rounds", default=40, show_default=True)
def main(rounds: int) -> None:
    with opened(SIZES[0]) as few, opened(SIZES[1]) as many:
        gc.freeze()  # As the server does.
        for name, path in PAGES.items():
            costs = [cost(app, teacher, path) for app, teacher in (few, many)]
            took: tuple[list[float], list[float]] = ([], [])
            for _ in range(rounds):
                for seconds, (_, teacher) in zip(took, (few, many), strict=True):
                    seconds.append(timed(teacher, path))
            little, much = map(statistics.median, took)
            ratio = statistics.median(many / few for few, many in zip(*took, strict=True))
            click.echo(
                f"{name:10} {little * 1000:7.1f} ms {much * 1000:7.1f} ms  ratio {ratio:5.2f}"
                f"  statements {costs[0]} and {costs[1]}"
            )


if __name__ == "__main__":
    main()
