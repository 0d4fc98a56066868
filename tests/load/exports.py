"""How much memory and time the files of a quiz's results take, of 50 attempts and of 50,000.

    python -m tests.load.exports

The attempts are put into a database at once; each file is written by a process of its own, whose peak is told beside
that of one that has only started. Read how little the memory grows, not the seconds, which are the machine's.
"""

import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

import click

from quizapp.domain.exports import Ending, Portion
from quizapp.store import schema
from quizapp.store.session import Database
from tests.crowds import crowd
from tests.makers import bank, load, single

QUESTIONS = 10
_WRITE = """
import resource, sys, time
from zoneinfo import ZoneInfo
from quizapp.clock import utc_now
from quizapp.domain.exports import Ending, Portion, Wanted
from quizapp.services import exports, files
from quizapp.store.banks import Shelf
from quizapp.store.session import Database

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

idle, began = peak(), time.perf_counter()
database, portion = Database(sys.argv[1]), Portion(sys.argv[2])
with database.reading() as db:
    extract = exports.extract_for_all(db, Shelf(), "summit", portion, utc_now())
read = time.perf_counter()
with files.written(extract, Wanted(portion, Ending(sys.argv[3]), "en"), ZoneInfo("UTC")) as file:
    size = file.seek(0, 2) / 1e6
done = time.perf_counter()
times = f"{read - began:7.2f} s read {done - read:7.2f} s written"
print(f"{size:9.1f} MB {times} {peak() - idle:6.0f} MiB beside {idle:.0f}")
"""


@click.command(help="Measure the files of results.")
@click.option("--attempts", default=[50, 50_000], multiple=True, show_default=True)
@click.option(
    "--only", type=click.Choice([str(one) for one in Portion]), help="One portion, as CSV. Default: all, as every file."
)
def main(attempts: tuple[int, ...], only: str | None) -> None:
    files = [(only, Ending.CSV)] if only else list(product(Portion, Ending))
    with tempfile.TemporaryDirectory() as made:
        for count in attempts:
            address = f"sqlite:///{Path(made) / f'{count}.db'}"
            database = Database(address)
            schema.upgrade(database)
            load(database, bank(*(single(f"q{number}") for number in range(QUESTIONS))))
            crowd(database, count)
            database.close()
            for portion, ending in files:
                command = [sys.executable, "-c", _WRITE, address, portion, ending]
                told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip()
                click.echo(f"{count:6} attempts {portion:9} {ending:4} {told}")


if __name__ == "__main__":
    main()
