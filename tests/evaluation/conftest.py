"""A small library of real files, and a set about it."""

import json
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
QUESTIONS = [
    {"id": "rain", "question": "how much rain fell in the wet year 1958", "kind": "number", "half": "development",
     "expected": [{"source": "rain.txt", "quote": "912 mm of rain"}]},
    {"id": "goats-1", "question": "what was weighed after the winter", "kind": "number", "conversation": "goats",
     "half": "development", "expected": [{"source": "goats.txt", "quote": "Horns of 47 goats were weighed"}]},
    {"id": "volcano", "question": "when did the volcano erupt in Iceland", "kind": "unanswerable",
     "half": "held-out", "expected": []},
    {"id": "goats-2", "question": "and what did the heaviest one weigh?", "kind": "follow-up",
     "conversation": "goats", "half": "held-out",
     "expected": [{"source": "goats.txt", "quote": "The heaviest horn weighed 640 grams"}]},
]  # fmt: skip


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catalogues of tests stay among the files of the test."""
    monkeypatch.setattr("qa_bot.paths.cache_folder", lambda: tmp_path / "cache")


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """A folder with two documents."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "rain.txt").write_text(RAIN, encoding="utf-8")
    (folder / "goats.txt").write_text(GOATS, encoding="utf-8")
    return folder


@pytest.fixture
def set_folder(tmp_path: Path) -> Path:
    """A folder with four questions about them: one conversation, one that has no answer."""
    folder = tmp_path / "weather and goats"
    folder.mkdir()
    lines = "".join(json.dumps(question) + "\n" for question in QUESTIONS)
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    return folder
