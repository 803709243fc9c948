"""Evidence to citations: the passage verbatim, its place, the words that matter, and why it was found."""

from functools import lru_cache

from qa_bot.answering.answer import Citation, Part
from qa_bot.answering.evidence import Evidence, Judge
from qa_bot.answering.matching import positions_of
from qa_bot.answering.query import Query
from qa_bot.documents.model import Span
from qa_bot.language.tokens import Term, terms
from qa_bot.library.library import Library


class CitationBuilder:
    """Makes the citations of one answer."""

    def __init__(self, library: Library, query: Query, judge: Judge):
        self._library, self._query, self._judge = library, query, judge
        self._used: dict[str, set[str]] = {}

    def citations(self, judged: list[Evidence]) -> tuple[Citation, ...]:
        """A citation for each piece of evidence, numbered from 1."""
        return tuple(self._citation(number, evidence) for number, evidence in enumerate(judged, 1))

    def sentence(self, evidence: Evidence) -> str:
        """The sentence of a passage that answers, or two neighbours, verbatim."""
        first, last = (evidence.passage.sentences[n] for n in evidence.answer)
        return self._library.text_of(evidence.passage.document)[first.start : last.end]

    def expansions(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """For each slot that was found in other words than typed: those words."""
        return tuple((surface, tuple(sorted(others))) for surface, others in self._used.items() if others)

    def _citation(self, number: int, evidence: Evidence) -> Citation:
        passage = evidence.passage
        document = self._library.stored_documents[passage.document]
        text = self._library.text_of(passage.document)[passage.start : passage.end]
        first, last = (passage.sentences[n] for n in evidence.answer)
        return Citation(
            number=number, source=document.source, title=document.title, section=passage.label,
            section_inferred=passage.inferred, reference=document.reference, text=text,
            start=passage.start, end=passage.end, line_start=passage.line_start, line_end=passage.line_end,
            page=passage.page, score=evidence.score, highlights=self._highlights(text, evidence),
            gaps=tuple((a - passage.start, b - passage.start) for s in passage.sentences for a, b in s.gaps),
            sentence=(first.start - passage.start, last.end - passage.start),
            why=self._why(evidence), passage_id=passage.id,
        )  # fmt: skip

    def _highlights(self, text: str, evidence: Evidence) -> tuple[Span, ...]:
        """Where the words that a slot was found by stand in the passage."""
        passage = evidence.passage
        gaps = [(a - passage.start, b - passage.start) for s in passage.sentences for a, b in s.gaps]
        wanted: set[str] = set()
        for slot in range(len(self._query.slots)):
            surface = self._query.slots[slot].surface
            for sentence in passage.sentences:
                for alternative in self._judge.matcher.found(slot, positions_of(sentence.terms)):
                    wanted.update(alternative.stems)
                    if alternative.how != "as typed":
                        self._used.setdefault(surface, set()).add(alternative.phrase)
        spans: list[Span] = []
        for term in _terms(text):
            if term.stem in wanted and not any(a <= term.start < b for a, b in gaps):
                if spans and term.start < spans[-1][1]:
                    spans[-1] = (spans[-1][0], max(spans[-1][1], term.end))
                else:
                    spans.append((term.start, term.end))
        return tuple(spans)

    def _why(self, evidence: Evidence) -> tuple[Part, ...]:
        """Each slot with its share of the words' score, then the other parts of the score."""
        total = sum(abs(v) for v in evidence.parts.values()) or 1.0
        words = sum(v for name, v in evidence.parts.items() if name in _OF_WORDS)
        weights = [s.weight * c for s, c in zip(self._query.slots, evidence.covered, strict=True)]
        sum_weights = sum(weights) or 1.0
        parts = []
        for i, slot in enumerate(self._query.slots):
            if weights[i] <= 0:
                continue
            found = [
                a
                for sentence in evidence.passage.sentences
                for a in self._judge.matcher.found(i, positions_of(sentence.terms))
            ]
            best = max(found, key=lambda a: a.strength, default=None)
            if best is None:
                detail = "in the title or elsewhere in the document"
            elif best.how == "as typed":
                detail = "as typed"
            else:
                detail = f"as “{best.phrase}” ({best.how})"
            parts.append(Part(slot.surface, detail, words / total * weights[i] / sum_weights))
        for name, value in evidence.parts.items():
            if name not in _OF_WORDS and value:
                parts.append(Part(name, "", value / total))
        return tuple(sorted(parts, key=lambda p: -abs(p.share)))


@lru_cache(maxsize=1_000)
def _terms(text: str) -> list[Term]:
    return terms(text)


_OF_WORDS = frozenset(
    {
        "words of the question in the passage",
        "share of the question covered",
        "one sentence has it",
        "words near each other",
    }
)
