"""The catalogue: the SQLite file that knows every document, section and passage of a library.

It is the truth; every index is derived from it. What is in it can be read without running it.
"""

import json
import re
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from qa_bot.documents.model import Document, Passage, Reference, Role, Span
from qa_bot.documents.passages import passages_of
from qa_bot.language.abbreviations import Abbreviation, find_abbreviations
from qa_bot.language.tokens import normal_form, terms, tokenize

SCHEMA = "13"
"""Changes whenever what a reader, the passages or the terms give changes: an older catalogue is rebuilt."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT UNIQUE NOT NULL, title TEXT NOT NULL, reference TEXT NOT NULL,
    reference_fields TEXT NOT NULL, file TEXT NOT NULL,
    text TEXT NOT NULL, title_terms TEXT NOT NULL, page_starts TEXT NOT NULL,
    size INTEGER NOT NULL, changed INTEGER NOT NULL, sha256 TEXT NOT NULL);
CREATE INDEX documents_file ON documents (file);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    section INTEGER NOT NULL, label TEXT NOT NULL, inferred INTEGER NOT NULL, role TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, line_start INTEGER NOT NULL, line_end INTEGER NOT NULL,
    page INTEGER, sentences TEXT NOT NULL, terms TEXT NOT NULL);
CREATE INDEX passages_document ON passages (document);
CREATE TABLE abbreviations (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, short TEXT NOT NULL, long TEXT NOT NULL);
CREATE INDEX abbreviations_document ON abbreviations (document);
CREATE TABLE words (word TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE problems (
    source TEXT PRIMARY KEY, reason TEXT NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL);
"""


