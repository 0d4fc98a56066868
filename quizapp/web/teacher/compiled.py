"""What a compilation asks, and where its questions come from, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.banks import Bank, Pool
from quizapp.domain.scoring import rounded
from quizapp.web.i18n import points


@dataclass(frozen=True, slots=True)
class CompilationTold:
    total: str
    """What one reader is asked."""
    lines: tuple[str, ...]
    """Where it comes from, and what is drawn."""


def told_of(bank: Bank) -> CompilationTold | None:
    """None of a bank that is none."""
    if not bank.parts:
        return None
    total = ngettext(
        "Each reader is asked %(num)s question, for %(points)s in all.",
        "Each reader is asked %(num)s questions, for %(points)s in all.",
        bank.asked,
        points=_points(bank),
    )
    return CompilationTold(total, (*_whole(bank), *(_drawn(bank, pool) for pool in bank.pools)))


def _points(bank: Bank) -> str:
    most = rounded(bank.maximum)
    return str(ngettext("%(points)s point", "%(points)s points", 1 if most == 1 else 2, points=points(most)))


def _whole(bank: Bank) -> Iterator[str]:
    """What every reader is asked, part by part."""
    drawn = {id_ for pool in bank.pools for id_ in pool.ids}
    for part in bank.parts:
        if count := len(part.ids.keys() - drawn):
            yield ngettext(
                "%(num)s question of “%(bank)s”, version %(version)s",
                "%(num)s questions of “%(bank)s”, version %(version)s",
                count,
                bank=part.title,
                version=part.version,
            )


def _drawn(bank: Bank, pool: Pool) -> str:
    titles = [
        str(_("“%(bank)s”, version %(version)s", bank=part.title, version=part.version))
        for part in bank.parts
        if not part.ids.keys().isdisjoint(pool.ids)
    ]
    said = ngettext(
        "%(num)s of these %(there)s, drawn for each reader: %(banks)s",
        "%(num)s of these %(there)s, drawn for each reader: %(banks)s",
        pool.count,
        there=len(pool.ids),
        banks=" · ".join(titles),
    )
    return str(said)
