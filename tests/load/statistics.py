"""How long the statistics of a version over a million responses take, against the plainest SQL on the same tables.

    python -m tests.load.statistics
    python -m tests.load.statistics --postgresql

The SQL only counts who picked what of each question. The app reads every response, and makes every figure with its
interval. Each measures itself in a process of its own, on a new connection, and they take turns, so that whatever else
the machine does falls on both alike: read the ratio, which is to be at most 3, and the memory beside that of a process
which does nothing, at most 150 MiB; not the seconds. Linux only, for the memory.

SQLite is asked, or a PostgreSQL of the tests' own, whose own memory is not counted. That counts in several processes at
once, where the app reads what it needs in order, and so in one: how long it takes to count in one is told besides.
"""

import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from fractions import Fraction
from math import exp
from multiprocessing import get_context
from pathlib import Path
from random import Random

import click
from sqlalchemy import create_engine, insert, text

from quizapp.domain.attempts import Settings
from quizapp.domain.banks import Bank, Choice, Kind, Question
from quizapp.domain.quizzes import Terms
from quizapp.domain.scoring import mark
from quizapp.domain.statistics.tallies import units
from quizapp.services import statistics as ours
from quizapp.store import banks, quizzes, schema
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, ReaderRow
from tests.makers import NOON, OWNER, office
from tests.postgresql import running

SHAPES: dict[str, tuple[int, int, tuple[Fraction | int, ...]]] = {
    "10,000 attempts x 100 questions": (10_000, 100, (1, 0, 0, 0)),
    "100,000 attempts x 10 questions": (100_000, 10, (1, 0, 0, 0)),
    "10,000 x 100, no two scores alike": (10_000, 100, (1, Fraction(31, 100), Fraction(13, 100), Fraction(-7, 100))),
}
PLAIN = """
    SELECT response.place, response.picked, count(*)
    FROM response JOIN attempt ON attempt.id = response.attempt_id
    WHERE attempt.quiz_id = 1
    GROUP BY response.place, response.picked
"""
_COLUMNS = "response (attempt_id, place, version_id, picked, mark, revision, responded_at)"
INSERTED = f"INSERT INTO {_COLUMNS} VALUES (?, ?, ?, ?, ?, ?, ?)"
COPIED = f"COPY {_COLUMNS} FROM STDIN"
_AT_A_TIME = 10_000


def made(attempts: int, questions: int, worth: tuple[Fraction | int, ...], address: str) -> None:
    """A database with one quiz, which so many readers have finished once each; they differ, as questions do."""
    choices = tuple(Choice(f"Choice {at}", Fraction(share)) for at, share in enumerate(worth))
    asked = tuple(Question(f"q{at}", Kind.SINGLE, f"What is the answer to {at}?", choices) for at in range(questions))
    database = Database(address)
    schema.upgrade(database)
    with database.transaction() as db:
        bank_id, _ = banks.publish(db, banks.freeze(Bank("bank", "A bank", "en", asked)), NOON)
        quizzes.add(db, "quiz", bank_id, None, Settings(), Terms(), NOON)
        for start in range(1, attempts + 1, _AT_A_TIME):
            ids = range(start, min(start + _AT_A_TIME, attempts + 1))
            db.execute(insert(ReaderRow), [{"id": n, "token_digest": str(n), "created_at": NOON} for n in ids])
            db.execute(insert(AttemptRow), [_attempt(number) for number in ids])
        driver = db.connection().connection.driver_connection
        assert driver is not None
        if database.is_sqlite:
            driver.executemany(INSERTED, _responses(attempts, asked, ""))
        else:
            with driver.cursor() as cursor, cursor.copy(COPIED) as copied:
                for one in _responses(attempts, asked, "+00"):
                    copied.write_row(one)
    if not database.is_sqlite:  # As every server does by itself, but for that of the tests.
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    database.close()


def _attempt(number: int) -> dict[str, object]:
    return {
        "id": number, "address": str(number), "quiz_id": 1, "version_id": 1, "reader_id": number, "seed": "",
        "feedback": "at-once", "shuffle_questions": False, "shuffle_choices": False, "name": "", "state": "finished",
        "code_digest": str(number), "started_at": NOON, "finished_at": NOON + timedelta(minutes=30),
    }  # fmt: skip


