"""Bringing a catalogue up to date: only what changed is read, and the result is that of a rebuild."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.library.catalogue import Catalogue
from qa_bot.library.refresh import Progress, refresh

from .folders import Content, Folder, content_of, open_catalogue

NAMES = ("a.txt", "b.txt", "sub/c.md", "kelp.txt")
CONTENTS = (
    "The grey goat (GG) ran home. It slept.",
    "Results\n\nRain fell on the grey barn.\n\nMethods\n\nWe measured rain.",
    "GG = grey goat\n\nA goat is a goat.",
    "\x00\x01binary",
    "",
    "café".encode("cp1252"),
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["write", "remove", "touch", "rename", "refresh"]),
        st.sampled_from(NAMES),
        st.integers(0, 5),
    ),
    max_size=10,
)


def rebuilt(folder: Folder, place: Path) -> Content:
    """What a catalogue made afresh has of a folder."""
    place.mkdir(exist_ok=True)
    catalogue = open_catalogue(place)
    refresh(catalogue, folder.path)
    catalogue.close()
    return content_of(place / "catalogue.sqlite")


@settings(max_examples=40)
@given(CHANGES)
def test_a_refresh_gives_what_a_rebuild_gives(changes: list[tuple[str, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Folder(Path(place, "library"))
        catalogue = open_catalogue(Path(place, "kept"))
        for change, name, number in changes:
            there = (folder.path / name).exists()
            if change == "write":
                folder.write(name, CONTENTS[number])
            elif change == "remove" and there:
                folder.remove(name)
            elif change == "touch" and there:
                folder.touch(name)
            elif change == "rename" and there:
                folder.rename(name, f"renamed{number}.txt")
            elif change == "refresh":
                refresh(catalogue, folder.path)
        refresh(catalogue, folder.path)
        assert not refresh(catalogue, folder.path) or not folder.names()
        catalogue.close()
        assert content_of(Path(place, "kept", "catalogue.sqlite")) == rebuilt(folder, Path(place, "afresh"))


class Kept:
    """A catalogue of a folder that tells which files were looked at."""

    def __init__(self, folder: Folder, place: Path):
        self.folder, self.catalogue = folder, open_catalogue(place)

    def refresh(self) -> list[str]:
        """Refresh; the files that were looked at."""
        seen: list[Progress] = []
        refresh(self.catalogue, self.folder.path, seen.append)
        assert [(p.done, p.total) for p in seen] == [(i, len(seen)) for i in range(len(seen))]
        return sorted(p.source for p in seen)

    def sources(self) -> list[str]:
        return [d.source for d in self.catalogue.documents()]

    def problems(self) -> dict[str, str]:
        return {p.source: p.reason for p in self.catalogue.problems()}


@pytest.fixture
def kept(folder: Folder, tmp_path: Path) -> Kept:
    kept = Kept(folder, tmp_path / "kept")
    assert kept.refresh() == ["goats.txt", "sub/rain.txt"]
    return kept


def test_what_did_not_change_is_not_read_again(kept: Kept) -> None:
    generation = kept.catalogue.generation
    assert kept.refresh() == []
    assert kept.catalogue.generation == generation


def test_only_a_changed_file_is_read_again(kept: Kept) -> None:
    kept.folder.write("goats.txt", "The white goat stayed at home.\n")
    assert kept.refresh() == ["goats.txt"]
    assert "white" in kept.catalogue.words() and "grey" not in kept.catalogue.words()


def test_a_change_that_keeps_the_size_is_seen(kept: Kept) -> None:
    kept.folder.write("goats.txt", "The grey hoat (GG) ran home.\n")
    assert kept.refresh() == ["goats.txt"]
    assert "hoat" in kept.catalogue.words()


def test_a_touched_file_is_looked_at_once_and_stays_the_document_it_was(kept: Kept) -> None:
    before = kept.catalogue.documents()[0].id
    kept.folder.touch("goats.txt")
    assert kept.refresh() == ["goats.txt"]
    assert kept.refresh() == []
    assert kept.catalogue.documents()[0].id == before


def test_a_deleted_file_leaves_nothing_behind(kept: Kept) -> None:
    kept.folder.remove("goats.txt")
    assert kept.refresh() == []
    assert kept.sources() == ["sub/rain.txt"]
    assert kept.catalogue.abbreviations() == []
    assert "goat" not in kept.catalogue.words()


def test_a_renamed_file_is_known_by_its_new_name(kept: Kept) -> None:
    kept.folder.rename("goats.txt", "sub/old goats.txt")
    assert kept.refresh() == ["sub/old goats.txt"]
    assert kept.sources() == ["sub/old goats.txt", "sub/rain.txt"]


def test_a_broken_file_is_listed_while_the_others_go_on(kept: Kept) -> None:
    kept.folder.write("broken.txt", b"\x00\x01\x02")
    kept.folder.write("zebra.txt", "The zebra stood.\n")
    kept.refresh()
    assert kept.sources() == ["goats.txt", "sub/rain.txt", "zebra.txt"]
    assert list(kept.problems()) == ["broken.txt"]
    assert "binary" in kept.problems()["broken.txt"]
    assert kept.refresh() == [], "a broken file is not read again until it changes"


def test_a_document_that_breaks_and_is_mended(kept: Kept) -> None:
    kept.folder.write("goats.txt", b"\x00")
    kept.refresh()
    assert (kept.sources(), list(kept.problems())) == (["sub/rain.txt"], ["goats.txt"])
    kept.folder.write("goats.txt", "The goat is back.\n")
    kept.refresh()
    assert (kept.sources(), kept.problems()) == (["goats.txt", "sub/rain.txt"], {})
    kept.folder.write("goats.txt", b"\x00")
    kept.refresh()
    kept.folder.remove("goats.txt")
    kept.refresh()
    assert kept.problems() == {}


class Interrupted(BaseException):
    """What a person does with Ctrl+C."""


@pytest.mark.parametrize("error", [RuntimeError, Interrupted])
def test_a_refresh_that_fails_leaves_the_old_generation(
    kept: Kept, error: type[BaseException], tmp_path: Path
) -> None:
    before = content_of(tmp_path / "kept" / "catalogue.sqlite")
    generation = kept.catalogue.generation
    kept.folder.remove("goats.txt")
    for number in range(3):
        kept.folder.write(f"new{number}.txt", "A new goat came.\n")

    def stop(progress: Progress) -> None:
        if progress.done == 2:
            raise error

    with pytest.raises(error):
        refresh(kept.catalogue, kept.folder.path, stop)
    assert kept.catalogue.generation == generation
    assert content_of(tmp_path / "kept" / "catalogue.sqlite") == before
    assert kept.refresh() == ["new0.txt", "new1.txt", "new2.txt"]
    assert kept.sources() == ["new0.txt", "new1.txt", "new2.txt", "sub/rain.txt"]


def test_nobody_sees_a_refresh_before_it_is_done(kept: Kept, tmp_path: Path) -> None:
    seen: list[list[str]] = []

    def look(progress: Progress) -> None:
        other = Catalogue.open(tmp_path / "kept" / "catalogue.sqlite")
        seen.append([d.source for d in other.documents()])
        other.close()

    kept.folder.remove("goats.txt")
    kept.folder.write("a.txt", "An ant came.\n")
    kept.folder.write("b.txt", "A bee came.\n")
    refresh(kept.catalogue, kept.folder.path, look)
    assert seen == [["goats.txt", "sub/rain.txt"]] * 2
    assert kept.sources() == ["a.txt", "b.txt", "sub/rain.txt"]
