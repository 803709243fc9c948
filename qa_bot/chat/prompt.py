"""Where the question is typed: wraps and grows, walks through earlier questions, hears digits."""

from time import monotonic
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from qa_bot.chat.history import History

TYPING_ON = 1.0
"""Seconds within which a key after a digit means that a question begins with that digit."""


class Prompt(TextArea):
    """The question being typed. Enter asks, whatever lines were pasted."""

    DEFAULT_CSS = """
    Prompt {
        width: 1fr; height: auto; max-height: 7; padding: 0; background: $background;
        scrollbar-size-vertical: 1;
    }
    """

    class Asked(Message):
        """The question is complete."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    class Numbered(Message):
        """A digit was pressed where nothing is typed: something with that number is meant."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class NotNumbered(Message):
        """The digits just pressed were the beginning of a question after all."""

    class Find(Message):
        """A slash was typed where nothing is typed: words are to be found."""

    class Judged(Message):
        """A sign was typed where nothing is typed and a source is open: the passage is right, or it is not."""

        def __init__(self, good: bool) -> None:
            super().__init__()
            self.good = good

    class Cleared(Message):
        """Backspace was pressed where nothing is typed: all documents are meant again."""

    class Step(Message):
        """Left or right was pressed where nothing is typed: the next or previous citation is meant."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ask", "Ask", show=False),
        Binding("up", "earlier", "Earlier question", show=False),
        Binding("down", "later", "Later question", show=False),
        Binding("left", "left", "Previous citation", show=False),
        Binding("right", "right", "Next citation", show=False),
        Binding("pageup", "app.page(-1)", "Page up", show=False),
        Binding("pagedown", "app.page(1)", "Page down", show=False),
        Binding("tab", "app.select(1)", "Select a citation", show=False),
        Binding("shift+tab", "app.select(-1)", "Select the last citation", show=False),
        Binding("f4", "app.documents", "Documents", show=False),
        Binding("f5", "app.sessions", "Conversations", show=False),
        Binding("f6", "app.export", "Export", show=False),
        Binding("ctrl+f", "app.find", "Find", show=False),
        Binding("ctrl+y", "app.copy_passage", "Copy the passage", show=False),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(id=id, compact=True, highlight_cursor_line=False, placeholder="Ask the documents…")
        self.numbers = 0
        """How many numbered things are on screen: digits up to it open them while nothing is typed."""
        self.judging = False
        """Whether a passage is open that + and - judge while nothing is typed."""
        self._history = History()
        self._digits = ""
        self._digit_at = 0.0

    def type(self, character: str) -> None:
        """A printable character: part of the question, or the number of something on screen."""
        now = monotonic()
        digits = self._digits if now - self._digit_at < TYPING_ON else ""
        self._digits = ""
        numbered = not self.text or digits
        if character == "/" and not self.text and not digits:
            self.post_message(self.Find())
        elif numbered and character in "123456789" and int(character) <= self.numbers:
            self._digits, self._digit_at = digits + character, now
            self.post_message(self.Numbered(int(character)))
        elif self.judging and not self.text and character in "+-":
            self._digits, self._digit_at = character, now
            self.post_message(self.Judged(character == "+"))
        elif digits:
            self.put(digits + character)
            self.post_message(self.NotNumbered())
        else:
            self.insert(character)

    @property
    def is_choosing(self) -> bool:
        """Whether the last key was a digit that meant something numbered, and no question."""
        return bool(self._digits)

    def put(self, text: str) -> None:
        """Replace what is typed by `text`, the cursor after it."""
        self.text = text
        self.move_cursor(self.document.end)

    def recall(self, asked: list[str]) -> None:
        """Up brings back questions of earlier runs too."""
        self._history.recall(asked)

    def give_back(self, question: str) -> None:
        """Offer a question again that could not be answered, unless another is being typed."""
        if not self.text:
            self.put(question)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.action_ask()
        elif event.is_printable and event.character and self.selection.is_empty:
            event.stop()
            event.prevent_default()
            self._restart_blink()
            self.type(event.character)
            return
        elif event.key == "backspace" and not self.text:
            self.post_message(self.Cleared())
        self._digits = ""

    def action_ask(self) -> None:
        """Ask what is typed; nothing happens while nothing is."""
        if question := self.text.strip():
            self.text = ""
            self.ask(question)

    def ask(self, question: str) -> None:
        """Ask `question`, which Up brings back from now on."""
        self._history.add(question)
        self.post_message(self.Asked(question))

    def action_earlier(self) -> None:
        """Up: within the question first, then the question before."""
        if self.wrapped_document.location_to_offset(self.cursor_location).y > 0:
            self.action_cursor_up()
        elif (question := self._history.earlier(self.text)) is not None:
            self.put(question)

    def action_later(self) -> None:
        """Down: within the question first, then the question after, the draft at last."""
        row = self.wrapped_document.location_to_offset(self.cursor_location).y
        if row < self.wrapped_document.height - 1:
            self.action_cursor_down()
        elif (question := self._history.later(self.text)) is not None:
            self.put(question)

    def action_left(self) -> None:
        """Left: in the question, or to the previous citation while nothing is typed."""
        if self.text:
            self.action_cursor_left()
        else:
            self.post_message(self.Step(-1))

    def action_right(self) -> None:
        """Right: in the question, or to the next citation while nothing is typed."""
        if self.text:
            self.action_cursor_right()
        else:
            self.post_message(self.Step(1))
