"""What a teacher sends about a quiz: its settings, in the types that the domain wants."""

from collections.abc import Iterator

from flask import request
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import Terms
from quizapp.domain.zones import NoZone, zone
from quizapp.services import quiz_settings
from quizapp.services.quiz_settings import Control
from quizapp.services.typed_settings import Typed
from quizapp.web.forms import PageForm, RowField
from quizapp.web.installation import installation
from quizapp.web.times import my_zone

WHICH, OF = "-which", "-of"
"""Behind the name of a setting: which moment is meant, and of what text that was asked."""


class TermsForm(PageForm):
    """A field for each setting, under its name; but that of the class, a row of ours, is `class_list`."""

    class_list = RowField(default=0)
    """0 for anybody."""
    zone = StringField(validators=[Length(max=1024)])
    """On whose clock its page told times: it may have been open since before that was changed."""

    begins_after = BooleanField()
    """Whether readers may begin although they may know the key."""

    @property
    def typed(self) -> Typed:
        """What was typed or chosen for each setting; on the teacher's clock, where the page names none."""
        sent = request.form
        texts = {setting.name: sent.get(setting.name, "") for setting in quiz_settings.every()}
        choices = {name: sent.get(name + WHICH, "") for name, text in texts.items() if sent.get(name + OF) == text}
        try:
            place = zone(self.zone.data) if self.zone.data else my_zone()
        except NoZone:
            place = my_zone()
        return Typed(texts, place, installation().clock(), choices)

    def asked(self) -> tuple[Settings, Terms]:
        """What can be read of it, and the default of what cannot: that is in `faults`."""
        typed, class_id = self.typed, self.class_list.data or None
        read = {
            setting.name: typed.read(setting)
            for setting in quiz_settings.every()
            if setting.control is not Control.CLASS
        }
        read |= {"class_id": class_id, "picks": class_id is not None and read["picks"]}
        return quiz_settings.made({name: value for name, value in read.items() if value is not None})

    def faults(self) -> Iterator[str]:
        """What is wrong with what was typed, by the codes of the sentences."""
        if self.zone.data and self.typed.zone.key != self.zone.data:
            yield "unknown-zone"
        yield from self.typed.faults()
        settings, terms = self.asked()
        yield from terms.faults_with(settings)
