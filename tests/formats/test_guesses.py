"""What a file does not say is guessed and said, and its teacher may have it taken in another."""

from collections.abc import Mapping

import pytest

from quizapp.domain.banks import Kind
from quizapp.domain.catch_alls import fix_catch_alls
from quizapp.formats import reading
from quizapp.formats.problems import GUESSES, Report, Sense, told, unheard
from quizapp.formats.sandbox import parcels

TABLE = "Question;A;B;Answer\nPremière ville ?;Vladivostok;Où ?;A\n".encode("cp1252")


def read(data: bytes, name: str, options: Mapping[str, str] | None = None) -> Report:
    return reading.read(data, name, unheard, options or {})


def test_a_guessed_encoding_is_shown_by_the_words_that_it_changes() -> None:
    (guess,) = read(TABLE, "summit.csv").guesses

    assert (guess.option, guess.taken) == ("encoding", Sense("Windows-1252", "Première, Où"))
    assert Sense("Windows-1250", "Premičre, Où") not in guess.others, "è and ù differ there: both words change"
    assert Sense("Windows-1250", "Premičre, Oů") in guess.others


def test_of_two_encodings_that_read_alike_one_is_offered() -> None:
    samples = [sense.sample for sense in read(TABLE, "summit.csv").guesses[0].senses]

    assert len(samples) == len(set(samples))


def test_the_teacher_has_it_read_in_another_encoding() -> None:
    report = read(TABLE, "summit.csv", {"encoding": "Windows-1250"})

    assert report.bank is not None
    assert report.bank.questions[0].stem == "Premičre ville ?"
    assert report.guesses[0].taken.value == "Windows-1250"
    assert Sense("Windows-1252", "Première, Où") in report.guesses[0].others


def test_an_encoding_that_nobody_knows_is_passed_over() -> None:
    assert read(TABLE, "summit.csv", {"encoding": "klingon"}).encoding == "Windows-1252"


def test_a_file_in_utf8_leaves_nothing_to_guess() -> None:
    assert read(TABLE.decode("cp1252").encode(), "summit.csv").guesses == ()


def test_title_and_language_are_as_the_teacher_says() -> None:
    bank = read(b"Which?{=a~b}", "x_y.gift", {"title": "The summit", "language": "fr"}).bank

    assert bank is not None
    assert (bank.title, bank.language) == ("The summit", "fr")


@pytest.mark.parametrize(
    ("options", "kind", "key"),
    [({"keys": "1:B"}, Kind.SINGLE, {1}), ({"keys": "2:A 1:AB"}, Kind.MULTIPLE, {0, 1})],
)
def test_a_key_that_the_file_lacks_is_given(options: dict[str, str], kind: Kind, key: set[int]) -> None:
    table = b"Question,A,B,Answer\nWhich city?,Paris,Rome,\n"
    assert read(table, "x.csv").bank is None

    report = read(table, "x.csv", options)
    assert report.bank is not None
    assert (report.bank.questions[0].kind, report.bank.questions[0].key) == (kind, key)


def test_a_key_that_the_file_has_is_not_changed() -> None:
    bank = read(b"Which?{=a~b}", "x.gift", {"keys": "1:B"}).bank

    assert bank is not None
    assert bank.questions[0].key == {0}


def test_none_of_the_above_is_kept_in_its_place_by_one_option() -> None:
    gift = "Où ?{=Oslo~Rome~Aucune de ces réponses}\n\nQuand ?{=Hier~Demain~A et B}\n\nQui ?{=Lui~Elle}".encode()
    moved = read(gift, "x.gift")
    kept = read(gift, "x.gift", {"catch-alls": "fixed"})

    assert [(one.option, one.taken.value, one.others[0].value) for one in (*moved.guesses, *kept.guesses)] == [
        ("catch-alls", "shuffled", "fixed"), ("catch-alls", "fixed", "shuffled"),
    ]  # fmt: skip
    assert {one.sample for one in moved.guesses[0].senses} == {"Aucune de ces réponses"}
    assert [one.code for one in moved.warnings] == ["all-of-the-above", "names-letters"]
    assert moved.bank is not None
    assert kept.bank == fix_catch_alls(moved.bank) != moved.bank
    assert kept.warnings == ()
    assert read(b"Qui ?{=Lui~Elle}", "x.gift", {"catch-alls": "fixed"}).guesses == ()


def test_what_was_read_of_a_faulty_file_comes_along_to_be_completed() -> None:
    report = read(b"Question,A,B,Answer\nWhich city?,Paris,Rome,A\nAnd then?,Oslo,Bern,D\n", "x.csv")

    assert report.bank is None
    assert report.unfinished is not None
    assert report.unfinished.questions[0].stem == "Which city?"
    again = parcels.unpack_whole(parcels.pack_whole(report, 100))
    assert (again.unfinished, again.guesses, again.problems) == (report.unfinished, report.guesses, report.problems)


def test_guesses_come_home_from_the_process_that_read_the_file() -> None:
    report = read(TABLE, "summit.csv")

    assert parcels.unpack_whole(parcels.pack_whole(report, 100)).guesses == report.guesses


def test_a_guess_that_has_no_sentence_is_no_report() -> None:
    packed = parcels.pack_whole(read(TABLE, "summit.csv"), 100).replace(b'"encoding", [', b'"enlightenment", [')

    with pytest.raises(parcels.DamagedParcel):
        parcels.unpack_whole(packed)


def test_each_way_is_said_when_taken_and_offered_when_not() -> None:
    (guess,) = read(TABLE, "summit.csv").guesses

    assert "it was read as Windows-1252: “Première, Où”" in told(guess, guess.taken, str)
    assert told(guess, guess.others[0], str).startswith("Read it as ")
    assert all(words.taken and words.offered for words in GUESSES.values())
