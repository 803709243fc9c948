"""A question to a query: slots, each a word or phrase of the question with all it may be found by."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from math import log

from qa_bot.answering.answer import Correction
from qa_bot.answering.options import Options
from qa_bot.answering.wants import Wants, wants_of
from qa_bot.index.protocol import Index
from qa_bot.language.abbreviations import Abbreviation
from qa_bot.language.spelling import nearest_word
from qa_bot.language.tokens import LIGHT_WORDS, Term, normal_form, plain_stems, plain_terms, stem, stems
from qa_bot.language.vocabulary import LONGEST_PHRASE, Vocabulary, phrase_key

LEARNED = 0.95
"""Strength of the tie between an abbreviation and the long form that the documents give it."""

_REFERRING = frozenset(
    stem(w)
    for w in "study paper article report trial document research author researcher team text work letter poster"
    " item publication source case file abstract investigator scientist doctors".split()
)
"""Words that point at a document rather than at what it is about."""

_LIGHT = frozenset(map(stem, LIGHT_WORDS))

_SPECIFIC = frozenset("diseases-1 diseases-2 diseases-3 drugs procedures tests".split())
"""Vocabulary files whose groups name things: one that the library lacks is not what it is about."""

PRESENT = 0.7
"""A library has a concept if it has a word that is tied to it at least so: as good as a synonym, or a
member of the class named; not only the class of the thing named, nor something related."""

LONGEST_QUESTION = 400
"""Content words of a question that are searched; of a longer text the first ones."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a slot may stand in a passage."""

    phrase: str
    stems: tuple[str, ...]
    strength: float
    how: str
    """Why it may stand for the words typed: "as typed", "abbreviation", "vocabulary", "same root"."""
    field: str = ""
    """The vocabulary file that ties it to the words typed."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A word or phrase of the question. `weight`, 0 to 1, is how much it tells passages apart."""

    surface: str
    alternatives: tuple[Alternative, ...]
    weight: float
    present: bool
    """Whether the library has it, in whatever form."""
    typed: bool
    """Whether the library has it as typed."""
    concept: bool
    """Whether the vocabulary knows it as a term of a field."""
    specific: bool
    """Whether it names a symptom, disease, part of the body, drug, procedure or test."""
    ordinary: bool
    """Whether it is an ordinary English word, which says little by being absent."""
    parts: tuple["Slot", ...] = ()
    """The words of a phrase, each by itself."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a question became."""

    text: str
    slots: tuple[Slot, ...]
    wants: Wants
    corrections: tuple[Correction, ...] = ()
    first_stage: Mapping[str, float] = field(default_factory=dict)
    """Weighted terms for the index."""
    own: int | None = None
    """How many of the slots are the question's own; None if all are."""


