"""F5: the conversations that were kept, to be resumed, renamed, searched through, deleted."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qa_bot.chat.store import Session, Store
from qa_bot.rendering import reflow

KEYS = "Enter resume · F2 rename · ^D delete · Esc close"
NONE_YET = "No conversation yet: each one is kept from its first question on."
SEARCH = "Search in names, questions and answers…"
Remember = Callable[[Callable[[Store, str], Any]], Future[Any]]


class SessionsScreen(ModalScreen[int | None]):
    """The conversations with this library, the latest first; gives back the one to resume."""

    DEFAULT_CSS = """
    SessionsScreen { align: center middle; background: $background 60%; }
    SessionsScreen > Vertical {
        width: 90; max-width: 100%; height: auto; max-height: 100%; background: $surface;
        border: round $primary; border-title-color: $text-primary; border-subtitle-color: $text-muted;
    }
    SessionsScreen Input, SessionsScreen Input:focus {
        height: 1; border: none; padding: 0 1; background: $panel; background-tint: $foreground 0%;
    }
    SessionsScreen OptionList, SessionsScreen OptionList:focus {
        height: auto; max-height: 1fr; min-height: 3; border: none; background: $surface; padding: 0 1;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    SessionsScreen #nothing { padding: 1; color: $text-muted; }
    """
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close", show=False),
        Binding("f5", "dismiss", "Close", show=False),
        Binding("f2", "rename", "Rename", show=False),
        Binding("ctrl+d", "delete", "Delete", show=False, priority=True),
        Binding("down", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Previous", show=False),
    ]

    def __init__(self, remember: Remember) -> None:
        super().__init__()
        self._remember = remember
        self._sessions: list[Session] = []
        self._renaming: Session | None = None
        self._searched = ""
        self._doomed: int | None = None
        """The conversation that the next ^D deletes."""
        self.deleted: set[int] = set()
        """Conversations that are there no more."""

    def compose(self) -> ComposeResult:
        """What to search for, and the conversations that have it."""
        with Vertical() as box:
            box.border_title, box.border_subtitle = "Conversations", KEYS
            yield Input(placeholder=SEARCH, compact=True)
            yield OptionList()
            yield Static(Content("Looking…"), id="nothing")

    def on_mount(self) -> None:
        """Show all of them."""
        self.query_one(OptionList).can_focus = False
        self.search("")

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Search while typing."""
        if self._renaming is None:
            self.search(event.value)

    @work(group="search", exclusive=True)
    async def search(self, words: str, place: int = 0) -> None:
        """Show the conversations that have `words`."""
        self._searched = words
        found = self._remember(lambda store, library: store.sessions(library, words))
        self._sessions = await asyncio.wrap_future(found)
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options([Option(_shown(session)) for session in self._sessions])
        choices.display = bool(self._sessions)
        nothing = self.query_one("#nothing", Static)
        nothing.display = not self._sessions
        nothing.update(Content(f"No conversation has “{words}”." if words else NONE_YET))
        if self._sessions:
            choices.highlighted = min(place, len(self._sessions) - 1)

    def _meant(self) -> Session | None:
        place = self.query_one(OptionList).highlighted
        return self._sessions[place] if place is not None and place < len(self._sessions) else None

    def action_move(self, by: int) -> None:
        """Up and down in the list, while words are typed."""
        self._spare()
        choices = self.query_one(OptionList)
        (choices.action_cursor_down if by > 0 else choices.action_cursor_up)()

    @on(Input.Submitted)
    def enter(self, event: Input.Submitted) -> None:
        """Resume the conversation, or give it the name typed."""
        session, renaming = self._meant(), self._renaming
        if renaming is None:
            if session is not None:
                self.dismiss(session.id)
            return
        if name := " ".join(event.value.split()):
            self._remember(lambda store, _: store.rename(renaming.id, name))
        self._end_renaming()

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        """A click resumes."""
        self.dismiss(self._sessions[event.option_index].id)

    def action_rename(self) -> None:
        """The name is typed where the words to search for were."""
        self._spare()
        if (session := self._meant()) is not None:
            self._renaming = session
            field = self.query_one(Input)
            field.value = session.name
            field.cursor_position = len(session.name)
            self.query_one(Vertical).border_subtitle = "Enter rename · Esc leave as it is"

    def _end_renaming(self) -> None:
        place = self.query_one(OptionList).highlighted or 0
        with self.prevent(Input.Changed):
            self.query_one(Input).value = self._searched
        self._renaming = None
        self.query_one(Vertical).border_subtitle = KEYS
        self.search(self._searched, place)

    def action_delete(self) -> None:
        """Delete the conversation meant, when asked twice."""
        session = self._meant()
        if session is None or self._renaming is not None:
            return
        if self._doomed != session.id:
            self._doomed = session.id
            self.query_one(Vertical).border_subtitle = Content.styled(
                "^D again deletes it for good", "$text-error"
            )
            return
        place = self.query_one(OptionList).highlighted or 0
        self._remember(lambda store, _: store.delete(session.id))
        self.deleted.add(session.id)
        self._spare()
        self.search(self._searched, place)

    def _spare(self) -> None:
        if self._doomed is not None:
            self._doomed = None
            self.query_one(Vertical).border_subtitle = KEYS

    def action_leave(self) -> None:
        """Escape: leave the name as it is, else close."""
        if self._renaming is not None:
            self._end_renaming()
        elif self._doomed is not None:
            self._spare()
        else:
            self.dismiss(None)


def _shown(session: Session) -> Content:
    when = datetime.fromtimestamp(session.changed)
    count = f"{session.questions:>4} question{'s' if session.questions != 1 else ' '}"
    return Content.assemble(
        (f"{when:%Y-%m-%d %H:%M}{count}", "$foreground 60%"), "  ", (reflow(session.name), "bold")
    )
