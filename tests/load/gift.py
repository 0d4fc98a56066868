"""How long a large GIFT file takes to be checked and loaded, against the plainest script over the same file.

    python -m tests.load.gift

The app does what it does for a teacher: it reads the file in its sandbox, with all its checks, and publishes the bank
in one transaction of a migrated database; all of it counts, from the bytes of the file to the commit. The script is a
process too. They take turns, so that whatever else the machine does falls on both alike: read the ratio, which is to be
at most 3, not the seconds.
"""

import gc
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from quizapp.clock import utc_now
from quizapp.config import Settings
from quizapp.domain.accounts import Role, Teacher
from quizapp.services import examining, publishing
from quizapp.store import schema, teachers
from quizapp.store.session import Database
from tests.load import plain_gift

_WORDS = (
    "summit", "spaceport", "launch", "satellite", "harbour", "region", "border", "leader", "train", "arms", "talks",
    "hall", "east", "west", "meeting", "guest", "province", "railway", "rocket", "factory", "statement", "journey",
)  # fmt: skip


def made(count: int) -> str:
    """A file of so many questions, as Moodle would write them, with feedback, weights and escapes; no two are alike."""
    drawn = random.Random(2023)

    def words(fewest: int, most: int) -> str:
        return " ".join(drawn.choice(_WORDS) for _ in range(drawn.randint(fewest, most)))

    def block(number: int) -> str:
        stem = f"// question: {number}\n::Question {number}::What did they say of {words(4, 12)} no. {number}\\: which?"
        if number % 10 == 9:
            return f"{stem}{{TRUE#{words(3, 6)}#{words(3, 6)}}}"
        if number % 10 >= 7:
            weights = zip(("%50%", "%50%", "%-50%", ""), "abcd", strict=True)
            several = "".join(f"\n\t~{weight}{words(2, 5)} {label}" for weight, label in weights)
            return f"{stem}{{{several}\n}}"
        right = f"={words(2, 5)} \\=a#{words(4, 8)}"
        wrong = "".join(f"\n\t~{words(2, 5)} {label}#{words(3, 6)}" for label in "bcd")
        return f"{stem}{{\n\t{right}{wrong}\n\t####{words(5, 10)}\n}}"

    return "\n\n".join(map(block, range(count))) + "\n"


def load(data: bytes, database: Database, teacher: Teacher, name: str) -> int:
    """The app's way; returns the number of questions that are in the database."""
    report = examining.examine(name, data).report
    assert report.bank is not None, report.problems
    ready = publishing.make_ready(database, teacher, report)
    with database.transaction() as db:
        publishing.publish(db, teacher, ready, utc_now())
    return len(report.bank.questions)


def load_plainly(source: Path, target: Path) -> int:
    """The script's; it says the number."""
    command = [sys.executable, "-I", plain_gift.__file__, str(source), str(target)]
    return int(subprocess.run(command, check=True, capture_output=True).stdout)


@click.command(help="Time the loading of a GIFT file against a plain script.")
@click.option("--questions", default=10_000, show_default=True)
@click.option("--rounds", default=5, show_default=True)
def main(questions: int, rounds: int) -> None:
    gc.freeze()  # As the server does once it has started.
    data = made(questions).encode()
    ours, plain = [], []
    with tempfile.TemporaryDirectory() as made_folder:
        folder = Path(made_folder)
        source = folder / "bank.gift"
        source.write_bytes(data)
        database = Database(Settings(data=folder, secret_key="a-key-for-nothing-0123456789-abcdefgh").database)
        schema.upgrade(database)
        with database.transaction() as db:
            teacher = teachers.add(db, "teacher@example.org", Role.TEACHER, "", utc_now())
        for number in range(rounds):
            began = time.perf_counter()
            counted = load_plainly(source, folder / f"plain-{number}.db")
            between = time.perf_counter()
            loaded = load(data, database, teacher, f"bank-{number}.gift")
            ours.append(time.perf_counter() - between)
            plain.append(between - began)
            assert counted == loaded == questions
        database.close()
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    click.echo(f"{questions} questions in {len(data) / 1e6:.1f} MB, the medians of {rounds} rounds")
    click.echo(f"app      {statistics.median(ours):6.2f} s, read apart, checked, and loaded in one transaction")
    click.echo(f"script   {statistics.median(plain):6.2f} s")
    click.echo(f"ratio    {statistics.median(ours) / statistics.median(plain):6.2f}")
    click.echo(f"memory   {memory:6.0f} MiB at most, of the process that reads")


if __name__ == "__main__":
    main()
