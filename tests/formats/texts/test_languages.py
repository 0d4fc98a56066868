"""The language of a few questions is told from their words; of what tells nothing, nothing is said."""

import pytest

from quizapp.formats.texts import languages

QUESTIONS = {
    "fr": ("Première ville ? Vladivostok Où se sont-ils vus ? Au cosmodrome À Moscou",
           "Combien de lancements ont échoué ?", "Lequel des deux dirigeants est venu en train ?",
           "Quelle est la capitale de la Belgique ?", "Sûr ? Oui Non"),
    "en": ("Where did the leaders meet? At the spaceport", "How many launches had failed? One Two",
           "Who came by train?", "Is this so? Yes No"),
    "de": ("Wo trafen sich die beiden? Im Kosmodrom", "Wie viele Starts sind gescheitert?"),
    "es": ("¿Dónde se reunieron los dos líderes?", "¿Cuántos lanzamientos fracasaron en el año?"),
    "it": ("Dove si sono incontrati i due leader?", "Quanti lanci sono falliti prima della visita?"),
    "pt": ("Onde se encontraram os dois líderes?", "Quantos lançamentos não deram certo em 2023?"),
    "nl": ("Waar ontmoetten de leiders elkaar?", "Hoeveel lanceringen zijn mislukt in het jaar?"),
    "pl": ("Gdzie spotkali się przywódcy?", "Ile startów się nie powiodło?"),
    "cs": ("Kde se setkali představitelé?", "Kolik startů se nezdařilo, než byl uskutečněn summit?"),
    "sv": ("Var möttes ledarna och när?", "Hur många uppskjutningar misslyckades?"),
    "hu": ("Hol találkozott a két vezető?", "Melyik városban volt a találkozó?"),
    "tr": ("Liderler nerede buluştu?", "Aşağıdakilerden hangisi doğru değildir?"),
    "ru": ("Где встретились руководители?", "Сколько запусков было неудачными?"),
    "uk": ("Де зустрілися керівники?", "Скільки запусків були невдалими і коли?"),
    "el": ("Πού συναντήθηκαν οι ηγέτες;",),
    "ar": ("أين التقى القادة؟ كم عدد",),
    "he": ("איפה נפגשו המנהיגים?",),
    "zh": ("领导人在哪里会面？", "下列哪一项是正确的？"),
    "ja": ("首脳はどこで会いましたか。",),
    "ko": ("지도자들은 어디에서 만났습니까?",),
    "vi": ("Hai nhà lãnh đạo gặp nhau ở đâu và khi nào?",),
}  # fmt: skip


@pytest.mark.parametrize(("tag", "text"), [(tag, text) for tag, texts in QUESTIONS.items() for text in texts])
def test_one_or_two_questions_tell_their_language(tag: str, text: str) -> None:
    assert languages.guess(text) == tag


@pytest.mark.parametrize("text", ["", "12 + 30 = ?", "Paris Rome Berlin", "H2O CO2 NaCl", "x"])
def test_of_what_tells_nothing_nothing_is_said(text: str) -> None:
    assert languages.guess(text) == languages.UNKNOWN


def test_a_foreign_word_or_name_does_not_turn_a_text() -> None:
    text = "Which of these words means “the” in German? der und nicht. How do you say it in French: le, la, les?"

    assert languages.guess(text + " Where is it used, and what does it stand for, with which words?") == "en"
