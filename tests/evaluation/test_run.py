"""Running sets with the real answerer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.answering.answer import Answer, Citation, Verdict
from qa_bot.answering.answerer import Answerer
from qa_bot.answering.conversation import Conversation
from qa_bot.evaluation.matching import SourceText, Target
from qa_bot.evaluation.measures import summarise
from qa_bot.evaluation.run import judged, run_set, sentence_right
from qa_bot.evaluation.sets import load_set
from qa_bot.evaluation.trec import write_run
from qa_bot.library.library import Library, library_from_documents, open_library

from .beir_folder import write_beir
from .test_trec import agree


@pytest.fixture
def library(library_folder: Path) -> Iterator[Library]:
    opened = open_library(library_folder)
    yield opened
    opened.close()


def test_a_run_finds_what_is_there(library: Library, set_folder: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    result = run_set(load_set(set_folder), library, Answerer(library), progress=lambda *at: seen.append(at))
    assert [record.question.id for record in result.records] == ["rain", "goats-1", "volcano", "goats-2"]
    rain, goats, volcano, _ = result.records
    assert rain.first_rank == 1 and rain.sentence_right and rain.answered
    assert goats.first_rank == 1 and goats.sentence_right
    assert not volcano.answered and volcano.returned == () and volcano.judgements == {}
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert not result.interrupted and result.not_verbatim == []
    assert (result.documents, result.passages, result.engine) == (2, library.passage_count, "rank-bm25")
    for record in result.records:
        assert all(library.document_text(e.source)[slice(*e.span)] == e.text for e in record.returned)
    write_run(result, tmp_path / "run")
    agree(result, tmp_path / "run")


class Listener(Answerer):
    """Keeps what was asked, and how many turns its conversation had by then."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.heard: list[tuple[str, int | None]] = []
        self.stop_at: str | None = None

    def ask(self, question: str, k: int = 5, conversation: Conversation | None = None) -> Answer:
        if question == self.stop_at:
            raise KeyboardInterrupt
        self.heard.append((question, None if conversation is None else len(conversation.turns)))
        return super().ask(question, k, conversation)


def test_turns_of_a_conversation_are_in_order_and_others_stand_alone(
    library: Library, set_folder: Path
) -> None:
    listener = Listener(library)
    run_set(load_set(set_folder), library, listener)
    assert [turns for _, turns in listener.heard] == [None, 0, None, 1]


def test_a_half_is_run_alone_but_in_the_light_of_earlier_turns(library: Library, set_folder: Path) -> None:
    listener = Listener(library)
    result = run_set(load_set(set_folder), library, listener, half="held-out")
    assert [record.question.id for record in result.records] == ["volcano", "goats-2"]
    assert [turns for _, turns in listener.heard] == [0, None, 1]
    assert result.total == 2 and not result.interrupted


def test_an_interruption_keeps_what_is_done(library: Library, set_folder: Path) -> None:
    listener = Listener(library)
    listener.stop_at = "when did the volcano erupt in Iceland"
    result = run_set(load_set(set_folder), library, listener)
    assert [record.question.id for record in result.records] == ["rain", "goats-1"]
    assert result.interrupted
    assert summarise(result).overall.questions == 2


def test_a_quote_that_is_not_verbatim_is_noted(library: Library, tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text(
        '{"id": "1", "question": "what was weighed after the winter", "kind": "fact", '
        '"expected": [{"source": "goats.txt", "quote": "Horns of 47 goats were weighted"}]}',
        encoding="utf-8",
    )
    result = run_set(load_set(tmp_path), library, Answerer(library))
    assert [question.id for question in result.not_verbatim] == ["1"]
    assert result.records[0].first_rank == 1


def test_a_set_in_beir_form(tmp_path: Path) -> None:
    questions = load_set(write_beir(tmp_path / "set"))
    library = library_from_documents((d for d in questions.documents or () if d.sections), whole=True)
    result = run_set(questions, library, Answerer(library))
    rain, snow = result.records
    assert rain.returned[0].key == "d1"
    assert rain.judgements == {"d1": 1, "d2": 0} and rain.first_rank == 1
    assert snow.first_rank == 1 and snow.sentence_right is None
    assert result.library == "set" and result.documents == 3
    write_run(result, tmp_path / "run")
    agree(result, tmp_path / "run")


TEXT = "Ten were ill. Two died. Eight left. Ten were ill."


def citation(number: int, start: int, end: int, source: str = "a") -> Citation:
    return Citation(
        number,
        source,
        "",
        "",
        False,
        "",
        TEXT[start:end],
        start,
        end,
        1,
        1,
        None,
        10.0 - number,
        sentence=(0, 13),
    )


def targets(*quotes: str) -> tuple[Target, ...]:
    return tuple(Target("a", quote, SourceText(TEXT).find(quote)) for quote in quotes)


def test_a_quote_counts_once_however_often_it_is_cited() -> None:
    returned, judgements = judged([citation(1, 36, 49), citation(2, 0, 13)], targets("Ten were ill"))
    assert [entry.key for entry in returned] == ["a:36-49", "a:0-13"]
    assert judgements == {"a:36-49": 1}


def test_every_quote_is_one_entry_found_or_not() -> None:
    _, judgements = judged([citation(1, 14, 23), citation(2, 0, 13, "b")], targets("Two died", "Eight left"))
    assert judgements == {"a:14-23": 1, "a:24-34": 1}


def test_quotes_in_one_passage_are_one_entry() -> None:
    _, judgements = judged([citation(1, 0, 35), citation(2, 24, 35)], targets("Two died", "Eight left"))
    assert judgements == {"a:0-35": 1}


def test_nothing_cited_leaves_every_quote_to_be_found() -> None:
    returned, judgements = judged([], targets("Two died", "no such quote"))
    assert returned == () and judgements == {"a:14-22": 1, "a:?1": 1}


def test_the_answering_sentence_is_looked_for_where_it_stands() -> None:
    def right(sentence: str | None, *quotes: str, verdict: Verdict = Verdict.ANSWERED) -> bool:
        answer = Answer("?", "?", verdict, None, sentence, (citation(1, 0, 35),) if sentence else ())
        return sentence_right(answer, targets(*quotes))

    assert right("Two died.", "Two died")
    assert right("Ten were ill. Two died.", "Two died")
    assert not right("Ten were ill.", "Two died")
    assert right("Ten were ill.", "Two died", "Ten were")
    assert not right("Two died.", "Two died", verdict=Verdict.NOT_FOUND)
    assert not right(None, "Two died")
