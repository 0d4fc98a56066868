"""What a teacher asks of a new token, and of their account."""

from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import Length

from quizapp.domain.tokens import TokenWish
from quizapp.web.forms import CountField, PageForm


class TokenForm(PageForm):
    name = StringField(validators=[Length(max=1024)])
    days = CountField()
    sees_names = BooleanField()
    present = PasswordField(validators=[Length(max=1024)])

    @property
    def wish(self) -> TokenWish:
        """No number of days, where what was sent is none."""
        return TokenWish(self.name.data or "", self.days.data or 0, self.sees_names.data)


class ZoneForm(PageForm):
    zone = StringField(validators=[Length(max=1024)])
    """Empty for the installation's."""
