"""Where things are kept: the shipped documents and questions, and what is derived from libraries."""

import hashlib
from pathlib import Path

from qa_bot.errors import LibraryError

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """The folder `name`: inside the package when installed, beside it in a checkout."""
    for parent in (_PACKAGE / "shipped", _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise LibraryError(f"{name}/: the shipped folder is missing; install qa-bot again")


def shipped_corpus() -> Path:
    """The documents that qa-bot answers from when no library is named."""
    return _shipped("corpus")


def shipped_questions() -> Path:
    """The question set that `qa-bot eval` runs when none is named."""
    return _shipped("evaluation")


def cache_folder() -> Path:
    """Where catalogues and compiled vocabularies live; may be deleted at any time without loss."""
    from platformdirs import user_cache_path

    return user_cache_path("qa-bot", appauthor=False)


def library_folder(library: Path) -> Path:
    """Where the catalogue of `library` (a resolved path) is kept: readable name and a hash of the path."""
    digest = hashlib.sha256(str(library).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    name = "".join(c if c.isalnum() or c in "-_." else "_" for c in library.name)[:40] or "library"
    return cache_folder() / "libraries" / f"{name}-{digest}"
