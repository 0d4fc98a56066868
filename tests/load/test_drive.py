"""The load driver works; what it measures is for people to read, so nothing here looks at a clock."""

from pathlib import Path

from tests.load import drive


def test_readers_take_the_whole_way_on_the_app_and_on_the_floor(tmp_path: Path) -> None:
    (report,) = drive.drive(tmp_path, [2], rounds=1, journeys=2, workers=1, packed=False)

    assert report.readers == 2
    assert 0.98 < report.ratio("size") < 1.02


def test_an_answer_and_the_pages_around_it_are_one_short_transaction_each(tmp_path: Path) -> None:
    assert drive.statements(tmp_path) == {
        "question": ["BEGIN", "SELECT", "ROLLBACK"],
        "answer": ["BEGIN", "UPDATE", "INSERT", "COMMIT"],
        "feedback": ["BEGIN", "SELECT", "SELECT", "ROLLBACK"],  # The second is what the reader holds against it.
    }
