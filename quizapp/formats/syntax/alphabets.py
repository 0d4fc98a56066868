"""Which letters beyond ASCII people write in each language, and their commonest words: for telling encodings apart."""

from dataclasses import dataclass

WESTERN = "cp1252"


@dataclass(frozen=True, slots=True)
class Language:
    letters: frozenset[str]
    """Beyond ASCII, small and large."""
    words: frozenset[str]
    """The commonest that are the same in any encoding."""


def _of(letters: str, words: str) -> Language:
    return Language(frozenset(letters + letters.upper()), frozenset(word for word in words.split() if word.isascii()))


LATIN: dict[str, tuple[Language, ...]] = {
    WESTERN: (
        _of("àâæçéèêëîïôœùûüÿ", "le la les de des et à est une que dans pour quel quelle qui sur pas sont du au"),
        _of("äöüßé", "der die das und ist nicht ein eine zu welche wie auf mit den für von im"),
        _of("áéíñóúü", "el la los las que y es una de a por con para del se en cuál qué"),
        _of("áàâãçéêíóôõúü", "o os as que e é a de uma para com não qual do da em são"),
        _of("àèéìíîòóùú", "il la lo gli che e di a è una per con quale sono del della nel"),
        _of("áàâéèêëíïóôöúûü", "de het een en is van niet dat met welke voor zijn op wat"),
        _of("æøåéèêóòôäöü", "og i det en er på som av af til den ikke hva hvad hvor med"),
        _of("åäöéàáü", "och i att det en är på som av för med den inte vad var"),
        _of("äöåšžé", "ja on ei se että mikä kuka missä ovat oli joka"),
        _of("áéíóúýðþæö", "og í á að er sem það en ekki hvað hver var"),
        _of("àçéèíïóòúü", "el la els les que i és una per amb quin quina del"),
    ),
    "cp1250": (
        _of("ąćęłńóśźż", "jest nie się w na z do jak który która co i po to są"),
        _of("áčďéěíňóřšťúůýž", "je se na v ve který která co jak a že byl kde to jsou"),
        _of("áäčďéíĺľňóôŕšťúýž", "je sa na v vo ktorý ktorá čo ako a že bol kde sú"),
        _of("áéíóöőúüű", "az egy és hogy nem melyik hol mi volt van a ki mikor"),
        _of("ăâîşţ", "este și şi care în de la un o din ce unde sunt pe"),
        _of("čćđšž", "je u na i se koji koja što sto kako da su gdje kje kateri ki in"),
    ),
    "cp1254": (_of("çğıİöşüâîû", "bir ve bu ne için hangi ile nedir kim nerede olan da de"),),
    "cp1257": (
        _of("ąčęėįšųūž", "yra ir kas kur kuris kaip tai buvo su iš ne kiek"),
        _of("āčēģīķļņšūž", "ir un kas kur kurš kā tas bija ar no cik nav"),
        _of("äöõüšž", "on ja ei mis kes kus see oli kui mitu kas"),
    ),
}
LATIN["iso8859_2"] = LATIN["cp1250"]
LATIN["mac_roman"] = LATIN["cp850"] = LATIN[WESTERN]
"""By codec, and by preference: where two explain the letters equally well, the first is meant."""
EAST_ASIAN = {
    "gb18030": (
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
        "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日"
        "军者意无力它与长把机十民第公此已工使情明题答案选项正确错误判断单参考下列关哪谁几"
    ),
    "cp932": (
        "のにをはがとでもたしいるなかられてすこまさそあうえおきくけせちつねへほみめやゆよりわんアイウエオカキ"
        "クケコサシスセソタチツテトナニノハヒフヘホマミムメモヤユヨラリルレロワンー日一人年大国本中出問題正答"
        "選"
    ),
    "euc_kr": (
        "이다는의을를에하고가은로니까사한지도인나라대자기어아시서것무엇있정리해일그제수요오게만스부전장관들와"
        "보습음상주문답정제"
    ),
    "big5": (
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡"
        "用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日"
        "軍者意無力它與長把機十民第公此已工使情明題答案選項正確錯誤判斷單參考下列關哪誰幾"
    ),
}
"""The commonest letters of those who write in it."""
