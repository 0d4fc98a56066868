"""A file is read in a process of its own: with limits, without secrets, and whatever happens to it, a report comes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from quizapp.formats import reading, sandbox
from quizapp.formats.problems import Report
from quizapp.formats.sandbox import Limits
from tests.checkouts import SHIPPED
from tests.formats.native.test_reader import SOUND, WITH_ARTICLE

SLOW = b"title: T\nlanguage: en\narticle: |\n  " + b"![" * 1_000_000 + b"\nquestions: []\n"
"""Two megabytes of opened pictures, over which the reader of Markdown thinks for minutes."""

LARGE = b"title: T\nlanguage: en\nquestions:\n" + b"".join(
    b"- {id: q%d, kind: single, stem: S, choices: [{text: a, right: yes}, b]}\n" % n for n in range(20_000)
)

BOMB = "\n".join(
    ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]", *(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9))]
).encode()

needs_proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="looks at processes in /proc, as Linux has"
)
needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits all that a process may use")
PATIENCE = 300
"""Seconds: so long only where something hangs."""


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


def children(parent: int) -> set[int]:
    """The processes, dead ones that nobody has taken note of too, that a process has started."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # It may end while we look.
            if int(stat.read_text().rpartition(")")[2].split()[1]) == parent:
                found.add(int(stat.parent.name))
    return found


@contextmanager
def slow_reading(limits: Limits, busy: int = 50) -> Iterator[tuple[int, list[Report]]]:
    """The process that reads a slow file, once it was so busy with it, and the report once it is there."""
    before, reports = children(os.getpid()), list[Report]()
    thread = threading.Thread(target=lambda: reports.append(sandbox.read("slow.yaml", SLOW, limits)))
    thread.start()
    deadline = time.monotonic() + PATIENCE
    while not (started := children(os.getpid()) - before) and time.monotonic() < deadline:
        time.sleep(0.01)
    (child,) = started
    while busy and _processor_ticks(child) < busy and time.monotonic() < deadline:
        time.sleep(0.01)
    yield child, reports
    thread.join(PATIENCE)
    assert not Path(f"/proc/{child}").exists()


def _processor_ticks(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11])


# --- the same as without ---


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *((file.name, file.read_bytes()) for file in SHIPPED),
        ("Été à Séoul.yaml", SOUND.encode()),
        ("\udcff.yaml", SOUND.encode("utf-16")),
        ("x.yaml", WITH_ARTICLE.replace("spaceport", "harbour", 1).replace("single", "singular", 1).encode()),
        ("x.yaml", b""),
        ("x.yaml", b"10 20\n"),
        ("x.yaml", SOUND.replace("Harbour", "Hélas").encode("cp1252")),
        ("bomb.yaml", BOMB),
        ("deep.yaml", b"[" * 50_000),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_file_is_read_as_it_is_in_process(name: str, data: bytes) -> None:
    assert sandbox.read(name, data) == reading.read(data, name)


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (SOUND.encode(), Limits()),
        (b"", Limits()),
        (b"x" * 100, Limits(largest=10)),
        (SLOW, Limits(seconds=0.5)),
        (SOUND.encode(), Limits(answer=10)),
    ],
    ids=["sound", "faulty", "too large", "too slow", "no report"],
)
def test_what_came_of_a_file_is_kept_and_is_the_same_when_it_is_unpacked_again(data: bytes, limits: Limits) -> None:
    parcel = sandbox.receive("x.yaml", data, limits)

    assert sandbox.unpack_whole(parcel.packed) == parcel.report


def test_a_bank_of_twenty_thousand_questions_is_read_and_its_progress_told() -> None:
    steps: list[tuple[int, int]] = []
    threads = set()

    def progress(done: int, total: int) -> None:
        steps.append((done, total))
        threads.add(threading.current_thread())

    report = sandbox.read("large.yaml", LARGE, progress=progress)

    assert report.bank is not None
    assert len(report.bank.questions) == report.questions == 20_000
    assert steps == sorted(steps)
    assert len(steps) > 10
    assert {total for _, total in steps} == {20_000}
    assert threads == {threading.current_thread()}


def test_many_threads_read_at_once_and_each_gets_its_own() -> None:
    def title(number: int) -> str:
        report = sandbox.read("x.yaml", SOUND.replace("The summit", f"Summit {number}").encode())
        assert report.bank is not None
        return report.bank.title

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(title, range(24))) == [f"Summit {number}" for number in range(24)]


def test_it_works_from_any_folder(tmp_path: Path) -> None:
    script = (
        "import sys; from quizapp.formats import sandbox\n"
        "print(sandbox.read('x.yaml', sys.stdin.buffer.read()).bank.title)"
    )
    (tmp_path / "quizapp.py").write_text("raise SystemExit('not this one')")

    command = [sys.executable, "-P", "-c", script]
    done = subprocess.run(command, cwd=tmp_path, input=SOUND.encode(), capture_output=True, check=False)

    assert done.stdout == b"The summit\n", done.stderr.decode()


# --- limits ---


def test_what_takes_too_long_is_stopped() -> None:
    report = sandbox.read("slow.yaml", SLOW, Limits(seconds=1.5))

    assert codes(report) == ["reading-takes-too-long"]
    assert report.problems[0].values == {"limit": "1.5"}


@needs_limits
def test_what_needs_too_much_memory_is_refused() -> None:
    report = sandbox.read("large.yaml", LARGE, Limits(memory=100 * 2**20))

    assert codes(report) == ["reading-needs-too-much-memory"]
    assert report.problems[0].values == {"limit": 100}


