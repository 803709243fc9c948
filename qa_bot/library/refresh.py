"""Bringing a catalogue up to date with its folder: what is new, changed, gone."""

import fnmatch
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qa_bot.documents.reading import READERS, read_documents
from qa_bot.errors import LibraryError, ReadError
from qa_bot.library.catalogue import Catalogue

IGNORE_FILE = ".qa-bot-ignore"
"""In a library's folder: names or patterns of files to leave out, one a line."""


NEVER = -1
"""A size that no file has."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of a library is."""

    done: int
    total: int
    source: str


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of the library as the folder shows it. `changed` is in nanoseconds."""

    path: Path
    source: str
    size: int
    changed: int


def files_of(library: Path) -> Iterator[FoundFile]:
    """The files of a library that there is a reader for, by source; hidden ones are left out.

    Symbolic links are not followed out of the folder. A file named as the library is taken as it is.
    """
    if library.is_file():
        stat = library.stat()
        yield FoundFile(library, library.name, stat.st_size, stat.st_mtime_ns)
        return
    ignored = _ignored(library)
    for folder, folders, names in os.walk(library, onerror=_raise):
        folders[:] = sorted(n for n in folders if not n.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            source = path.relative_to(library).as_posix()
            if name.startswith(".") or path.suffix.lower() not in READERS:
                continue
            if any(fnmatch.fnmatch(source, p) or fnmatch.fnmatch(name, p) for p in ignored):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(library):
                continue
            if path.exists() and not path.is_file():
                continue  # a pipe or a device would be waited for
            try:
                stat = path.stat()
                yield FoundFile(path, source, stat.st_size, stat.st_mtime_ns)
            except OSError:
                yield FoundFile(path, source, 0, 0)


def _ignored(library: Path) -> list[str]:
    try:
        lines = (library / IGNORE_FILE).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _raise(error: OSError) -> None:
    if error.filename is not None and Path(error.filename).name:
        raise LibraryError(
            f"{error.filename}: cannot be listed: {error.strerror}; check its permissions"
        ) from error


def refresh(catalogue: Catalogue, library: Path, progress: Callable[[Progress], None] | None = None) -> bool:
    """Read what is new or changed, remove what is gone, in one transaction; whether anything was.

    A file that cannot be read is listed with its reason and harms no other.
    """
    found = {file.source: file for file in files_of(library)}
    if _is_fresh(catalogue, *_differences(catalogue, found)):
        return False
    catalogue.begin()
    try:
        gone, stale = _differences(catalogue, found)
        if _is_fresh(catalogue, gone, stale):  # another process was here while the lock was waited for
            catalogue.roll_back()
            return False
        for source in gone:
            catalogue.remove(source)
        for done, file in enumerate(stale):
            if progress:
                progress(Progress(done, len(stale), file.source))
            _take(catalogue, file)
        catalogue.commit()
    except BaseException:
        catalogue.roll_back()
        raise
    return True


def _differences(catalogue: Catalogue, found: dict[str, FoundFile]) -> tuple[list[str], list[FoundFile]]:
    """The sources that are gone, and the files that are new or changed."""
    stamps = catalogue.stamps()
    gone = [source for source in stamps if source not in found]
    return gone, [f for f in found.values() if stamps.get(f.source) != (f.size, f.changed)]


def _is_fresh(catalogue: Catalogue, gone: list[str], stale: list[FoundFile]) -> bool:
    return not gone and not stale and catalogue.generation > 0


def _take(catalogue: Catalogue, file: FoundFile) -> None:
    try:
        digest = _digest(file.path)
        if catalogue.digest(file.source) == digest:
            catalogue.touch(file.source, file.size, file.changed)
            return
        catalogue.remove(file.source)
        for document in read_documents(file.path, file.source):
            catalogue.add(document, file.size, file.changed, digest, file=file.source)
    except ReadError as error:
        # mended permissions change neither size nor time: such a file is tried again each time
        size = NEVER if isinstance(error.__cause__, OSError) else file.size
        catalogue.add_problem(file.source, str(error), size, file.changed)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}; check its permissions") from error
