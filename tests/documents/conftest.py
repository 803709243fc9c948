"""The shipped documents, read once."""

from pathlib import Path

import pytest
from hypothesis import settings

from qa_bot.documents.model import Document
from qa_bot.documents.reading import read_file

from .looking import CORPUS

settings.register_profile("qa-bot", deadline=None)
settings.load_profile("qa-bot")


@pytest.fixture(scope="session")
def shipped() -> dict[str, Document]:
    """The shipped documents by their number: "000" to "003"."""
    files: list[Path] = sorted(CORPUS.glob("*.txt"))
    return {file.name[:3]: read_file(file, file.name) for file in files}
