"""The command `qa-bot`: its options, and what becomes of errors. Nothing heavy is imported with it."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from qa_bot import __version__
from qa_bot.errors import ExitCode, QaBotError, UsageError

EPILOG = """\
commands:
  chat [LIBRARY]   the chat, spelled out
  ask QUESTION     answer one question, or a file of them with --batch
  index LIBRARY    read a library now, so that the first question need not wait
  eval [SET]       measure the answers to a set of questions
  info [LIBRARY]   what is indexed, where it is kept, what could not be read and why
  judgements export FILE   what was judged in the chat, as a question set

A library is a folder or a file; left out, it is the documents that qa-bot ships with.
A folder that is called like a command is written with its path: ./ask
`qa-bot COMMAND --help` tells the options of a command.
"""

DEFAULT_CITATIONS = 5
ENGINES = ("auto", "rank-bm25", "tantivy", "milvus")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (none: those of the process); its exit code.

    Errors become one line on standard error; `--debug` shows where they came from too.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    try:
        code = _run(given)
        _flush()
        return code
    except BrokenPipeError:
        _be_quiet()
        return ExitCode.DONE
    except KeyboardInterrupt as error:
        return _fail(given, error, "interrupted", ExitCode.INTERRUPTED)
    except QaBotError as error:
        return _fail(given, error, str(error), error.exit_code)
    except Exception as error:  # a fault of the program: named in a line, never a page of code
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        hint = "" if _debugging(given) else "; run it again with --debug to see where, and report that"
        return _fail(given, error, f"unexpected {what}{hint}", ExitCode.LIBRARY)


def _run(given: list[str]) -> int:
    words = given
    while words[:1] == ["--debug"]:
        words = words[1:]
    name = words[0] if words and words[0] in _COMMANDS else None
    try:
        if name is None:
            return _run_chat(_main_parser().parse_args(words))
        parser, run = _COMMANDS[name]
        return run(parser().parse_args(words[1:]))
    except SystemExit as end:  # argparse has printed the help or the version
        return int(end.code or 0)


def _debugging(given: list[str]) -> bool:
    """Whether --debug stands among the options."""
    return "--debug" in (given[: given.index("--")] if "--" in given else given)


def _fail(given: list[str], error: BaseException, message: str, code: int) -> int:
    if _debugging(given):
        import traceback

        traceback.print_exception(error)
    try:
        _flush()
    except OSError:
        _be_quiet()
    say("; ".join([message, *getattr(error, "__notes__", ())]))
    return code


def say(message: str) -> None:
    """One harmless line on standard error."""
    from qa_bot.rendering import harmless

    print(f"qa-bot: {harmless(message).strip()}", file=sys.stderr, flush=True)


def _speak_utf8() -> None:
    """UTF-8 whatever the locale: what documents say must come out as it is."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors=errors)


def _flush() -> None:
    if sys.stdout is not None:  # as it is where the caller closed it
        sys.stdout.flush()


def _be_quiet() -> None:
    from qa_bot.commands.console import be_quiet

    be_quiet()


# The options


