"""In which older encoding a text is: however short, what Western editors wrote is not taken for anything else."""

import random

import pytest

from quizapp.formats.syntax import encodings
from quizapp.formats.syntax.text import decode_any

WESTERN = (
    "é", "Première", "Première question;où;à", "Où les dirigeants se sont-ils rencontrés ?", "n° 3 : 12 °C à l’ombre",
    "L’élève dit « oui » à l’œuvre…", "prix : 2,50 €;5 m³ d’eau", "ÉLÈVE À L’ÉCOLE", "Ségolène;Gaël;Aïcha;Anaïs;Chloé",
    "Combien d’élèves manquent ?;1;2", "à compléter : ……………", "Zoë Müller", "Größe", "Wie heißt der größte Fluß?",
    "¿Dónde está el niño?", "Málaga", "1º de mayo en España", "Não é uma questão", "Perché è così", "één vraag",
    "Hvor mange år?", "Blåbærsyltetøy på brød", "København", "Smørrebrød", "Vad är en räksmörgås för något?",
    "Mikä on Suomen pääkaupunki?", "Hvað er þetta á íslensku?", "Què és això? Il·lusió",
)  # fmt: skip
OTHERS = {
    "cp1250": ("Który z przywódców był pierwszy?", "łódź", "Książka;Zeszyt;Ołówek", "Příliš žluťoučký kůň úpěl",
               "Melyik városban találkoztak? Az első", "În ce oraş s-au întâlnit? Câţi ani", "Što znači čaša?"),
    "iso8859_2": ("Książka;Zeszyt;Ołówek", "Który z przywódców był pierwszy? Żółć"),
    "cp1254": ("Hangi şehirde buluştular? İlk gün ne oldu?",),
    "cp1257": ("Kuris yra didžiausias miestas? Kaip žmonės gyvena šalyje",),
    "mac_roman": ("Première question : où êtes-vous ? à la fête, élève", "L’élève à l’école"),
    "cp850": ("Première question où est l'élève", "Größe der Straße"),
    "cp1251": ("Где встретились руководители?", "Question about Москва"),
    "koi8_r": ("Где встретились руководители? Сколько запусков не удалось",),
    "cp1253": ("Πού συναντήθηκαν οι ηγέτες;",),
    "cp1255": ("איפה נפגשו המנהיגים?",),
    "cp1256": ("أين التقى القادة؟ كم عدد",),
    "cp932": ("首脳はどこで会いましたか。質問の答え",),
    "gb18030": ("领导人在哪里会面？正确答案", "题目;选项A;选项B;答案", "单选题"),
    "big5": ("領導人在哪裡會面？正確答案是什麼",),
    "euc_kr": ("지도자들은 어디에서 만났습니까?",),
}  # fmt: skip


@pytest.mark.parametrize("text", WESTERN)
def test_western_letters_stay_what_they_are_however_few(text: str) -> None:
    decoded = decode_any(text.encode("cp1252"))

    assert (decoded.text, decoded.encoding) == (text, "Windows-1252")
    assert decoded.problems == []
    assert [guess.taken.value for guess in decoded.guesses] == ["Windows-1252"]


@pytest.mark.parametrize(("codec", "text"), [(codec, text) for codec, texts in OTHERS.items() for text in texts])
def test_what_others_wrote_is_told_by_its_letters(codec: str, text: str) -> None:
    assert decode_any(text.encode(codec)).text == text


def test_words_that_are_drawn_from_the_lists_of_french_classes_stay_french() -> None:
    """Whose only letters beyond ASCII are é and è, one or two in a file."""
    words = ["Première", "élève", "Hélène", "René", "Zoé", "Molière", "Genève", "été", "père", "légère", "thé", "Noé"]
    draw = random.Random(28)

    for _ in range(200):
        text = ";".join(draw.sample(words, draw.randint(1, 4)) + draw.sample(["Question", "Reponse", "1", "Paris"], 2))
        assert decode_any(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("text", "codec", "mistaken"),
    [
        ("Żółć i łódź", "cp1250", "cp1252"),  # By the signs in the midst of words.
        ("vůdce a příští", "cp1250", "cp1252"),  # By letters that no Western language has side by side.
    ],
)
def test_a_sign_for_the_east_outweighs_the_west(text: str, codec: str, mistaken: str) -> None:
    data = text.encode(codec)
    assert data.decode(mistaken, "replace") != text

    assert encodings.Readings(data).likeliest() == codec


