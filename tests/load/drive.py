"""The load driver: whole reader journeys against the app and, in the same run, against the floor.

    python -m tests.load.drive --readers 1,20,200

Both are served by the app's own server with the same settings, one at a time, in rounds that take turns, so that
whatever else the machine does falls on both alike: read the ratios, not the rates. Every reader has one connection,
takes the whole way of a quiz (list, quiz, start, for each question its page, an answer at random and the feedback, the
end), and thinks for no time. After each round of the app, every answer is looked up in the database: stored once, for
its owner, as it was picked.

- **answers/s**: answers acknowledged, by the time from the first request to the last reply of the round.
- **p50, p99, longest**: how long the reply to an answer took, in milliseconds; *longest wait* is of any request.
- **CPU**: user and system time of the server's processes for each answer with the pages around it, in milliseconds.
- **in flight**: the sum of all waits by the time of the round. Without starvation it is the number of readers
  (Little's law); **slowest** is how much longer the slowest reader's journey took than the median one's.
- **kB**: bytes of all pages for each answer, in thousands.
- **statements**: what one answer, and the two pages around it, send to the database, BEGIN and COMMIT included.

With `--gzip`, readers ask for packed pages as browsers do; the app then packs each page, and the floor, being bare,
does not. Without it both send the same bytes.
"""

import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import event

from quizapp import serving
from quizapp.app import create_app
from quizapp.clock import utc_now
from quizapp.config import Settings, folder
from quizapp.services import publishing
from quizapp.store import schema
from quizapp.store.session import Database
from tests.load import floor, ledger
from tests.load.readers import Browser, Reader, Reply
from tests.servers import RunningServer, running
from tests.visitors import Visitor

SLUG = "kim-putin-2023"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Round:
    """What one round on one side came to."""

    rate: float
    p50: float
    p99: float
    longest_answer: float
    longest: float
    cpu: float
    in_flight: float
    slowest: float
    size: float


@dataclass(frozen=True)
class Report:
    """The rounds of the app and of the floor at one number of readers, pair by pair."""

    readers: int
    app: Sequence[Round]
    floor: Sequence[Round]

    def ratio(self, of: str) -> float:
        """The median over the pairs of rounds of app ÷ floor."""
        pairs = zip(self.app, self.floor, strict=True)
        return float(statistics.median(getattr(app, of) / getattr(floor, of) for app, floor in pairs))


