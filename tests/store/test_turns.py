"""Writers go in the order they came, threads and processes alike, and the line survives whoever drops out of it."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from quizapp.store import readers
from quizapp.store.session import Database
from quizapp.store.turns import Turns
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
