"""What a teacher sends about a quiz: its settings, in the types that the domain wants."""

from collections.abc import Iterator

from flask import request
from wtforms import BooleanField

from quizapp.domain.attempts import Settings
from quizapp.domain.quizzes import Terms
from quizapp.services import quiz_settings
from quizapp.services.quiz_settings import Control
from quizapp.web.forms import PageForm, RowField


class TermsForm(PageForm):
    """A field for each setting, under its name; but that of the class, a row of ours, is `class_list`."""

    class_list = RowField(default=0)
    """0 for anybody."""

    begins_after = BooleanField()
    """Whether readers may begin although they may know the key."""

    @property
    def typed(self) -> dict[str, str]:
        """What was typed or chosen for each setting, by its name."""
        return {setting.name: request.form.get(setting.name, "") for setting in quiz_settings.every()}

    def asked(self) -> tuple[Settings, Terms]:
        """What can be read of it, and the default of what cannot: that is in `faults`."""
        typed, class_id = self.typed, self.class_list.data or None
        read = {
            setting.name: quiz_settings.read(setting, typed[setting.name])
            for setting in quiz_settings.every()
            if setting.control is not Control.CLASS
        }
        read |= {"class_id": class_id, "picks": class_id is not None and read["picks"]}
        return quiz_settings.made({name: value for name, value in read.items() if value is not None})

    def faults(self) -> Iterator[str]:
        """What is wrong with what was typed, by the codes of the sentences."""
        yield from quiz_settings.unreadable(self.typed)
        settings, terms = self.asked()
        yield from terms.faults_with(settings)
