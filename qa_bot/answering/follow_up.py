"""Follow-ups: whether a question leans on the one before, and what it means then.

First it is decided whether a question leans; only then are the words before added, at half their
weight. Adding them always would cost the questions that change the subject.
"""

import re
from dataclasses import dataclass

from qa_bot.answering.answer import Answer
from qa_bot.answering.conversation import Conversation, Turn
from qa_bot.answering.matching import Matcher, positions_of
from qa_bot.answering.query import Query, QueryBuilder, Slot
from qa_bot.library.library import Library

_OPENING = re.compile(
    r"^\W*(?:and|but|or|then|what about|how about|what of|what else|same|why not"
    r"|in (?:that|this|which) (?:study|case|paper|trial|group|report|one))\b",
    re.I,
)
_CLAUSE = re.compile(
    r"^\W*(?:(?:and|but|or|so|then|also|ok(?:ay)?)\W+)*(?:who|whom|whose|what(?!\s+(?:about|of)\b)|which|when|where|why|how(?!\s+about\b)"
    r"|did|do|does|was|were|is|are|has|have|had|can|could|would|will|should|any)\b",
    re.I,
)
"""A question with a verb or question word of its own: it asks something new about the same subject."""
_POINTER = re.compile(
    r"\b(?:it|its|they|them|their|theirs|those|these|he|him|his|she|her|hers|there|that|this|ones?|the (?:other|others|rest|same"
    r"|former|latter|second|first)(?: (?:one|group|arm|half|patients?|people|study|paper))?|both|neither|either|instead|without it)\b",
    re.I,
)
_OF_DOCUMENT = re.compile(
    r"\b(?:the|this|that) (?:study|paper|article|trial|report|authors?|researchers?|letter|poster|patients?|group|treatment|drug|journal)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Carried:
    """What a follow-up takes from the turns before: their words, and whether only the subject."""

    text: str
    subject_only: bool
    subject: frozenset[str]
    """Stems that the document talked about has in its title."""

    def keep(self, slot: Slot) -> float:
        """How much of a slot's weight is carried, 0 to 1."""
        if not self.subject_only:
            return 1.0
        return 1.0 if any(self.subject.issuperset(a.stems) for a in slot.alternatives) else 0.25


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question is understood: what is shown, what is carried over, which document is meant."""

    interpreted_as: str
    carried: Carried | None = None
    focus: int | None = None
    topic: str = ""


def read_question(
    question: str,
    conversation: Conversation | None,
    builder: QueryBuilder,
    library: Library,
    phrase_part: float,
) -> Reading:
    """The reading of `question` after the turns of `conversation`."""
    if conversation is None or not conversation.turns:
        return Reading(question, topic=question)
    last = conversation.turns[-1]
    query = builder.build(question)
    focus = library.document_id(last.source) if last.source else None
    if not leans(question, query) or names_another(query, library, focus, phrase_part):
        return Reading(question, topic=question)
    title = library.stored_documents[focus].title_terms if focus is not None else ()
    carried = Carried(last.topic, bool(_CLAUSE.search(question)), frozenset(title))
    combined = builder.build(question, carried.text, carried.keep)
    own = combined.slots[: combined.own]
    added = [slot.surface for slot in combined.slots[len(own) :] if slot.weight > 0.02]
    shown = f"{question.strip()} (about: {', '.join(added)})" if added else question
    return Reading(shown, carried, focus, "\n".join([question, *added]))


def names_another(query: Query, library: Library, focus: int | None, phrase_part: float) -> bool:
    """Whether a question names another document than the one talked about: by words of its title that
    the one talked about has nowhere."""
    matcher = Matcher(query, phrase_part)
    here = [0.0] * len(query.slots)
    for passage in library.passages_of(focus) if focus is not None else ():
        for sentence in passage.sentences:
            if found := matcher.match(positions_of(sentence.terms)):
                here = list(map(max, here, found.strength))
    titles = {d.id: matcher.match(positions_of(d.title_terms)) for d in library.stored_documents.values()}
    few = max(1, len(titles) // 3)
    for i, slot in enumerate(query.slots):
        if slot.weight < 0.12 or slot.ordinary or here[i] >= 0.5:
            continue
        having = [number for number, found in titles.items() if found and found.strength[i] >= 0.5]
        if having and len(having) <= few and focus not in having:
            return True
    return False


def leans(question: str, query: Query) -> bool:
    """Whether a question cannot stand alone.

    It leans if it opens as a continuation, or points at something it does not name, or names hardly
    anything; not if it names enough of its own.
    """
    own = [s for s in query.slots if s.weight >= 0.12]
    strong = [s for s in own if s.concept or (s.typed and not s.ordinary)]
    if _OPENING.search(question):
        return len(strong) <= 4
    if _POINTER.search(question) or _OF_DOCUMENT.search(question):
        return len(strong) <= 2
    return len(strong) == 0 or (len(strong) == 1 and len(own) <= 2 and len(question.split()) <= 6)


def remember(conversation: Conversation, question: str, reading: Reading, answer: Answer) -> None:
    """Add a turn to the conversation."""
    shown = answer.citations or answer.nearest
    conversation.turns.append(Turn(question, reading.topic, shown[0].source if shown else None))
