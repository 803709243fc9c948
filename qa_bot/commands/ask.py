"""`qa-bot ask`: one question, one answer."""

import json
import os
import sys
from pathlib import Path

from qa_bot.answering.answer import Answer
from qa_bot.answering.answerer import Answerer, check_question
from qa_bot.answering.options import Options
from qa_bot.commands.console import emit, progress, whole_characters, width
from qa_bot.errors import ExitCode, UsageError
from qa_bot.library.library import open_library

LONGEST_NOTE = 200
"""Characters of a question that an error message repeats."""


def run_ask(
    words: list[str],
    library: Path | None,
    k: int,
    *,
    as_json: bool = False,
    explain: bool = False,
    vocabulary: Path | None = None,
) -> int:
    """Answer the question on standard output; the exit code tells whether the documents answer it.

    `words` is the question as the one word that it should be. An error carries the question as a note.
    """
    if len(words) > 1:
        more = "put the question in quotes, name a library with --library"
        raise UsageError(f"ask takes one question, not {len(words)} words; {more}")
    if not words:
        raise UsageError('ask needs a question: qa-bot ask "how many patients died?"')
    question = whole_characters(words[0])
    try:
        answer = _answer(question, library, k, vocabulary)
    except UsageError:
        raise
    except BaseException as error:
        asked = question if len(question) <= LONGEST_NOTE else f"{question[:LONGEST_NOTE]}…"
        error.add_note(f"the question was: {asked}")
        raise
    if as_json:
        emit(json.dumps(answer.to_json(explain), ensure_ascii=False))
    else:
        from qa_bot.chat.plain import wants_color
        from qa_bot.rendering import render_answer

        emit(render_answer(answer, width(), wants_color(sys.stdout, os.environ), explain))
    return ExitCode.DONE if answer.answered else ExitCode.NOT_FOUND


def _answer(question: str, place: Path | None, k: int, vocabulary: Path | None) -> Answer:
    check_question(question)
    with progress() as show:
        library = open_library(place, show)
    try:
        return Answerer(library, Options(vocabulary_file=vocabulary)).ask(question, k)
    finally:
        library.close()
