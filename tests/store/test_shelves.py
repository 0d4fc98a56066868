"""A teacher's banks part by part: by last use, found by their words, narrowed; the same on both engines."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from quizapp.config import Settings
from quizapp.domain.accounts import Role, Teacher
from quizapp.domain.attempts import Settings as Asked
from quizapp.domain.banks import Bank
from quizapp.domain.quizzes import Terms
from quizapp.domain.search import looked_for
from quizapp.store import archive, banks, classes, quizzes, schema, shelves, teachers
from quizapp.store.session import Database
from quizapp.store.shelves import BankFilter, ShelfOrder, Tag, Whose
from quizapp.store.tables import BankTagRow, BankWordsRow, VersionRow
from tests.engines import Engine, go_back
from tests.makers import NOON, article, bank, single

DAY = timedelta(days=1)


@pytest.fixture
def anna(database: Database) -> Teacher:
    """With « Égypte », « La peste » and « Zama », published in this order, of which the first was handed out last."""
    with database.transaction() as db:
        teachers.add(db, "ben@school.example", Role.TEACHER, "", NOON)
        anna = teachers.add(db, "anna@school.example", Role.TEACHER, "", NOON)
        plague = bank(
            single(stem="Qui s'enfuit ?", tags=("Lumières", "4e")), id_="b", title="La peste",
            article=article("Un navire venu du Levant."),
        )  # fmt: skip
        made = [
            publish(db, one, NOON + at * DAY, anna.id)
            for at, one in enumerate((named("a", "Égypte", "lumieres"), plague, named("c", "Zama")))
        ]
        class_id = classes.add(db, anna.id, "4e A", NOON)
        quizzes.add(db, "soon", made[0], anna.id, Asked(), Terms(opens_at=NOON + 9 * DAY, class_id=class_id), NOON)
        quizzes.add(db, "before", made[0], anna.id, Asked(), Terms(), NOON + 3 * DAY)
        quizzes.add(db, "simulated", made[1], anna.id, Asked(), Terms(), NOON + 12 * DAY, simulated=True)
    return anna


def named(id_: str, title: str, *tags: str) -> Bank:
    return bank(single(tags=tags), id_=id_, title=title, article=None)


def publish(db: object, one: Bank, now: object, teacher_id: int | None) -> int:
    return banks.publish(db, banks.freeze(one), now, teacher_id)[0]  # type: ignore[arg-type]


def titles(database: Database, teacher: Teacher, by: ShelfOrder = ShelfOrder.USE, **narrowing: object) -> list[str]:
    with database.reading() as db:
        found, in_all = shelves.part(db, teacher, BankFilter(**narrowing), by, start=0, most=9)  # type: ignore[arg-type]
    assert in_all == len(found)
    return [one.title for one in found]


def test_the_one_last_handed_out_or_published_comes_first(database: Database, anna: Teacher) -> None:
    assert titles(database, anna) == ["Égypte", "Zama", "La peste"]  # Nobody sat in the simulated class.
    assert titles(database, anna, ShelfOrder.TITLE) == ["Égypte", "La peste", "Zama"]


def test_a_list_comes_in_parts_and_tells_how_many_there_are(database: Database, anna: Teacher) -> None:
    with database.reading() as db:
        parts = [shelves.part(db, anna, BankFilter(), ShelfOrder.USE, start=at, most=2) for at in (0, 2, 4)]

    assert [([one.title for one in found], in_all) for found, in_all in parts] == [
        (["Égypte", "Zama"], 3), (["La peste"], 3), ([], 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("PESTE", ["La peste"]),
        ("egypte", ["Égypte"]),
        ("levant navir", ["La peste"]),
        ("enfuit", ["La peste"]),
        ("lumière", ["Égypte", "La peste"]),
        ("zama peste", []),
        ("100%", []),
        ("a_a", []),
    ],
)
def test_banks_are_found_by_title_stem_article_and_tag(
    typed: str, found: list[str], database: Database, anna: Teacher
) -> None:
    assert titles(database, anna, words=looked_for(typed)) == found


def test_what_is_found_is_what_the_newest_version_says(database: Database, anna: Teacher) -> None:
    with database.transaction() as db:
        publish(db, named("c", "Carthage", "Rome"), NOON + 4 * DAY, anna.id)

    assert titles(database, anna, words=looked_for("zama")) == []
    assert titles(database, anna, words=looked_for("carthage")) == ["Carthage"]
    assert titles(database, anna, tag="rome") == ["Carthage"]


def test_a_bank_with_a_title_of_its_own_is_found_by_that(database: Database, anna: Teacher) -> None:
    with database.transaction() as db:
        (zama, *_), _ = shelves.part(db, anna, BankFilter(looked_for("zama")), ShelfOrder.USE, start=0, most=1)
        banks.rename(db, zama.id, "Hannibal")
    assert titles(database, anna, words=looked_for("zama")) == []

    with database.transaction() as db:
        publish(db, named("c", "Zama et après"), NOON + 4 * DAY, anna.id)
    assert titles(database, anna, words=looked_for("hannibal")) == ["Hannibal"]
    assert titles(database, anna, ShelfOrder.TITLE) == ["Égypte", "Hannibal", "La peste"]

    with database.transaction() as db:
        banks.rename(db, zama.id, "")
    assert titles(database, anna, words=looked_for("apres")) == ["Zama et après"]


def test_what_is_put_away_is_on_no_list(database: Database, anna: Teacher) -> None:
    with database.transaction() as db:
        (egypt, *_), _ = shelves.part(db, anna, BankFilter(), ShelfOrder.USE, start=0, most=1)
        archive.put_banks_away(db, [egypt.id], NOON)

    assert titles(database, anna) == ["Zama", "La peste"]
    assert titles(database, anna, words=looked_for("egypte")) == []
    with database.reading() as db:
        assert [one.key for one in shelves.tags(db, anna, 9)] == ["4e", "lumieres"]


def test_lists_are_narrowed_to_a_tag_an_owner_and_a_class(database: Database, anna: Teacher) -> None:
    with database.transaction() as db:
        bens = publish(db, named("x", "De Ben"), NOON, 1)
        publish(db, named("y", "De Ben seul"), NOON, 1)
        banks.share(db, bens, anna.id)
        common = publish(db, named("z", "De tous"), NOON, None)
        banks.make_common(db, common, common=True)
        (class_,) = classes.of_teacher(db, anna.id)

    assert titles(database, anna, tag="lumieres") == ["Égypte", "La peste"]
    assert titles(database, anna, whose=Whose.MINE) == ["Égypte", "Zama", "La peste"]
    assert titles(database, anna, whose=Whose.SHARED) == ["De Ben"]
    assert titles(database, anna, whose=Whose.COMMON) == ["De tous"]
    assert titles(database, anna, class_id=class_.id) == ["Égypte"]
    assert "De Ben seul" not in titles(database, anna)
    with database.reading() as db:
        assert shelves.owners(db, [bens, common]) == {bens: "ben@school.example"}


def test_tags_are_told_with_how_many_banks_have_them(database: Database, anna: Teacher) -> None:
    with database.reading() as db:
        found = shelves.tags(db, anna, 9)
        (egypt, *_), _ = shelves.part(db, anna, BankFilter(), ShelfOrder.USE, start=0, most=1)
        of_one = shelves.tags_of(db, [egypt.id], 1)

    assert found == [Tag("4e", "4e", 1), Tag("lumieres", found[1].written, 2)]
    assert found[1].written in ("Lumières", "lumieres")
    assert of_one == {egypt.id: [Tag("lumieres", "lumieres")]}


def test_the_last_time_is_told_with_its_class(database: Database, anna: Teacher) -> None:
    with database.reading() as db:
        found, _ = shelves.part(db, anna, BankFilter(), ShelfOrder.USE, start=0, most=9)
        last = shelves.last_times(db, anna, [one.id for one in found])

    assert {one.title: last.get(one.id) for one in found} == {
        "Égypte": shelves.LastTime(NOON + 9 * DAY, "4e A"), "Zama": None, "La peste": None,
    }  # fmt: skip


def test_what_was_published_before_is_found_once_upgraded(engine: Engine, settings: Settings) -> None:
    with engine.migrated(settings.database) as database:
        with database.transaction() as db:
            anna = teachers.add(db, "anna@school.example", Role.TEACHER, "", NOON)
            for at, right in enumerate((0, 0, 1)):
                publish(
                    db, bank(single(right=right, tags=("4e", "Été")), title=f"Égypte {at}"), NOON + at * DAY, anna.id
                )
            before = [db.execute(select(*row.__table__.c)).all() for row in (BankWordsRow, BankTagRow)]
            assert all(before)
        go_back(database, "0029")

        schema.upgrade(database)

        with database.reading() as db:
            assert [db.execute(select(*row.__table__.c)).all() for row in (BankWordsRow, BankTagRow)] == before
            assert db.scalars(select(VersionRow.rekeys).order_by(VersionRow.number)).all() == [False, False, True]
