"""Teachers for tests of what they do: each with an office, and a unit of work for each thing done in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeVar

from quizapp.domain.accounts import Role, Teacher
from quizapp.domain.banks import Bank
from quizapp.services.visits import Draw, Office
from quizapp.store import audit, banks, teachers
from quizapp.store.session import Database
from tests.makers import NOON, bank, draw, office

Done = TypeVar("Done")


@dataclass
class Staff:
    """One of them, whose chance goes on from one thing done to the next."""

    database: Database
    teacher: Teacher
    drawn: Draw

    def do(self, work: Callable[[Office], Done]) -> Done:
        return self.database.run(lambda db: work(office(db, self.teacher, draw=self.drawn)))

    def publish(self, given: Bank | None = None) -> int:
        """A bank of theirs; its row id."""
        frozen = banks.freeze(given or bank())
        return self.do(lambda mine: banks.publish(mine.db, frozen, mine.now, self.teacher.id)[0])

    @property
    def log(self) -> list[tuple[str, str]]:
        """What they did, oldest first."""
        entries = self.do(lambda mine: audit.entries(mine.db))
        return [(one.act, one.subject) for one in reversed(entries) if one.email == self.teacher.email]


def hired(database: Database, name: str, role: Role = Role.TEACHER) -> Staff:
    numbers = count(1)
    drawn = replace(draw(name), address=lambda: f"{name}-{next(numbers)}")
    return Staff(database, database.run(lambda db: teachers.add(db, f"{name}@school.example", role, "-", NOON)), drawn)
