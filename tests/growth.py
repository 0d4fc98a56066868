"""How work grows with what it is done on: all that a test can say of speed on any machine."""

import gc
import time
from collections.abc import Callable
from math import inf
from typing import TypeVar

LINEAR = 3.0
"""Twice as much to do takes twice as long; it would take four times as long if each sign were held against each."""
QUADRATIC = 6.0
"""Twice as much may take four times as long, but not eight times: for what has a small limit."""
_ROUNDS = 12

Given = TypeVar("Given")


def growth(work: Callable[[Given], object], half: Given, whole: Given) -> float:
    """How many times as long the whole takes the processor as its half; others work on the machine too, so the
    shortest of a few rounds counts, and no more of them than it takes to see that it is not too long."""
    least = {0: inf, 1: inf}
    for _ in range(_ROUNDS):
        for which, given in enumerate((half, whole)):
            least[which] = min(least[which], _taken(work, given))
        if least[1] < LINEAR * least[0]:
            break
    return least[1] / least[0]


def _taken(work: Callable[[Given], object], given: Given) -> float:
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        work(given)
        return time.process_time() - began
    finally:
        gc.enable()