class QueryBuilder:
    """Makes queries for one library."""

    def __init__(
        self,
        index: Index,
        passages: int,
        abbreviations: Iterable[Abbreviation],
        words: Mapping[str, int],
        vocabulary: Vocabulary,
        options: Options,
    ):
        self._index, self._passages, self._words = index, max(1, passages), words
        self._vocabulary, self._options = vocabulary, options
        self._learned: dict[str, set[str]] = {}
        if options.abbreviations:
            for a in abbreviations:
                short, long = phrase_key(plain_stems(a.short)), phrase_key(plain_stems(a.long))
                if short and long and short != long:
                    self._learned.setdefault(short, set()).add(a.long)
                    self._learned.setdefault(long, set()).add(a.short)

    @cached_property
    def _stems(self) -> list[str]:
        """The stems of the library's words, sorted, for words of the same root."""
        return sorted({stem(word) for word in self._words if len(word) >= 5})

    def build(
        self, question: str, carried: str | None = None, keep: Callable[["Slot"], float] = lambda slot: 1.0
    ) -> Query:
        """The query that `question` becomes.

        `carried` are words of earlier turns that it leans on; `keep` says how much of each slot of
        them, 0 to 1.
        """
        query = self._build(question)
        if not carried:
            return query
        before = self._build(carried)
        own = {slot.surface.lower() for slot in query.slots}
        scale = self._options.carried
        added = [
            replace(s, weight=s.weight * scale * keep(s))
            for s in before.slots
            if s.surface.lower() not in own
        ]
        wants = query.wants if query.wants.roles or query.wants.kinds else before.wants.of_the_subject()
        first_stage = {term: weight * scale for term, weight in before.first_stage.items()} | dict(
            query.first_stage
        )
        return replace(
            query, slots=(*query.slots, *added), wants=wants, first_stage=first_stage, own=len(query.slots)
        )

    def _build(self, question: str) -> Query:
        wants = wants_of(question) if self._options.wants else Wants((), frozenset(), ())
        searched = _blank(question, wants.consumed)
        content = plain_terms(searched)[:LONGEST_QUESTION]
        if not content and not wants.certain_roles():
            searched, content = question, plain_terms(question)[:LONGEST_QUESTION]
        content, corrections = self._correct(question, content)
        slots = [
            self._slot(question, [content[i] for i in places]) for places in self._segments(searched, content)
        ]
        slots = _once(slots)
        helped = [c for c in corrections if any(s.present and c.typed in s.surface for s in slots)]
        return Query(question, tuple(slots), wants, tuple(helped), self._first_stage(slots))

    def _correct(self, question: str, content: list[Term]) -> tuple[list[Term], list[Correction]]:
        """Replace words that nobody knows by the nearest that the documents, or the vocabulary, have."""
        corrections: list[Correction] = []
        if not self._options.spelling:
            return content, corrections
        corrected = []
        for term in content:
            typed = question[term.start : term.end]
            word = normal_form(typed)
            if self._is_unknown(word, term.stem):
                near = nearest_word(word, self._words)
                if near is None and self._options.vocabulary:
                    near = nearest_word(word, self._vocabulary.words())
                if near is not None:
                    corrections.append(Correction(typed, near))
                    term = replace(term, stem=stem(near))
            corrected.append(term)
        return corrected, corrections

    def _is_unknown(self, word: str, term: str) -> bool:
        if self._index.document_frequency(term) or not word.isalpha() or word in self._words:
            return False
        return not self._vocabulary.has_word(term) and not self._vocabulary.is_common(term)

    def _segments(self, text: str, content: list[Term]) -> list[tuple[int, ...]]:
        """The words parted into phrases and single words so that the known phrases are longest.

        A phrase may have one other word inside ("hair keeps falling out"). A phrase of a field is
        preferred to an everyday one of the same length.
        """
        n = len(content)
        best: list[tuple[float, list[tuple[int, ...]]]] = [(0.0, [])]
        for end in range(1, n + 1):
            score, segments = best[end - 1]
            top: tuple[float, list[tuple[int, ...]]] = (score + 1.0, [*segments, (end - 1,)])
            for start in range(max(0, end - LONGEST_PHRASE - 1), end - 1):
                if _is_parted(text, content[start:end]):
                    continue
                for places, skipped in _windows(start, end):
                    gain = self._phrase_gain(text, [content[i] for i in places], bool(skipped))
                    if gain and best[start][0] + gain + len(skipped) > top[0]:
                        found = [*best[start][1], places, *((i,) for i in skipped)]
                        top = (best[start][0] + gain + len(skipped), found)
            best.append(top)
        return best[n][1]

    def _phrase_gain(self, text: str, window: list[Term], broken: bool) -> float:
        """What a phrase is worth beside single words of worth 1 each; 0 if it is not known."""
        key = phrase_key(t.stem for t in window)
        size = float(len(window) ** 1.5)
        if key in self._learned:
            return size
        if not broken and len(window) == 2 and _is_identifier(text, window):
            return size
        if not self._options.vocabulary:
            return 0.0
        field = self._vocabulary.field_of(key)
        if field is None or (broken and (field == "everyday" or len(window) > 3)):
            return 0.0
        return size * (0.75 if field == "everyday" else 0.95 if broken else 1.0)

    def _slot(self, question: str, window: list[Term]) -> Slot:
        surface = " ".join(question[window[0].start : window[-1].end].split())
        own = tuple(t.stem for t in window)
        alternatives = {phrase_key(own): Alternative(surface, own, 1.0, "as typed")}

        def offer(
            phrase: str, phrase_stems: tuple[str, ...], strength: float, how: str, field: str = ""
        ) -> None:
            key = phrase_key(phrase_stems)
            if key and (key not in alternatives or alternatives[key].strength < strength):
                alternatives[key] = Alternative(phrase, phrase_stems, strength, how, field)

        if len(own) == 2 and _is_identifier(question, window):
            offer(surface, (stem("".join(question[t.start : t.end] for t in window)),), 1.0, "as typed")
        concept = specific = False
        if self._options.vocabulary:
            for tie in self._vocabulary.ties(phrase_key(own)):
                concept = concept or (tie.field != "everyday" and tie.strength >= 0.5)
                specific = specific or (tie.field in _SPECIFIC and tie.strength >= 0.8)
                offer(tie.phrase, _stems_of(tie.phrase), tie.strength, "vocabulary", tie.field)
        for key, known in list(alternatives.items()):
            for other in self._learned.get(key, ()) if known.strength >= 0.75 else ():
                offer(other, _stems_of(other), known.strength * LEARNED, "abbreviation")
        if self._options.roots and len(own) == 1:
            for other in self._same_root(own[0]):
                offer(other, (other,), self._options.root_strength, "same root")
        kept = [a for a in alternatives.values() if all(map(self._index.document_frequency, a.stems))]
        typed = bool(kept) and kept[0].how == "as typed"
        ordinary = not concept and all(map(self._vocabulary.is_common, own))
        parts = tuple(self._slot(question, [t]) for t in window) if len(window) > 1 else ()
        present = any(a.strength >= PRESENT for a in kept)
        rarity = (
            self._rarity(own) if typed or not kept else max(a.strength * self._rarity(a.stems) for a in kept)
        )
        if typed:
            rarity = max(rarity, self._options.least_rarity)
        kept = [self._tempered(a, rarity, typed) for a in kept]
        kept = [a for a in kept if a.strength >= self._options.least_strength]
        weight = rarity * (self._options.ordinary if ordinary else 1.0)
        if all(s in _LIGHT for s in own):
            weight = min(weight, rarity * self._options.light)
        if all(s in _REFERRING for s in own):
            weight *= self._options.referring
        return Slot(surface, tuple(kept), weight, present, typed, concept, specific, ordinary, parts)

    def _tempered(self, a: Alternative, rarity: float, typed: bool) -> Alternative:
        """An alternative commoner than the word typed says less; so does any where that word is there."""
        if a.how == "abbreviation":
            return a
        strength = a.strength * min(1.0, self._rarity(a.stems) / rarity)
        if typed and a.how != "as typed":
            strength *= (
                self._options.beside_typed if a.field != "everyday" else self._options.beside_typed_everyday
            )
        return replace(a, strength=strength)

    def _same_root(self, own: str) -> list[str]:
        """Stems of the library that begin alike: all of the shorter one from five letters on, or six
        letters with at most three more in the shorter one."""
        if len(own) < 5 or not own.isalpha():
            return []
        found = []
        start = bisect_left(self._stems, own[:5])
        for other in self._stems[start:]:
            if not other.startswith(own[:5]):
                break
            common = _common_prefix(own, other)
            shorter = min(len(own), len(other))
            if other != own and (common == shorter or (common >= 6 and shorter - common <= 3)):
                found.append(other)
        return found

    def _rarity(self, phrase: tuple[str, ...]) -> float:
        """Inverse document frequency of a phrase as of its rarest word, between 0 and 1."""
        n = self._passages
        df = min(map(self._index.document_frequency, phrase)) * (0.7 if len(phrase) > 1 else 1.0)
        return max(0.05, log(1 + (n - df + 0.5) / (df + 0.5)) / log(2 * n + 2))

    def _first_stage(self, slots: list[Slot]) -> dict[str, float]:
        weights: dict[str, float] = {}
        for slot in slots:
            scale = self._options.ordinary if slot.ordinary else 1.0
            for a in (*slot.alternatives, *(a for part in slot.parts for a in part.alternatives)):
                for term in a.stems:
                    weight = scale * a.strength * (1.0 if len(a.stems) == 1 else 0.7)
                    weights[term] = max(weights.get(term, 0.0), weight)
        return weights


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` with the spans blanked out; its length stays the same."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@lru_cache(maxsize=50_000)
def _stems_of(phrase: str) -> tuple[str, ...]:
    return tuple(plain_stems(phrase))


def _is_identifier(text: str, window: list[Term]) -> bool:
    """Whether two words are written as one name: IL-6, D-dimer, non-IVIG."""
    first, second = window
    between = text[first.end : second.start]
    if between not in ("-", "‐", "‑", "–"):
        return False
    return any(t.stem[:1].isdigit() or t.end - t.start <= 3 for t in window)


def _windows(start: int, end: int) -> Iterable[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The places from `start` to `end` as a phrase, and with one of the inner ones left out."""
    places = tuple(range(start, end))
    if len(places) <= LONGEST_PHRASE:
        yield places, ()
    for i in places[1:-1] if len(places) <= 4 else ():
        yield tuple(p for p in places if p != i), (i,)


def _is_parted(text: str, window: list[Term]) -> bool:
    """Whether a sentence ends between words of the window."""
    return any(mark in text[window[0].start : window[-1].end] for mark in ("? ", "! ", ". ", ";", ": "))


def _common_prefix(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _once(slots: list[Slot]) -> list[Slot]:
    """Each slot once: a word that a question repeats does not count twice."""
    kept: dict[tuple[str, ...], Slot] = {}
    for slot in slots:
        kept.setdefault(tuple(sorted(stems(slot.surface))) or (slot.surface,), slot)
    return list(kept.values())
