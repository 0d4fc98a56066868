"""The token itself, as programs read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from quizapp.domain.accounts import Role
from quizapp.formats.problems import N_
from quizapp.services.visits import Office
from quizapp.web import auth
from quizapp.web.api.asking import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenResource:
    """The token that the request came with."""

    name: str
    teacher: Annotated[str, N_("The e-mail address of the teacher whose token it is.")]
    role: Role
    sees_names: Annotated[bool, N_("Whether it was made to see the names of readers.")]
    ends_at: datetime


def token(mine: Office, asked: Asked) -> TokenResource:
    found = auth.token()
    return TokenResource(
        name=found.name,
        teacher=mine.teacher.email,
        role=mine.teacher.role,
        sees_names=found.sees_names,
        ends_at=found.ends_at,
    )
