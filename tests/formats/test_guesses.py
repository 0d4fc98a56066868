"""What a file does not say is guessed and said, and its teacher may have it taken in another."""

from collections.abc import Mapping

import pytest

from quizapp.domain.banks import Kind
from quizapp.domain.catch_alls import fix_catch_alls
from quizapp.formats import reading
from quizapp.formats.problems import FORMAT, GUESSES, Guess, Report, Sense, told, unheard
from quizapp.formats.sandbox import parcels
from tests.formats.packages import package

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


# --- what a file is ---

CITY = b"Question,A,B,Answer\nWho?,Kim,Putin,A\n"
ZIP = package(("a.gift", b"Which?{=a~b}"), ("b/two.csv", CITY), ("read me.txt", b"Hello."))
EITHER = (
    b"1. Which of these {and no other} is a sea?\na) The Black Sea\nb) The Baltic\nAnswer: A\n\n2. Which {=one ~two}?\n"
)


def test_of_an_archive_of_several_banks_each_may_be_looked_at() -> None:
    listed = read(ZIP, "banks.zip")
    second = read(ZIP, "banks.zip", {"member": "b/two.csv"})

    assert [one.code for one in listed.problems] == ["several-banks"]
    assert [sense.value for sense in listed.guesses[0].senses] == ["-", "a.gift", "b/two.csv"]
    assert second.bank is not None
    assert second.bank.questions[0].stem == "Who?"
    assert [sense.value for sense in second.guesses[0].senses] == ["b/two.csv", "-", "a.gift"]


def test_a_file_that_is_not_in_the_archive_is_not_looked_for() -> None:
    assert [one.code for one in read(ZIP, "banks.zip", {"member": "../etc/passwd"}).problems] == ["several-banks"]


def test_a_text_that_looks_like_two_formats_may_be_read_as_either() -> None:
    as_one = read(EITHER, "x.txt")
    (guess,) = [one for one in as_one.guesses if one.option == "format"]

    as_other = read(EITHER, "x.txt", {"format": guess.others[0].value})

    assert as_one.format == guess.taken.value
    assert as_other.format == guess.others[0].value
    assert guess.taken in next(one for one in as_other.guesses if one.option == "format").others


def test_what_a_strict_format_refuses_is_read_as_people_type_it() -> None:
    report = read(b"1. Which?\n*a) x\n*b) y\nc) z\n", "x.txt")

    assert report.format == "text"
    assert report.bank is not None
    assert report.bank.questions[0].key == {0, 1}
    assert read(b"1. Which?\n*a) x\n*b) y\nc) z\n", "x.txt", {"format": "text2qti"}).bank is None


def test_a_file_that_is_one_thing_raises_no_such_question() -> None:
    for data in (b"::One::Which?{=a~b}\n\nWho came?{=Kim~Putin}\n", b"1. Which?\na) one\n*b) two\n"):
        assert [one for one in read(data, "x.txt").guesses if one.option == "format"] == []


def test_no_format_is_taken_that_is_none_of_the_loose_ones() -> None:
    assert read(b"Which?{=a~b}", "x.txt", {"format": "H5P"}).format == "GIFT"


def test_the_name_of_a_format_is_said_in_the_language_of_the_page() -> None:
    french = {"text": "texte", "Read it as %(value)s": "Lire comme %(value)s"}
    guess = Guess(FORMAT, Sense("GIFT"), (Sense("text"),))

    said = told(guess, guess.others[0], lambda words: french.get(words, words))

    assert said == "Lire comme texte"
