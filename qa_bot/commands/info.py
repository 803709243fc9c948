"""`qa-bot info`: what is indexed, with which engine, where it is kept, what could not be read and why."""

import json
from pathlib import Path
from typing import Any

from qa_bot import __version__
from qa_bot.commands.console import emit, progress
from qa_bot.commands.index import SCHEMA, counted, kept_at, problem_lines, problems
from qa_bot.errors import ExitCode
from qa_bot.index.bm25 import RankBM25
from qa_bot.language.vocabulary import Vocabulary, load_vocabulary
from qa_bot.library.library import Library, open_library
from qa_bot.paths import cache_folder
from qa_bot.rendering import harmless, reflow


def run_info(place: Path | None, as_json: bool) -> int:
    """Print what is known of the library at `place` (None: the shipped documents), brought up to date.

    Raises UsageError if there is no such path, LibraryError if nothing in it could be read.
    """
    with progress() as show:
        library = open_library(place, show)
    try:
        vocabulary = load_vocabulary()
        if as_json:
            emit(json.dumps(_form(library, vocabulary), ensure_ascii=False, indent=1))
        else:
            emit("\n".join(_page(library, vocabulary)))
    finally:
        library.close()
    return ExitCode.DONE


def _form(library: Library, vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "version": __version__,
        "library": str(library.path),
        "engine": RankBM25.name,
        "catalogue": kept_at(library),
        "cache": str(cache_folder()),
        "generation": library.generation,
        "documents": [
            {
                "source": document.source, "title": document.title, "reference": document.reference,
                "sections": list(document.sections), "passages": document.passages, "words": document.words,
            }
            for document in library.documents()
        ],
        "passages": library.passage_count,
        "vocabulary": {"words": len(vocabulary.words())},
        "problems": problems(library),
    }  # fmt: skip


def _page(library: Library, vocabulary: Vocabulary) -> list[str]:
    documents = library.documents()
    lines = [
        f"Library     {harmless(str(library.path))}",
        f"Documents   {len(documents):,}",
        f"Passages    {library.passage_count:,}",
        f"Engine      {RankBM25.name}",
        f"Vocabulary  {counted(len(vocabulary.words()), 'word')}",
        f"Catalogue   {harmless(kept_at(library) or 'in memory only: its folder cannot be written')}",
        f"Cache       {harmless(str(cache_folder()))} (may be deleted at any time)",
    ]
    for document in documents:
        lines += ["", harmless(document.source)]
        about = [reflow(document.title), reflow(document.reference)]
        lines += [f"  {line}" for line in dict.fromkeys(about) if line]
        sections = ", ".join(reflow(section) for section in document.sections if section)
        lines.append(f"  {counted(document.passages, 'passage')}" + (f": {sections}" if sections else ""))
    more = problem_lines(library)
    return [*lines, "", *more] if more else lines
