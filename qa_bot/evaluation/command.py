"""`qa-bot eval`: run a set, print the figures, write what was asked for."""

import json
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa_bot.errors import ExitCode, UsageError
from qa_bot.evaluation.measures import import_ir_measures, summarise
from qa_bot.evaluation.report import markdown, table, to_json
from qa_bot.evaluation.run import DEPTH, RUN_DEPTH, Progress, Result, run_set
from qa_bot.evaluation.sets import HALVES, QuestionSet, load_set
from qa_bot.evaluation.trec import judgements_beside, write_run
from qa_bot.paths import shipped_questions

if TYPE_CHECKING:
    from qa_bot.library.library import Library


def run_eval(
    set_folder: Path | None,
    library: Path | None,
    *,
    half: str | None = None,
    as_json: bool = False,
    run_file: Path | None = None,
    report_file: Path | None = None,
    compare_file: Path | None = None,
    markdown_file: Path | None = None,
) -> int:
    """Run the set in `set_folder` (None: the shipped one) on `library` (None: the shipped documents, or the
    set's own where it has BEIR form), print a table or JSON to standard output, and write the files asked
    for. Returns the exit code; 130 where the run was interrupted, with the figures of what was done.

    Raises UsageError, before anything is run, for a set, a file or an option that cannot be used, and
    LibraryError where nothing in the library can be read.
    """
    from qa_bot.evaluation.compare import check_shared, compare, load_earlier

    import_ir_measures()
    questions = load_set(shipped_questions() if set_folder is None else set_folder)
    if half is not None:
        _check_half(questions, half)
    if questions.ranks_documents and library is not None:
        raise UsageError(f"{questions.name}: a BEIR set brings its own documents; leave out --library")
    earlier = load_earlier(compare_file) if compare_file else None
    if earlier:
        check_shared(earlier, questions)
    for file in (run_file, report_file, markdown_file):
        if file:
            _check_writable(file)
    result = _run(questions, library, half, RUN_DEPTH if run_file else DEPTH)
    if not result.records:
        _say("interrupted before the first question was done")
        return ExitCode.INTERRUPTED
    summary = summarise(result)
    command = _command(
        set_folder, {"--library": library, "--half": half, "--json": as_json, "--run": run_file,
                     "--report": report_file, "--compare": compare_file, "--markdown": markdown_file}
    )  # fmt: skip
    form = to_json(result, summary, command)
    comparison = compare(earlier, form) if earlier else None
    if comparison:
        form["comparison"] = comparison.to_json()
    _warn(result)
    if as_json:
        print(json.dumps(form, ensure_ascii=False, indent=1))
    else:
        print(table(result, summary) + (f"\n{comparison.table()}" if comparison else ""), end="")
    if run_file:
        with _writing(run_file):
            write_run(result, run_file)
        beside = judgements_beside(run_file) if run_file.is_file() else None
        _say(f"{run_file}: the run" + (f"; {beside}: its judgements" if beside else ""))
    if report_file:
        from qa_bot.evaluation.page import page

        _write(report_file, page(result, summary, command, comparison))
    if markdown_file:
        _write(markdown_file, markdown(result, summary, command))
    return ExitCode.INTERRUPTED if result.interrupted else ExitCode.DONE


def _run(questions: QuestionSet, place: Path | None, half: str | None, depth: int) -> Result:
    from qa_bot.answering.answerer import Answerer
    from qa_bot.library.library import library_from_documents, open_library

    if questions.documents is not None:
        documents = (document for document in questions.documents if document.sections)
        library = library_from_documents(documents, whole=True)
    else:
        library = open_library(place)
    try:
        check_sources(questions, library)
        with _progress() as progress:
            return run_set(questions, library, Answerer(library), half, depth, progress)
    finally:
        library.close()


def check_sources(questions: QuestionSet, library: "Library") -> None:
    """Raise UsageError for the first question that expects a document that the library does not have."""
    sources = {document.source for document in library.documents()}
    for question in questions.questions:
        for expected in question.expected:
            if expected.source not in sources:
                raise UsageError(
                    f'{questions.path}:{question.line}: no document "{expected.source}" in the library '
                    f'"{library.name}"; name the library that the set is about with --library'
                )


def _check_half(questions: QuestionSet, half: str) -> None:
    if half not in HALVES:
        raise UsageError(f"--half {half}: must be one of {', '.join(HALVES)}")
    if not any(question.half == half for question in questions.questions):
        raise UsageError(f'{questions.path}: no question has "half": "{half}"; leave out --half')


def _check_writable(file: Path) -> None:
    """Tell before a long run, not after it, that a file could not be written."""
    if file.is_dir():
        raise UsageError(f"{file}: is a folder; name a file")
    if not file.absolute().parent.is_dir():
        raise UsageError(f"{file}: there is no folder {file.parent}; make it first")


def _command(set_folder: Path | None, options: dict[str, Any]) -> str:
    """The command line that does the same again."""
    words = ["qa-bot", "eval"]
    if set_folder is not None:
        words.append(set_folder.as_posix())
    for name, value in options.items():
        if value is True:
            words.append(name)
        elif value:
            words += [name, value.as_posix() if isinstance(value, Path) else str(value)]
    return shlex.join(words)


def _warn(result: Result) -> None:
    """Say on standard error what a person should know before trusting the figures."""
    if result.not_verbatim:
        first = result.not_verbatim[0]
        _say(
            f"{result.questions.path}:{first.line}: a quote of {first.id} is not in the document it names "
            f"({len(result.not_verbatim)} such questions); what resembles it counts instead"
        )
    if result.interrupted:
        _say(f"interrupted: the figures are of the first {len(result.records)} of {result.total} questions")


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{file}: cannot be written: {error.strerror}") from None


def _write(file: Path, text: str) -> None:
    with _writing(file):
        file.write_text(text, encoding="utf-8", newline="\n")
    _say(f"{file}: written")


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Progress on standard error where that is a terminal; the line is gone afterwards."""
    if not sys.stderr.isatty():
        yield None
        return

    def show(done: int, total: int) -> None:
        sys.stderr.write(f"\r{done} of {total} questions")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r" + " " * 40 + "\r")
        sys.stderr.flush()


def _say(message: str) -> None:
    print(f"qa-bot: {message}", file=sys.stderr)