def drive(data: Path, counts: Sequence[int], rounds: int, journeys: int, workers: int, *, packed: bool) -> list[Report]:
    """Run it all in this folder; AssertionError if one answer is not stored as it should be."""
    options = ("--workers", str(workers))
    # One order for all: else pages differ by chance from those that the floor sends.
    with running(data / "app", {"QUIZAPP_SEED": "for each the same"}, options=options) as app:
        everybody = [asyncio.run(_record(app, data / "floor"))]
        with running(data / "floor", options=options, module="tests.load.floor") as bare:
            reports = []
            for count in counts:
                sides: dict[int, list[Round]] = {app.port: [], bare.port: []}
                for number in range(rounds):
                    for server in (app, bare) if number % 2 else (bare, app):
                        readers, done = asyncio.run(_round(server, count, max(1, journeys // count), packed=packed))
                        sides[server.port].append(done)
                        if server is app:
                            everybody += readers
                            _verify(data / "app" / "quizapp.db", everybody)
                reports.append(Report(count, sides[app.port], sides[bare.port]))
    return reports


def _verify(database: Path, readers: Sequence[Reader]) -> None:
    checked = ledger.check(database, readers)
    assert not checked.faults, checked.faults
    assert checked.stored == checked.acknowledged, checked


async def _record(app: RunningServer, data: Path) -> Reader:
    """One journey on the app, its pages kept for the floor."""
    pages: dict[str, str] = {}

    def keep(path: str, reply: Reply) -> None:
        last = path.rpartition("/")[2]
        if path in ("/", f"/quiz/{SLUG}", f"{path.rpartition('/')[0]}/end"):
            pages[{"": "quizzes", SLUG: "quiz"}.get(last, last)] = reply.text
        elif "/question/" in path:
            pages[f"{'question' if '<fieldset' in reply.text else 'feedback'}-{last}"] = reply.text

    reader = Reader(Browser(app.port), random.Random(0), seen=keep)
    journey = await reader.take(SLUG)
    await reader.browser.close()
    floor.record(data, pages, journey.address)
    return reader


async def _round(server: RunningServer, count: int, each: int, *, packed: bool) -> tuple[list[Reader], Round]:
    readers = [Reader(Browser(server.port, packed=packed), random.Random(n)) for n in range(count)]
    took: list[float] = []

    async def take(reader: Reader) -> None:
        for _ in range(each):
            begun = time.perf_counter()
            await reader.take(SLUG)
            took.append(time.perf_counter() - begun)
        await reader.browser.close()

    cpu_before, begun = _cpu(server), time.perf_counter()
    await asyncio.gather(*map(take, readers))
    elapsed, cpu = time.perf_counter() - begun, _cpu(server) - cpu_before
    timings = [timing for reader in readers for timing in reader.browser.timings]
    waits = sorted(timing.took for timing in timings if timing.answer)
    return readers, Round(
        rate=len(waits) / elapsed,
        p50=1000 * statistics.median(waits),
        p99=1000 * waits[int(len(waits) * 0.99)],
        longest_answer=1000 * waits[-1],
        longest=1000 * max(timing.took for timing in timings),
        cpu=1000 * cpu / len(waits),
        in_flight=sum(timing.took for timing in timings) / elapsed,
        slowest=max(took) / statistics.median(took),
        size=sum(timing.size for timing in timings) / len(waits) / 1000,
    )


def _cpu(server: RunningServer) -> float:
    """Seconds of processor time that the server's processes have used."""
    stats = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in server.processes)
    return sum(sum(map(int, fields[11:15])) for fields in stats) / _TICKS


def statements(data: Path) -> dict[str, list[str]]:
    """What each request of one answer sends to the database, counted in this process."""
    settings = Settings(data=data, secret_key="a-secret-for-counting-0123456789-abcdefg")
    database = Database(settings.database)
    schema.upgrade(database)
    publishing.load_shipped(database, folder("questions").glob("*.yaml"), utc_now())
    database.close()
    app = create_app(settings)
    engine = app.extensions["quizapp"].database.engine
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: said.append(given[2].split()[0]))
    event.listen(engine, "commit", lambda connection: said.append("COMMIT"))
    event.listen(engine, "rollback", lambda connection: said.append("ROLLBACK"))
    visitor = Visitor(app.test_client())
    path = f"{visitor.start(SLUG)}/question/2"
    visitor.get(path)
    counted = {}
    said.clear()
    page = visitor.get(path)
    counted["question"] = said[:]
    said.clear()
    assert visitor.post(path, page, choice="1", revision=0).status_code == 303
    counted["answer"] = said[:]
    said.clear()
    visitor.get(path)
    counted["feedback"] = said[:]
    app.extensions["quizapp"].database.close()
    return counted


# --- on the terminal ---


def _numbers(given: str) -> list[int]:
    return [int(number) for number in given.split(",")]


def _table(reports: Sequence[Report]) -> Table:
    columns = {
        "answers/s": "rate",
        "p50 ms": "p50",
        "p99 ms": "p99",
        "longest answer": "longest_answer",
        "longest wait": "longest",
        "CPU ms": "cpu",
        "in flight": "in_flight",
        "slowest": "slowest",
        "kB": "size",
    }
    table = Table("readers", "", *columns, box=None, pad_edge=False)
    for report in reports:
        for name, rounds in (("app", report.app), ("floor", report.floor)):
            medians = [statistics.median(getattr(one, of) for one in rounds) for of in columns.values()]
            table.add_row(str(report.readers), name, *(f"{median:.2f}" for median in medians))
        table.add_row("", "[bold]app ÷ floor[/]", *(f"[bold]{report.ratio(of):.2f}[/]" for of in columns.values()))
    return table


@click.command()
@click.option("--readers", "counts", default="1,20,200", show_default=True, help="How many at once.")
@click.option("--rounds", default=5, show_default=True, help="Pairs of rounds for each number of readers.")
@click.option("--journeys", default=40, show_default=True, help="Journeys of a round, shared among its readers.")
@click.option("--workers", default=serving.WORKERS, show_default=True, help="Server processes of either side.")
@click.option("--gzip", "packed", is_flag=True, help="Ask for packed pages, as browsers do.")
def main(counts: str, rounds: int, journeys: int, workers: int, packed: bool) -> None:
    """Whole reader journeys against the app and the floor, by turns."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder_name:
        data = Path(folder_name)
        reports = drive(data, _numbers(counts), rounds, journeys, workers, packed=packed)
        said = statements(data)
    console.print(_table(reports))
    console.print("Every acknowledged answer is stored once, for its owner, as it was picked.")
    for request, sent in said.items():
        console.print(f"statements, {request}: {len(sent)} ({' '.join(sent)})")


if __name__ == "__main__":
    main()
