"""Folders whose files change, and what a catalogue has of them."""

import os
import sqlite3
from itertools import count
from pathlib import Path
from typing import Any

from qa_bot.library.catalogue import Catalogue

Content = dict[str, list[tuple[Any, ...]]]

_TABLES = {
    "documents": "SELECT source, title, reference, text, title_terms, page_starts, size, changed, sha256"
    " FROM documents ORDER BY source",
    "passages": "SELECT d.source, p.section, p.label, p.inferred, p.role, p.start, p.end, p.line_start, p.line_end,"
    " p.page, p.sentences, p.terms FROM passages p JOIN documents d ON d.id = p.document ORDER BY d.source, p.id",
    "abbreviations": "SELECT d.source, a.short, a.long FROM abbreviations a JOIN documents d ON d.id = a.document"
    " ORDER BY d.source, a.rowid",
    "words": "SELECT word, count FROM words ORDER BY word",
    "problems": "SELECT source, reason, size, changed FROM problems ORDER BY source",
    "orphans": "SELECT id FROM passages WHERE document NOT IN (SELECT id FROM documents)"
    " UNION ALL SELECT rowid FROM abbreviations WHERE document NOT IN (SELECT id FROM documents)",
}


class Folder:
    """A folder whose files get another time with each change, however fast they follow."""

    def __init__(self, path: Path):
        self.path = path
        self._ticks = count(1_700_000_000)
        path.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file; its path."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        self.touch(name)
        return file

    def touch(self, name: str) -> None:
        """Give a file another time."""
        tick = next(self._ticks)
        os.utime(self.path / name, (tick, tick))

    def remove(self, name: str) -> None:
        """Delete a file."""
        (self.path / name).unlink()

    def rename(self, name: str, other: str) -> None:
        """Give a file another name."""
        (self.path / name).replace(self.path / other)

    def names(self) -> list[str]:
        """The files that are there."""
        return sorted(p.relative_to(self.path).as_posix() for p in self.path.rglob("*") if p.is_file())

    def state(self) -> dict[str, tuple[bytes, int]]:
        """Content and time of all that is in the folder."""
        return {
            name: ((self.path / name).read_bytes(), (self.path / name).stat().st_mtime_ns)
            for name in self.names()
        }


def content_of(catalogue_file: Path) -> Content:
    """All that a kept catalogue says, without its own numbers."""
    connection = sqlite3.connect(f"file:{catalogue_file}?mode=ro", uri=True)
    try:
        return {name: connection.execute(query).fetchall() for name, query in _TABLES.items()}
    finally:
        connection.close()


def open_catalogue(folder: Path) -> Catalogue:
    """A catalogue kept in `folder`."""
    return Catalogue.open(folder / "catalogue.sqlite")
