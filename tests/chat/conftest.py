"""A small library of real files for the chat."""

from pathlib import Path

import pytest

RAIN = """Rainfall at the river station

Abstract
Background: The river station has measured rain since 1931.
Methods: Rain was measured every morning with a copper gauge by two volunteers.
Results: In the wet year 1958 the station recorded 912 mm of rain, and the river flooded the lower meadow.
Conclusions: Copper gauges are cheap and reliable for small stations.
"""
GOATS = """Mountain goats and their horns

Abstract
Background: Mountain goats grow horns all their life.
Methods: Horns of 47 goats were weighed after the winter.
Results: The heaviest horn weighed 640 grams and belonged to an old male.
Conclusions: Old males carry the heaviest horns.
"""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catalogues of tests stay among the files of the test."""
    monkeypatch.setattr("qa_bot.paths.cache_folder", lambda: tmp_path / "cache")


@pytest.fixture(autouse=True)
def no_clipboard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keeps what tests copy away from the clipboard of whoever runs them; what was offered to it."""
    offered: list[str] = []

    def offer(text: str, environ: object) -> None:
        offered.append(text)

    monkeypatch.setattr("qa_bot.chat.clipboard.offer", offer)
    return offered


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with two documents."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "rain.txt").write_text(RAIN, encoding="utf-8")
    (folder / "goats.txt").write_text(GOATS, encoding="utf-8")
    return folder
