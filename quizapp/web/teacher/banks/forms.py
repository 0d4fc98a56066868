"""What a teacher sends about a bank."""

from wtforms import StringField
from wtforms.validators import Length

from quizapp.web.forms import PageForm


class ShareForm(PageForm):
    email = StringField(validators=[Length(max=1024)])
