"""The language of a file that does not say it, guessed from its script, its letters and its commonest words."""

import re
from collections import Counter
from collections.abc import Sequence

UNKNOWN = "und"
"""BCP 47 for a language that could not be told."""

_COMMON = {
    "en": (
        "the of and to in is are was were which what that how many does did with who when where why from by "
        "it not his true false following for on this they at be has had their its or yes no"
    ),
    "fr": (
        "le la les de des et est une que dans pour quel quelle quels quelles qui sur pas sont du en il elle où "
        "quand comment combien pourquoi vrai faux ce cette ces aux avec leur leurs était un au on ont se ne "
        "plus suivants suivantes lequel oui non"
    ),
    "es": (
        "el la los las de que y es una por con para cuál cuáles qué del se en dónde cuándo cómo quién cuántos "
        "verdadero falso fue son un su no al lo como siguiente siguientes sí"
    ),
    "de": (
        "der die das und ist nicht ein eine zu welche welcher welches wie auf mit den für wo wann wer was "
        "warum viele von im dem des wurde sind wahr falsch sich er sie es aus bei folgenden ja nein"
    ),
    "it": (
        "il lo gli che e di è una per con quale quali sono del della nel dove quando come chi quanti vero "
        "falso un si non dei delle al alla stato seguenti sì no"
    ),
    "pt": (
        "o os as de que e é uma para com não qual quais do da em são onde quando como quem quantos verdadeiro "
        "falso um no na dos das foi ao seguintes sim não"
    ),
    "nl": (
        "de het een en is van niet dat met welke welk voor zijn op wat waar wanneer hoe wie hoeveel juist "
        "onjuist in te aan door deze werd volgende ja nee"
    ),
    "ca": (
        "el la els les de que i és una amb quin quina quins del on quan com qui quants són va dels al per un cert fals"
    ),
    "pl": (
        "w i na z się jest nie do jak który która które kto gdzie kiedy ile co był została są prawda fałsz od przez po"
    ),
    "cs": "v a na se je že který která které kdo kde kdy kolik co jak byl byla jsou pravda nepravda z do pro",
    "sv": (
        "och i att det en är på som av för med den inte vad var vilken vilket hur många när vem sant falskt ett till"
    ),
    "da": ("og i det en er på som af til den ikke hvad hvor hvilken hvilket hvem hvornår mange sandt falsk et med at"),
    "nb": "og i det en er på som av til den ikke hva hvor hvilken hvilket hvem når mange sant usant et med å",
    "fi": "ja on ei se että mikä mitkä kuka missä milloin montako ovat oli joka oikein väärin kuinka",
    "hu": "a az és egy hogy nem melyik hol mikor ki mi hány volt van igaz hamis milyen",
    "ro": "și în un o din ce care unde când cine câte sunt este pe cu adevărat fals nu a",
    "tr": "ve bir bu ile için hangi hangisi nerede ne zaman kim kaç doğru yanlış de da aşağıdakilerden değildir",
    "la": "et in est quid quis ubi cum ad non sunt qui quae quod ex",
    "id": "yang dan di dari apa siapa kapan berapa adalah untuk pada dengan tidak ini itu manakah benar salah",
    "vi": "là của và các những nào gì ai đâu khi bao nhiêu được trong cho không có đúng sai",
    "ru": "и в на что не как кто где когда сколько какой какая какие из по был была это с для или верно неверно",
    "uk": "і в на що не як хто де коли скільки який яка які з по був була це та для або вірно невірно у",
    "bg": "и в на че не как кой коя кое къде кога колко от по е са за с да вярно",
    "el": "και το η ο τι ποιος ποια ποιο πού πότε πόσα είναι δεν στη στο από με για των της σωστό λάθος",
    "ar": "في من على ما هل هو هي أن إلى التي الذي أين متى كم كيف صحيح خطأ أي",
    "fa": "در از به که این است را کدام چه کجا چند با برای صحیح غلط",
    "he": "של את על מה הוא היא לא מי איפה מתי כמה איזה אשר נכון",
}
"""Some of the commonest words of each; those that two share count for both."""
_WORDS = {tag: frozenset(words.split()) for tag, words in _COMMON.items()}
_LETTERS = {
    "fr": "œêùçîôâ", "de": "ßäöü", "es": "ñ¿¡", "pt": "ãõ", "it": "ìò", "pl": "ąęłśźż", "cs": "ěřů",
    "sv": "å", "da": "æø", "nb": "æø", "hu": "őű", "ro": "țșăţ", "tr": "ğış", "ca": "ŀ·",
    "vi": "ạảấầẩậắằặẹẻẽếềểệỉịọỏốồổộớờởợụủứừửựỳỵ",
    "uk": "іїєґ", "bg": "ъ", "ru": "ыэё", "fa": "پچژگی", "ar": "ةىي",
}  # fmt: skip
"""Those that few other languages have in so many words; each that is there counts as a word."""
_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("th", re.compile(r"[\u0e01-\u0e5b]")),
    ("hi", re.compile(r"[\u0904-\u0939]")),
    ("el", re.compile(r"[\u0391-\u03c9]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
)
"""Scripts that one language is mostly written in; Japanese has both its own and the Chinese."""
_FEWEST = 1
_SAMPLE = 100_000
_LETTER = re.compile(r"[^\W\d_]")
_TRUE_FALSE = {
    "fr": ("Vrai", "Faux"), "es": ("Verdadero", "Falso"), "de": ("Wahr", "Falsch"), "it": ("Vero", "Falso"),
    "pt": ("Verdadeiro", "Falso"), "nl": ("Waar", "Onwaar"),
}  # fmt: skip


def guess(text: str) -> str:
    """A language tag, where one language's words are clearly the most; else « und »."""
    said = text[:_SAMPLE].casefold()
    letters = sum(1 for _ in _LETTER.finditer(said))
    for tag, script in _SCRIPTS:
        # A tenth of kana is enough beside Chinese characters; of any other script a third tells it.
        share = sum(1 for _ in script.finditer(said)) * (10 if tag == "ja" else 3)
        if letters and share > letters:
            return tag
    words = Counter(re.findall(r"[^\W\d_]+", said))
    signs = Counter(said)
    found = sorted(((_score(tag, words, signs), tag) for tag in _WORDS), reverse=True)
    (most, tag), (second, __) = found[:2]
    return tag if most >= _FEWEST and most > 1.3 * second else UNKNOWN


def _score(tag: str, words: Counter[str], signs: Counter[str]) -> int:
    return sum(words[word] for word in _WORDS[tag]) + sum(signs[letter] for letter in _LETTERS.get(tag, ""))


def true_false(tag: str) -> tuple[str, str]:
    """How a language calls the two choices."""
    return _TRUE_FALSE.get(tag, ("True", "False"))


def are_true_false(words: Sequence[str]) -> bool:
    """Whether these are the two choices in some language."""
    said = tuple(word.casefold() for word in words)
    return said in {(true.casefold(), false.casefold()) for true, false in (true_false(""), *_TRUE_FALSE.values())}