_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What the catalogue keeps of a document, without its text."""

    id: int
    source: str
    title: str
    reference: str
    title_terms: tuple[str, ...]
    page_starts: tuple[int, ...]
    size: int
    changed: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence of a passage: its place in the document, its part, its terms (stems) in order."""

    start: int
    end: int
    role: Role
    gaps: tuple[Span, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """What the catalogue keeps of a passage; places are character offsets into the document's text.

    `id` is its place in the library, from 1, by source and text: the same however the files came in.
    """

    id: int
    document: int
    section: int
    label: str
    inferred: bool
    role: Role
    start: int
    end: int
    line_start: int
    line_end: int
    page: int | None
    sentences: tuple[StoredSentence, ...]


class Catalogue:
    """An open catalogue. Changes stay unseen by others until `commit`."""

    def __init__(self, connection: sqlite3.Connection):
        self._db = connection
        self._readers_block = False
        self._db.execute("PRAGMA foreign_keys = ON")

    @classmethod
    def open(cls, path: Path) -> "Catalogue":
        """Open the catalogue kept at `path`, or a new one; one of an older schema is emptied."""
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
        catalogue = cls(connection)
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        catalogue._readers_block = mode != "wal"
        connection.execute("PRAGMA synchronous = NORMAL")
        if catalogue._schema() != SCHEMA:
            catalogue._create()
        return catalogue

    @classmethod
    def in_memory(cls) -> "Catalogue":
        """A catalogue that is kept nowhere."""
        catalogue = cls(sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None))
        catalogue._create()
        return catalogue

    def _schema(self) -> str | None:
        try:
            row = self._db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        except sqlite3.OperationalError:
            return None
        return str(row[0]) if row else None

    def _create(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        if self._schema() == SCHEMA:  # another process was here while the lock was waited for
            self._db.execute("ROLLBACK")
            return
        tables = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        )
        for (name,) in self._db.execute(tables).fetchall():
            self._db.execute(f'DROP TABLE IF EXISTS "{name}"')
        for statement in _TABLES.split(";"):
            self._db.execute(statement)
        self._db.execute("INSERT INTO meta VALUES ('schema', ?), ('generation', '0')", (SCHEMA,))
        self._db.execute("COMMIT")

    def begin(self) -> None:
        """Begin to change; waits up to 30 seconds for another writer."""
        self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make the changes the next generation."""
        self._db.execute("DELETE FROM words WHERE count <= 0")
        self._db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")
        self._db.execute("COMMIT")

    def roll_back(self) -> None:
        """Forget the changes since `begin`."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def hold(self) -> None:
        """Go on reading the present generation, whatever other processes commit, until `close`.

        SQLite keeps its pages in the write-ahead log. Without that log (some network folders) a reader
        would block all writers: there nothing is held, and what is gone raises KeyError.
        """
        if not self._readers_block:
            self._db.execute("BEGIN")
            self._schema()  # the first statement that reads takes the snapshot

    def close(self) -> None:
        """Close it; changes that were not committed are lost."""
        self._db.close()

    @property
    def generation(self) -> int:
        """How often the catalogue has changed; 0 for one never filled."""
        return int(self._db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0])

    def add(
        self,
        document: Document,
        size: int = 0,
        changed: int = 0,
        sha256: str = "",
        whole: bool = False,
        file: str | None = None,
    ) -> None:
        """Add a document. `whole`: each section is one passage, however long. `file`: the source of the
        file that it came from, where that holds several documents."""
        text = document.text
        cursor = self._db.execute(
            "INSERT INTO documents (source, title, reference, reference_fields, file, text, title_terms,"
            " page_starts, size, changed, sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.source, document.title, str(document.reference), _fields_json(document.reference),
                document.source if file is None else file, text,
                " ".join(t.stem for t in terms(document.title)), json.dumps(document.page_starts), size, changed, sha256,
            ),
        )  # fmt: skip
        number = cursor.lastrowid
        passages = [Passage(s, s.sentences) for s in document.sections] if whole else passages_of(document)
        places = {id(section): i for i, section in enumerate(document.sections)}
        lines = _LineCounter(text)
        self._db.executemany(
            "INSERT INTO passages (document, section, label, inferred, role, start, end, line_start, line_end, page,"
            " sentences, terms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    number, places[id(p.section)], p.section.label, p.section.inferred, p.section.role.value,
                    p.start, p.end, lines.line(p.start), lines.line(max(p.start, p.end - 1)),
                    _page(document.page_starts, p.start), _sentences_json(p), _passage_terms(text, p),
                )
                for p in passages
            ],
        )  # fmt: skip
        self._db.executemany(
            "INSERT INTO abbreviations VALUES (?, ?, ?)",
            [(number, a.short, a.long) for a in find_abbreviations(text)],
        )
        self._count_words(text, 1)

    def remove(self, file: str) -> None:
        """Remove the documents of a file and all that was derived from them, or the note that it could not be read."""
        self._db.execute("DELETE FROM problems WHERE source = ?", (file,))
        numbers = self._db.execute("SELECT id FROM documents WHERE file = ?", (file,)).fetchall()
        for (number,) in numbers:
            self._count_words(self.text(number), -1)
            self._db.execute("DELETE FROM documents WHERE id = ?", (number,))

    def touch(self, file: str, size: int, changed: int) -> None:
        """Note that a file of the same content has another time."""
        self._db.execute("UPDATE documents SET size = ?, changed = ? WHERE file = ?", (size, changed, file))

    def add_problem(self, source: str, reason: str, size: int, changed: int) -> None:
        """Note that a file could not be read, and why; what was known of it before is removed."""
        self.remove(source)
        self._db.execute("INSERT INTO problems VALUES (?, ?, ?, ?)", (source, reason, size, changed))

    def stamps(self) -> dict[str, tuple[int, int]]:
        """Size in bytes and time of change in nanoseconds of each file that was read or could not be."""
        rows = self._db.execute(
            "SELECT file, size, changed FROM documents UNION SELECT source, size, changed FROM problems"
        )
        return {file: (size, changed) for file, size, changed in rows}

    def digest(self, file: str) -> str | None:
        """The content hash of a file that was read; None if it is not known."""
        row = self._db.execute("SELECT sha256 FROM documents WHERE file = ? LIMIT 1", (file,)).fetchone()
        return str(row[0]) if row else None

    def _count_words(self, text: str, sign: int) -> None:
        counts = Counter(
            normal_form(t.text) for t in tokenize(text) if 2 < len(t.text) <= 40 and t.text.isalpha()
        )
        self._db.executemany(
            "INSERT INTO words VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET count = count + excluded.count",
            [(word, sign * count) for word, count in counts.items()],
        )

    def documents(self) -> list[StoredDocument]:
        """All documents, by source."""
        rows = self._db.execute(
            "SELECT id, source, title, reference, title_terms, page_starts, size, changed, sha256"
            " FROM documents ORDER BY source"
        )
        return [
            StoredDocument(
                r[0], r[1], r[2], r[3], tuple(r[4].split()), tuple(json.loads(r[5])), r[6], r[7], r[8]
            )
            for r in rows
        ]

    def text(self, document: int) -> str:
        """The text of a document. Raises KeyError if there is none of that number."""
        row = self._db.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()
        if row is None:
            raise KeyError(document)
        return str(row[0])

    def reference(self, document: int) -> Reference:
        """The reference of a document, field by field. Raises KeyError if there is none of that number."""
        row = self._db.execute("SELECT reference_fields FROM documents WHERE id = ?", (document,)).fetchone()
        if row is None:
            raise KeyError(document)
        fields = json.loads(row[0])
        return Reference(**fields | {"authors": tuple(fields["authors"])})

    def passages(self) -> Iterator[StoredPassage]:
        """All passages, in the order of their documents' sources and of the text."""
        rows = self._db.execute(
            "SELECT p.document, p.section, p.label, p.inferred, p.role, p.start, p.end, p.line_start, p.line_end,"
            " p.page, p.sentences, p.terms FROM passages p JOIN documents d ON d.id = p.document"
            " ORDER BY d.source, p.id"
        )
        for place, row in enumerate(rows, 1):
            sentences = tuple(
                StoredSentence(
                    start, end, Role(role), tuple(map(tuple, gaps)), tuple(line.split(" ")) if line else ()
                )
                for (start, end, role, gaps), line in zip(
                    json.loads(row[10]), row[11].split("\n"), strict=True
                )
            )
            yield StoredPassage(
                place,
                row[0],
                row[1],
                row[2],
                bool(row[3]),
                Role(row[4]),
                row[5],
                row[6],
                row[7],
                row[8],
                row[9],
                sentences,
            )

    def abbreviations(self) -> list[Abbreviation]:
        """The abbreviations that the documents define, each once."""
        rows = self._db.execute("SELECT DISTINCT short, long FROM abbreviations ORDER BY short, long")
        return [Abbreviation(short, long) for short, long in rows]

    def words(self) -> dict[str, int]:
        """The words of the documents in their normal form, with how often they occur."""
        return dict(self._db.execute("SELECT word, count FROM words"))

    def problems(self) -> list["Problem"]:
        """The files that could not be read, by source."""
        return [
            Problem(*row) for row in self._db.execute("SELECT source, reason FROM problems ORDER BY source")
        ]


class _LineCounter:
    """Line numbers, from 1, of offsets into a text, as editors count: a page break ends no line."""

    def __init__(self, text: str):
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)


def _page(starts: tuple[int, ...], offset: int) -> int | None:
    return bisect_right(starts, offset) if starts else None


def _fields_json(reference: Reference) -> str:
    return json.dumps(asdict(reference), ensure_ascii=False)


def _sentences_json(passage: Passage) -> str:
    return json.dumps([(s.start, s.end, s.role.value, s.gaps) for s in passage.sentences], ensure_ascii=False)


def _passage_terms(text: str, passage: Passage) -> str:
    """A line of stems a sentence; words in gaps belong to other sections."""
    lines = []
    for s in passage.sentences:
        found = terms(text[s.start : s.end])
        kept = [t.stem for t in found if not any(a <= s.start + t.start < b for a, b in s.gaps)]
        lines.append(" ".join(kept))
    return "\n".join(lines)
