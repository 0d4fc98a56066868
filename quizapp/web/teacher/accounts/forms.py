"""What a teacher sends about accounts."""

from wtforms import PasswordField, StringField
from wtforms.validators import Length

from quizapp.web.forms import PageForm

_LONGEST = 1024


class LoginForm(PageForm):
    email = StringField(validators=[Length(max=_LONGEST)])
    password = PasswordField(validators=[Length(max=_LONGEST)])


class ComeInForm(PageForm):
    """The address only where the link does not say it."""

    email = StringField(validators=[Length(max=_LONGEST)])
    password = PasswordField(validators=[Length(max=_LONGEST)])


class PasswordForm(PageForm):
    present = PasswordField(validators=[Length(max=_LONGEST)])
    password = PasswordField(validators=[Length(max=_LONGEST)])


class InviteForm(PageForm):
    email = StringField(validators=[Length(max=_LONGEST)])
    role = StringField()


class RoleForm(PageForm):
    role = StringField()
