"""How spreadsheets write numbers, dates and truth values in the languages of the teachers we know.

Sources: Unicode CLDR 46 and the regional settings of Windows that Excel takes over. A file says nothing of it: which
language its program spoke is told by what that program calls its sheets, else guessed from the words in them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizapp.formats.texts import languages


@dataclass(frozen=True, slots=True)
class Convention:
    """What a language has of its own."""

    language: str
    decimal: str
    group: str
    """What stands between thousands."""
    between: str
    """The parts of a date."""
    true: str
    false: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    """From Monday on."""
    short_days: tuple[str, ...]
    codes: Mapping[int, str]
    """Of the built-in formats that each language has its own of (ECMA-376, part 1, 18.8.30)."""
    is_sure: bool = False
    """Whether short names of months and days are the same in every spreadsheet: some put a point behind them."""


def _convention(
    language: str, signs: str, truth: str, months: str, short_months: str, days: str, codes: Mapping[int, str]
) -> Convention:
    """Short days are the first letters: three, or two where three name none."""
    length = 2 if language in ("de", "nl") else 3
    named = tuple(days.split())
    true, false = truth.split()
    return Convention(
        language, signs[0], signs[1], signs[2], true, false, tuple(months.split()), tuple(short_months.split()), named,
        tuple(day[:length] for day in named), codes, is_sure=language == "en",
    )  # fmt: skip


def _dates(date: str, day: str, month: str, time: str) -> Mapping[int, str]:
    """The built-in formats that have a date or a time, from those of a whole date, a day of a month, and a month."""
    year = month.removeprefix("mmm")
    return {14: date, 15: day + year, 16: day, 17: month, 20: time, 21: f"{time}:ss", 22: f"{date} {time}"}


CONVENTIONS = {
    one.language: one
    for one in (
        _convention(
            "en", ".,/", "TRUE FALSE",
            "January February March April May June July August September October November December",
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
            "Monday Tuesday Wednesday Thursday Friday Saturday Sunday", {},
        ),
        _convention(
            "fr", ",\u202f/", "VRAI FAUX",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
            "lundi mardi mercredi jeudi vendredi samedi dimanche", _dates("dd/mm/yyyy", "dd-mmm", "mmm-yy", "hh:mm"),
        ),
        _convention(
            "de", ",..", "WAHR FALSCH",
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
            "Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez",
            "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
            _dates("dd.mm.yyyy", "dd. mmm", "mmm yy", "hh:mm"),
        ),
        _convention(
            "es", ",./", "VERDADERO FALSO",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "ene feb mar abr may jun jul ago sep oct nov dic",
            "lunes martes miércoles jueves viernes sábado domingo", _dates("dd/mm/yyyy", "dd-mmm", "mmm-yy", "h:mm"),
        ),
        _convention(
            "it", ",./", "VERO FALSO",
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "gen feb mar apr mag giu lug ago set ott nov dic",
            "lunedì martedì mercoledì giovedì venerdì sabato domenica",
            _dates("dd/mm/yyyy", "dd-mmm", "mmm-yy", "hh:mm"),
        ),
        _convention(
            "pt", ",./", "VERDADEIRO FALSO",
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
            "jan fev mar abr mai jun jul ago set out nov dez",
            "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
            _dates("dd/mm/yyyy", "dd/mmm", "mmm/yy", "hh:mm"),
        ),
        _convention(
            "nl", ",.-", "WAAR ONWAAR",
            "januari februari maart april mei juni juli augustus september oktober november december",
            "jan feb mrt apr mei jun jul aug sep okt nov dec",
            "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
            _dates("d-m-yyyy", "d-mmm", "mmm-yy", "hh:mm"),
        ),
    )
}  # fmt: skip
ENGLISH = CONVENTIONS["en"]
BOOLEANS = {
    True: frozenset(one.true.casefold() for one in CONVENTIONS.values()),
    False: frozenset(one.false.casefold() for one in CONVENTIONS.values()),
}
"""What cells show that keep one of the two."""
BY_NUMBER = {0x09: "en", 0x0C: "fr", 0x07: "de", 0x0A: "es", 0x10: "it", 0x16: "pt", 0x13: "nl"}
"""The languages by the lower ten bits of the numbers that Windows has for them ([MS-LCID], 2.2)."""
_SHEETS = {
    "worksheets": "en", "feuilles de calcul": "fr", "arbeitsblätter": "de", "hojas de cálculo": "es",
    "fogli di lavoro": "it", "planilhas": "pt", "folhas de cálculo": "pt", "werkbladen": "nl",
}  # fmt: skip
"""What Excel calls its sheets in what it says of a file (docProps/app.xml); other programs say it in English."""
_SHEET = re.compile(r"(feuil|feuille|tabelle|hoja|foglio|planilha|folha|blad) ?\d+", re.IGNORECASE)
_SHEET_NAMES = {
    "feuil": "fr", "feuille": "fr", "tabelle": "de", "hoja": "es", "foglio": "it", "planilha": "pt", "folha": "pt",
    "blad": "nl",
}  # fmt: skip
"""What programs call a new sheet."""


def told_by(said: Iterable[str], sheets: Iterable[str], words: str) -> Convention:
    """That of a workbook: by what its program says of it, what its sheets are called, or else its words."""
    found = [_SHEETS.get(one.strip().casefold(), "") for one in said]
    found += [_SHEET_NAMES[name[1].casefold()] for one in sheets if (name := _SHEET.fullmatch(one.strip()))]
    sure = next((one for one in found if one and one != "en"), "")
    return CONVENTIONS.get(sure or languages.guess(words), ENGLISH)