def _responses(attempts: int, asked: tuple[Question, ...], zone: str) -> Iterator[tuple[object, ...]]:
    """`zone` is how a time ends."""
    chance, picks = Random(2026), range(len(asked[0].choices))
    marks = [units(mark(asked[0], frozenset({pick}))) for pick in picks]
    times = [
        f"{NOON + timedelta(seconds=10 * place + 7):%Y-%m-%d %H:%M:%S}.000000{zone}" for place in range(len(asked))
    ]
    for attempt in range(1, attempts + 1):
        skill = chance.gauss(0, 1)
        for place in range(len(asked)):
            knows = chance.random() < 1 / (1 + exp(3 * place / len(asked) - 1.5 - skill))
            pick = 0 if knows else chance.choice(picks[1:])
            yield attempt, place, 1, str(pick), marks[pick], 1, times[place]


def nothing(address: str) -> int:
    """What a process does that has the same code, and a database open."""
    with Database(address).reading() as db:
        return len(quizzes.every(db))


def counted(address: str) -> int:
    with Database(address).reading() as db:
        return sum(row[2] for row in db.execute(text(PLAIN)))


def counted_in_one(address: str) -> int:
    """The same, by one process of PostgreSQL."""
    with Database(address).reading() as db:
        db.execute(text("SET max_parallel_workers_per_gather = 0"))
        return sum(row[2] for row in db.execute(text(PLAIN)))


def described(address: str) -> int:
    with Database(address).reading() as db:
        found = ours.of_quiz(office(db, OWNER, NOON + timedelta(days=1)), "quiz")
    return sum(one.asked for one in found.questions)


def _timed(work: Callable[[str], int], address: str) -> tuple[float, float, int]:
    """Seconds, the most memory that the process had in MiB, and what came of it."""
    began = time.perf_counter()
    result = work(address)
    seconds = time.perf_counter() - began
    # Not ru_maxrss, in which Linux counts what the process that started this one had.
    (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    return seconds, int(peak) / 1024, result


@click.command(help="Time the statistics of a version against plain SQL.")
@click.option("--rounds", default=5, show_default=True)
@click.option("--postgresql", is_flag=True, help="Ask a PostgreSQL of the tests' own, not SQLite.")
def main(rounds: int, *, postgresql: bool) -> None:
    for name, shape in SHAPES.items():
        with _server(postgresql=postgresql) as address:
            made(*shape, address)
            _tell(name, address, shape[0] * shape[1], rounds, [counted_in_one] if postgresql else [])


@contextmanager
def _server(*, postgresql: bool) -> Iterator[str]:
    """The address of a database that is not there yet."""
    if postgresql:
        with running() as server:
            engine = create_engine(server.address("postgres", "postgres"), isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.exec_driver_sql("CREATE DATABASE quizapp OWNER quizapp")
            engine.dispose()
            yield server.address("quizapp")
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'quizapp.db'}"


Work = Callable[[str], int]


def _tell(name: str, address: str, responses: int, rounds: int, besides: Sequence[Work]) -> None:
    took: dict[Work, list[tuple[float, float, int]]] = {work: [] for work in (nothing, counted, *besides, described)}
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as alone:
        for _ in range(rounds):
            for work, results in took.items():
                results.append(alone.submit(_timed, work, address).result())
    assert {result for _, _, result in (*took[counted], *took[described])} == {responses}
    seconds = {work: statistics.median(one[0] for one in results) for work, results in took.items()}
    memory = {work: max(one[1] for one in results) for work, results in took.items()}
    click.echo(f"{name}, the medians of {rounds} rounds")
    click.echo(f"  app      {seconds[described]:6.2f} s, every figure with its interval")
    click.echo(f"  SQL      {seconds[counted]:6.2f} s, counts of choices")
    click.echo(f"  ratio    {seconds[described] / seconds[counted]:6.2f}")
    for work in besides:
        click.echo(f"  in one   {seconds[work]:6.2f} s, the ratio {seconds[described] / seconds[work]:.2f}")
    click.echo(f"  memory   {memory[described] - memory[nothing]:6.0f} MiB beside an idle process")


if __name__ == "__main__":
    main()
