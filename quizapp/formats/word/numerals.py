"""Numbers as word processors write them in front of paragraphs: digits, letters, and what other scripts count with.

Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat). A number beyond what a way of counting has is written in digits.
"""

from collections.abc import Callable, Mapping

_MOST_REPEATED = 30
"""Letters of a label: after z follow aa, bb, and so on."""
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LETTERS: Mapping[str, str] = {
    "lowerLetter": _LATIN,
    "upperLetter": _LATIN.upper(),
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
    "hebrew2": "אבגדהוזחטיכלמנסעפצקרשת",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
    "hindiConsonants": "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
    "hindiVowels": "अआइईउऊऋएऐओऔ",
    "ganada": "가나다라마바사아자차카타파하",
    "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "aiueo": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "iroha": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
"""Repeated when they come to an end."""
_SIGNS: Mapping[str, str] = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
_DIGITS: Mapping[str, str] = {
    "decimalFullWidth": "".join(map(chr, range(0xFF10, 0xFF1A))),
    "hindiNumbers": "०१२३४५६७८९",
    "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
    "ideographDigital": "〇一二三四五六七八九",
    "koreanDigital": "영일이삼사오육칠팔구",
}
_COUNTED: Mapping[str, tuple[str, str]] = {
    "chineseCounting": ("一二三四五六七八九", "十百千"),
    "chineseLegalSimplified": ("壹贰叁肆伍陆柒捌玖", "拾佰仟"),
    "ideographLegalTraditional": ("壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "japaneseLegal": ("壱弐参四伍六七八九", "拾百阡"),
    "koreanCounting": ("일이삼사오육칠팔구", "십백천"),
}
_ALIKE: Mapping[str, str] = {
    "decimalEnclosedCircleChinese": "decimalEnclosedCircle",
    "decimalFullWidth2": "decimalFullWidth",
    "aiueoFullWidth": "aiueo",
    "irohaFullWidth": "iroha",
    "chineseCountingThousand": "chineseCounting",
    "taiwaneseCounting": "chineseCounting",
    "taiwaneseCountingThousand": "chineseCounting",
    "japaneseCounting": "chineseCounting",
    "japaneseDigitalTenThousand": "ideographDigital",
    "taiwaneseDigital": "ideographDigital",
    "koreanDigital2": "ideographDigital",
    "koreanLegal": "koreanCounting",
}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_HEBREW = ((400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ"),
           (40, "מ"), (30, "ל"), (20, "כ"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"), (4, "ד"),
           (3, "ג"), (2, "ב"), (1, "א"))  # fmt: skip
_UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def numeral(number: int, way: str) -> str:
    """A number in a way of counting, by its name in ECMA-376; in digits where the way is unknown."""
    way = _ALIKE.get(way, way)
    if number < 1:
        return str(number)
    if letters := _LETTERS.get(way):
        return _repeated(number, letters)
    if signs := _SIGNS.get(way):
        return signs[number - 1] if number <= len(signs) else str(number)
    if digits := _DIGITS.get(way):
        return str(number).translate({ord("0") + at: digit for at, digit in enumerate(digits)})
    if way in _COUNTED:
        return _counted(number, *_COUNTED[way])
    return _WAYS.get(way, str)(number)


def _repeated(number: int, letters: str) -> str:
    times, at = divmod(number - 1, len(letters))
    return letters[at] * (times + 1) if times < _MOST_REPEATED else str(number)


def _counted(number: int, digits: str, powers: str) -> str:
    """As 二十三: digits with what they count between them; one ten is written without its one, as 十二."""
    if number > 9999:
        return str(number)
    made = ""
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            is_bare = digit == 1 and power == 1 and not made
            made += ("" if is_bare else digits[digit - 1]) + (powers[power - 1] if power else "")
        elif made and power and number % 10**power and digits[0] in "一壹" and not made.endswith(("零", "〇")):
            made += "〇" if digits[0] == "一" else "零"
    return made


def _roman(number: int) -> str:
    if number > 3999:
        return str(number)
    made = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        made += letters * times
    return made


def _hebrew(number: int) -> str:
    """15 and 16 are written 9 + 6 and 9 + 7."""
    if number > 999:
        return str(number)
    made = ""
    for value, letter in _HEBREW:
        while number >= value and number not in (15, 16):
            made, number = made + letter, number - value
    return made + {15: "טו", 16: "טז"}.get(number, "")


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _cardinal(number: int) -> str:
    if number >= 100:
        return str(number)
    if number < 20:
        return _UNITS[number - 1].capitalize()
    tens, units = divmod(number, 10)
    return (_TENS[tens - 2] + (f"-{_UNITS[units - 1]}" if units else "")).capitalize()


_WAYS: Mapping[str, Callable[[int], str]] = {
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "ordinal": _ordinal,
    "cardinalText": _cardinal,
    "hebrew1": _hebrew,
    "hex": lambda number: f"{number:X}",
    "numberInDash": lambda number: f"- {number} -",
    "chicago": lambda number: "*†‡§"[(number - 1) % 4] * min((number - 1) // 4 + 1, _MOST_REPEATED),
}
