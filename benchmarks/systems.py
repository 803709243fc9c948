"""What is measured: BM25 in three libraries, each the way that it is commonly used, and qa-bot, with a clock inside."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol
from unittest.mock import patch

import numpy as np
from public_sets import DEPTH, Entry

from qa_bot.answering.answer import Answer
from qa_bot.answering.answerer import Answerer
from qa_bot.answering.evidence import Evidence, Judge
from qa_bot.answering.options import Options
from qa_bot.language.tokens import stems
from qa_bot.library.library import Library

K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class Lap:
    """How long something took, in milliseconds: by the clock on the wall, and of the processor's time."""

    wall: float
    cpu: float


class Watch:
    """Started when it is made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.thread_time()

    def lap(self) -> Lap:
        """The time since the start."""
        return Lap((time.perf_counter() - self._wall) * 1000, (time.thread_time() - self._cpu) * 1000)


class System(Protocol):
    """Anything that ranks the passages of a corpus."""

    name: str

    def rank(self, question: str) -> dict[str, float]:
        """Source and score of the passages found; none of those without a word of the question."""
        ...


def baselines(entries: list[Entry]) -> Iterator[System]:
    """Each baseline with the corpus indexed, one after the other so that their memory is not needed at once."""
    yield okapi_on_words(entries)
    yield plus_on_stems(entries)
    yield Bm25s(entries)
    yield Tantivy(entries)


def okapi_on_words(entries: list[Entry]) -> System:
    """`BM25Okapi` with its own parameters on `text.lower().split()`, as the examples of rank_bm25 have it."""
    from rank_bm25 import BM25Okapi

    return RankBm25(
        "rank_bm25 Okapi, `lower().split()`", entries, lambda text: text.lower().split(), BM25Okapi
    )


def plus_on_stems(entries: list[Entry]) -> System:
    """`BM25Plus` on the stems that qa-bot itself finds passages by."""
    from rank_bm25 import BM25Plus

    def model(corpus: list[list[str]]) -> Any:
        return BM25Plus(corpus, k1=K1, b=B)

    return RankBm25("rank_bm25 Plus, stems of qa-bot", entries, stems, model)


class RankBm25:
    """A model of rank_bm25 over words."""

    def __init__(
        self,
        name: str,
        entries: list[Entry],
        words_of: Callable[[str], list[str]],
        model: Callable[[list[list[str]]], Any],
    ):
        self.name = name
        self._sources = [entry.source for entry in entries]
        self._words_of = words_of
        corpus = [words_of(entry.whole) for entry in entries]
        self._model = model(corpus)
        self._postings: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(corpus):
            for word in set(words):
                self._postings[word].append(place)

    def rank(self, question: str) -> dict[str, float]:
        """See `System.rank`. The models score passages that have no word of the question, too."""
        words = self._words_of(question)
        scores = self._model.get_scores(words)
        having = {place for word in words for place in self._postings.get(word, ())}
        return {self._sources[place]: float(scores[place]) for place in having}


class Bm25s:
    """bm25s with its own tokens, its English stop words and Snowball stems."""

    name = "bm25s"

    def __init__(self, entries: list[Entry]):
        import bm25s
        import Stemmer

        self._sources = [entry.source for entry in entries]
        stemmer = Stemmer.Stemmer("english")

        def words_of(texts: list[str]) -> Any:
            return bm25s.tokenize(
                texts, stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
            )

        self._words_of = words_of
        self._model = bm25s.BM25(k1=K1, b=B)
        self._model.index(words_of([entry.whole for entry in entries]), show_progress=False)

    def rank(self, question: str) -> dict[str, float]:
        """See `System.rank`."""
        words = list(self._words_of([question])[0])
        if not words:
            return {}
        scores = self._model.get_scores(words)
        return {self._sources[place]: float(scores[place]) for place in np.flatnonzero(scores)}


class Tantivy:
    """tantivy with its own English analysis, `en_stem`; its k1 is 1.2 and its b 0.75."""

    name = "tantivy"

    def __init__(self, entries: list[Entry]):
        import tantivy

        self._tantivy: Any = tantivy
        self._sources = [entry.source for entry in entries]
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="en_stem")
        builder.add_integer_field("place", stored=True)
        self._schema = builder.build()
        index = tantivy.Index(self._schema)
        writer = index.writer(heap_size=200_000_000, num_threads=1)
        for place, entry in enumerate(entries):
            document = tantivy.Document()
            document.add_text("text", entry.whole)
            document.add_integer("place", place)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher: Any = index.searcher()
        kinds = tantivy.Filter
        self._analysis: Any = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(kinds.remove_long(40))
            .filter(kinds.lowercase())
            .filter(kinds.stemmer("english"))
            .build()
        )

    def rank(self, question: str) -> dict[str, float]:
        """See `System.rank`. More are taken than are looked at, so that ties at the end are not cut here."""
        query = self._tantivy.Query
        should = self._tantivy.Occur.Should
        terms = [
            (should, query.term_query(self._schema, "text", term, "freq"))
            for term in self._analysis.analyze(question)
        ]
        hits = self._searcher.search(query.boolean_query(terms), 2 * DEPTH, count=False).hits
        return {self._sources[self._searcher.doc(place)["place"][0]]: float(score) for score, place in hits}


class Ours:
    """qa-bot as a system among the others."""

    name = "qa-bot"

    def __init__(self, library: Library):
        self._answerer = Answerer(library, Options(refusal=False))

    def rank(self, question: str) -> dict[str, float]:
        """See `System.rank`."""
        return dict(self._answerer.rank(question, DEPTH))


@contextmanager
def timed_judge() -> Iterator[list[tuple[int, Lap]]]:
    """Candidates and time of every second stage that is run meanwhile."""
    log: list[tuple[int, Lap]] = []

    class TimedJudge(Judge):
        def __init__(self, *given: Any, **named: Any):
            watch = Watch()
            super().__init__(*given, **named)
            self._made = watch.lap()

        def judge(self, candidates: Iterable[Any], *given: Any, **named: Any) -> list[Evidence]:
            passages = list(candidates)
            watch = Watch()
            judged = super().judge(passages, *given, **named)
            lap = watch.lap()
            log.append((len(passages), Lap(lap.wall + self._made.wall, lap.cpu + self._made.cpu)))
            return judged

    with patch("qa_bot.answering.answerer.Judge", TimedJudge):
        yield log


class TimedAnswerer(Answerer):
    """Keeps the time of every question that is answered in full."""

    def __init__(self, library: Library):
        super().__init__(library)
        self.laps: list[Lap] = []

    def ask(self, *given: Any, **named: Any) -> Answer:
        """See `Answerer.ask`."""
        watch = Watch()
        answer = super().ask(*given, **named)
        self.laps.append(watch.lap())
        return answer
