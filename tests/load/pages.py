"""How long a teacher's pages of a quiz with 50,000 attempts take to open, beside those of a quiz with 50.

    python -m tests.load.pages

Both quizzes ask the same twenty questions, in one database, and are opened in turns, so that whatever else the machine
does falls on both alike: read the ratio, which is to be at most 3. « First » is in a process that has not opened it
yet, « changed » where one attempt has changed since the page was last opened by anybody, « again » where none has, and
« unchanged » is what a page that follows by itself asks meanwhile. « Never » is where nobody has opened it before, in
whatever process, and the house was not kept: there every attempt is read.
"""

import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click
from flask import Flask
from sqlalchemy import delete, func, select

from quizapp.config import Settings
from quizapp.domain.accounts import Role
from quizapp.domain.attempts import Settings as Asked
from quizapp.domain.quizzes import Terms
from quizapp.services.passwords import Passwords
from quizapp.services.remembered import Remembered
from quizapp.store import attempts, banks, quizzes, schema, teachers
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, FoldRow
from tests.apps import app_of
from tests.crowds import crowd
from tests.makers import NOON, SECRET, Clock, article, bank, quoting, single
from tests.visitors import Visitor

EMAIL, PASSWORD = "anna@school.example", "quiet harbour seven lamps"
FEW, MANY = "bcdfgh", "bcdfgj"
PAGES = ("", "/question?question=q3", "/readers", "/readers?sort=score", "/readers?sort=name", "/matrix")


def made(database: Database, few: int, many: int, questions: int) -> None:
    """Two quizzes of one bank, which so many readers have finished once each."""
    text = article()
    asked = [quoting(single(f"q{at}", stem=f"What is {at}?"), text, "at the spaceport") for at in range(questions)]
    with database.transaction() as db:
        teachers.add(db, EMAIL, Role.OWNER, Passwords().hashed(PASSWORD, ""), NOON)
        bank_id, _ = banks.publish(db, banks.freeze(bank(*asked, article=text)), NOON)
        for slug in (FEW, MANY):
            quizzes.add(db, slug, bank_id, 1, Asked(), Terms(), NOON)
    crowd(database, few, FEW)
    crowd(database, many, MANY)


def opened(teacher: Visitor, path: str, tag: str = "") -> tuple[float, str]:
    """Seconds, and what tells whether the page has changed since."""
    began = time.perf_counter()
    page = teacher.get(path, headers={"If-None-Match": tag} if tag else {})
    seconds = time.perf_counter() - began
    assert page.status_code == (304 if tag else 200), page.status
    return seconds, page.headers["ETag"]


def forget(app: Flask) -> None:
    """As in a process that has opened nothing yet, but for the versions."""
    app.extensions["quizapp"] = replace(app.extensions["quizapp"], remembered=Remembered())


def forget_all(app: Flask) -> None:
    """As where nobody has opened anything since the attempts were made."""
    forget(app)
    with app.extensions["quizapp"].database.transaction() as db:
        db.execute(delete(FoldRow))


def change(app: Flask) -> None:
    """An attempt in the middle of each quiz, as a teacher's ruling does."""
    with app.extensions["quizapp"].database.transaction() as db:
        for slug in (FEW, MANY):
            quiz_id = quizzes.any_by_slug(db, slug).id
            of_quiz = select(func.min(AttemptRow.id), func.max(AttemptRow.id)).where(AttemptRow.quiz_id == quiz_id)
            assert attempts.change(db, sum(db.execute(of_quiz).one()) // 2, quiz_id)


def timed(app: Flask, teacher: Visitor, page: str, rounds: int) -> Iterator[tuple[str, float, float]]:
    """What is asked, and the seconds for few attempts and for many; each the median."""
    ways: dict[str, tuple[Callable[[], None], bool, int]] = {
        "never": (lambda: forget_all(app), False, max(1, rounds // 5)),
        "first": (lambda: forget(app), False, rounds),
        "changed": (lambda: change(app), False, rounds),
        "again": (lambda: None, False, rounds),
        "unchanged": (lambda: None, True, rounds),
    }
    for name, (prepare, has_it, times) in ways.items():
        tags = {slug: opened(teacher, f"/teacher/quiz/{slug}{page}")[1] for slug in (FEW, MANY)}
        took: dict[str, list[float]] = {FEW: [], MANY: []}
        for _ in range(times):
            for slug, seconds in took.items():
                prepare()
                seconds.append(opened(teacher, f"/teacher/quiz/{slug}{page}", tags[slug] if has_it else "")[0])
        yield name, statistics.median(took[FEW]), statistics.median(took[MANY])


@click.command(help="Time a teacher's pages of a large quiz beside those of a small one.")
@click.option("--few", default=50, show_default=True)
@click.option("--many", default=50_000, show_default=True)
@click.option("--questions", default=20, show_default=True)
@click.option("--rounds", default=15, show_default=True)
def main(few: int, many: int, questions: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), secret_key=SECRET)
        with closing(Database(settings.database)) as database:
            schema.upgrade(database)
            made(database, few, many, questions)
        app = app_of(settings, Clock(NOON + timedelta(days=2)))
        with closing(app.extensions["quizapp"].database):
            gc.freeze()  # As the server does.
            teacher = Visitor(app.test_client())
            assert teacher.post("/teacher/login", email=EMAIL, password=PASSWORD).status_code == 303
            click.echo(f"{few} and {many} attempts at {questions} questions, medians in milliseconds")
            for page in PAGES:
                for name, small, large in timed(app, teacher, page, rounds):
                    told = f"{page or '(the class)':24} {name:10} {1000 * small:8.1f} {1000 * large:9.1f}"
                    click.echo(f"{told}   ratio {large / small:6.2f}")


if __name__ == "__main__":
    main()
