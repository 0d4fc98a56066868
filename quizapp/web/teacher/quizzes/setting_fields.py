"""The fields of a quiz's settings, as its form shows them: with what was typed, and what is wrong with it beside it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from quizapp.domain import zones
from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import Terms
from quizapp.formats.problems import N_
from quizapp.services import quiz_settings, typed_settings
from quizapp.services.quiz_settings import Control, QuizSetting
from quizapp.services.typed_settings import FIRST, SECOND, Doubt, Typed
from quizapp.services.visits import Office
from quizapp.store.classes import ClassSummary
from quizapp.web.teacher.quizzes.forms import TermsForm
from quizapp.web.times import day, hour, hour_shown, offset_words, zone_words

_BESIDE_CLASSES = {"names": N_("Names, without a class")}
"""Other words, for a teacher who has class lists."""


@dataclass(frozen=True, slots=True)
class ValueField:
    """One of the values that can be chosen for a setting."""

    sent: str
    words: str
    hint: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class DoubtField:
    """Asks which moment is meant by a time that the change of the clocks leaves open."""

    question: str
    of: str
    """The text that is in doubt."""
    moments: Sequence[ValueField]


@dataclass(frozen=True, slots=True)
class SettingField:
    name: str
    control: Control
    words: str
    hint: str
    values: Sequence[ValueField]
    text: str
    """Of what is typed: as it was typed, or as it would be."""
    ticked: bool
    fault: str = ""
    """What is wrong with what was typed; empty for nothing."""
    doubt: DoubtField | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the text is none that a browser's own field for a moment would show."""
        return bool(self.text) and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", self.text)


@dataclass(frozen=True, slots=True)
class PartFields:
    heading: str
    rows: Sequence[Sequence[SettingField]]
    aside: str


_SEASONS = (
    (N_("the first %(hour)s (summer time, %(offset)s)"), N_("the second %(hour)s (winter time, %(offset)s)")),
    (N_("the first %(hour)s (%(offset)s)"), N_("the second %(hour)s (%(offset)s)")),
)
"""Of a time that comes twice: where the clocks are set back from summer time, and for any other reason."""


def of_form(form: TermsForm, classes: Sequence[ClassSummary], faults: Iterable[str]) -> list[PartFields]:
    """With what was typed, as it was typed."""
    return _parts(*form.asked(), classes, form.typed, {quiz_settings.field_of(one): said(one) for one in faults})


def of_terms(settings: Settings, terms: Terms, classes: Sequence[ClassSummary], office: Office) -> list[PartFields]:
    """With what would be typed for these, on the teacher's clock."""
    typed = typed_settings.written(quiz_settings.held(settings, terms), office.zone, office.now)
    return _parts(settings, terms, classes, typed, {})


def said(fault: str) -> str:
    return str(_(quiz_settings.sentence(fault)))


def _parts(
    settings: Settings, terms: Terms, classes: Sequence[ClassSummary], typed: Typed, faults: Mapping[str, str]
) -> list[PartFields]:
    held = quiz_settings.held(settings, terms)
    for_a_class = bool(classes or terms.class_id)
    return [
        PartFields(
            _(part.heading),
            [
                [_field(setting, held[setting.name], typed, classes, faults) for setting in row]
                for row in part.rows
                if for_a_class or not any(setting.for_a_class for setting in row)
            ],
            _(part.aside) if part.aside else "",
        )
        for part in quiz_settings.PARTS
    ]


def _field(
    setting: QuizSetting, held: Any, typed: Typed, classes: Sequence[ClassSummary], faults: Mapping[str, str]
) -> SettingField:
    values = [
        ValueField(one.sent, _(one.words), _(one.hint) if one.hint else "", one.means == held) for one in setting.values
    ]
    doubt = typed.doubt(setting)
    return SettingField(
        setting.name,
        setting.control,
        _(_BESIDE_CLASSES.get(setting.name, setting.words) if classes else setting.words),
        _(setting.hint) if setting.hint else "",
        _class_lists(held, classes) if setting.control is Control.CLASS else values,
        typed.texts[setting.name],
        setting.control is Control.TICK and held,
        faults.get(setting.name, ""),
        None if doubt is None else _doubt(doubt, setting.name, typed),
    )


def _doubt(doubt: Doubt, name: str, typed: Typed) -> DoubtField:
    """Of a time that comes twice the first is meant, unless the other is said; of one that is skipped neither."""
    place, shown = typed.zone, hour_shown(doubt.local)
    said = {"day": day(doubt.local.date().isoformat()), "hour": shown, "zone": zone_words(place)}
    which = typed.choices.get(name, "")
    if doubt.is_skipped:
        question = _("On %(day)s the clocks skip %(hour)s (%(zone)s). Which of the times beside it is meant?", **said)
        words = [hour(at, place) for at in doubt.moments]
    else:
        question = _("On %(day)s %(hour)s comes twice (%(zone)s), for the clocks are set back. Which is meant?", **said)
        first, second = doubt.moments
        changes = zones.is_summer(first, place) and not zones.is_summer(second, place)
        sentences = _SEASONS[0 if changes else 1]
        words = [
            _(sentence, hour=shown, offset=offset_words(at, place))
            for sentence, at in zip(sentences, doubt.moments, strict=True)
        ]
        which = which or FIRST
    options = zip((FIRST, SECOND), words, strict=True)
    return DoubtField(question, typed.texts[name], [ValueField(sent, one, "", sent == which) for sent, one in options])


def _class_lists(held: int | None, classes: Sequence[ClassSummary]) -> list[ValueField]:
    """None, those of this teacher, and the quiz's own where that is another's: it may stay."""
    listed = {0: _("Anyone with the link or the code")}
    listed |= {one.id: _("Only %(name)s", name=one.name) for one in classes}
    if held is not None and held not in listed:
        listed[held] = _("Only a class of another teacher")
    return [ValueField(str(id_), words, "", id_ == held) for id_, words in listed.items()]
