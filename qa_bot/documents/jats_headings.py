"""Headings that are run into the beginning of a paragraph: "**Methods.** We enrolled …"."""

import re

from qa_bot.documents.jats_inline import STRONG, STRONG_END, tidy
from qa_bot.documents.roles import heading_role

_BEGINNING = r"(?:^|(?<=[.!?\])]))\s*"
_STRONG_LEAD = re.compile(
    rf"{_BEGINNING}{STRONG}+(?P<words>[^{STRONG}{STRONG_END}]{{3,80}}?)(?P<inner>[.:]?)\s*"
    rf"{STRONG_END}+\s*(?P<outer>[.:]?)\s*"
)
_PLAIN_LEAD = re.compile(rf"{_BEGINNING}(?P<words>[A-Z][A-Za-z]+(?:[ /&][A-Za-z]+){{0,3}}):\s+(?=\S)")
_MOST_WORDS_KNOWN = 5
_MOST_WORDS_ANY = 8


def run_in_headings(marked: str, *, abstract: bool, any_words: bool) -> list[tuple[str, str]]:
    """Marked text cut at its run-in headings: (heading or "", marked text) pairs.

    A heading is set in bold or italics and ends in a period or colon, or fills the paragraph. It
    stands at the beginning, names a part of an article, or with `any_words` anything (declarations
    in the back matter). In an abstract it may also be plain ("Methods: …") and begin any sentence.
    """
    pieces: list[tuple[str, str]] = []
    heading, done = "", 0
    leads = [*_STRONG_LEAD.finditer(marked), *(_PLAIN_LEAD.finditer(marked) if abstract else ())]
    for lead in sorted(leads, key=lambda match: match.start()):
        groups = lead.groupdict()
        stopped = "outer" not in groups or bool(groups["inner"] or groups["outer"])
        fills = not marked[: lead.start()].strip() and lead.end() == len(marked.rstrip())
        words = tidy(lead["words"])
        known = heading_role(words) is not None and len(words.split()) <= _MOST_WORDS_KNOWN
        if (
            (abstract or not marked[: lead.start()].strip())
            and lead.start() >= done
            and (stopped or fills)
            and (known or (any_words and len(words.split()) <= _MOST_WORDS_ANY))
        ):
            pieces.append((heading, marked[done : lead.start()]))
            heading, done = words, lead.end()
    return [*pieces, (heading, marked[done:])]
