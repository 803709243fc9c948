"""The turns so far, which a follow-up is understood in the light of."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as typed and as it was understood, and the document that answered it, if one did."""

    question: str
    interpreted_as: str
    source: str | None


@dataclass(slots=True)
class Conversation:
    """Questions asked one after the other."""

    turns: list[Turn] = field(default_factory=list)
