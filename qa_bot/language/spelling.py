"""Correcting a word that neither the documents nor the language know."""

from collections.abc import Mapping

_MANY = 400_000


def nearest_word(word: str, words: Mapping[str, int]) -> str | None:
    """The word of `words` (with their counts) that `word` most likely is misspelt for, or None.

    Optimal string alignment distance (an exchange of neighbours is one error): one error in words of
    four letters or more, two in words of eight or more; the first letter is trusted unless the rest is
    right. Among the nearest the commonest is taken.
    """
    if len(word) < 4 or not word.isalpha() or len(words) > _MANY:
        return None
    from rapidfuzz.distance import OSA

    most = 1 if len(word) < 8 else 2
    best: tuple[int, int, str] | None = None
    for other, count in words.items():
        if abs(len(other) - len(word)) > most or len(other) < 4:
            continue
        distance = OSA.distance(word, other, score_cutoff=most)
        if distance > most or (distance > 1 and other[0] != word[0]):
            continue
        if distance == 1 and len(word) == 4 and other[0] != word[0]:
            continue
        candidate = (distance, -count, other)
        if best is None or candidate < best:
            best = candidate
    return best[2] if best else None
