"""Which frames of a walk a page keeps, and which one is worth drawing ahead."""

import time
from collections.abc import Iterable
from math import inf
from typing import Any

from lessons_lib.app.frames import Frame

BUDGET = 4_000_000  # bytes that a page keeps for one App


class Film:
    """The frames that a page has of one walk, by their places, nearest ones first.

    A generation is one setting of everything else: another setting makes all frames worthless.
    The page is told what to keep and what to forget, so that both know the same, and neither keeps
    more than `budget` bytes and one frame.
    """

    def __init__(self, budget: int = BUDGET) -> None:
        self.generation = 0
        self.on_their_way = 0  # frames that have not arrived yet
        self.wound_up = False  # nothing is drawn ahead in this generation any more
        self._was_slow = False
        self._budget = budget
        self._setting: Any = None
        self._kept: dict[float, Frame] = {}
        self._begun = -inf

    def set(self, setting: Any) -> None:
        """Begin a new generation if the setting is another one."""
        if setting != self._setting:
            self._setting = setting
            self.begin()

    def begin(self) -> None:
        """Begin a new generation; the page has none of its frames yet."""
        self.generation += 1
        self.on_their_way, self.wound_up, self._was_slow = 0, False, False
        self._kept, self._begun = {}, time.monotonic()

    def young(self, age: float) -> float:
        """The seconds until this generation is as old as that; 0 if it is older."""
        return max(0, self._begun + age - time.monotonic())

    @property
    def size(self) -> int:
        """The bytes of all frames that are kept."""
        return sum(frame.size for frame in self._kept.values())

    def frame(self, place: float) -> Frame | None:
        """The frame of this place, if the page has it."""
        return self._kept.get(place)

    def keep(self, place: float, frame: Frame, at: float) -> list[float]:
        """The page gets this frame; returns the places to forget, the farthest from `at` first."""
        self.on_their_way += 1
        self._kept[place] = frame
        forgotten = []
        farther = [p for p in self._kept if _distance(p, at) > _distance(place, at)]
        for one in sorted(farther, key=lambda p: _distance(p, at), reverse=True):
            if self.size <= self._budget:
                break
            del self._kept[one]
            forgotten.append(one)
        return forgotten

    def drawn_ahead(self, slow: bool) -> None:
        """A frame was drawn ahead. Two slow ones in a row end it; one may be slow by chance."""
        self.wound_up |= slow and self._was_slow
        self._was_slow = slow

    def arrived(self, generation: int) -> None:
        """The page has received a frame of this generation."""
        if generation == self.generation:
            self.on_their_way = max(0, self.on_their_way - 1)  # several pages may answer

    def next(self, at: float, places: Iterable[float]) -> float | None:
        """The place whose frame to draw ahead: the nearest to `at` that is missing.

        None if all are there, or as many as the budget holds and none of them farther away.
        """
        missing = [place for place in places if place not in self._kept]
        if self.wound_up or not missing:
            return None
        nearest = min(missing, key=lambda place: _distance(place, at))
        usual = self.size / len(self._kept) if self._kept else 0
        full = self.size + usual > self._budget
        farthest = max(self._kept, key=lambda place: _distance(place, at), default=nearest)
        return None if full and _distance(farthest, at) <= _distance(nearest, at) else nearest


def _distance(place: float, at: float) -> tuple[float, bool]:
    return abs(place - at), place < at  # of two at the same distance, the one ahead comes first
