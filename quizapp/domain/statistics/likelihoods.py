"""How likely a class is to answer one question as it did, if the question is sound, and if it has a fault.

In a *sound* question some readers know, and the others take any wrong choice as likely as another. Under a *wrong key*
the same holds of another choice than the one marked as right. A passage that *misleads* draws most readers to one wrong
choice, and the others answer as ever. A share that is not known has a beta distribution, so the counts that it makes
are those of Pólya's urn (Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, 6.2.2).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import erfc, exp, lgamma, log, sqrt

_KNOWN = 14.0
"""For how many readers counts what the other questions say of the facility of one: a spread of about 0.13."""
_DRAWN, _NOT_DRAWN = 6.0, 4.0
"""What is expected of a passage that misleads: it draws six readers of ten, give or take one and a half."""
_ROUNDING = 1e-9
_SPREAD = 0.1
"""How much the bond differs among sound questions."""


@dataclass(frozen=True)
class Likelihoods:
    """Of so many readers over one key and so many wrong choices; all but the chances are logarithms.

    The *bond* of a choice is Fisher's z of the correlation of picking it with the mark on the rest.
    """

    readers: int
    wrong: int
    facility: float
    """Of a question in the middle of this class's."""
    bond: float
    """Of the key of such a question."""

    def sound(self, keyed: int) -> float:
        """So many take the key."""
        return self._some_know(self.readers, keyed, self.wrong)

    def one_dead(self, keyed: int) -> float:
        """The same, where nobody takes one of the wrong choices, whichever it is; there are two or more."""
        return self._some_know(self.readers, keyed, self.wrong - 1) - log(self.wrong)

    def wrong_key(self, taken: int) -> float:
        """So many take the one wrong choice that is right."""
        return self._some_know(self.readers, taken, self.wrong)

    def misleading(self, keyed: int, taken: int) -> float:
        """So many are drawn to one of two or more wrong choices."""
        drawn = _log_beta(taken + _DRAWN, self.readers - taken + _NOT_DRAWN) - _log_beta(_DRAWN, _NOT_DRAWN)
        return drawn + self._some_know(self.readers - taken, keyed, self.wrong - 1)

    def bonds(self, of_choice: float, of_key: float) -> float:
        """By what factor they make it likelier that the choice is right, and not the key.

        The likelihoods of a correlation, where it is this class's usual one and where it is none, have the quotient
        exp((n - 3)(z·bond - bond²/2)); of the two choices' quotients the squares fall out.
        """
        return (self.readers - 3) * self.bond * (of_choice - of_key)

    def _some_know(self, of: int, know: int, others: int) -> float:
        a, b = _KNOWN * self.facility, _KNOWN * (1 - self.facility)
        return _log_beta(know + a, of - know + b) - _log_beta(a, b) - (of - know) * log(others)

    # --- by chance ---

    def chance_of_key(self, weight: float, keyed: int | None = None) -> float:
        """How often a sound question has a wrong choice that is so much likelier to be right than the key.

        As the number of such choices that are expected; `keyed` takes as given how many readers the key has.
        """
        return self._expected(keyed, lambda spread: self._chance_of_bonds(weight - spread.for_key, spread))

    def chance_of_lure(self, weight: float, keyed: int | None = None) -> float:
        """The same of a wrong choice that is so much likelier to draw readers; there are two or more."""
        return self._expected(keyed, lambda spread: spread.for_lure >= weight - _ROUNDING)

    def _expected(self, keyed: int | None, chance: "Callable[[_Spread], float]") -> float:
        rows = self._spreads if keyed is None else [self._spreads[keyed]]
        shown = sum(spread.chance * chance(spread) for row in rows for spread in row)
        return self.wrong * shown / sum(spread.chance for row in rows for spread in row)

    def _chance_of_bonds(self, missing: float, spread: "_Spread") -> float:
        """That in a sound question with this spread the bonds make up what is missing.

        Who takes a wrong choice is as much weaker as who takes the key is better; both bonds have the error
        1/√(n - 3), and the correlation that two choices have of which one picks only one.
        """
        if self.bond == 0:
            return float(missing <= 0)
        error = sqrt(2 * spread.apart / (self.readers - 3) + (_SPREAD * spread.apart) ** 2)
        return _above((missing / ((self.readers - 3) * self.bond) + self.bond * spread.apart) / error)

    @cached_property
    def _spreads(self) -> "Sequence[Sequence[_Spread]]":
        """Of a sound question, by the number at the key and at one given wrong choice."""
        return [list(self._with_key(keyed)) for keyed in range(self.readers + 1)]

    def _with_key(self, keyed: int) -> "Iterator[_Spread]":
        n, missed, sound = self.readers, self.readers - keyed, self.sound(keyed)
        of_keyed = sound + _log_ways(n, keyed)
        for taken in range(missed + 1) if self.wrong > 1 else (missed,):
            others = (missed - taken) * log(self.wrong - 1) if self.wrong > 1 else 0.0
            yield _Spread(
                chance=exp(of_keyed + _log_ways(missed, taken) + others),
                apart=1 + sqrt(keyed * taken / ((n - keyed) * (n - taken))) if keyed and taken else 1.0,
                for_key=self._wrong_keys[taken] - sound,
                for_lure=self.misleading(keyed, taken) - sound if self.wrong > 1 else 0.0,
            )

    @cached_property
    def _wrong_keys(self) -> Sequence[float]:
        return [self.wrong_key(taken) for taken in range(self.readers + 1)]


@dataclass(frozen=True, slots=True)
class _Spread:
    """So many readers at the key, and so many at one given wrong choice."""

    chance: float
    apart: float
    """One less the correlation of picking the one and of picking the other."""
    for_key: float
    """By how much they are likelier if that choice is right,"""
    for_lure: float
    """and if it draws readers."""


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _log_ways(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _above(x: float) -> float:
    """Of the normal distribution."""
    return erfc(x / sqrt(2)) / 2
