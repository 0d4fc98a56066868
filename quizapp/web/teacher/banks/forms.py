"""What a teacher sends about a bank."""

from wtforms import BooleanField, StringField
from wtforms.validators import Length

from quizapp.web.forms import PageForm


class ShareForm(PageForm):
    email = StringField(validators=[Length(max=1024)])


class EverybodyForm(PageForm):
    everybody = BooleanField()
    """Whether every teacher here is to have it; else owners alone."""
