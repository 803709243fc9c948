"""Sets in BEIR form."""

from pathlib import Path

import pytest

from qa_bot.errors import UsageError
from qa_bot.evaluation.sets import Expected, load_set

from .beir_folder import QRELS, write_beir


def test_documents_and_questions(tmp_path: Path) -> None:
    questions = load_set(write_beir(tmp_path / "weather"))
    assert questions.name == "weather" and questions.ranks_documents
    rain, snow, sun, nothing = questions.documents or ()
    assert (rain.source, rain.title) == ("d1", "Rain")
    (section,) = rain.sections
    assert [rain.text[s.start : s.end] for s in section.sentences] == [
        "Rain fell on Monday.", "It was 30 mm in all.", "Roads closed.",
    ]  # fmt: skip
    assert section.inferred and not snow.sections[0].inferred
    assert snow.sections[0].label == "News"
    assert (sun.source, sun.text) == ("3", "Sun only")
    assert nothing.sections == ()


def test_only_queries_with_a_relevant_document_count(tmp_path: Path) -> None:
    first, second = load_set(write_beir(tmp_path)).questions
    assert (first.id, dict(first.relevant)) == ("q1", {"d1": 1, "d2": 0})
    assert first.expected == (Expected("d1", "30 mm"),)
    assert (second.id, dict(second.relevant)) == ("q2", {"d2": 2})
    assert second.expected == ()  # "yes" is not verbatim in the document


def test_the_test_judgements_are_used_and_a_header_is_optional(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "set")
    (folder / "qrels" / "train.tsv").write_text("q3\td1\t1\n", encoding="utf-8")
    assert len(load_set(folder).questions) == 2
    (folder / "qrels" / "test.tsv").rename(folder / "qrels" / "dev.tsv")
    assert len(load_set(folder).questions) == 3


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("q1\td1", "query, document and grade"),
        ("q1\td1\thigh", "the grade must be a whole number"),
        ("q1\td9\t1", '"d9" is not in corpus.jsonl'),
    ],
)
def test_a_bad_judgement_is_named(tmp_path: Path, line: str, problem: str) -> None:
    path = write_beir(tmp_path / "set") / "qrels" / "test.tsv"
    path.write_text(QRELS + line + "\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_set(tmp_path / "set")
    assert str(caught.value).startswith(f"{path}:6: ") and problem in str(caught.value)


def test_a_corpus_entry_twice_is_named(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "set")
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"_id": "d1", "text": "again"}\n')
    with pytest.raises(UsageError, match=r'corpus\.jsonl:5: the id "d1" is already that of line 1'):
        load_set(folder)