@pytest.mark.parametrize(
    "data",
    [b"\xe9" * 100_000, b"a\xb9" * 100_000, b"\x80\xc3" * 100_000, b"\x81\x8d\x8f\x90\x9d", bytes(range(128, 256))],
)
def test_bytes_that_mean_nothing_are_some_text_all_the_same(data: bytes) -> None:
    assert data.decode(encodings.Readings(data).likeliest())


def test_what_is_looked_at_does_not_grow_with_the_file() -> None:
    """A line of a quarter of a million letters whose only accent stands last was gone through a thousand times."""
    line = b"a" * 2**18

    assert len(encodings._sample(line + b"\xe9" + line)) < 2_000
    assert len(encodings._sample((line + b"\xe9\n") * 9)) < 20_000
    assert decode_any(line + b"\xe9").text == line.decode() + "é"


@pytest.mark.parametrize(
    ("text", "seen", "meant"),
    [
        ("PremiÃ¨re", "Ã¨", "è"),
        ("lâ€™Ã©tÃ©", "â€™", "’"),
        ("10Â°", "Â°", "°"),
        ("lâ€™Å“uvre", "â€™", "’"),
        ("ÑÐ¿Ñ€", "Ð¿", "п"),
    ],
)
def test_letters_that_were_decoded_wrongly_before_are_warned_about(text: str, seen: str, meant: str) -> None:
    (problem,) = decode_any(f"title: {text}\n".encode()).problems

    assert (problem.code, problem.line) == ("decoded-twice", 1)
    assert problem.values == {"seen": seen, "meant": meant}


@pytest.mark.parametrize(
    "text", ["SÃO PAULO", "NÃO", "“BLÅ”", "Â", "Ñandú", "Ã", "naïve Ångström", "«\xa0Â\xa0»", "ÀÉÎ"]
)
def test_capital_letters_with_accents_are_no_such_thing(text: str) -> None:
    assert decode_any(text.encode()).problems == []


@pytest.mark.parametrize("data", [b"\xf0\xa9\x81", b'"Zo\xc3\xa9"\n\xf0No\xc3\xa9\x81\n'])
def test_the_encoding_is_named_though_damaged_bytes_show_nothing_in_it(data: bytes) -> None:
    (guess,) = decode_any(data).guesses

    assert guess.taken.sample.isprintable()
    assert guess.taken.sample


@pytest.mark.parametrize(
    "text",
    [
        "1. Wo liegt Köln?\ra) am Rhein\rb) an der Saône\rLösung: a\r2. Größter See?\ra) Müritz\r",
        "École ?\rA) Élysée\rB) Église\r",
        "¿Dónde está España?\rA) Sí\rB) No\r",
        "question\tchoix 1\tchoix 2\tjuste\rÉté ?\tdéjà\tnaïf\t1\r",
        "Qual é a cor?\rA) Não\rB) Ação\r",
    ],
)
def test_lines_that_end_as_on_an_old_mac_have_its_letters(text: str) -> None:
    decoded = decode_any(text.encode("mac_roman"))

    assert decoded.text == text.replace("\r", "\n")
    (guess,) = decoded.guesses
    assert guess.taken.value == "Mac OS Roman"
    assert guess.others


@pytest.mark.parametrize("text", ["Wo liegt Köln?\nan der Saône, größer", "Größe;Maß;Fluß;Führer;crème"])
def test_accents_within_latin_words_are_no_ideographs(text: str) -> None:
    assert decode_any(text.encode("mac_roman")).encoding != "GB 18030"


@pytest.mark.parametrize(
    ("codec", "text"), [("cp932", "首都は？\rA. 東京\r"), ("cp1251", "Где?\rА) Там\r"), ("gb18030", "题目\r选项A\r")]
)
def test_other_scripts_keep_their_letters_whatever_ends_their_lines(codec: str, text: str) -> None:
    assert decode_any(text.encode(codec)).text == text.replace("\r", "\n")
