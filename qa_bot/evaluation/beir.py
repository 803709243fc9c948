"""Question sets in BEIR form, which bring their documents along.

Thakur et al., BEIR: a heterogeneous benchmark for zero-shot evaluation of information retrieval models,
NeurIPS 2021 (datasets and benchmarks). Every entry of `corpus.jsonl` is one document that is ranked whole.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from qa_bot.documents.model import Document, Role, Section, Sentence
from qa_bot.errors import UsageError
from qa_bot.evaluation.jsonl import Line, read_lines, read_text
from qa_bot.evaluation.matching import SourceText
from qa_bot.evaluation.sets import Expected, Question, QuestionSet, digest_of
from qa_bot.language.sentences import split_sentences

KIND = "question"
"""The kind of every question of such a set: the form has no kinds."""

_BETWEEN_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
_HEADER = ("query-id", "corpus-id", "score")


def is_beir(folder: Path) -> bool:
    """Whether the folder has the three parts of the form."""
    parts = (folder / "corpus.jsonl", folder / "queries.jsonl")
    return all(part.is_file() for part in parts) and bool(_judgement_files(folder))


def load_beir(folder: Path) -> QuestionSet:
    """The set and its documents. Queries that no document is judged relevant to are left out, as they are
    by trec_eval. Raises UsageError naming file and line."""
    corpus, queries = folder / "corpus.jsonl", folder / "queries.jsonl"
    documents = {document.source: document for document in _documents(corpus)}
    files = _judgement_files(folder)
    relevant = _judgements(files, documents)
    answers = _answers(folder / "answers.jsonl", documents)
    questions: dict[str, Question] = {}
    for line in read_lines(queries):
        name = line.identifier("_id")
        if name in questions:
            raise line.error(f'the id "{name}" is already that of line {questions[name].line}')
        if any(grade > 0 for grade in relevant.get(name, {}).values()):
            expected = answers.get(name, ())
            text = line.question("text")
            questions[name] = Question(name, text, KIND, expected, relevant=relevant[name], line=line.number)
    if not questions:
        raise UsageError(f"{folder}: none of its queries has a judgement in {files[0].parent}")
    digest = digest_of(corpus, queries, *files)
    return QuestionSet(
        folder.resolve().name, queries, tuple(questions.values()), digest, tuple(documents.values())
    )


def document_of(source: str, title: str, text: str, section: str = "") -> Document:
    """One entry of a corpus as a document with one section of whole sentences; its title is its text where
    it has no other."""
    text = text if text.strip() else title
    label = section or str(Role.OTHER)
    sentences = tuple(Sentence(start, end, Role.OTHER) for start, end in _sentences(text))
    sections = (Section(label, not section, Role.OTHER, sentences),) if sentences else ()
    return Document(source, text, title, sections)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Character spans of the sentences of a text whose paragraphs are set apart by blank lines."""
    start = 0
    for gap in _BETWEEN_PARAGRAPHS.finditer(text):
        yield from _within(text, start, gap.start())
        start = gap.end()
    yield from _within(text, start, len(text))


def _within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for first, last in split_sentences(text[start:end]):
        yield start + first, start + last


def _documents(path: Path) -> Iterator[Document]:
    """The documents of `corpus.jsonl`; one without any text has no sections."""
    seen: dict[str, int] = {}
    for line in read_lines(path):
        source = line.identifier("_id")
        if source in seen:
            raise line.error(f'the id "{source}" is already that of line {seen[source]}')
        seen[source] = line.number
        title, text = (_loose_text(line, name) for name in ("title", "text"))
        metadata = line.fields.get("metadata")
        section = metadata.get("section") if isinstance(metadata, dict) else None
        yield document_of(source, title, text, section if isinstance(section, str) else "")


def _loose_text(line: Line, name: str) -> str:
    """A field that may be missing or empty."""
    value = line.fields.get(name)
    empty = value is None or (isinstance(value, str) and not value.strip())
    return "" if empty else line.text(name)


def _judgement_files(folder: Path) -> list[Path]:
    """`qrels/test.tsv`, which is what the literature measures on; else every file there."""
    test = folder / "qrels" / "test.tsv"
    return [test] if test.is_file() else sorted((folder / "qrels").glob("*.tsv"))


def _judgements(files: list[Path], documents: dict[str, Document]) -> dict[str, dict[str, int]]:
    """Query to document to grade."""
    judgements: dict[str, dict[str, int]] = {}
    for path in files:
        for number, text in enumerate(read_text(path).split("\n"), start=1):
            columns = tuple(text.rstrip("\r").split("\t"))
            if not text.strip() or columns == _HEADER:
                continue
            if len(columns) != 3:
                raise UsageError(f"{path}:{number}: needs query, document and grade with tabs between them")
            query, document, grade = columns
            if not re.fullmatch(r"-?\d{1,9}", grade.strip()):
                if number == 1:
                    continue  # a header in other words
                raise UsageError(f'{path}:{number}: the grade must be a whole number, not "{grade}"')
            if document not in documents:
                raise UsageError(f'{path}:{number}: "{document}" is not in corpus.jsonl')
            judgements.setdefault(query, {})[document] = int(grade)
    return judgements


def _answers(path: Path, documents: dict[str, Document]) -> dict[str, tuple[Expected, ...]]:
    """Query to the answers that are verbatim in the document they are said to come from; others (*yes*,
    or an answer summed up in other words) cannot be looked for in a sentence."""
    answers: dict[str, tuple[Expected, ...]] = {}
    if not path.is_file():
        return answers
    texts: dict[str, SourceText] = {}
    for line in read_lines(path):
        source = str(line.fields.get("doc", ""))
        if source not in documents:
            continue
        text = texts.setdefault(source, SourceText(documents[source].text))
        quotes = [answer for answer in line.items("answers") if isinstance(answer, str) and answer.strip()]
        found = tuple(Expected(source, quote) for quote in quotes if text.find(quote))
        if found:
            answers[line.identifier("_id")] = found
    return answers
