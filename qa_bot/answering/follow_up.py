"""Follow-ups: whether a question leans on the one before, and what it means then."""

from qa_bot.answering.answer import Answer
from qa_bot.answering.conversation import Conversation, Turn
from qa_bot.answering.query import QueryBuilder


def interpret(question: str, conversation: Conversation, builder: QueryBuilder) -> str:
    """The question as it is understood after the turns of `conversation`."""
    return question


def remember(conversation: Conversation, question: str, interpreted: str, answer: Answer) -> None:
    """Add a turn to the conversation."""
    source = answer.citations[0].source if answer.citations else None
    conversation.turns.append(Turn(question, interpreted, source))
