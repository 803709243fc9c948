"""Files of many records (references with abstracts, rows of a table): each record is a document.

Its source is the file's with the record's own number or key behind a `#`: `library.nbib#12345678`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qa_bot.documents.builder import DocumentBuilder
from qa_bot.documents.html_meta import publication_lines
from qa_bot.documents.model import Document, Reference, Role
from qa_bot.documents.plain_text import stem_title
from qa_bot.documents.roles import heading_role
from qa_bot.errors import ReadError

_NOT_IN_KEY = re.compile(r"[^\w/:.+()-]+")
_LONGEST_KEY = 80
_LABEL = re.compile(r"(?:^|(?<=[.?!)\]]\s))([A-Z][A-Z0-9 /&,()-]{2,70}[A-Z)]):\s+(?=\S)")
"""A heading inside an abstract, as PubMed prints it: "METHODS: We …"."""


@dataclass(slots=True)
class Record:
    """What a record says. `texts` are pairs of a heading as printed (or nothing) and a text of paragraphs."""

    key: str = ""
    title: str = ""
    authors: list[str] = field(default_factory=list)
    """As printed; the reference has them in short."""
    reference: Reference = field(default_factory=Reference)
    texts: list[tuple[str, str]] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)


def documents_of(records: Iterable[Record], source: str) -> Iterator[Document]:
    """A document for each record that has a text or a title. Raises ReadError if none has."""
    taken: set[str] = set()
    found = 0
    for number, record in enumerate(records, 1):
        if not record.title and not any(text.strip() for _, text in record.texts):
            continue
        found += 1
        yield _document(
            record, _source(source, record.key, number, taken), f"{stem_title(source)} {record.key or number}"
        )
    if not found:
        raise ReadError("no record in it with a title or a text")


def _source(file: str, key: str, number: int, taken: set[str]) -> str:
    """A source that no other record has, nor any file that is read."""
    from qa_bot.documents.reading import READERS

    key = _NOT_IN_KEY.sub("-", key)[:_LONGEST_KEY].strip("-") or str(number)
    if key in taken or any(key.lower().endswith(ending) for ending in READERS):
        key = f"{key}-{number}"
    taken.add(key)
    return f"{file}#{key}"


def _document(record: Record, source: str, name: str) -> Document:
    builder = DocumentBuilder()
    front = [
        (Role.TITLE, [record.title]),
        (Role.AUTHORS, ["; ".join(record.authors)]),
        (Role.PUBLICATION, publication_lines(record.reference)),
    ]
    for role, lines in front:
        if any(lines):
            builder.section(role.value, role, inferred=True)
            builder.lines(lines)
    for heading, text in record.texts:
        _add_text(builder, heading, text)
    if record.keywords:
        builder.section(Role.KEYWORDS.value, Role.KEYWORDS, inferred=True, level=1)
        builder.lines(["; ".join(record.keywords)])
    return builder.build(source, record.title or name, record.reference)


def _add_text(builder: DocumentBuilder, heading: str, text: str) -> None:
    """A text under its heading; without one, an abstract, cut at the headings inside it."""
    if not text.strip():
        return
    if heading:
        builder.titled(heading, 1, heading_role(heading) or Role.OTHER)
    else:
        builder.section(Role.ABSTRACT.value, Role.ABSTRACT, inferred=True, level=1)
    for paragraph in re.split(r"\n\s*\n|\n(?=[A-Z][A-Z ]{3,60}:\s)", text):
        flat = " ".join(paragraph.split())
        start = 0
        label = ""
        for found in [*(_LABEL.finditer(flat) if not heading else ()), None]:
            end = found.start() if found else len(flat)
            if label:
                builder.heading(label, 2, Role.ABSTRACT)
            builder.paragraph(flat[start:end])
            if found:
                label, start = found.group(1), found.end()
