"""An open library: its documents and passages, ready to be asked."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from qa_bot.documents.model import Document, Reference
from qa_bot.errors import LibraryError, UsageError
from qa_bot.language.abbreviations import Abbreviation
from qa_bot.library.catalogue import Catalogue, Problem, StoredDocument, StoredPassage
from qa_bot.library.refresh import Progress, refresh
from qa_bot.paths import library_folder, shipped_corpus


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a person wants to know of a document before asking it. `words` counts those of its passages."""

    id: int
    source: str
    title: str
    reference: str
    passages: int
    sections: tuple[str, ...]
    words: int


class Library:
    """The documents of a catalogue at one generation; it stays that one, whoever refreshes the catalogue."""

    def __init__(self, catalogue: Catalogue, path: Path | None, kept_at: Path | None):
        self._catalogue = catalogue
        self.path = path
        self.kept_at = kept_at
        """The catalogue's file; None if it is kept in memory only."""
        catalogue.hold()
        self.stored_documents: dict[int, StoredDocument] = {d.id: d for d in catalogue.documents()}
        self.passages: dict[int, StoredPassage] = {p.id: p for p in catalogue.passages()}
        self._ids = {d.source: d.id for d in self.stored_documents.values()}
        self._texts: dict[int, str] = {}
        self._passages_of: dict[int, list[StoredPassage]] = {}
        for passage in self.passages.values():
            self._passages_of.setdefault(passage.document, []).append(passage)

    @property
    def name(self) -> str:
        """What the library is called on the screen."""
        if self.path is None:
            return "in memory"
        return "the shipped documents" if self.path == shipped_corpus() else self.path.name

    @property
    def generation(self) -> int:
        """How often the catalogue has changed."""
        return self._catalogue.generation

    @property
    def passage_count(self) -> int:
        """Number of passages."""
        return len(self.passages)

    def documents(self) -> list[DocumentInfo]:
        """All documents, by source."""
        return [
            DocumentInfo(
                d.id, d.source, d.title, d.reference, len(self.passages_of(d.id)),
                tuple(dict.fromkeys(p.label for p in self.passages_of(d.id))),
                sum(len(self.text_of(d.id)[p.start : p.end].split()) for p in self.passages_of(d.id)),
            )
            for d in self.stored_documents.values()
        ]  # fmt: skip

    def document_id(self, source: str) -> int | None:
        """The number of the document of that source, if there is one."""
        return self._ids.get(source)

    def passages_of(self, document: int) -> list[StoredPassage]:
        """The passages of a document, in order."""
        return self._passages_of.get(document, [])

    def document_text(self, source: str) -> str:
        """The text that the places of citations are offsets into. Raises KeyError for an unknown source."""
        return self.text_of(self._ids[source])

    def text_of(self, document: int) -> str:
        """The same, by the document's number."""
        if document not in self._texts:
            self._texts[document] = self._catalogue.text(document)
        return self._texts[document]

    def reference_of(self, source: str) -> Reference:
        """How a document is cited, field by field. Raises KeyError for an unknown source."""
        return self._catalogue.reference(self._ids[source])

    def problems(self) -> list[Problem]:
        """The files that could not be read, and why."""
        return self._catalogue.problems()

    @cached_property
    def titles(self) -> Counter[tuple[str, ...]]:
        """The titles of the documents, as terms, with how many documents have each."""
        return Counter(document.title_terms for document in self.stored_documents.values())

    @cached_property
    def abbreviations(self) -> list[Abbreviation]:
        """The abbreviations that the documents define."""
        return self._catalogue.abbreviations()

    @cached_property
    def words(self) -> dict[str, int]:
        """The words of the documents in their normal form, with how often they occur."""
        return self._catalogue.words()

    def close(self) -> None:
        """Close the catalogue; what was read of it stays usable."""
        self._catalogue.close()


def open_library(path: Path | None = None, progress: Callable[[Progress], None] | None = None) -> Library:
    """The library at `path`, brought up to date; left out, the shipped documents.

    Raises UsageError if the path does not exist, LibraryError if nothing in it could be read.
    """
    given = path
    path = shipped_corpus() if path is None else path.expanduser()
    if not path.exists():
        raise UsageError(f"{given}: no such folder or file; check the path")
    path = path.resolve()
    kept_at: Path | None = library_folder(path) / "catalogue.sqlite"
    try:
        catalogue = Catalogue.open(library_folder(path) / "catalogue.sqlite")
    except (OSError, sqlite3.Error):
        catalogue, kept_at = Catalogue.in_memory(), None
    try:
        refresh(catalogue, path, progress)
    except sqlite3.DatabaseError as error:
        catalogue.close()
        raise LibraryError(
            f"{kept_at}: the catalogue cannot be used ({error}); delete it, it is made again"
        ) from error
    library = Library(catalogue, path, kept_at)
    if not library.passages:
        problems = library.problems()
        library.close()
        raise LibraryError(_nothing_readable(path, problems))
    return library


def library_from_documents(documents: Iterable[Document], whole: bool = False) -> Library:
    """A library kept nowhere. `whole`: each section is one passage, however long."""
    catalogue = Catalogue.in_memory()
    catalogue.begin()
    for document in documents:
        catalogue.add(document, whole=whole)
    catalogue.commit()
    return Library(catalogue, None, None)


def _nothing_readable(path: Path, problems: list[Problem]) -> str:
    if not problems:
        return f"{path}: no documents in it that can be read; put text, Markdown, PDF, DOCX, HTML or JATS files there"
    first = problems[0]
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{path}: nothing in it could be read; {first.source}: {first.reason}{more}"