class _Parser(argparse.ArgumentParser):
    """Reports wrong use as one line."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")


def _parser(prog: str, description: str, **more: Any) -> _Parser:
    parser = _Parser(prog=prog, description=description, allow_abbrev=False, **more)
    parser.add_argument("--debug", action="store_true", help="show where an error came from")
    return parser


def _main_parser() -> _Parser:
    parser = _parser(
        "qa-bot",
        "Ask documents a question and get the answer in their own words. Without a command: the chat.",
        usage="qa-bot [LIBRARY] | qa-bot COMMAND …",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"qa-bot {__version__}")
    _add_chat(parser)
    return parser


def _chat_parser() -> _Parser:
    parser = _parser("qa-bot chat", "Chat about a library.")
    _add_chat(parser)
    return parser


def _add_chat(parser: _Parser) -> None:
    _add_library(parser)
    parser.add_argument("--no-history", action="store_true", help="keep nothing of the conversation")


def _judgements_parser() -> _Parser:
    parser = _parser("qa-bot judgements", "What was judged in the chat, as a question set that eval runs.")
    parser.add_argument("action", choices=["export"], help="write them to a file")
    parser.add_argument("file", type=Path, metavar="FILE", help="a new file, such as my-set/questions.jsonl")
    parser.add_argument(
        "--library",
        type=Path,
        metavar="PATH",
        help="judged about this library; left out, the shipped documents",
    )
    return parser


def _ask_parser() -> _Parser:
    parser = _parser(
        "qa-bot ask",
        "Answer a question from the documents, with the passages that say so.",
        epilog="A question that begins with - stands after --, as the last word.",
    )
    parser.add_argument("question", nargs="*", metavar="QUESTION", help="the question, in quotes")
    parser.add_argument(
        "--batch", metavar="FILE", help="JSON Lines of questions in, answers out; - is standard input"
    )
    parser.add_argument("--library", type=_path, metavar="PATH", help="the folder or file to ask")
    parser.add_argument(
        "-k", type=_count, default=DEFAULT_CITATIONS, metavar="N",
        help="show at most N passages (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--explain", action="store_true", help="tell why each passage was found")
    parser.add_argument(
        "--vocabulary", type=_path, metavar="FILE", help="a vocabulary of your own, beside the shipped one"
    )
    return parser


def _index_parser() -> _Parser:
    parser = _parser("qa-bot index", "Read a library now: what is new or changed in it.")
    parser.add_argument("library", type=_path, metavar="LIBRARY", help="a folder or file")
    parser.add_argument("--engine", choices=ENGINES, default="auto", help="what finds the passages")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _eval_parser() -> _Parser:
    parser = _parser("qa-bot eval", "Measure the answers to a set of questions.")
    parser.add_argument(
        "set", nargs="?", type=_path, metavar="SET",
        help="a folder with questions.jsonl, or one in BEIR form (default: the shipped set)",
    )  # fmt: skip
    parser.add_argument("--library", type=_path, metavar="PATH", help="the folder or file to ask")
    parser.add_argument("--half", metavar="HALF", help="only this half: development or held-out")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--run", type=_path, metavar="FILE", help="write the rankings as a TREC run")
    parser.add_argument("--report", type=_path, metavar="FILE.html", help="write a page to read")
    parser.add_argument("--compare", type=_path, metavar="FILE", help="compare with an earlier --json")
    parser.add_argument("--markdown", type=_path, metavar="FILE", help="write the figures as Markdown")
    return parser


def _info_parser() -> _Parser:
    parser = _parser("qa-bot info", "Tell what is indexed, where it is kept and what could not be read.")
    _add_library(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _add_library(parser: _Parser) -> None:
    parser.add_argument("library", nargs="?", type=_path, metavar="LIBRARY", help="a folder or file to ask")


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("the path is empty")
    return Path(text)


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 on")
    return number


# The commands; each imports what it needs when it is run


def _run_chat(options: argparse.Namespace) -> int:
    from qa_bot.chat import run_chat

    library = options.library
    if library is not None and not library.expanduser().exists():
        raise UsageError(f'{library}: no such command, folder or file; to ask a question: qa-bot ask "…"')
    return run_chat(options.library, history=not options.no_history)


def _run_judgements(options: argparse.Namespace) -> int:
    from qa_bot.chat.judgements import export_judgements

    number = export_judgements(options.file, options.library)
    say(f"{number} judged questions written to {options.file}")
    return ExitCode.DONE


def _run_ask(options: argparse.Namespace) -> int:
    if options.batch is not None:
        from qa_bot.commands.batch import run_batch

        if options.question:
            raise UsageError("--batch brings its own questions; leave out the other one")
        return run_batch(options.batch, options.library, options.k, options.explain, options.vocabulary)
    from qa_bot.commands.ask import run_ask

    return run_ask(
        options.question, options.library, options.k,
        as_json=options.json, explain=options.explain, vocabulary=options.vocabulary,
    )  # fmt: skip


def _run_index(options: argparse.Namespace) -> int:
    from qa_bot.commands.index import run_index

    return run_index(options.library, options.engine, options.json)


def _run_eval(options: argparse.Namespace) -> int:
    from qa_bot.evaluation.command import run_eval

    return run_eval(
        options.set, options.library, half=options.half, as_json=options.json, run_file=options.run,
        report_file=options.report, compare_file=options.compare, markdown_file=options.markdown,
    )  # fmt: skip


def _run_info(options: argparse.Namespace) -> int:
    from qa_bot.commands.info import run_info

    return run_info(options.library, options.json)


_COMMANDS: dict[str, tuple[Callable[[], _Parser], Callable[[argparse.Namespace], int]]] = {
    "chat": (_chat_parser, _run_chat),
    "ask": (_ask_parser, _run_ask),
    "index": (_index_parser, _run_index),
    "eval": (_eval_parser, _run_eval),
    "info": (_info_parser, _run_info),
    "judgements": (_judgements_parser, _run_judgements),
}
