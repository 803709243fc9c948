"""Folders of real files, and a cache of its own for each test."""

from pathlib import Path

import pytest
from hypothesis import settings

from .folders import Folder

settings.register_profile("qa-bot", deadline=None)
settings.load_profile("qa-bot")

PLACES = ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA")
"""What the platforms take the place of caches from."""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that caches are kept in."""
    home = tmp_path / "home"
    home.mkdir()
    for place in PLACES:
        monkeypatch.setenv(place, str(home))
    return home


@pytest.fixture
def folder(tmp_path: Path, cache: Path) -> Folder:
    """A library of two documents."""
    folder = Folder(tmp_path / "library")
    folder.write("goats.txt", "The grey goat (GG) ran home.\n")
    folder.write("sub/rain.txt", "Rain fell on the barn all day.\n")
    return folder
