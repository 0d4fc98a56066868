"""Writers go in the order they came, threads and processes alike, and the line survives whoever drops out of it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from quizapp.config import Settings
from quizapp.store import readers, session
from quizapp.store.session import Database, Unavailable
from quizapp.store.turns import NoTurn, Turns, WaitingLine
from tests.makers import NOON
from tests.store.contents import count


def test_threads_go_in_the_order_they_came() -> None:
    turns, served = Turns(None), []
    threads = []
    with turns.turn():
        for number in range(20):

            def take(number: int = number) -> None:
                with turns.turn():
                    served.append(number)

            threads.append(threading.Thread(target=take))
            threads[-1].start()
            time.sleep(0.005)  # So that each stands in the line before the next comes.
        assert served == []
    for thread in threads:
        thread.join(10)

    assert served == list(range(20))


def test_one_who_has_just_been_served_goes_to_the_end_of_the_line() -> None:
    turns, served = Turns(None), []
    begun = threading.Event()

    def greedy() -> None:
        for __ in range(5):
            with turns.turn():
                served.append("greedy")
                begun.set()
                time.sleep(0.01)

    def patient() -> None:
        begun.wait(5)
        with turns.turn():
            served.append("patient")

    threads = [threading.Thread(target=greedy), threading.Thread(target=patient)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert served.index("patient") <= 2


def test_never_two_at_once() -> None:
    turns, inside, most = Turns(None), 0, 0

    def take() -> None:
        nonlocal inside, most
        for __ in range(50):
            with turns.turn():
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=take) for __ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert (inside, most) == (0, 1)


def test_a_turn_that_fails_is_passed_on() -> None:
    turns = Turns(None)
    with pytest.raises(RuntimeError), turns.turn():
        raise RuntimeError

    with turns.turn():
        pass


TAKE = """
import sys, time
from pathlib import Path
from quizapp.store.turns import Turns

turns = Turns(Path(sys.argv[1]))
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    with turns.turn():
        counter = Path(sys.argv[1] + "-counter")
        number = int(counter.read_text())
        time.sleep(0.0005)
        counter.write_text(str(number + 1))