def test_too_large_a_file_is_not_even_given_to_a_reader() -> None:
    assert codes(sandbox.read("x.yaml", b"x" * 11, Limits(largest=10))) == ["file-too-large"]
    assert codes(sandbox.read("x.yaml", b"x" * (10 * 2**20 + 1))) == ["file-too-large"]


def test_an_answer_larger_than_is_accepted_is_none() -> None:
    assert codes(sandbox.read("large.yaml", LARGE, Limits(answer=100_000))) == ["reading-broke-down"]


def test_of_a_file_of_nothing_but_faults_as_many_come_home_as_somebody_might_read() -> None:
    data = SOUND.encode() + b"".join(b"k%d: v\n" % n for n in range(500))

    report = sandbox.read("x.yaml", data, Limits(problems=20))

    assert codes(report) == ["unknown-field"] * 20 + ["more-faults"]
    assert report.problems[-1].values == {"count": 480}


@needs_limits
def test_a_confined_process_can_do_nothing_but_compute(tmp_path: Path) -> None:
    script = """
import os, socket, subprocess, sys
from quizapp.formats.sandbox.child import confine
from quizapp.formats.sandbox.parcels import Order
place = sys.argv[1]
confine(Order("x", 0, 60, 256 * 2**20, 20, 10))
for name, attempt in {
    "fork": os.fork,
    "run": lambda: subprocess.run(["true"]),
    "system": lambda: os.system("true"),
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "socket": socket.socket,
    "name": lambda: socket.getaddrinfo("localhost", 80),
    "write": lambda: open(place, "w"),
    "create": lambda: os.open(place, os.O_CREAT),
    "remove": lambda: os.remove(sys.argv[2]),
    "kill": lambda: os.kill(os.getppid(), 0),
    "memory": lambda: bytearray(300 * 2**20),
    "many files": lambda: [open(os.devnull) for _ in range(30)],
    "read": lambda: open(os.devnull).read(),
}.items():
    try:
        attempt()
    except (OSError, MemoryError):
        continue
    print(name)
"""
    (tmp_path / "there").touch()
    command = [sys.executable, "-c", script, str(tmp_path / "new"), str(tmp_path / "there")]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.stdout == "read\n", done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["there"]


@needs_proc
def test_the_process_holds_no_secret_no_file_of_ours_and_a_session_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QUIZAPP_SECRET_KEY", "a secret that nobody may know")
    with (tmp_path / "quizapp.db").open("w") as database:
        os.set_inheritable(database.fileno(), True)

        with slow_reading(Limits(seconds=PATIENCE)) as (child, reports):
            environment = Path(f"/proc/{child}/environ").read_bytes()
            command = Path(f"/proc/{child}/cmdline").read_bytes()
            opened = [str(link.readlink()) for link in Path(f"/proc/{child}/fd").iterdir()]
            session = os.getsid(child)
            os.kill(child, signal.SIGKILL)

    assert b"QUIZAPP" not in environment + command
    assert not any("quizapp.db" in name for name in opened)
    assert len(opened) == 4, opened
    assert session == child != os.getsid(0)
    assert codes(reports[0]) == ["reading-broke-down"]


# --- accidents ---


@needs_proc
@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_a_process_killed_from_outside_is_a_reading_that_broke_down(by: signal.Signals) -> None:
    with slow_reading(Limits(seconds=PATIENCE)) as (child, reports):
        os.kill(child, by)

    assert codes(reports[0]) == ["reading-broke-down"]


@needs_proc
def test_a_process_stopped_from_outside_ends_when_its_time_is_over() -> None:
    with slow_reading(Limits(seconds=3), busy=0) as (child, reports), suppress(ProcessLookupError):
        os.kill(child, signal.SIGSTOP)

    assert codes(reports[0]) == ["reading-takes-too-long"]


@pytest.mark.skipif(os.name == "nt", reason="a shell script takes Python's place")
@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("exit 0", "reading-broke-down"),
        ("exec <&-; exec sleep 0.2", "reading-broke-down"),
        ("head -c 5000 /dev/urandom", "reading-broke-down"),
        ("echo memory", "reading-needs-too-much-memory"),
        ("echo broke somewhere", "reading-broke-down"),
        ("echo 1 2; echo 3 4", "reading-broke-down"),
        ('echo \'{"format": "quizapp"\'', "reading-broke-down"),
        ("exec yes", "reading-broke-down"),
        ("exec yes '1 2'", "reading-broke-down"),
        ("exec >&-; exec sleep 600", "reading-broke-down"),
        ("exec sleep 600", "reading-takes-too-long"),
        ("sleep 600 & echo nonsense", "reading-takes-too-long"),
    ],
)
def test_whatever_the_process_answers_the_caller_gets_a_report(
    script: str, code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "python"
    other.write_text(f"#!/bin/sh\n{script}\n")
    other.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(other))
    seconds = 2 if code == "reading-takes-too-long" else PATIENCE

    report = sandbox.read("large.yaml", LARGE, Limits(seconds=seconds, answer=10**6))

    assert codes(report) == [code]


def test_a_process_that_cannot_be_started_is_a_reading_that_broke_down(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))

    assert codes(sandbox.read("x.yaml", SOUND.encode())) == ["reading-broke-down"]


def test_a_caller_that_gives_up_leaves_no_process_behind() -> None:
    before = children(os.getpid())

    def progress(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        sandbox.read("large.yaml", LARGE, progress=progress)

    assert children(os.getpid()) <= before
