"""Where the slots of a query stand in sentences, and how strongly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa_bot.answering.query import Alternative, Query, Slot

Positions = Mapping[str, Sequence[int]]
"""Where each term of a sentence stands, counted in content terms."""


@lru_cache(maxsize=50_000)
def positions_of(terms: tuple[str, ...]) -> Positions:
    """The positions of each term."""
    found: dict[str, list[int]] = {}
    for place, term in enumerate(terms):
        found.setdefault(term, []).append(place)
    return found


@dataclass(slots=True)
class Matches:
    """What of a query one stretch of text has: for each slot the strength of the best match, the
    count weighted by strength, and a place (in content terms) of the best match, -1 for none."""

    strength: list[float]
    count: list[float]
    place: list[int]


class Matcher:
    """Finds the slots of one query."""

    def __init__(self, query: Query, phrase_part: float):
        self.slots = query.slots
        self._phrase_part = phrase_part
        self._units: list[Slot] = []
        self._parts: list[tuple[int, ...]] = []
        for slot in query.slots:
            self._units.append(slot)
        for slot in query.slots:
            start = len(self._units)
            self._units.extend(slot.parts)
            self._parts.append(tuple(range(start, len(self._units))))
        self._single: dict[str, list[tuple[int, Alternative]]] = {}
        self._phrases: dict[str, list[tuple[int, Alternative]]] = {}
        for unit, slot in enumerate(self._units):
            for alternative in slot.alternatives:
                table = self._single if len(alternative.stems) == 1 else self._phrases
                table.setdefault(alternative.stems[0], []).append((unit, alternative))
        self._terms = set(self._single) | set(self._phrases)

    def match(self, positions: Positions) -> Matches | None:
        """The slots that stand in a sentence; None if none does."""
        shared = sorted(
            self._terms.intersection(positions)
        )  # in order: sums of floats are the same in every run
        if not shared:
            return None
        size = len(self._units)
        strength, count, place = [0.0] * size, [0.0] * size, [-1] * size
        for term in shared:
            for unit, alternative in self._single.get(term, ()):
                where = positions[term]
                count[unit] += alternative.strength * len(where)
                if alternative.strength > strength[unit]:
                    strength[unit], place[unit] = alternative.strength, where[0]
            for unit, alternative in self._phrases.get(term, ()):
                at = _phrase_at(alternative.stems, positions)
                if at >= 0:
                    count[unit] += alternative.strength
                    if alternative.strength > strength[unit]:
                        strength[unit], place[unit] = alternative.strength, at
        for i, parts in enumerate(self._parts):
            if parts:
                total = sum(self._units[p].weight for p in parts)
                partly = self._phrase_part * sum(self._units[p].weight * strength[p] for p in parts) / total
                if partly > strength[i]:
                    strength[i] = partly
                    count[i] = max(count[i], self._phrase_part * min(count[p] for p in parts) or partly)
                    place[i] = max(place[p] for p in parts)
        n = len(self.slots)
        if not any(strength[:n]):
            return None
        return Matches(strength[:n], count[:n], place[:n])

    def found(self, slot: int, positions: Positions) -> list[Alternative]:
        """The ways in which a slot stands in a sentence, the strongest first."""
        units = (slot, *self._parts[slot])
        found = [
            a
            for unit in units
            for a in self._units[unit].alternatives
            if (len(a.stems) == 1 and a.stems[0] in positions)
            or (len(a.stems) > 1 and _phrase_at(a.stems, positions) >= 0)
        ]
        return sorted(found, key=lambda a: (-a.strength, -len(a.stems)))


def _phrase_at(stems: Sequence[str], positions: Positions) -> int:
    """Where all of `stems` stand together, one word between them allowed, in any order; -1 if nowhere."""
    if not all(stem in positions for stem in stems):
        return -1
    reach = len(stems)
    for first in positions[stems[0]]:
        if all(any(abs(at - first) <= reach for at in positions[stem]) for stem in stems[1:]):
            return first
    return -1
