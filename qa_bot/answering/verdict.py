"""Whether the documents answer: weighed from what of the question the best passage has, and what not.

The weights were fitted by logistic regression on development questions, answerable and not, half of
the latter close to the subject; each has the sign that its meaning asks for.
"""

from math import exp

from qa_bot.answering.answer import Verdict
from qa_bot.answering.evidence import Evidence, Judge
from qa_bot.answering.options import Options
from qa_bot.answering.query import Query, Slot
from qa_bot.answering.wants import RECORD_KINDS

MATTERS = 0.15
"""A slot of at least this weight is one that an answer should have."""


def decide(
    query: Query, judge: Judge, judged: list[Evidence], options: Options
) -> tuple[Verdict, str | None]:
    """The verdict, and for *not found* the reason in a sentence."""
    if judged and not options.refusal:
        return Verdict.ANSWERED, None
    if not judged:
        return Verdict.NOT_FOUND, _reason(query)
    if query.wants.certain_roles():
        found = _is_told(query, judge, judged[0])
        return (Verdict.ANSWERED, None) if found else (Verdict.NOT_FOUND, _not_told(query))
    if confidence(query, judge, judged) >= options.found:
        return Verdict.ANSWERED, None
    return Verdict.NOT_FOUND, _reason(query)


def confidence(query: Query, judge: Judge, judged: list[Evidence]) -> float:
    """How likely the best passage answers, 0 to 1."""
    signs = signs_of(query, judge, judged)
    return 1.0 / (1.0 + exp(-sum(WEIGHTS[name] * value for name, value in signs.items()) - BIAS))


WEIGHTS = {
    "weakest": 0.95,
    "margin": 0.6,
    "section": 5.0,
    "in no document": -0.8,
    "not in its document": -2.3,
    "named but absent": -1.0,
}
BIAS = 1.1


def signs_of(query: Query, judge: Judge, judged: list[Evidence]) -> dict[str, float]:
    """What the verdict is weighed from."""
    best = judged[0]
    slots, covered = query.slots[: query.own], best.covered[: query.own]
    pairs = list(zip(slots, covered, strict=True))
    had = judge.had_by(best.passage.document)
    lacking = [slot.weight for slot, h in zip(slots, had, strict=False) if h < 0.3 and not slot.ordinary]
    return {
        "weakest": min((c for s, c in pairs if _matters(s)), default=min((c for _, c in pairs), default=1.0)),
        "margin": best.score - judged[1].score if len(judged) > 1 else best.score,
        "section": best.parts.get("the section wanted", 0.0),
        "in no document": sum(s.weight for s in slots if not s.present)
        / (sum(s.weight for s in slots) or 1.0),
        "not in its document": sum(lacking) / (sum(s.weight for s in slots) or 1.0),
        "named but absent": float(sum(slot.specific and not slot.present for slot in slots)),
    }


def _matters(slot: Slot) -> bool:
    return slot.weight >= MATTERS and not slot.ordinary


def _is_told(query: Query, judge: Judge, best: Evidence) -> bool:
    """Whether a document says of itself what is asked, and is the one that is asked about."""
    if best.passage.role not in query.wants.certain_roles():
        return False
    kinds = query.wants.kinds
    if kinds and kinds <= RECORD_KINDS and not best.parts.get("the kind of answer wanted"):
        return False
    if not any(_matters(slot) for slot in query.slots):
        return True
    own = judge.document_cover(best.passage.document)
    return own >= 0.3 and own >= judge.best_document_cover() - 0.15


def _not_told(query: Query) -> str:
    cue = next(want.cue for want in query.wants.roles if want.certain)
    return f"The document that this is about does not say it (asked for: “{cue}”)."


def unknown_words(query: Query) -> tuple[str, ...]:
    """The words and phrases of the question that no document has, none inside another."""
    missing = [slot.surface for slot in query.slots if not slot.present]
    return tuple(m for m in missing if not any(m != other and m in other for other in missing))


def _reason(query: Query) -> str:
    missing = unknown_words(query)
    if not missing:
        return "The documents have the words of the question, but no passage that answers it."
    words = ", ".join(f"“{word}”" for word in missing[:6])
    return f"No document has {words}."
