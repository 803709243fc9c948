"""Which files of a folder are the library's."""

from pathlib import Path

import pytest

from qa_bot.library.refresh import IGNORE_FILE, files_of

from .folders import Folder


def sources(folder: Folder) -> list[str]:
    return [file.source for file in files_of(folder.path.resolve())]


def link(at: Path, to: Path) -> None:
    try:
        at.symlink_to(to, target_is_directory=to.is_dir())
    except OSError:
        pytest.skip("symbolic links cannot be made here")


def test_files_with_a_reader_are_found_by_their_path_with_forward_slashes(folder: Folder) -> None:
    folder.write("photo.jpg", b"\xff")
    folder.write("UPPER.TXT", "A goat.")
    assert sources(folder) == ["UPPER.TXT", "goats.txt", "sub/rain.txt"]


def test_hidden_files_and_folders_are_left_out(folder: Folder) -> None:
    folder.write(".hidden.txt", "A goat.")
    folder.write(".git/notes.txt", "A goat.")
    assert sources(folder) == ["goats.txt", "sub/rain.txt"]


def test_a_file_named_as_the_library_is_taken_alone(folder: Folder) -> None:
    assert [f.source for f in files_of(folder.path / "goats.txt")] == ["goats.txt"]


def test_the_ignore_file_leaves_out_names_and_patterns(folder: Folder) -> None:
    for name in ("draft1.txt", "draft2.txt", "sub/draft3.txt", "old/a.txt", "old/b.txt"):
        folder.write(name, "A goat.")
    folder.write(IGNORE_FILE, "# not these\n\n  draft*.txt \nold/*\nsub/rain.txt\n")
    assert sources(folder) == ["goats.txt"]


def test_an_ignore_file_that_is_no_text_ignores_nothing(folder: Folder) -> None:
    folder.write(IGNORE_FILE, b"\xff\xfe\x00*")
    assert sources(folder) == ["goats.txt", "sub/rain.txt"]


def test_links_out_of_the_library_are_not_followed(folder: Folder, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "diary.txt").write_text("Dear diary.", encoding="utf-8")
    link(folder.path / "diary.txt", secret / "diary.txt")
    link(folder.path / "elsewhere", secret)
    assert sources(folder) == ["goats.txt", "sub/rain.txt"]


def test_links_inside_the_library_and_in_circles_do_no_harm(folder: Folder) -> None:
    link(folder.path / "again.txt", folder.path / "goats.txt")
    link(folder.path / "sub" / "up", folder.path)
    assert sources(folder) == ["again.txt", "goats.txt", "sub/rain.txt"]
