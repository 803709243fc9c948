"""`qa-bot index`: read a library now, so that the first question need not wait."""

import json
from pathlib import Path
from time import perf_counter
from typing import Any

from qa_bot.answering.answerer import Answerer
from qa_bot.commands.console import emit, progress
from qa_bot.errors import ExitCode, UsageError
from qa_bot.library.library import Library, open_library
from qa_bot.rendering import harmless

SCHEMA = 1
"""Version of the JSON form."""


def run_index(place: Path, engine: str, as_json: bool) -> int:
    """Bring the catalogue of the library up to date and say what is in it.

    Raises UsageError for an engine that is not built in, LibraryError if nothing could be read.
    """
    if engine not in ("auto", "rank-bm25"):
        raise UsageError(
            f"--engine {engine}: not built into this version yet; leave it out, or take rank-bm25"
        )
    started = perf_counter()
    with progress() as show:
        library = open_library(place, show)
    try:
        used = Answerer(library).index.name  # makes what the first question would have to wait for
        seconds = perf_counter() - started
        if as_json:
            emit(json.dumps(_form(library, used, seconds), ensure_ascii=False))
        else:
            emit("\n".join(_page(library, used, seconds)))
    finally:
        library.close()
    return ExitCode.DONE


def _form(library: Library, engine: str, seconds: float) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "library": str(library.path),
        "engine": engine,
        "documents": len(library.stored_documents),
        "passages": library.passage_count,
        "catalogue": kept_at(library),
        "problems": problems(library),
        "elapsed_ms": round(seconds * 1000, 2),
    }


def _page(library: Library, engine: str, seconds: float) -> list[str]:
    documents, passages = len(library.stored_documents), library.passage_count
    lines = [
        f"{harmless(str(library.path))}: {counted(documents, 'document')}, {counted(passages, 'passage')}, "
        f"engine {engine}, {seconds:.1f} s"
    ]
    return lines + problem_lines(library)


def kept_at(library: Library) -> str | None:
    """The catalogue's file; None where it could be kept in memory only."""
    return None if library.kept_at is None else str(library.kept_at)


def problems(library: Library) -> list[dict[str, str]]:
    """The files that could not be read, and why."""
    return [{"source": problem.source, "reason": problem.reason} for problem in library.problems()]


def problem_lines(library: Library) -> list[str]:
    """The same, for a person."""
    found = library.problems()
    lines = [f"Could not be read: {counted(len(found), 'file')}"] if found else []
    return lines + [f"  {harmless(problem.source)}: {harmless(problem.reason)}" for problem in found]


def counted(number: int, thing: str) -> str:
    """`1 document`, `4,000 documents`."""
    return f"{number:,} {thing}{'s' * (number != 1)}"
