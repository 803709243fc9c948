"""`qa-bot ask --batch`: JSON Lines of questions in, answers out, each as soon as it is there."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from qa_bot.answering.answer import Answer
from qa_bot.answering.answerer import Answerer
from qa_bot.answering.conversation import Conversation
from qa_bot.answering.options import Options
from qa_bot.commands.console import emit, progress, whole_characters
from qa_bot.errors import ExitCode, UsageError
from qa_bot.library.library import open_library


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input: the question, and the conversation that it is a turn of."""

    id: str | int | None
    question: str
    conversation: str | None


class LineError(Exception):
    """A line that is not valid: what its output line says."""

    def __init__(self, message: str, id: str | int | None = None) -> None:
        super().__init__(message)
        self.id = id


def run_batch(file: str, library: Path | None, k: int, explain: bool, vocabulary: Path | None) -> int:
    """Answer the questions in `file` (`-`: standard input) on standard output.

    Lines of white space only are skipped. Returns 2 where a line was not valid, whatever the verdicts.
    A fault of the program costs the line that it happened at; the first is raised when all are done.
    """
    with _lines(file) as lines:
        with progress() as show:
            opened = open_library(library, show)
        try:
            answerer = Answerer(opened, Options(vocabulary_file=vocabulary))
            return _answer_all(lines, answerer, k, explain)
        finally:
            opened.close()


def _answer_all(lines: Iterator[bytes], answerer: Answerer, k: int, explain: bool) -> int:
    conversations: dict[str, Conversation] = {}
    code = ExitCode.DONE
    fault: Exception | None = None
    for number, data in enumerate(lines, 1):
        if not data.strip():
            continue
        form: dict[str, Any]
        try:
            line = read_line(data)
            form = _answer(line, answerer, k, conversations).to_json(explain) | {"id": line.id}
        except LineError as error:
            form = {"id": error.id, "error": f"line {number}: {error}"}
            code = ExitCode.USAGE
        except Exception as error:
            form = {"id": line.id, "error": f"line {number}: unexpected {type(error).__name__}: {error}"}
            fault = fault or error
        if not emit(json.dumps(form, ensure_ascii=False)):
            break
    if fault:
        raise fault
    return code


def _answer(line: Line, answerer: Answerer, k: int, conversations: dict[str, Conversation]) -> Answer:
    name = line.conversation
    conversation = None if name is None else conversations.setdefault(name, Conversation())
    try:
        return answerer.ask(line.question, k, conversation)
    except UsageError as error:
        raise LineError(str(error), line.id) from error


def read_line(data: bytes) -> Line:
    """One line of the input. Raises LineError, with the line's id where it has a usable one."""
    try:
        form = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise LineError(f"not JSON ({_cause(error)})") from error
    if not isinstance(form, dict):
        raise LineError('not an object such as {"id": "1", "question": "…"}')
    id = form.get("id")
    if isinstance(id, bool) or not isinstance(id, str | int | None):
        raise LineError('"id" must be a string')
    id = whole_characters(id) if isinstance(id, str) else id
    question, conversation = form.get("question"), form.get("conversation")
    if not isinstance(question, str):
        raise LineError('"question" must be a string' if "question" in form else 'no "question"', id)
    if not isinstance(conversation, str | None):
        raise LineError('"conversation" must be a string', id)
    return Line(id, whole_characters(question), conversation)


def _cause(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, character {error.pos + 1}"
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8, byte {error.start + 1}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


@contextmanager
def _lines(file: str) -> Iterator[Iterator[bytes]]:
    """The lines of the input as bytes, each as soon as it is there."""
    if file == "-":
        yield _each(sys.stdin.buffer, "standard input")
        return
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(Path(file).open("rb"))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise UsageError(f"{file}: cannot be read: {reason}; name a file of JSON Lines, or -") from error
        yield _each(opened, file)


def _each(stream: BinaryIO, name: str) -> Iterator[bytes]:
    try:
        yield from iter(stream.readline, b"")
    except OSError as error:
        raise UsageError(f"{name}: cannot be read on: {error.strerror or error}") from error
