"""The chat line by line."""

import io
from pathlib import Path

import pytest

from qa_bot.chat import wants_plain
from qa_bot.chat.plain import PlainChat, wants_color
from qa_bot.errors import ExitCode, UsageError

from .desks import ToldDesk, opener


class Terminal(io.StringIO):
    """Text that is typed or shown on a terminal."""

    def isatty(self) -> bool:
        return True


def chat(
    typed: str, library: Path | None = None, desk: ToldDesk | None = None, terminal: bool = False
) -> tuple[int, str, str]:
    """What comes of `typed`: exit code, output, errors."""
    made = Terminal if terminal else io.StringIO
    out, err = made(), io.StringIO()
    opened = {} if desk is None else {"opener": opener(desk)}
    code = PlainChat(library, made(typed), out, err, **opened).run()
    return code, out.getvalue(), err.getvalue()


def test_questions_from_a_pipe_are_answered_one_after_the_other(library: Path) -> None:
    code, out, err = chat("how much rain fell in 1958?\n\nwhat did the heaviest horn weigh?\n", library)
    assert (code, err) == (ExitCode.DONE, "")
    assert (
        out.index("> how much rain fell") < out.index("912 mm of rain") < out.index("> what did the heaviest")
    )
    assert "The heaviest horn weighed 640 grams" in out
    assert "rain.txt · Results · line 6" in out


def test_a_pipe_gets_no_prompt_and_no_terminal_sequences() -> None:
    _, out, _ = chat("rain\x1b[2J\n", desk=ToldDesk())
    assert "\x1b" not in out
    assert "> rain␛[2J" in out
    assert out.startswith("> rain")


def test_a_person_gets_a_prompt_and_commands() -> None:
    desk = ToldDesk()
    code, out, _ = chat(":help\nrain\n:new\n:quit\nnever\n", desk=desk, terminal=True)
    assert code == ExitCode.DONE
    assert out.count("\n> ") == 4
    assert "start afresh" in out
    assert desk.afresh == 1
    assert desk.asked == ["rain"]


def test_a_question_that_fails_is_told_and_the_next_is_answered() -> None:
    code, out, err = chat("refuse\nmoon\n", desk=ToldDesk())
    assert code == ExitCode.DONE
    assert err == "qa-bot: the question is refused; ask another one\n"
    assert "Not found. No document has the word moon." in out


def test_without_a_library_there_is_no_chat(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        chat("rain\n", tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("environ", "terminal", "plain"),
    [
        ({"TERM": "xterm-256color"}, True, False),
        ({"TERM": "xterm-256color"}, False, True),
        ({"TERM": "dumb"}, True, True),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, True, True),
    ],
)
def test_where_the_chat_is_plain(environ: dict[str, str], terminal: bool, plain: bool) -> None:
    stream = Terminal() if terminal else io.StringIO()
    assert wants_plain(stream, Terminal(), environ) is plain
    assert wants_color(stream, environ) is not plain
