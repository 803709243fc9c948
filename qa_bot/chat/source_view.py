"""A document's text with line numbers and marked places. All places are offsets into the text."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from qa_bot.documents.model import Span
from qa_bot.rendering import harmless, wrap


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text and the component class it is drawn in; later marks lie over earlier ones."""

    span: Span
    look: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one row of the screen shows: a line of the text, or a part of it (`first` or not)."""

    start: int
    end: int
    line: int
    first: bool


class SourceView(ScrollView, can_focus=True):
    """The text of a document, wrapped to the width, scrolled to what was cited."""

    DEFAULT_CSS = """
    SourceView {
        height: 1fr; background: $surface; scrollbar-size-vertical: 1;
        overflow-x: hidden; overflow-y: scroll;
        & > .number { color: $foreground 35%; }
        & > .passage { background: $primary 14%; }
        & > .sentence { background: $primary 32%; }
        & > .word { color: $text-accent; text-style: bold; }
        & > .found { background: $accent 35%; }
        & > .current { background: $accent; color: $background; text-style: bold; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"passage", "sentence", "word", "number", "found", "current"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "app.step(-1)", "Previous citation", show=False),
        Binding("right", "app.step(1)", "Next citation", show=False),
        Binding("plus", "app.judge(True)", "Right", show=False),
        Binding("minus", "app.judge(False)", "Wrong", show=False),
        Binding("tab,shift+tab", "app.ask", "To the question", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="source-view")
        self._given = self._text = ""
        self._rows: list[Row] = []
        self._starts: list[int] = []
        self._marks: tuple[Mark, ...] = ()
        self._cited: tuple[Span, ...] = ()
        self._targets: tuple[Span, ...] = ()
        self._found: list[Span] = []
        self._current = 0
        self._gutter = 0
        self._width = self._height = 0

    def show(self, text: str, marks: tuple[Mark, ...], targets: tuple[Span, ...]) -> None:
        """Show `text` with `marks`; the first of `targets` that fits on the screen is in its middle."""
        if text is not self._given:
            self._given, self._text, self._width = text, harmless(text, keep_lines=True), 0
            self._found = []
        self._marks, self._cited, self._targets = marks, targets, targets
        self._lay_out()
        self.refresh()

    def find(self, pattern: re.Pattern[str]) -> tuple[int, int]:
        """Mark what `pattern` matches; how many places, and the first of them that is not above the screen."""
        self._found = [match.span() for match in pattern.finditer(self._text)]
        self.refresh()
        top = self._rows[min(self.scroll_offset.y, len(self._rows) - 1)].start if self._rows else 0
        place = bisect_left(self._found, (top, top))
        return len(self._found), place if place < len(self._found) else 0

    def go(self, place: int) -> None:
        """Show the place of that number as the current one."""
        self._current = place
        row, top = self._row_of(self._found[place][0]), self.scroll_offset.y
        if not top <= row < top + self.size.height - 1:
            self._bring_into_sight((self._found[place],))
        self.refresh()

    def stop_finding(self) -> None:
        """Mark nothing any more."""
        self._found = []
        self.refresh()

    def on_resize(self, event: Resize) -> None:
        """Wrap anew, keeping in sight what was."""
        if self._rows and not self._targets:
            top = min(self.scroll_offset.y, len(self._rows) - 1)
            bottom = min(top + self._height, len(self._rows)) - 1
            first, last = self._cited[0]
            seen = last > self._rows[top].start and first < self._rows[bottom].end
            self._targets = self._cited if seen else ((self._rows[top].start,) * 2,)
        self._height = event.size.height
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if not width:
            return  # not on screen yet: the resize that follows lays it out
        if width != self._width:
            self._width = width
            lines = self._text.split("\n")
            self._gutter = len(str(len(lines))) + 2
            self._rows = _rows(lines, max(width - self._gutter, 10))
            self._starts = [row.start for row in self._rows]
            self.virtual_size = Size(0, len(self._rows))
        if self._targets:
            self._bring_into_sight(self._targets)
            self._targets = ()

    def _bring_into_sight(self, targets: tuple[Span, ...]) -> None:
        height = self.size.height
        for start, end in targets:
            first, last = self._row_of(start), self._row_of(max(start, end - 1))
            if last - first < height:
                break
        above = max(0, height - (last - first + 1)) // 2 if end > start else 0
        self.scroll_to(y=max(0, first - above), animate=False, immediate=True, force=True)

    def _row_of(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        number = y + self.scroll_offset.y
        if number >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        row = self._rows[number]
        text = Text(self._text[row.start : row.end], no_wrap=True, end="")
        inked = len(text.plain.rstrip())
        for mark in self._marks:
            start, end = mark.span[0] - row.start, min(mark.span[1] - row.start, inked)
            if start < end and end > 0:
                text.stylize(self._look(mark.look), max(0, start), end)
        for place in range(max(0, bisect_left(self._found, (row.start, 0)) - 1), len(self._found)):
            start, end = self._found[place][0] - row.start, self._found[place][1] - row.start
            if start >= len(text):
                break
            if end > 0:
                text.stylize(self._look("current" if place == self._current else "found"), max(0, start), end)
        if self.text_selection is not None and (span := self.text_selection.get_span(number)):
            end = len(text) if span[1] == -1 else span[1]
            text.stylize(self.screen.get_component_rich_style("screen--selection"), span[0], end)
        words = Strip(text.render(self.app.console)).apply_style(self.rich_style).apply_offsets(0, number)
        shown = row.line if row.first or y == 0 else ""
        margin = f"{shown:>{self._gutter - 2}}  "
        strip = Strip.join([Strip([Segment(margin, self._look("number"))], len(margin)), words])
        return strip.adjust_cell_length(self.size.width, self.rich_style)

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=name == "word")

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as the document has it, without the wrapping of the screen."""
        if not self._rows:
            return None
        start = 0 if selection.start is None else self._place(selection.start.y, selection.start.x)
        end = len(self._text) if selection.end is None else self._place(selection.end.y, selection.end.x)
        return self._text[start:end], "\n"

    def _place(self, number: int, column: int) -> int:
        row = self._rows[min(number, len(self._rows) - 1)]
        return min(row.start + column, row.end)

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()


def _rows(lines: list[str], width: int) -> list[Row]:
    """The rows that `lines` fall into at `width` cells."""
    rows: list[Row] = []
    place = 0
    for number, line in enumerate(lines, 1):
        if len(line) <= width // 2:
            rows.append(Row(place, place + len(line), number, True))
        else:
            for at, (start, end) in enumerate(wrap(line, width)):
                rows.append(Row(place + start, place + end, number, at == 0))
        place += len(line) + 1
    return rows
