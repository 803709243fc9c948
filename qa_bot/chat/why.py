"""F2: how the question was read, why the passage was found, and asking again without a part of that."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from qa_bot.answering.answer import Answer, Citation
from qa_bot.chat import reading
from qa_bot.chat.desk import Asking
from qa_bot.rendering import interpretation, reflow

BAR = 12
"""Cells of a bar that stands for the whole score."""
FAINT = reading.FAINT
HEAD = "bold $text-primary"


class WhyScreen(ModalScreen[Asking | None]):
    """The explanation, over the chat; gives back how to ask again, if that is wanted."""

    DEFAULT_CSS = """
    WhyScreen { align: center middle; background: $background 60%; }
    WhyScreen > #why {
        width: 84; max-width: 100%; height: auto; max-height: 100%; padding: 0 2;
        background: $surface; scrollbar-size-vertical: 1;
        border: round $primary; border-title-color: $text-primary; border-subtitle-color: $text-muted;
        & > .rows { padding: 0 0 1 2; }
    }
    """

    AUTO_FOCUS = "#why"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2,q,enter", "dismiss", "Close", show=False),
        Binding("c", "otherwise('spelling')", "Again without the correction", show=False),
        Binding("o", "otherwise('vocabulary')", "Again by the words typed only", show=False),
        Binding("s", "otherwise('follow_up')", "Again as it stands", show=False),
    ]

    def __init__(self, answer: Answer, citation: Citation | None, asking: Asking) -> None:
        super().__init__()
        self._answer, self._citation, self._asking = answer, citation, asking

    def compose(self) -> ComposeResult:
        """The explanation; the frame names the keys that ask again."""
        with VerticalScroll(id="why") as box:
            box.border_title = "Why"
            ways = [(key, does) for key, does in ways_to_ask_again(self._answer).values()]
            box.border_subtitle = Content(" · ").join(
                Content.assemble((key, "bold $text-accent"), f" {does}")
                for key, does in [*ways, ("Esc", "close")]
            )
            yield Static(Content.styled("The question", HEAD))
            yield Static(of_question(self._answer), classes="rows")
            if (citation := self._citation) is not None:
                head = Content.assemble((f"Passage {citation.number}", HEAD), "  ", reading.place(citation))
                yield Static(head)
                yield Static(of_passage(citation, self._answer), classes="rows")

    def action_otherwise(self, field: str) -> None:
        """Ask again without `field`, if there is anything in it to leave out."""
        if field in ways_to_ask_again(self._answer):
            self.dismiss(self._asking._replace(**{field: False}))


def ways_to_ask_again(answer: Answer) -> dict[str, tuple[str, str]]:
    """Field of `Asking` that may be left out of `answer`: its key, and how it asks again."""
    ways = {}
    if answer.corrections:
        ways["spelling"] = ("C", "uncorrected")
    if answer.expansions:
        ways["vocabulary"] = ("O", "only the words typed")
    if interpretation(answer):
        ways["follow_up"] = ("S", "as it stands")
    return ways


def of_question(answer: Answer) -> Content:
    """How the question was read: as a follow-up, corrected, in other words."""
    rows = [Content(reflow(answer.question))]
    if interpretation(answer):
        rows.append(_said("understood with the one before it as", reflow(answer.interpreted_as)))
    for correction in answer.corrections:
        frame = f"no document has “{reflow(correction.typed)}”; searched for"
        rows.append(_said(frame, f"“{reflow(correction.used)}”"))
    for word, others in answer.expansions:
        rows.append(_said(f"“{reflow(word)}” was found as", ", ".join(map(reflow, others))))
    if answer.unknown:
        rows.append(_said("no document has", ", ".join(map(reflow, answer.unknown))))
    if len(rows) == 1:
        rows.append(Content.styled("searched as typed", FAINT))
    return Content("\n").join(rows)


def _said(frame: str, words: str) -> Content:
    return Content.assemble((f"{frame} ", FAINT), words)


def of_passage(citation: Citation, answer: Answer) -> Content:
    """What the score of a passage is made of, the largest share first."""
    shown = answer.citations or answer.nearest
    others = [f"{other.score:.2f} ({other.number})" for other in shown if other.number != citation.number]
    score = f"score {citation.score:.2f}" + (f"; the others: {', '.join(others)}" if others else "")
    rows = [Content.styled(score, FAINT)]
    corrected = {c.typed: c.used for c in answer.corrections}
    for part in citation.why:
        filled = min(BAR, max(1, round(abs(part.share) * BAR)))
        name = reflow(corrected.get(part.name, part.name))
        detail = "corrected" if part.name in corrected and part.detail == "as typed" else reflow(part.detail)
        bar = ("━" * filled, "$primary" if part.share >= 0 else "$warning")
        empty = " " * (BAR - filled + 2)
        rows.append(Content.assemble(f"{part.share:>4.0%}  ", bar, empty, name, (f"  {detail}", FAINT)))
    return Content("\n").join(rows)
