"""A quotation is found exactly once, inside one block, after three foldings and no more; else the finder says why."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from quizapp.domain.articles import Article, Block, BlockKind, Passage
from quizapp.domain.evidence import Across, Finder, FoundPassage, MissingPassage, RepeatedPassage
from quizapp.formats.texts.markdown import read_article
from tests.growth import LINEAR, growth
from tests.makers import article

NFC_CAFE, NFD_CAFE = "caf\u00e9", "cafe\u0301"
NFC_HAN, NFD_HAN = "\ud55c", "\u1112\u1161\u11ab"  # 한, whole and as its three letters.
NFC_HA = "\ud558"  # 하, the first two of them.
APOSTROPHES = "'’‘‚‛ʼʹ′‹›＇ʹ"
QUOTES = '"“”„‟″«»＂'
SPACES = " \u00a0\u202f\u2009\u2002\u3000\t\n"


def find(quotation: str, *paragraphs: str) -> FoundPassage | MissingPassage | Across | RepeatedPassage:
    return Finder(article(*paragraphs)).find(quotation)


def found_text(quotation: str, *paragraphs: str) -> str:
    """What the article shows at the one place where the quotation was found."""
    text = article(*paragraphs)
    hit = Finder(text).find(quotation)
    assert isinstance(hit, FoundPassage), hit
    return text.text(hit.passage)


# --- found, missing, doubled, across ---


def test_a_quotation_is_found_at_its_place() -> None:
    hit = find("had failed", "Nothing here.", "Two launches had failed before.")

    assert hit == FoundPassage(Passage(block=1, start=13, end=23))


def test_a_whole_block_is_found() -> None:
    assert find("Two failed.", "Two failed.", "Three did not.") == FoundPassage(Passage(0, 0, 11))


@pytest.mark.parametrize("quotation", ["", "   ", "\n", "\u00a0"])
def test_an_empty_quotation_is_missing(quotation: str) -> None:
    assert find(quotation, "Two launches had failed.") == MissingPassage(None)


def test_a_missing_quotation_comes_with_the_nearest_passage() -> None:
    hit = find("three launches had failed", "The sun shone.", "They say that two launches had failed before.")

    assert hit == MissingPassage("two launches had failed")


def test_nothing_is_suggested_for_a_quotation_that_is_like_nothing() -> None:
    assert find("zygote quux", "The sun shone.", "Two launches had failed.") == MissingPassage(None)


def test_a_suggestion_is_made_in_scripts_without_spaces_too() -> None:
    assert find("两次火箭发射失败", "天气很好。", "会谈之前两次卫星发射失败了。") == MissingPassage("两次卫星发射失败")


def test_a_suggestion_sees_through_the_kinds_of_apostrophe() -> None:
    hit = find("l'hiver d'après", "L’été fut beau.", "Puis vint l’hiver d’avant.")

    assert hit == MissingPassage("l’hiver d’avant.")


def test_an_article_without_blocks_suggests_nothing() -> None:
    assert Finder(Article(())).find("anything") == MissingPassage(None)


@pytest.mark.parametrize("wrong", ["two Launches", "two launchs", "two  launches!", "two-launches", "two lau nches"])
def test_nothing_is_ever_fuzzy(wrong: str) -> None:
    hit = find(wrong, "Of these two launches one failed.")

    assert isinstance(hit, MissingPassage)


def test_a_quotation_that_stands_twice_in_a_block_is_repeated() -> None:
    hit = find("a train", "He took a train, and after it a train again.")

    assert isinstance(hit, RepeatedPassage)
    assert hit.count == 2


def test_a_quotation_that_stands_in_two_blocks_is_repeated() -> None:
    hit = find("had failed", "One had failed.", "Another had failed.")

    assert isinstance(hit, RepeatedPassage)
    assert hit.count == 2


def test_overlapping_occurrences_count() -> None:
    hit = find("ana", "A banana.")

    assert isinstance(hit, RepeatedPassage)
    assert hit.count == 2


@pytest.mark.parametrize(
    ("paragraph", "quotation"),
    [
        ("One train came; a second train (of arms) left, a third train stayed.", "train"),
        ("Dans l’air et l’eau, dans l’air et dans l’ombre.", "air"),
        ("He said (no) and (no) again, (no) to all.", "no"),
        ("said he twice: said he", "said he"),
    ],
)
def test_the_hint_at_a_wider_passage_is_copied_from_the_article_and_found(paragraph: str, quotation: str) -> None:
    hit = find(quotation, paragraph)

    assert isinstance(hit, RepeatedPassage)
    assert quotation in hit.wider
    assert hit.wider in paragraph
    assert isinstance(find(hit.wider, paragraph), FoundPassage)


def test_a_quotation_over_the_end_of_a_paragraph_is_across() -> None:
    hit = find("had failed. The guest", "Two launches had failed.", "The guest came by train.")

    assert hit == Across("had failed.")


def test_the_first_part_of_a_quotation_across_is_shown_as_the_article_writes_it() -> None:
    hit = find("l'été a fini. Puis vint", "Tout l’été a fini.", "Puis vint l’hiver.")

    assert hit == Across("l’été a fini.")


def test_a_quotation_over_three_blocks_is_across() -> None:
    hit = find("ends here. Middle. The last", "It ends here.", "Middle.", "The last begins.")

    assert hit == Across("ends here.")


def test_a_quotation_that_cuts_a_character_of_one_block_is_missing_not_across() -> None:
    hit = find("cafe", f"Au {NFC_CAFE} du coin.", "Autre chose.")

    assert isinstance(hit, MissingPassage)


def test_a_quotation_that_stands_in_a_block_and_across_two_is_found_in_the_block() -> None:
    hit = find("one two", "Then one two.", "It was one", "two again.")

    assert hit == FoundPassage(Passage(0, 5, 12))


# --- through emphasis, over one another ---


def test_a_quotation_runs_through_emphasis() -> None:
    text = read_article("He called the *Russian **army*** in `Ukraine` heroic.").article

    hit = Finder(text).find("the Russian army in Ukraine heroic")

    assert hit == FoundPassage(Passage(0, 10, 44))


def test_the_signs_of_emphasis_are_not_part_of_the_text() -> None:
    text = read_article("He called the *Russian* army heroic.").article

    hit = Finder(text).find("the *Russian* army")

    assert hit == MissingPassage("the Russian army")


def test_a_quotation_runs_over_the_ends_of_lines_and_hard_breaks() -> None:
    text = read_article("one\ntwo  \nthree\\\nfour").article

    hit = Finder(text).find("one two three four")

    assert hit == FoundPassage(Passage(0, 0, 18))


def test_a_quotation_over_two_list_items_is_across() -> None:
    text = read_article("- a first point\n- a second point").article

    assert Finder(text).find("first point a second") == Across("first point")


def test_quotations_that_overlap_one_another_are_each_found() -> None:
    finder = Finder(article("Two launches had failed before the meeting."))

    hits = [finder.find(text) for text in ("Two launches had", "launches had failed", "had failed before")]

    assert hits == [FoundPassage(Passage(0, 0, 16)), FoundPassage(Passage(0, 4, 23)), FoundPassage(Passage(0, 13, 30))]


# --- the Unicode form ---


@pytest.mark.parametrize("written", [NFC_CAFE, NFD_CAFE])
@pytest.mark.parametrize("quoted", [NFC_CAFE, NFD_CAFE])
def test_the_unicode_form_is_folded(written: str, quoted: str) -> None:
    assert found_text(quoted, f"Un {written} noir.") == written


@pytest.mark.parametrize("written", [NFC_CAFE, NFD_CAFE])
def test_a_base_letter_is_never_cut_from_its_mark(written: str) -> None:
    assert isinstance(find("cafe", f"Un {written} noir."), MissingPassage)
    assert isinstance(find("Un cafe", f"Un {written} noir."), MissingPassage)


@pytest.mark.parametrize("written", [NFC_CAFE, NFD_CAFE])
def test_a_mark_is_never_cut_from_its_base_letter(written: str) -> None:
    assert isinstance(find("\u0301 noir", f"Un {written} noir."), MissingPassage)


@pytest.mark.parametrize("written", [NFC_CAFE, NFD_CAFE])
def test_cafe_without_and_with_accent_are_two_words(written: str) -> None:
    hit = find("cafe", f"Un {written}, deux cafe.")

    assert isinstance(hit, FoundPassage)
    assert hit.passage.start == len(f"Un {written}, deux ")


@pytest.mark.parametrize("written", [NFC_HAN, NFD_HAN])
@pytest.mark.parametrize("quoted", [NFC_HAN, NFD_HAN])
def test_hangul_is_folded(written: str, quoted: str) -> None:
    assert found_text(quoted + "국", f"대{written}국어") == written + "국"


@pytest.mark.parametrize("written", [NFC_HAN, NFD_HAN])
@pytest.mark.parametrize("quoted", [NFC_HA, "\u1112\u1161", "\u1112", "\u1161\u11ab", "\u11ab"])
def test_a_hangul_syllable_is_never_cut(written: str, quoted: str) -> None:
    assert isinstance(find(quoted, f"대{written}국"), MissingPassage)


@pytest.mark.parametrize(
    ("cluster", "base"),
    [
        ("\u0915\u093f", "\u0915"),  # Devanagari ki: a spacing mark of class 0.
        ("\u0e01\u0e31", "\u0e01"),  # Thai: a mark of class 0 over its letter.
        ("1\ufe0f\u20e3", "1"),  # A keycap: the enclosing mark has class 0 too.
    ],
)
def test_a_mark_without_a_combining_class_is_not_cut_off_either(cluster: str, base: str) -> None:
    assert isinstance(find(base, f"x {cluster} y"), MissingPassage)
    assert found_text(cluster, f"x {cluster} y") == cluster


def test_marks_in_another_order_are_the_same_text() -> None:
    above_first, below_first = "a\u0301\u0323", "a\u0323\u0301"

    assert found_text(f"x{below_first}", f"x{above_first} y") == f"x{above_first}"
    assert found_text(f"x{above_first} y", f"x{below_first} y") == f"x{below_first} y"
    assert isinstance(find("xa\u0323", f"x{above_first} y"), MissingPassage)


def test_a_sign_that_is_canonically_an_apostrophe_is_folded_like_it() -> None:
    assert found_text("Α\u0374 phrase", "Une Α\u02b9 phrase.") == "Α\u02b9 phrase"
    assert found_text("Α' phrase", "Une Α\u0374 phrase.") == "Α\u0374 phrase"


# --- apostrophes, quotes, spaces ---


@pytest.mark.parametrize("written", APOSTROPHES)
def test_every_kind_of_apostrophe_is_the_same(written: str) -> None:
    for quoted in APOSTROPHES:
        assert found_text(f"l{quoted}été", f"Tout l{written}été.") == f"l{written}été"


@pytest.mark.parametrize("written", QUOTES)
def test_every_kind_of_quotation_mark_is_the_same(written: str) -> None:
    for quoted in QUOTES:
        assert found_text(f"{quoted}un tremplin{quoted}", f"Dit {written}un tremplin{written}.")[0] == written


def test_an_apostrophe_is_not_a_quotation_mark() -> None:
    assert isinstance(find("'oui'", 'Il a dit "oui".'), MissingPassage)


@pytest.mark.parametrize("written", SPACES)
def test_every_kind_of_space_is_the_same(written: str) -> None:
    for quoted in SPACES:
        assert found_text(f"en{quoted}2019", f"Vus en{written}2019{written}: oui.") == f"en{written}2019"


@pytest.mark.parametrize(("written", "quoted"), [(" \u00a0 ", " "), (" ", "\n   \t"), ("\u202f\u2009", "  ")])
def test_a_run_of_spaces_counts_as_one(written: str, quoted: str) -> None:
    assert found_text(f"en{quoted}2019", f"Vus en{written}2019.") == f"en{written}2019"


def test_a_space_is_not_nothing() -> None:
    assert isinstance(find("« oui »", "Il a dit «oui» hier."), MissingPassage)


def test_the_spaces_around_a_quotation_do_not_count() -> None:
    assert find("  had failed\n", "Two had failed.") == FoundPassage(Passage(0, 4, 14))


# --- what is not folded ---


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("Deux échecs", "deux échecs"),
        ("ﬁn", "fin"),
        ("œuvre", "oeuvre"),
        ("straße", "strasse"),
        ("un – deux", "un - deux"),
        ("fin…", "fin..."),
        ("fini.", "fini"[:-1] + "!"),
        ("x²", "x2"),
        ("Ⅷ", "VIII"),
        ("soft\u00adly", "softly"),
        ("été", "ete"),
    ],
)
def test_case_ligatures_and_punctuation_are_not_folded(written: str, quoted: str) -> None:
    assert isinstance(find(quoted, f"Voici {written} ici."), MissingPassage)


# --- as properties ---

LETTERS = "abcdeéèôñÅ\u1e69한국ñøß漢"
PLAIN = st.text(st.sampled_from(LETTERS + "ABC.,;:!?-123"), min_size=1, max_size=6)
GAPS = st.sampled_from([" ", " ", " ", "\u00a0", "\u202f", "\n", "  ", "’", "'", "«\u00a0", "\u202f»", '"'])


@st.composite
def texts(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.tuples(PLAIN, GAPS), min_size=1, max_size=12))
    composed = draw(st.booleans())
    return unicodedata.normalize("NFC" if composed else "NFD", "".join(word + gap for word, gap in words).strip())


def characters(text: str) -> list[int]:
    """Where a text may be cut: the starts of its characters as a reader sees them, and its end."""
    inside = [i for i, char in enumerate(text) if unicodedata.combining(char) or "\u1160" <= char <= "\u11ff"]
    return [i for i in range(len(text) + 1) if i not in inside]


def fold(text: str) -> str:
    """The three foldings again, the slow way."""
    text = unicodedata.normalize("NFD", text)
    for kinds, one in ((APOSTROPHES, "'"), (QUOTES, '"')):
        for kind in kinds:
            text = text.replace(kind, one)
    return " ".join(text.split())


def slices_alike(text: str, quotation: str) -> int:
    """How many slices of the text, cut between characters, begin and end in no space and fold to the quotation."""
    cuts, wanted = characters(text), fold(quotation)
    sound = [i for i in cuts if i == len(text) or not text[i].isspace()]
    ends = [i for i in cuts if i and not text[i - 1].isspace()]
    return sum(fold(text[start:end]) == wanted for start in sound for end in ends if start < end)


@st.composite
def slices(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(texts())
    cuts = characters(text)
    starts = [i for i in cuts if i < len(text) and not text[i].isspace()]
    start = draw(st.sampled_from(starts))
    end = draw(st.sampled_from([i for i in cuts if i > start and not text[i - 1].isspace()]))
    return text, start, end


@given(slices())
def test_any_slice_that_occurs_once_is_found_where_it_stands(slice_: tuple[str, int, int]) -> None:
    text, start, end = slice_
    count = slices_alike(text, text[start:end])

    hit = find(text[start:end], text)

    if count == 1:
        assert hit == FoundPassage(Passage(0, start, end))
    else:
        assert isinstance(hit, RepeatedPassage)
        assert hit.count == count


@given(slices(), st.data())
def test_a_needle_in_another_spelling_is_found_at_the_same_place(
    slice_: tuple[str, int, int], data: st.DataObject
) -> None:
    text, start, end = slice_
    needle = unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), text[start:end])
    for kinds in (APOSTROPHES, QUOTES):
        needle = "".join(data.draw(st.sampled_from(kinds)) if char in kinds else char for char in needle)
    needle = "".join(
        data.draw(st.sampled_from(SPACES)) * data.draw(st.integers(1, 2)) if char.isspace() else char for char in needle
    )

    assert find(needle, text) == find(text[start:end], text)


@given(slices(), st.data())
def test_a_changed_letter_never_finds(slice_: tuple[str, int, int], data: st.DataObject) -> None:
    text, start, end = slice_
    needle = text[start:end]
    letters = [i for i, char in enumerate(needle) if char.isalnum()]
    assume(letters)
    place = data.draw(st.sampled_from(letters))
    changed = needle[:place] + data.draw(st.sampled_from("ZÿЖ9")) + needle[place + 1 :]
    assume(slices_alike(text, changed) == 0)

    assert not isinstance(find(changed, text), FoundPassage | RepeatedPassage)


@given(texts(), texts())
@example("a b", "b a")
def test_a_slice_over_two_blocks_is_never_found_in_one(first: str, second: str) -> None:
    quotation = f"{first} {second}"
    alone = slices_alike(first, quotation) + slices_alike(second, quotation)

    hit = find(quotation, first, second)

    assert isinstance(hit, FoundPassage | RepeatedPassage) if alone else isinstance(hit, Across)


# --- hostile input ---

PART = 64 * 1024
"""Characters of the shorter article; the longer one has twice as many."""


def paragraph(words: str, parts: int) -> Article:
    return article((words * (PART * parts // len(words) + 1))[: PART * parts])


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        pytest.param(
            lambda parts: paragraph("The guest came in an armoured train and left in silence. ", parts),
            [f"the guest number {n} came in a wooden train" for n in range(50)],
            id="one paragraph, 50 missing",
        ),
        pytest.param(
            lambda parts: Article(tuple(Block(BlockKind.PARAGRAPH, "a b") for _ in range(PART * parts // 5))),
            [f"a b c {n}" for n in range(50)],
            id="thousands of paragraphs, 50 missing",
        ),
        pytest.param(
            lambda parts: paragraph("many words to choose from, all of them alike ", parts),
            [("many words to choose among, none of them alike " * 425)[:20_000]] * 3,
            id="quotations of 20,000 characters, missing",
        ),
        pytest.param(
            lambda parts: paragraph("a", parts), ["a", "a" * 20_000, "a" * 19_999 + "b"], id="one letter over and over"
        ),
        pytest.param(
            lambda parts: article("e" + "\u0301\u0323" * (PART // 4 * parts)),
            ["e\u0323", "\u0301"],
            id="one letter under marks",
        ),
    ],
)  # fmt: skip
def test_an_article_twice_as_long_is_searched_in_twice_the_time(
    text: Callable[[int], Article], quotations: list[str]
) -> None:
    def search(given_: Article) -> None:
        finder = Finder(given_)
        for quotation in quotations:
            assert not isinstance(finder.find(quotation), FoundPassage)

    assert growth(search, text(1), text(2)) < LINEAR