"""


def test_processes_take_turns_by_the_file(tmp_path: Path) -> None:
    file = tmp_path / "turns"
    Path(f"{file}-counter").write_text("0")
    processes = [
        subprocess.Popen([sys.executable, "-c", TAKE, str(file), "60"], stdin=subprocess.PIPE, text=True)
        for __ in range(3)
    ]

    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=60)

    assert [process.returncode for process in processes] == [0, 0, 0]
    assert Path(f"{file}-counter").read_text() == "180"  # Without turns, reading and writing would lose some.


def test_a_process_that_dies_in_its_turn_does_not_keep_it(tmp_path: Path) -> None:
    file = tmp_path / "turns"
    die = f"import os, pathlib, quizapp.store.turns as t\nwith t.Turns(pathlib.Path({str(file)!r})).turn(): os._exit(9)"
    assert subprocess.run([sys.executable, "-c", die], check=False).returncode == 9
    turns = Turns(file)

    with turns.turn():
        pass

    turns.close()


# --- patience ---


def test_one_who_waits_too_long_gives_up_and_the_line_goes_on_without_them() -> None:
    turns, served = Turns(None, 0.2), []

    def give_up() -> None:
        with pytest.raises(NoTurn), turns.turn():
            served.append(0)

    def take(number: int) -> None:
        with turns.turn():
            served.append(number)

    with turns.turn():
        impatient = threading.Thread(target=give_up)
        impatient.start()
        impatient.join(5)
        assert not impatient.is_alive()
        patient = [threading.Thread(target=take, args=(number,)) for number in range(1, 6)]
        for thread in patient:
            thread.start()
            time.sleep(0.005)
    for thread in patient:
        thread.join(5)

    assert served == [1, 2, 3, 4, 5]


def test_who_gives_up_lets_those_behind_keep_their_order() -> None:
    line, served, gone = WaitingLine(), [], []

    def take(number: int, patience: float | None) -> None:
        try:
            with line.turn(patience):
                served.append(number)
        except NoTurn:
            gone.append(number)

    with line.turn():
        threads = [threading.Thread(target=take, args=(n, 0.05 if n % 3 == 0 else None)) for n in range(12)]
        for thread in threads:
            thread.start()
            time.sleep(0.005)
        time.sleep(0.2)
    for thread in threads:
        thread.join(5)

    assert gone == [0, 3, 6, 9]
    assert served == [1, 2, 4, 5, 7, 8, 10, 11]


@hypothesis_settings(max_examples=25)
@given(
    width=st.integers(1, 3),
    patiences=st.lists(st.sampled_from((0.0, 0.001, 0.002, 0.004, None)), min_size=4, max_size=12),
    held=st.sampled_from((0.0, 0.001, 0.002)),
)
def test_no_place_is_lost_or_doubled_however_short_the_patience(
    width: int, patiences: list[float | None], held: float
) -> None:
    line, guard, outcomes = WaitingLine(width), threading.Lock(), []
    inside = most = 0

    def take(patience: float | None) -> None:
        nonlocal inside, most
        for __ in range(4):
            try:
                with line.turn(patience):
                    with guard:
                        inside += 1
                        most = max(most, inside)
                    time.sleep(held)  # As long as some have patience: they give up just as they are let in.
                    with guard:
                        inside -= 1
                outcomes.append(True)
            except NoTurn:
                outcomes.append(False)

    threads = [threading.Thread(target=take, args=(patience,)) for patience in patiences]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert len(outcomes) == 4 * len(patiences)
    assert inside == 0
    assert most <= width
    with ExitStack() as all_places:
        for __ in range(width):
            all_places.enter_context(line.turn(0))
        with pytest.raises(NoTurn), line.turn(0):
            pass


class Drowsy(WaitingLine):
    """A line whose threads, out of patience, fall asleep for a while before they leave it."""

    def __init__(self) -> None:
        super().__init__()
        self.asleep, self.awake = threading.Event(), threading.Event()

    def _leave(self, mine: threading.Lock) -> None:
        self.asleep.set()
        self.awake.wait(5)
        super()._leave(mine)


def test_a_place_that_is_handed_over_in_the_very_moment_of_giving_up_is_not_lost() -> None:
    line, served = Drowsy(), []

    def take() -> None:
        with line.turn(0.01):
            served.append("the one who was leaving")

    with line.turn():
        thread = threading.Thread(target=take)
        thread.start()
        assert line.asleep.wait(5)
    line.awake.set()  # Its place came while it slept.
    thread.join(5)

    assert served == ["the one who was leaving"]
    with line.turn(0):
        pass


HOLD = """
import fcntl, sys
with open(sys.argv[1], "ab") as file:
    fcntl.flock(file, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def held_elsewhere(file: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process has its turn, and keeps it until it reads a line."""
    command = [sys.executable, "-c", HOLD, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def let_go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.close()
    process.wait(10)


def test_a_process_that_keeps_its_turn_is_not_waited_for_without_end(tmp_path: Path) -> None:
    turns = Turns(tmp_path / "turns", 0.3)

    with held_elsewhere(tmp_path / "turns") as process:
        for __ in range(3):
            before = time.monotonic()
            with pytest.raises(NoTurn), turns.turn():
                pass
            assert time.monotonic() - before > 0.2
        let_go(process)

        with turns.turn():
            pass
    turns.close()


def test_the_line_of_threads_and_the_file_share_one_patience(tmp_path: Path) -> None:
    turns, waited = Turns(tmp_path / "turns", 2), []

    def take() -> None:
        before = time.monotonic()
        with pytest.raises(NoTurn), turns.turn():
            pass
        waited.append(time.monotonic() - before)

    with held_elsewhere(tmp_path / "turns"):
        threads = [threading.Thread(target=take) for __ in range(15)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)

    assert len(waited) == 15
    assert max(waited) < 25  # One after the other the last would wait 30 seconds, on any machine.
    turns.close()


def test_a_turn_that_nobody_waits_for_any_more_is_given_back(tmp_path: Path) -> None:
    turns, other = Turns(tmp_path / "turns", 0.2), Turns(tmp_path / "turns", 5)

    with held_elsewhere(tmp_path / "turns") as process:
        with pytest.raises(NoTurn), turns.turn():
            pass
        let_go(process)

        with other.turn():  # What still stands in the kernel's line for the first must not keep what it gets.
            pass
    for one in (turns, other):
        one.close()


def test_turns_taken_up_after_some_gave_up_exclude_other_processes_as_before(tmp_path: Path) -> None:
    file = tmp_path / "turns"
    Path(f"{file}-counter").write_text("0")
    turns = Turns(file, 0.02)
    command = [sys.executable, "-c", TAKE, str(file), "150"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
        taken = 0
        while process.poll() is None:
            try:
                with turns.turn():
                    counter = Path(f"{file}-counter")
                    number = int(counter.read_text())
                    time.sleep(0.0005)
                    counter.write_text(str(number + 1))
                    taken += 1
            except NoTurn:
                pass
    turns.close()

    assert process.returncode == 0
    assert int(Path(f"{file}-counter").read_text()) == 150 + taken


def test_closing_while_a_turn_is_still_waited_for_does_no_harm(tmp_path: Path) -> None:
    turns = Turns(tmp_path / "turns", 0.05)

    with held_elsewhere(tmp_path / "turns") as process:
        with pytest.raises(NoTurn), turns.turn():
            pass
        turns.close()
        let_go(process)

    again = Turns(tmp_path / "turns", 5)
    with again.turn():
        pass
    again.close()


@pytest.mark.sqlite
def test_a_stopped_process_makes_the_database_unavailable_and_nothing_is_lost_once_it_goes_on(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_BUSY_MILLISECONDS", 300)
    impatient = Database(settings.database)

    with held_elsewhere(settings.data / "quizapp.db-turns") as process:
        os.kill(process.pid, signal.SIGSTOP)
        with pytest.raises(Unavailable), impatient.transaction() as db:
            readers.ensure(db, "too late", NOON)
        assert count(database, "reader") == 0
        os.kill(process.pid, signal.SIGCONT)
        let_go(process)
        with impatient.transaction() as db:
            readers.ensure(db, "in time", NOON)

    assert count(database, "reader") == 1
    impatient.close()


def test_writers_of_one_process_never_meet_a_busy_database(database: Database) -> None:
    failures: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for round_ in range(10):
                with database.transaction() as db:
                    readers.ensure(db, f"{number}/{round_}", NOON)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert failures == []
    assert count(database, "reader") == 80


def test_who_steps_aside_lets_the_next_one_in_and_has_to_wait_for_a_turn_again() -> None:
    line, told = WaitingLine(), []
    next_in, let_go = threading.Event(), threading.Event()

    def other() -> None:
        with line.turn():
            told.append("other in")
            next_in.set()
            let_go.wait(10)
            told.append("other out")

    thread = threading.Thread(target=other)
    with line.turn():
        thread.start()
        assert not next_in.wait(0.1)
        with line.aside():
            assert next_in.wait(10)
            threading.Timer(0.1, let_go.set).start()
        told.append("back")
    thread.join()

    assert told == ["other in", "other out", "back"]
