"""The second stage: what speaks for each candidate passage, measured the same way for every engine."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from qa_bot.answering.matching import Matcher, Matches, positions_of
from qa_bot.answering.options import Options
from qa_bot.answering.query import Query
from qa_bot.answering.wants import RECORD_KINDS, Kind, has_kind
from qa_bot.documents.model import FRONT_ROLES, Role
from qa_bot.language.tokens import stems
from qa_bot.library.catalogue import StoredPassage
from qa_bot.library.library import Library

K1 = 1.2
B = 0.5
TITLE_COUNT = 0.4
"""What a slot in the title adds to its count in the passage, before saturation (BM25F)."""
SECTION_COUNT = 0.3
PRIORS = {
    Role.RESULTS: 1.0, Role.CONCLUSIONS: 1.0, Role.CASE: 0.5, Role.ABSTRACT: 0.5, Role.AIM: 0.0,
    Role.METHODS: -0.5, Role.BACKGROUND: -0.3, Role.TABLE: -0.8, Role.LEGEND: -0.5, Role.DISCUSSION: 0.0,
}  # fmt: skip
"""How much more, or less, a part of a document answers questions than another."""
NAMING = 0.12
"""A slot of at least this weight can name the document that is meant."""


@dataclass(slots=True)
class Evidence:
    """A candidate and its parts of score. `sentence` is the number of its best sentence; `answer` are the
    numbers of the first and last of the sentences that answer: the best, and a neighbour that is as good."""

    passage: StoredPassage
    parts: dict[str, float] = field(default_factory=dict)
    sentence: int = 0
    answer: tuple[int, int] = (0, 0)
    covered: list[float] = field(default_factory=list)
    """How far each slot is satisfied at the best sentence, its surroundings counted in part."""
    score: float = 0.0


@dataclass(slots=True)
class _Measured:
    passage: StoredPassage
    sentences: list[Matches | None]
    strength: list[float]
    count: list[float]
    length: int


class Judge:
    """Measures the candidates of one query."""

    def __init__(self, library: Library, query: Query, options: Options, average_length: float):
        self._library, self._query, self._options = library, query, options
        self._average = average_length
        self._matcher = Matcher(query, options.phrase_part)
        self._weights = [slot.weight for slot in query.slots]
        self._total = sum(self._weights) or 1.0
        self._titles: dict[tuple[str, ...], list[float]] = {}
        self._labels: dict[str, list[float]] = {}
        self._documents: dict[int, list[float]] = {}
        self._covers: dict[int, float] = {}
        self._had: dict[int, list[float]] = {}
        self._named: list[int] = []

    @property
    def matcher(self) -> Matcher:
        """Finds the query's slots in sentences."""
        return self._matcher

    def judge(self, candidates: Iterable[StoredPassage], focus: int | None = None) -> list[Evidence]:
        """Evidence for each candidate, best first; equal ones in the order of their numbers.

        `focus` is the document that the conversation is about.
        """
        measured = [self._measure(passage) for passage in candidates]
        for m in measured:
            self._join(self._documents, m.passage.document, m.strength)
        self._weigh_documents()
        judged = [self._judge(m) for m in measured]
        for evidence in judged:
            if evidence.passage.document == focus:
                evidence.parts["the document talked about"] = self._options.w_focus
                evidence.score += self._options.w_focus
        judged.sort(key=lambda e: (-e.score, e.passage.id))
        return judged

    def document_cover(self, document: int) -> float:
        """The share of the question that a document has anywhere, 0 to 1."""
        return self._covers.get(document, 0.0)

    def _naming_slots(self) -> list[int]:
        """Slots that name a document: some titles have them, most have not."""
        titles = [(self._title_strength(terms), count) for terms, count in self._library.titles.items()]
        most = max(1, len(self._library.stored_documents) // 3)
        named = []
        for i, slot in enumerate(self._query.slots):
            having = sum(count for title, count in titles if title[i] >= 0.5)
            if 0 < having <= most and slot.weight >= NAMING and not slot.ordinary:
                named.append(i)
        return named

    def _other_document(self, document: int) -> float:
        """How much of what names a document in the question this one has nowhere, 0 to 1."""
        if not self._named:
            return 0.0
        had = self.had_by(document)
        weights = [self._weights[i] for i in self._named]
        return sum(w for w, i in zip(weights, self._named, strict=True) if had[i] < 0.3) / sum(weights)

    def had_by(self, document: int) -> list[float]:
        """How strongly a document has each slot, anywhere in it."""
        return self._had.get(document, [0.0] * len(self._weights))

    def best_document_cover(self) -> float:
        """The largest share of the question that any document has."""
        return max(self._covers.values(), default=0.0)

    def _measure(self, passage: StoredPassage) -> _Measured:
        size = len(self._weights)
        strength, count = [0.0] * size, [0.0] * size
        sentences: list[Matches | None] = []
        length = 0
        for sentence in passage.sentences:
            length += len(sentence.terms)
            found = self._matcher.match(positions_of(sentence.terms))
            sentences.append(found)
            if found:
                strength = list(map(max, strength, found.strength))
                count = [a + b for a, b in zip(count, found.count, strict=True)]
        return _Measured(passage, sentences, strength, count, length)

    def _weigh_documents(self) -> None:
        """What a document has anywhere speaks for each of its passages as far as other documents lack it."""
        number = len(self._library.stored_documents)
        for document in self._documents:
            self._join(self._documents, document, self._title(document))
        self._had = {document: list(strength) for document, strength in self._documents.items()}
        weights = [s.weight * (0.3 if s.ordinary else 1.0) for s in self._query.slots]
        total = sum(weights) or 1.0
        self._covers = {
            document: sum(w * s for w, s in zip(weights, strength, strict=True)) / total
            for document, strength in self._documents.items()
        }
        self._named = self._naming_slots()
        having = [sum(d[i] >= 0.3 for d in self._documents.values()) for i in range(len(self._weights))]
        special = [log(number / h) / (log(number) + 1.0) if h else 0.0 for h in having]
        for document, strength in self._documents.items():
            self._documents[document] = [s * max(0.0, x) for s, x in zip(strength, special, strict=True)]

    @staticmethod
    def _join(table: dict[int, list[float]], key: int, strength: list[float]) -> None:
        table[key] = list(map(max, table[key], strength)) if key in table else strength

    def _title(self, document: int) -> list[float]:
        return self._title_strength(self._library.stored_documents[document].title_terms)

    def _title_strength(self, title: tuple[str, ...]) -> list[float]:
        if title not in self._titles:
            found = self._matcher.match(positions_of(title))
            self._titles[title] = found.strength if found else [0.0] * len(self._weights)
        return self._titles[title]

    def _label(self, label: str) -> list[float]:
        if label not in self._labels:
            found = self._matcher.match(positions_of(tuple(stems(label))))
            self._labels[label] = found.strength if found else [0.0] * len(self._weights)
        return self._labels[label]

    def _judge(self, m: _Measured) -> Evidence:
        o, weights, total = self._options, self._weights, self._total
        passage = m.passage
        empty = [0.0] * len(weights)
        title = self._title(passage.document) if o.fields else empty
        label = self._label(passage.label) if o.fields else empty
        document = self._documents.get(passage.document, empty) if o.fields else empty
        about = passage.role in FRONT_ROLES
        c_title = 1.0 if about else o.c_title
        context = [
            max(o.c_passage * s, c_title * t, o.c_title * lab, o.c_document * d)
            for s, t, lab, d in zip(m.strength, title, label, document, strict=True)
        ]
        norm = K1 * (1 - B + B * m.length / self._average)
        counts = [
            c + TITLE_COUNT * t + SECTION_COUNT * lab for c, t, lab in zip(m.count, title, label, strict=True)
        ]
        bm25 = sum(w * c / (c + norm) for w, c in zip(weights, counts, strict=True)) * (1 + K1) / total
        parts = {
            "words of the question in the passage": o.w_bm25 * bm25,
            "share of the question covered": o.w_passage
            * sum(w * max(s, c) for w, s, c in zip(weights, m.strength, context, strict=True))
            / total,
        }
        best, best_score, best_covered = 0, -1.0, context
        best_parts: dict[str, float] = {}
        scores: list[float] = []
        for number, found in enumerate(m.sentences):
            covered = list(map(max, found.strength, context)) if found else context
            share = sum(w * c for w, c in zip(weights, covered, strict=True)) / total
            own = {"one sentence has it": o.w_sentence * share if o.proximity else 0.0}
            if found and o.proximity:
                own["words near each other"] = o.w_near * self._nearness(found)
            own["where answers usually stand"] = self._prior(passage.role, passage.sentences[number].role)
            own["the section wanted"] = self._role_gain(passage.role, passage.sentences[number].role)
            own["the kind of answer wanted"] = self._kind_gain(passage, number)
            score = sum(own.values())
            scores.append(score)
            if score > best_score + 1e-12:
                best, best_score, best_covered, best_parts = number, score, covered, own
        if not o.joint:
            best_parts = {k: v for k, v in best_parts.items() if k == "the section wanted"}
        parts |= best_parts
        if o.fields:
            parts["another document was named"] = -o.w_named * self._other_document(passage.document)
        parts["about the document, not its subject"] = self._front_loss(passage.role)
        evidence = Evidence(passage, parts, best, covered=best_covered)
        evidence.score = sum(parts.values())
        evidence.answer = self._answer(best, scores, m.sentences)
        return evidence

    def _answer(self, best: int, scores: list[float], found: list[Matches | None]) -> tuple[int, int]:
        """The best sentence with the better of its neighbours, if that has words of the question and is
        nearly as good: where two sentences cannot be told apart both are shown."""
        beside = [n for n in (best - 1, best + 1) if 0 <= n < len(scores) and found[n] is not None]
        if not beside:
            return best, best
        other = max(beside, key=lambda n: scores[n])
        if scores[best] <= 0 or scores[other] < self._options.beside * scores[best]:
            return best, best
        return min(best, other), max(best, other)

    def _nearness(self, found: Matches) -> float:
        """Neighbouring slots of the question that stand near each other in the sentence, 0 to 1."""
        weights, gain = self._weights, 0.0
        for i in range(len(weights) - 1):
            a, b = found.place[i], found.place[i + 1]
            if a >= 0 and b >= 0:
                closeness = 1.0 / (1.0 + max(0, abs(a - b) - 1) / 3.0)
                gain += (
                    closeness
                    * min(found.strength[i], found.strength[i + 1])
                    * (weights[i] + weights[i + 1])
                    / 2
                )
        return gain / self._total

    def _role_gain(self, section: Role, sentence: Role) -> float:
        gain, o = 0.0, self._options
        for want in self._query.wants.roles:
            if section in want.roles:
                gain = max(gain, o.w_role * want.weight + (o.w_certain if want.certain else 0.0))
            elif sentence in want.roles:
                gain = max(gain, 0.8 * o.w_role * want.weight)
        return gain

    def _prior(self, section: Role, sentence: Role) -> float:
        """Results and conclusions answer more questions than methods; not where a section is asked for."""
        if self._query.wants.roles:
            return 0.0
        return self._options.w_prior * PRIORS.get(sentence, PRIORS.get(section, 0.0))

    def _kind_gain(self, passage: StoredPassage, number: int) -> float:
        kinds = self._query.wants.kinds
        if not kinds:
            return 0.0
        sentence = passage.sentences[number]
        text = self._library.text_of(passage.document)[sentence.start : sentence.end]
        if Kind.DEFINITION in kinds and self._defines(sentence.terms):
            return self._options.w_definition
        weight = self._options.w_record if kinds <= RECORD_KINDS else self._options.w_kind
        return weight * sum(_has_kind(kind, text) for kind in kinds) / len(kinds)

    def _defines(self, terms: tuple[str, ...]) -> bool:
        """Whether a sentence has both forms of an abbreviation that is asked about."""
        positions = positions_of(terms)
        for slot in range(len(self._weights)):
            ways = {a.how for a in self._matcher.found(slot, positions)}
            if {"as typed", "abbreviation"} <= ways:
                return True
        return False

    def _front_loss(self, role: Role) -> float:
        """What is about the document itself is only an answer where the question is, too."""
        loss = _FRONT_LOSS.get(role, 1.0 if role in FRONT_ROLES else 0.0)
        if not loss or any(role in want.roles for want in self._query.wants.roles):
            return 0.0
        return -self._options.w_front * loss


_FRONT_LOSS = {Role.FURNITURE: 3.0, Role.DEFINITIONS: 0.6}


@lru_cache(maxsize=50_000)
def _has_kind(kind: Kind, text: str) -> float:
    return has_kind(kind, text)
