"""Quantiles of Student's t and of F, by the incomplete beta function: all that our intervals need of SciPy."""

from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
"""How many standard errors lie on either side of an interval of 95 %."""
_SMALLEST = 1e-300
_PRECISE = 1e-15
_HALVINGS = 200


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function, by its continued fraction (DLMF 8.17.22).

    The fraction converges fast below the mean of the distribution; beyond it, one minus the mirrored one (DLMF 8.17.4).
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """1 + d1/(1 + d2/(1 + …)), from its front by Lentz's method (Numerical Recipes, 3rd edition, 5.2)."""
    value, above, below, m = 1.0, 1.0, 0.0, 0
    while True:
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        m += 1
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        for term in (odd, even):
            below = 1 / (1 + term * below or _SMALLEST)
            above = 1 + term / above or _SMALLEST
            value *= above * below
        if abs(above * below - 1) < _PRECISE:
            return value


def f_quantile(probability: float, above: float, below: float) -> float:
    """What a variable of F's distribution stays under with this probability; its two degrees of freedom are named."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        if incomplete_beta(middle, above / 2, below / 2) < probability:
            low = middle
        else:
            high = middle
    return below * high / (above * (1 - high)) if high < 1 else float("inf")


def t_quantile(probability: float, degrees: float) -> float:
    """The same of Student's t, whose square is an F; for probabilities over a half."""
    return sqrt(f_quantile(2 * probability - 1, 1, degrees))
