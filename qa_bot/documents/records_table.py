"""Rows with text in them: CSV, TSV and JSON Lines, each row a document."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from qa_bot.documents.model import Document, Reference
from qa_bot.documents.records import Record, documents_of
from qa_bot.documents.references import vancouver
from qa_bot.errors import ReadError

_KEY = ("pmid", "_id", "id", "key", "docid", "doc_id", "document_id", "pmcid", "number", "no")
_TITLE = ("title", "article title", "headline", "heading", "subject", "name", "question")
_TEXT = frozenset(
    """abstract answer body comment comments content context contexts conclusion conclusions description document
    finding findings long_answer method methods note notes objective objectives passage question result results
    summary text response review message""".split()
)
_AUTHORS = ("authors", "author", "au", "creator", "creators")
_YEAR = ("year", "date", "publication year", "published", "pubdate", "publication_date")
_JOURNAL = ("journal", "source title", "journal/book", "journal_title", "venue", "publication")
_KEYWORDS = ("keywords", "tags", "mesh", "author keywords")
_PLAIN_TEXT = frozenset({"text", "body", "content", "abstract", "passage", "document"})
"""Columns whose name says no more than that they hold the text."""
_LEAST_WORDS = 5.0
"""Words on the average of a column that is taken for text though its name does not say so."""
_LOOKED_AT = 200
"""Rows by which columns of text are found."""
_LONGEST_CELL = 20_000_000
_Row = Mapping[str, str]


def read_csv(text: str, source: str) -> Iterator[Document]:
    """A document for each row of a table with a header, cells parted by a comma, semicolon or tab.

    Raises ReadError where no column holds text, or the quotation marks do not match.
    """
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)

    def rows() -> Iterator[_Row]:
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield dict(zip(names, cells, strict=False))
        except csv.Error as error:
            raise ReadError(f"not a table of rows: {error} at line {reader.line_num}") from error

    try:
        header = next((cells for cells in reader if any(cell.strip() for cell in cells)), [])
    except csv.Error as error:
        raise ReadError(f"not a table of rows: {error}") from error
    names = [name.strip() or f"column {number}" for number, name in enumerate(header, 1)]
    return documents_of(_records(rows()), source)


def read_json_lines(text: str, source: str) -> Iterator[Document]:
    """A document for each line that is a JSON object. Raises ReadError where a line is not one, or none has text."""

    def rows() -> Iterator[_Row]:
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise ReadError(
                    f"line {number} is not JSON; a file of JSON Lines has one object a line"
                ) from error
            if not isinstance(value, dict):
                raise ReadError(
                    f"line {number} is no JSON object ({{…}}); a file of JSON Lines has one a line"
                )
            yield {str(name): _flat(cell) for name, cell in value.items()}

    return documents_of(_records(rows()), source)


def _flat(cell: object) -> str:
    """A value as text: paragraphs for a list of strings, nothing for what is nested deeper."""
    if isinstance(cell, str):
        return cell.replace("\0", " ")
    if isinstance(cell, bool) or cell is None:
        return ""
    if isinstance(cell, int | float):
        return str(cell)
    if isinstance(cell, list) and all(isinstance(part, str) for part in cell):
        return "\n\n".join(cell)
    return ""


def _delimiter(text: str) -> str:
    """The sign that parts most of the header's cells."""
    header = re.sub(r'"[^"]*"', "", next((line for line in text.splitlines() if line.strip()), ""))
    return max((",", ";", "\t", "|"), key=header.count)


def _records(rows: Iterable[_Row]) -> Iterator[Record]:
    rows = iter(rows)
    head = list(islice(rows, _LOOKED_AT))
    columns = _text_columns(head)
    if not columns and not any(_named(row, _TITLE) for row in head):
        raise ReadError("no column of text in it (title, abstract, text, question, answer, …)")
    for row in chain(head, rows):
        yield _record(row, columns)


def _text_columns(rows: Sequence[_Row]) -> list[str]:
    """The columns that hold text: by their name, or by as many words as prose has."""
    names = dict.fromkeys(name for row in rows for name in row)
    taken = {name.lower() for kind in (_KEY, _AUTHORS, _YEAR, _JOURNAL, _KEYWORDS) for name in kind} | {
        "doi",
        "url",
        "citation",
    }
    found = []
    for name in names:
        plain = name.strip().lower()
        cells = [row[name] for row in rows if row.get(name, "").strip()]
        words = sum(len(cell.split()) for cell in cells) / max(len(cells), 1)
        if plain in _TEXT or (plain not in taken and plain not in _TITLE and words >= _LEAST_WORDS):
            found.append(name)
    return found


def _named(row: _Row, names: Sequence[str]) -> str:
    """The first cell that is filled among the columns of these names."""
    plain = {name.strip().lower(): cell for name, cell in row.items()}
    return next((" ".join(plain[name].split()) for name in names if plain.get(name, "").strip()), "")


def _record(row: _Row, columns: Sequence[str]) -> Record:
    title = _named(row, _TITLE)
    people = _named(row, _AUTHORS)
    names = [name.strip() for name in re.split(r";|\n\n|,\s+(?=\S+\s+\S)|\s+and\s+", people) if name.strip()]
    year = re.search(r"\b(?:1[5-9]|20)\d\d\b", _named(row, _YEAR))
    doi = re.search(r"10\.\d{4,9}/\S+", _named(row, ("doi",)))
    reference = Reference(
        authors=tuple(map(vancouver, names)),
        title=title,
        journal=_named(row, _JOURNAL),
        year=year.group() if year else "",
        volume=_named(row, ("volume", "vol")),
        issue=_named(row, ("issue", "number of issue")),
        pages=_named(row, ("pages", "page range")),
        doi=doi.group().rstrip(".") if doi else "",
    )
    texts = [
        ("" if name.strip().lower() in _PLAIN_TEXT else _printed(name), row.get(name, ""))
        for name in columns
        if " ".join(row.get(name, "").split()) != title
    ]
    keywords = [word.strip() for word in re.split(r"[;,]|\n\n", _named(row, _KEYWORDS)) if word.strip()]
    return Record(_named(row, _KEY), title, names, reference, texts, keywords)


def _printed(name: str) -> str:
    return " ".join(name.split()).rstrip(":")
