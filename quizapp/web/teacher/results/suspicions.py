"""What may be wrong with a question, in words: in two for a list, in a sentence beside its figures."""

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.banks import Bank
from quizapp.domain.statistics.signs import Sign, Suspicion
from quizapp.domain.texts import plain

_LONGEST = 60
"""Letters of a choice that is named in a sentence."""


def flag(sign: Sign) -> str:
    match sign.suspicion:
        case Suspicion.WRONG_KEY:
            said = _("check the key")
        case Suspicion.MISLEADING:
            said = _("misleading passage")
        case Suspicion.DEAD_CHOICE:
            said = _("unused choice")
    return str(said)


def sentence(bank: Bank, sign: Sign) -> str:
    choices = bank.questions[sign.question].choices
    named = {"choice": short(choices[sign.choice].text), "key": short(choices[sign.key].text)}
    match sign.suspicion:
        case Suspicion.WRONG_KEY:
            said = ngettext(
                "The better readers got it wrong more often: %(num)s picked “%(choice)s”, %(right)s “%(key)s”.",
                "The better readers got it wrong more often: %(num)s picked “%(choice)s”, %(right)s “%(key)s”.",
                sign.took_choice, right=sign.took_key, **named,
            )  # fmt: skip
        case Suspicion.MISLEADING:
            said = ngettext(
                "%(num)s of %(answered)s picked “%(choice)s”: that is more than chance among the wrong choices.",
                "%(num)s of %(answered)s picked “%(choice)s”: that is more than chance among the wrong choices.",
                sign.took_choice, answered=sign.answered, **named,
            )  # fmt: skip
        case Suspicion.DEAD_CHOICE:
            said = _("Nobody chose “%(choice)s”.", **named)
    return str(said)


def short(choice: str) -> str:
    text = plain(choice)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"
