"""Whether the documents answer: decided by what of the question the best passage covers."""

from qa_bot.answering.answer import Verdict
from qa_bot.answering.evidence import Evidence
from qa_bot.answering.options import Options
from qa_bot.answering.query import Query


def decide(query: Query, judged: list[Evidence], options: Options) -> tuple[Verdict, str | None]:
    """The verdict, and for *not found* the reason in a sentence."""
    if judged and not options.refusal:
        return Verdict.ANSWERED, None
    missing = [slot.surface for slot in query.slots if not slot.present]
    if not judged:
        return Verdict.NOT_FOUND, _reason(missing)
    best = judged[0]
    if best.parts.get("the section wanted", 0.0) > 0.8:
        return Verdict.ANSWERED, None
    total = sum(s.weight for s in query.slots) or 1.0
    covered = sum(s.weight * c for s, c in zip(query.slots, best.covered, strict=True)) / total
    if covered >= options.found:
        return Verdict.ANSWERED, None
    return Verdict.NOT_FOUND, _reason(missing)


def _reason(missing: list[str]) -> str:
    if not missing:
        return "The documents have the words of the question, but no passage that answers it."
    words = ", ".join(f"“{word}”" for word in missing[:6])
    return f"No document has {words}."
