"""The turns so far, which a follow-up is understood in the light of."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as typed, the words that it was understood by, and the document that answered it."""

    question: str
    topic: str
    """The question's own words and those it took from the turns before: what a follow-up leans on."""
    source: str | None


@dataclass(slots=True)
class Conversation:
    """Questions asked one after the other."""

    turns: list[Turn] = field(default_factory=list)
