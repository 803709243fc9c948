"""A question to an answer: the whole way, for one open library."""

import time
from dataclasses import replace

from qa_bot.answering.answer import Answer, Verdict
from qa_bot.answering.citing import CitationBuilder
from qa_bot.answering.conversation import Conversation
from qa_bot.answering.evidence import Evidence, Judge
from qa_bot.answering.follow_up import Reading, read_question, remember
from qa_bot.answering.operators import Filters, split_operators
from qa_bot.answering.options import Options
from qa_bot.answering.query import Query, QueryBuilder
from qa_bot.answering.verdict import decide, unknown_words
from qa_bot.documents.model import Role
from qa_bot.errors import UsageError
from qa_bot.index.bm25 import RankBM25
from qa_bot.index.protocol import Index
from qa_bot.language.tokens import stems
from qa_bot.language.vocabulary import load_vocabulary
from qa_bot.library.catalogue import StoredPassage
from qa_bot.library.library import Library


class Answerer:
    """Answers questions from one library. Not for two threads at once."""

    def __init__(self, library: Library, options: Options | None = None):
        self.library = library
        self.options = options or Options()
        self.index: Index = RankBM25((p.id, self._index_terms(p)) for p in library.passages.values())
        lengths = [sum(len(s.terms) for s in p.sentences) for p in library.passages.values()]
        self._average = sum(lengths) / (len(lengths) or 1) or 1.0
        self._by_role: dict[Role, list[StoredPassage]] = {}
        for passage in library.passages.values():
            self._by_role.setdefault(passage.role, []).append(passage)
        vocabulary = load_vocabulary(self.options.vocabulary_file)
        self._builder = QueryBuilder(
            self.index, library.passage_count, library.abbreviations, library.words, vocabulary, self.options
        )

    def _index_terms(self, passage: StoredPassage) -> list[str]:
        """The terms that a passage is found by: its own, its title's and its section's."""
        title = self.library.stored_documents[passage.document].title_terms
        own = [term for sentence in passage.sentences for term in sentence.terms]
        return [*own, *title, *stems(passage.label)] if self.options.fields else own

    def ask(self, question: str, k: int = 5, conversation: Conversation | None = None) -> Answer:
        """The answer to `question`, with up to `k` citations.

        `conversation` is what a follow-up is understood in the light of; this turn is added to it.
        Raises UsageError if the question has no words.
        """
        started = time.perf_counter()
        check_question(question)
        asked, filters = split_operators(question)
        reading = read_question(asked, conversation, self._builder, self.library, self.options.phrase_part)
        query, judge, judged = self._judged(asked, reading=reading, filters=filters)
        if query.wants.across:
            judged = _one_of_each_document(judged)
        verdict, reason = decide(query, judge, judged, self.options)
        builder = CitationBuilder(self.library, query, judge)
        if verdict is Verdict.ANSWERED:
            citations = builder.citations(judged[:k])
            answer = Answer(
                question, reading.interpreted_as, verdict, None, builder.sentence(judged[0]), citations
            )
        else:
            nearest = builder.citations([e for e in judged if e.score > 0][:3])
            answer = Answer(question, reading.interpreted_as, verdict, reason, None, nearest=nearest)
        if conversation is not None:
            remember(conversation, question, reading, answer)
        return replace(
            answer,
            corrections=query.corrections,
            expansions=builder.expansions(),
            unknown=unknown_words(query),
            elapsed_ms=(time.perf_counter() - started) * 1000,
        )

    def rank(self, question: str, depth: int = 100) -> list[tuple[str, float]]:
        """Sources of documents with their scores, best first, each once: for public question sets."""
        _, _, judged = self._judged(question, max(depth, self.options.candidates))
        ranked: dict[str, float] = {}
        for evidence in judged:
            source = self.library.stored_documents[evidence.passage.document].source
            ranked.setdefault(source, evidence.score)
        return list(ranked.items())[:depth]

    def _judged(
        self,
        question: str,
        limit: int | None = None,
        reading: Reading | None = None,
        filters: Filters | None = None,
    ) -> tuple[Query, Judge, list[Evidence]]:
        carried = reading.carried if reading else None
        query = (
            self._builder.build(question, carried.text, carried.keep)
            if carried
            else self._builder.build(question)
        )
        judge = Judge(self.library, query, self.options, self._average)
        limit = self.library.passage_count if filters else limit or self.options.candidates
        found = self.index.search(query.first_stage, limit)
        candidates = dict.fromkeys(number for number, _ in found)
        documents = {self.library.passages[number].document for number in candidates}
        for role in query.wants.certain_roles():
            for passage in self._by_role.get(role, []):
                if passage.document in documents or not documents:
                    candidates.setdefault(passage.id)
        focus = reading.focus if reading else None
        if focus is not None:
            for passage in self.library.passages_of(focus):
                candidates.setdefault(passage.id)
        passages = [self.library.passages[number] for number in candidates]
        if filters:
            passages = [passage for passage in passages if filters.admit(self.library, passage)]
        return query, judge, judge.judge(passages, focus)


def check_question(question: str) -> None:
    """Raises UsageError if the question has no words; to be called before a large library is opened."""
    if not any(c.isalnum() for c in question):
        raise UsageError("the question is empty; type a few words, such as: side effects of the treatment")


def _one_of_each_document(judged: list[Evidence]) -> list[Evidence]:
    """The best passage of each document that has something to say, then the others."""
    first: dict[int, Evidence] = {}
    for evidence in judged:
        if evidence.score >= 0.4 * judged[0].score:
            first.setdefault(evidence.passage.document, evidence)
    chosen = {evidence.passage.id for evidence in first.values()}
    return [*first.values(), *(e for e in judged if e.passage.id not in chosen)]
