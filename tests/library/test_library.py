"""An open library: where it is kept, what it survives, and what it leaves alone."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from qa_bot.documents.plain_text import read_plain_text
from qa_bot.errors import LibraryError, UsageError
from qa_bot.library.library import Library, library_from_documents, open_library
from qa_bot.library.refresh import Progress

from .folders import Folder

ROOT = Path(__file__).parent.parent.parent


def read_all(library: Library) -> dict[str, str]:
    return {info.source: library.document_text(info.source) for info in library.documents()}


def test_passages_are_verbatim_and_numbered_in_order(folder: Folder) -> None:
    folder.write("long.txt", "Results\n\n" + "The grey goat was weighed in the barn again today. " * 60)
    library = open_library(folder.path)
    assert library.passage_count == len(library.passages)
    for info in library.documents():
        text = library.document_text(info.source)
        passages = library.passages_of(info.id)
        assert info.passages == len(passages)
        assert all(a.end <= b.start for a, b in pairwise(passages))
        for passage in passages:
            assert text[passage.start : passage.end].strip()
            assert passage.line_start == text.count("\n", 0, passage.start) + 1
            assert passage.line_end == text.count("\n", 0, passage.end) + 1
    library.close()


def test_passages_know_their_lines_whatever_the_line_ends(folder: Folder) -> None:
    folder.write("crlf.txt", "Goats and rain\r\n\r\nResults\r\n\r\nThe goat ran home in the rain.\r\n")
    library = open_library(folder.path)
    (passage,) = [p for p in library.passages.values() if p.label == "Results"]
    assert (passage.line_start, passage.line_end) == (5, 5)


@pytest.mark.parametrize("mark", ["\f", "\x0b", "\u2028", "\x85"])
def test_a_page_break_begins_no_line(mark: str, folder: Folder) -> None:
    folder.write("pages.txt", f"Goats and rain\n\n{mark}Results\n\nThe goat ran home in the rain.\n")
    library = open_library(folder.path)
    assert "goat ran home" in library.document_text("pages.txt").split("\n")[4]
    (passage,) = [p for p in library.passages.values() if p.label == "Results"]
    assert passage.line_start == 5


def test_nothing_is_written_into_the_library(folder: Folder) -> None:
    before = folder.state()
    for _ in range(2):
        library = open_library(folder.path)
        assert library.kept_at and library.kept_at.is_file()
        assert not library.kept_at.is_relative_to(folder.path)
        library.close()
    assert folder.state() == before
    assert {p.name for p in folder.path.iterdir()} == {"goats.txt", "sub"}


def test_a_library_is_kept_inside_the_cache_and_may_be_deleted(folder: Folder, cache: Path) -> None:
    library = open_library(folder.path)
    texts, kept_at = read_all(library), library.kept_at
    library.close()
    assert kept_at and kept_at.is_relative_to(cache)
    kept_at.unlink()
    assert read_all(open_library(folder.path)) == texts


def test_passages_are_numbered_by_source_however_the_files_came_in(folder: Folder) -> None:
    open_library(folder.path).close()
    folder.write("ape.txt", "The ape slept.\n")
    library = open_library(folder.path)
    sources = [library.stored_documents[library.passages[n].document].source for n in (1, 2, 3)]
    assert sources == ["ape.txt", "goats.txt", "sub/rain.txt"]


def test_two_libraries_of_one_name_are_kept_apart(folder: Folder, tmp_path: Path) -> None:
    other = Folder(tmp_path / "elsewhere" / "library")
    other.write("zebra.txt", "The zebra stood still.\n")
    one, two = open_library(folder.path), open_library(other.path)
    assert one.kept_at != two.kept_at
    assert set(read_all(two)) == {"zebra.txt"}
    assert set(read_all(one)) == {"goats.txt", "sub/rain.txt"}


def test_a_catalogue_of_an_older_schema_is_made_again(folder: Folder) -> None:
    library = open_library(folder.path)
    texts, kept_at = read_all(library), library.kept_at
    library.close()
    assert kept_at
    with sqlite3.connect(kept_at) as connection:
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
        connection.execute("ALTER TABLE documents RENAME COLUMN title TO heading")
        connection.execute("CREATE TABLE long_gone (a)")
    connection.close()
    seen: list[Progress] = []
    library = open_library(folder.path, seen.append)
    assert len(seen) == 2
    assert read_all(library) == texts


def test_a_catalogue_that_is_no_database_does_not_stop_the_questions(folder: Folder) -> None:
    library = open_library(folder.path)
    texts, kept_at = read_all(library), library.kept_at
    library.close()
    assert kept_at
    for file in kept_at.parent.iterdir():
        file.write_bytes(b"this is no database" * 100)
    assert read_all(open_library(folder.path)) == texts


def test_without_a_place_to_keep_it_a_library_works_in_memory(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    for place in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(place, str(blocked))
    library = open_library(folder.path)
    assert library.kept_at is None
    assert set(read_all(library)) == {"goats.txt", "sub/rain.txt"}


def test_what_cannot_be_opened_is_said_in_one_line(folder: Folder, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder") as missing:
        open_library(tmp_path / "nowhere")
    empty = Folder(tmp_path / "empty")
    with pytest.raises(LibraryError, match="no documents") as nothing:
        open_library(empty.path)
    empty.write("photo.txt", b"\x89PNG\x00")
    with pytest.raises(LibraryError, match=r"photo\.txt: a binary file") as binary:
        open_library(empty.path)
    assert all("\n" not in str(e.value) for e in (missing, nothing, binary))


def test_one_file_is_a_library(folder: Folder) -> None:
    library = open_library(folder.path / "goats.txt")
    assert list(read_all(library)) == ["goats.txt"]
    assert library.document_id("goats.txt") is not None
    assert library.document_id("rain.txt") is None


def test_names_in_any_script_and_odd_names_are_sources(folder: Folder) -> None:
    names = ["日本.txt", "naïve ‘quotes’.txt", "[bold]x[/bold].txt", "a'b;c.txt"]
    for name in names:
        folder.write(name, "The goat ran home.\n")
    assert set(names) <= set(read_all(open_library(folder.path)))


def test_a_library_of_given_documents_is_kept_nowhere(cache: Path) -> None:
    documents = [read_plain_text("The goat ran home. " * 100, "goat.txt")]
    cut, whole = library_from_documents(documents), library_from_documents(documents, whole=True)
    assert cut.kept_at is whole.kept_at is None
    assert (whole.passage_count, cut.passage_count > 1) == (1, True)
    assert not list(cache.rglob("*.sqlite"))


def test_an_open_library_stays_what_it_is_while_another_process_refreshes(folder: Folder) -> None:
    folder.remove("sub/rain.txt")
    library = open_library(folder.path)
    (before,) = library.passages.values()
    folder.write("goats.txt", "A new first line.\n\nThe zebra stood still in the rain.\n")
    open_library(folder.path).close()
    assert library.text_of(before.document)[before.start : before.end] == "The grey goat (GG) ran home."


def test_a_process_killed_while_it_reads_leaves_the_old_library(folder: Folder, cache: Path) -> None:
    library = open_library(folder.path)
    texts = read_all(library)
    library.close()
    for number in range(5):
        folder.write(f"new{number}.txt", "A new goat came.\n")
    program = (
        "import os, pathlib, sys; from qa_bot.library.library import open_library\n"
        "open_library(pathlib.Path(sys.argv[1]), lambda p: os._exit(9) if p.done == 3 else None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder.path)], env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 9
    seen: list[Progress] = []
    library = open_library(folder.path, seen.append)
    assert len(seen) == 5
    assert read_all(library) == texts | {f"new{n}.txt": "A new goat came.\n" for n in range(5)}


def test_many_may_open_a_library_at_once(folder: Folder) -> None:
    for number in range(20):
        folder.write(f"goat{number}.txt", f"Goat number {number} ran home.\n")

    open_library(folder.path).close()

    def read(_: int) -> dict[str, str]:
        return read_all(open_library(folder.path))

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(read, range(6)))
    assert all(texts == found[0] for texts in found)
    assert len(found[0]) == 22


def test_a_catalogue_that_another_process_has_just_filled_is_not_emptied(folder: Folder) -> None:
    library = open_library(folder.path)
    library.close()
    assert library.kept_at
    with sqlite3.connect(library.kept_at) as filled:
        statements = list(filled.iterdump())[1:-1]
    filled.close()
    for file in library.kept_at.parent.iterdir():
        file.unlink()
    other = sqlite3.connect(library.kept_at, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("BEGIN IMMEDIATE")
    seen: list[Progress] = []
    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(open_library, folder.path, seen.append)
        with pytest.raises(TimeoutError):
            opening.result(timeout=1)
        for statement in statements:
            other.execute(statement)
        other.execute("COMMIT")
        opening.result()
    other.close()
    assert seen == []
