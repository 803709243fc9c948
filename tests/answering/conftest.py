"""Answerers of the shipped documents and of small libraries, in a cache of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from qa_bot.answering.answerer import Answerer
from qa_bot.answering.options import Options
from qa_bot.documents.plain_text import read_plain_text
from qa_bot.library.library import Library, library_from_documents, open_library
from qa_bot.paths import shipped_corpus

settings.register_profile("qa-bot", deadline=None)
settings.load_profile("qa-bot")

PLACES = ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA")
"""What the platforms take the place of caches from."""

Ask = Callable[..., Answerer]


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for caches."""
    home = tmp_path_factory.getbasetemp() / "answering-home"
    home.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        for place in PLACES:
            patch.setenv(place, str(home))
        yield home


@pytest.fixture(scope="module")
def library(home: Path) -> Iterator[Library]:
    """The shipped documents."""
    library = open_library(shipped_corpus())
    yield library
    library.close()


@pytest.fixture(scope="module")
def bot(library: Library) -> Answerer:
    """Answers from the shipped documents."""
    return Answerer(library)


@pytest.fixture
def small() -> Ask:
    """Makes an answerer of documents given as name and text."""

    def make(options: Options | None = None, **texts: str) -> Answerer:
        documents = [read_plain_text(text, f"{name}.txt") for name, text in texts.items()]
        return Answerer(library_from_documents(documents), options)

    return make
