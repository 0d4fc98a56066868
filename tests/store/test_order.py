"""Names and titles stand in the language's own order, by a key that is kept beside them: the same on both engines."""

from sqlalchemy import select, text, update

from quizapp.config import Settings
from quizapp.domain.accounts import Role
from quizapp.domain.attempts import Attempt, State
from quizapp.domain.attempts import Settings as Asked
from quizapp.domain.classes import ListLine
from quizapp.domain.collation import collated, filed
from quizapp.domain.quizzes import Terms
from quizapp.store import attempts, banks, classes, listings, quizzes, readers, schema, teachers
from quizapp.store.listings import ListOrder, SortedBy
from quizapp.store.session import Database
from quizapp.store.tables import AttemptRow, ClassRow, MemberRow, QuizRow, VersionRow
from tests.engines import Engine, go_back
from tests.makers import NOON, bank, single

TITLES = ["Chapitre 9", "chapitre 10", "Égypte", "Emmaüs", "L'œuvre", "Ve République", "Zoé"]
KEYED = (ClassRow, MemberRow, VersionRow, QuizRow, AttemptRow)


def test_banks_quizzes_and_classes_stand_by_title_whatever_its_marks_and_case(database: Database) -> None:
    with database.transaction() as db:
        anna = teachers.add(db, "anna@school.example", Role.TEACHER, "", NOON)
        for number, title in enumerate(TITLES[::-1]):
            made, _ = banks.publish(db, banks.freeze(bank(single(), id_=f"bank-{number}", title=title)), NOON, anna.id)
            quizzes.add(db, f"quiz-{number}", made, anna.id, Asked(), Terms(listed=True), NOON)
            classes.add(db, anna.id, title, NOON)
        quizzes.ask_only(db, "quiz-0", "Élan", ["where"])  # One with a title of its own, which was the last.

    with database.reading() as db:
        assert [one.title for one in banks.seen_by(db, anna)] == TITLES
        assert [one.title for one in banks.listing(db)] == TITLES
        assert [one.name for one in classes.of_teacher(db, anna.id)] == TITLES
        assert [one.title for one in quizzes.listed(db)] == [*TITLES[:3], "Élan", *TITLES[3:-1]]


def test_a_class_stands_by_family_name_and_follows_when_somebody_is_renamed(database: Database) -> None:
    with database.transaction() as db:
        anna = teachers.add(db, "anna@school.example", Role.TEACHER, "", NOON)
        class_id = classes.add(db, anna.id, "4e A", NOON)
        listed = [ListLine("Zoé Élie", family="Élie", given="Zoé"), ListLine("Ana Zola", family="Zola", given="Ana")]
        listed += [ListLine("Éloïse"), ListLine("Emma")]
        classes.add_members(db, class_id, [(one, one.name) for one in listed[::-1]])

    def names() -> list[str]:
        with database.reading() as db:
            return [one.name for one in classes.members(db, class_id)]

    assert names() == ["Zoé Élie", "Éloïse", "Emma", "Ana Zola"]
    with database.transaction() as db:
        emma = classes.members(db, class_id)[2]
        classes.change_member(db, emma.id, ListLine("Âme", extra=0))
        classes.rename(db, class_id, "Élan")
    assert names() == ["Âme", "Zoé Élie", "Éloïse", "Ana Zola"]
    assert wrong_keys(database) == []


def test_attempts_stand_by_name_and_those_of_a_class_by_family_name(database: Database) -> None:
    with database.transaction() as db:
        made, _ = banks.publish(db, banks.freeze(bank()), NOON)
        anna = teachers.add(db, "anna@school.example", Role.TEACHER, "", NOON)
        quizzes.add(db, "quiz", made, anna.id, Asked(), Terms(), NOON)
        quiz = quizzes.by_slug(db, "quiz")
        class_id = classes.add(db, anna.id, "4e A", NOON)
        classes.add_members(db, class_id, [(ListLine("Zoé Dubois", family="Dubois", given="Zoé"), "link")])
        (zoe,) = classes.members(db, class_id)
        for at, name in enumerate(("Emma", "Zoé Dubois", "Éloïse", "Chloé")):
            reader = readers.ensure(db, str(at), NOON)
            begun = Attempt(str(at), quiz.version_id, "seed", Asked(), State.OPEN, NOON, name=name)
            attempts.add(db, quiz.id, reader, begun, str(at), zoe.id if at == 1 else None)

    def names(*, falling: bool) -> list[str]:
        order = ListOrder(quiz.id, NOON, SortedBy.NAME, falling=falling)
        with database.reading() as db:
            return [one.name for one in listings.attempts(db, listings.ordered(db, order))]

    assert names(falling=False) == ["Chloé", "Zoé Dubois", "Éloïse", "Emma"]
    assert names(falling=True) == ["Emma", "Éloïse", "Zoé Dubois", "Chloé"]
    assert wrong_keys(database) == []


def test_what_was_there_before_gets_its_keys_and_loses_them_on_the_way_back(engine: Engine, settings: Settings) -> None:
    with engine.migrated(settings.database) as database:
        test_attempts_stand_by_name_and_those_of_a_class_by_family_name(database)
        with database.transaction() as db:
            quizzes.ask_only(db, "quiz", "Œuvre 10", ["where"])
            for table in KEYED:
                db.execute(update(table).values(sort_key=None if table is QuizRow else ""))
        go_back(database, "0033")
        with database.engine.connect() as connection:
            assert connection.execute(text("SELECT * FROM quiz")).mappings().one().get("sort_key", "none") == "none"

        schema.upgrade(database)

        assert wrong_keys(database) == []


def wrong_keys(database: Database) -> list[object]:
    """The rows whose key is not that of their names as they are."""
    with database.reading() as db:
        named = [(VersionRow.title, VersionRow.sort_key), (QuizRow.title, QuizRow.sort_key)]
        named += [(ClassRow.name, ClassRow.sort_key), (AttemptRow.name, AttemptRow.sort_key)]
        titled = [row for columns in named for row in db.execute(select(*columns))]
        wrong: list[object] = [row for row in titled if (row[0] and collated(row[0])) != row[1]]
        members = db.execute(select(MemberRow.name, MemberRow.family, MemberRow.given, MemberRow.sort_key))
        return wrong + [row for row in members if filed(*row[:3]) != row.sort_key]
