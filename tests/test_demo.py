"""`quizapp demo`: a simulated class for whoever has the machine, marked on the terminal, and gone again."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from quizapp.domain.accounts import Role
from quizapp.domain.demonstration import MOST_QUESTIONS, READERS
from quizapp.domain.quizzes import Quiz, spoken
from quizapp.store import quizzes, teachers
from quizapp.store.session import Database
from tests.makers import NOON, bank, load, single
from tests.store.contents import contents, count
from tests.test_cli import quizapp

OWNER = "owner@school.example"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@contextmanager
def stored(data: Path) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{data / 'quizapp.db'}")) as database:
        yield database


@pytest.fixture
def people(data: Path) -> Callable[..., None]:
    """Makes owners, and teachers, of these names."""
    quizapp("db", "upgrade", "--data", data)

    def make(*owners: str, others: tuple[str, ...] = ()) -> None:
        with stored(data) as database, database.transaction() as db:
            for names, role in ((owners, Role.OWNER), (others, Role.TEACHER)):
                for name in names:
                    teachers.add(db, f"{name}@school.example", role, "-", NOON)

    return make


def shown(data: Path) -> list[Quiz]:
    """The quizzes whose classes are simulated."""
    with stored(data) as database, database.reading() as db:
        return [one for one in quizzes.every(db) if one.simulated]


def test_where_nobody_teaches_yet_it_prints_the_way_in_and_what_to_do_then(data: Path) -> None:
    done = quizapp("demo", "--data", data, "--address", "http://quiz.example/")

    assert done.exit_code == 0
    assert done.stdout.startswith("http://quiz.example/teacher/in/")
    for told in ("choose a password", "“quizapp serve”", "“See a simulated class”"):
        assert told in done.stderr
    assert shown(data) == []


def test_for_the_only_owner_it_loads_the_shipped_banks_and_prints_where_the_results_are(
    data: Path, people: Callable[..., None]
) -> None:
    people("owner", others=("anna",))

    done = quizapp("demo", "--data", data)

    (quiz,) = shown(data)
    assert (done.exit_code, done.stdout) == (0, f"http://127.0.0.1:8000/teacher/quiz/{quiz.slug}\n")
    assert f"A simulated class of {READERS}, as a quiz of {OWNER}" in done.stderr
    assert "quizapp demo --remove" in done.stderr
    assert (quiz.title.partition(" ")[0], quiz.teacher_id) == ("Kim", 1)
    with stored(data) as database:
        assert count(database, "attempt") == READERS
        assert count(database, "response") == READERS * quiz.question_count


def test_a_second_time_it_leads_to_the_same_class(data: Path, people: Callable[..., None]) -> None:
    people("owner")
    first = quizapp("demo", "--data", data)

    again = quizapp("demo", "kim-putin-2023", "--data", data)

    assert (again.exit_code, again.stdout) == (0, first.stdout)
    assert f"{OWNER} has this simulated class already." in again.stderr
    assert len(shown(data)) == 1


def test_another_bank_and_teacher_are_named(data: Path, people: Callable[..., None]) -> None:
    people("owner", others=("anna",))

    done = quizapp("demo", "kim-putin-2023", "--teacher", "Anna@school.example", "--data", data)

    (quiz,) = shown(data)
    assert (done.exit_code, quiz.teacher_id, quiz.language) == (0, 2, "en")


@pytest.mark.parametrize(
    ("owners", "said"),
    [(("olga", "otto"), "There are several owners"), ((), "Nobody owns this installation")],
    ids=["several", "none"],
)
def test_of_several_owners_or_none_it_asks_for_a_name(
    owners: tuple[str, ...], said: str, data: Path, people: Callable[..., None]
) -> None:
    people(*owners, others=("anna",))

    done = quizapp("demo", "--data", data)

    assert (done.exit_code, said in done.output, "--teacher" in done.output) == (2, True, True)
    assert shown(data) == []


def test_what_is_not_there_is_said_to_be_so(data: Path, people: Callable[..., None]) -> None:
    people("owner")

    bank, teacher = (
        quizapp("demo", "nothing", "--data", data),
        quizapp("demo", "--teacher", "a@b.example", "--data", data),
    )

    assert (bank.exit_code, "There is no bank “nothing”." in bank.output) == (1, True)
    assert (teacher.exit_code, "a@b.example does not teach here." in teacher.output) == (1, True)
    assert shown(data) == []


@pytest.mark.parametrize(("more", "status"), [(0, 0), (1, 1)])
def test_a_bank_that_is_too_long_is_refused(more: int, status: int, data: Path, people: Callable[..., None]) -> None:
    people("owner")
    long = bank(*(single(f"q{at}") for at in range(MOST_QUESTIONS + more)), id_="long")
    with stored(data) as database:
        load(database, long)

    done = quizapp("demo", "long", "--data", data)

    assert (done.exit_code, len(shown(data))) == (status, 1 - status)
    assert (f"at most {MOST_QUESTIONS} questions" in done.output) is bool(status)


def test_removed_it_leaves_the_database_as_it_was_but_for_the_log(data: Path, people: Callable[..., None]) -> None:
    people("owner")
    assert "There is no simulated class." in quizapp("demo", "--remove", "--data", data).output
    with stored(data) as database:
        before = contents(database)
    quizapp("demo", "--data", data)

    done = quizapp("demo", "--remove", "--data", data)

    assert (done.exit_code, done.output) == (0, "The simulated class is gone.\n")
    with stored(data) as database:
        after = contents(database)
    assert {table for table in after if after[table] != before[table]} == {"entry"}


def test_it_is_marked_where_quizzes_and_results_are_listed_and_its_files_are_not_written(
    data: Path, people: Callable[..., None], tmp_path: Path
) -> None:
    people("owner")
    slug = quizapp("demo", "--data", data).stdout.strip().rpartition("/")[2]
    file = tmp_path / "scores.csv"

    listed = quizapp("quiz", "list", "--data", data).output.splitlines()
    results = quizapp("results", slug, "--data", data)
    written = quizapp("results", slug, "-o", file, "--data", data)
    printed = quizapp("results", slug, "--json", "--data", data)
    real = quizapp("results", "kim-putin-2023", "--data", data)

    assert [line.split()[1] for line in listed if line.endswith("(simulated)")] == [spoken(slug)]
    assert results.output.startswith("A simulated class: nobody sat in it.\n")
    assert results.output.count("finished") == READERS
    for refused in (written, printed):
        assert refused.exit_code == 1
        assert refused.output == f"Error: “{slug}” is a simulated class: nothing of it is taken away or set.\n"
    assert not file.exists()
    assert "simulated" not in real.output
    assert quizapp("results", "kim-putin-2023", "-o", file, "--data", data).exit_code == 0


def test_it_takes_no_settings(data: Path, people: Callable[..., None]) -> None:
    people("owner")
    slug = quizapp("demo", "--data", data).stdout.strip().rpartition("/")[2]

    refused = quizapp("quiz", "set", slug, "--listed", "--data", data)

    assert (refused.exit_code, "nothing of it is taken away or set" in refused.output) == (1, True)
    assert [one.terms.listed for one in shown(data)] == [False]
    assert quizapp("quiz", "set", "kim-putin-2023", "--unlisted", "--data", data).exit_code == 0
