"""What this process has made of the attempts at quizzes: it holds for as long as nothing of them changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from quizapp.domain.changes import ChangeState, Sighting

MOST = 16 * 1024 * 1024
"""Bytes, about, that are kept: what was wanted least recently goes first."""
_STRIPES = 16

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Kept:
    seen: Mapping[int, Sighting]
    """Of each quiz, how far it was seen before this was made."""
    made: Any
    weight: int

    def holds(self, states: Mapping[int, ChangeState]) -> bool:
        return states.keys() == self.seen.keys() and all(
            state.none_since(self.seen[quiz_id]) for quiz_id, state in states.items()
        )


class Remembered:
    """Each by what was asked for. Whether it still holds is read from the database every time, so it is right where
    several processes serve; only one thread at a time makes the same, for whoever else wants it too.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._guard = Lock()
        self._makers = [Lock() for _ in range(_STRIPES)]

    def get(
        self,
        key: Hashable,
        states: Mapping[int, ChangeState],
        make: Callable[[], Made],
        weight: Callable[[Made], int],
    ) -> Made:
        """`states` of the quizzes that it is about, by their ids, were read in the transaction that `make` reads in.

        `make` wants nothing that is remembered. Without a quiz nothing tells what has changed, so nothing is kept.
        """
        if not states:
            return make()
        if (found := self._held(key, states)) is not None:
            return found.made  # type: ignore[no-any-return]
        with self._makers[hash(key) % _STRIPES]:
            if (found := self._held(key, states)) is not None:
                return found.made  # type: ignore[no-any-return]
            made = make()
            self._keep(key, _Kept({quiz_id: state.seen for quiz_id, state in states.items()}, made, weight(made)))
        return made

    def _held(self, key: Hashable, states: Mapping[int, ChangeState]) -> _Kept | None:
        with self._guard:
            found = self._kept.get(key)
            if found is None or not found.holds(states):
                return None
            self._kept.move_to_end(key)
            return found

    def _keep(self, key: Hashable, made: _Kept) -> None:
        """The newest stays, whatever it weighs."""
        with self._guard:
            self._kept[key] = made
            self._kept.move_to_end(key)
            weight = sum(one.weight for one in self._kept.values())
            while weight > self._most and len(self._kept) > 1:
                weight -= self._kept.popitem(last=False)[1].weight
