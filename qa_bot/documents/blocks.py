"""Plain text to items: the lines that belong together, whatever the file's line breaks.

A file keeps a paragraph on one line, or breaks lines at a width. In the first an item is a line; in
the second a block between blank lines. Either way an item goes on where a sentence plainly does.
"""

import re
from dataclasses import dataclass, field
from statistics import median

from qa_bot.documents.model import Span

_BULLET = re.compile(r"^\s*(?:[•◦▪‣·*–-]|\d{1,3}[.)])\s+")
_LEGEND = re.compile(
    r"^\s*(?:supplementary |online )?(?:fig(?:ure|\.)?|table|scheme|box|chart|plate)\s*[A-Z]?\d+[a-z]?\s*[:.|–-]",
    re.I,
)
_ENDS = re.compile(r"[.!?:;]['\"”’)\]]*(?:\[[\d,–-]+\])*\s*$")
_SALUTATION = re.compile(
    r"^\s*(?:(?:dear )?(?:sirs?|madam|editor|colleagues?)|to the editor)\b.{0,20}[,:.]?\s*$", re.I
)
_GREETING = re.compile(r"^\s*(?:[Dd]ear|[Hh]ello|[Hh]i)\s+\w[\w.'’ &-]{0,50}[,:!]\s*$")
_NUMBERED = re.compile(r"^\s*\d{1,3}[.)]\s+[A-Z]")


@dataclass(slots=True)
class Item:
    """Lines that belong together. `parts` are more than one where other matter stands between."""

    parts: list[Span] = field(default_factory=list)
    bullet: bool = False
    legend: bool = False

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.parts[-1][1]

    def text(self, document: str) -> str:
        """Its words, without what stands between its parts."""
        return " ".join(document[a:b] for a, b in self.parts)

    def gaps(self) -> tuple[Span, ...]:
        """The spans between its parts that are not only white space."""
        return tuple((a[1], b[0]) for a, b in zip(self.parts, self.parts[1:], strict=False))


def is_salutation(line: str) -> bool:
    """Whether a line only addresses the editor of a journal."""
    return bool(_SALUTATION.match(line))


def is_greeting(line: str) -> bool:
    """Whether a line only addresses the reader of a letter, the editor of a journal among them."""
    return is_salutation(line) or bool(_GREETING.match(line))


def is_numbered(line: str) -> bool:
    """Whether a line has the form of a heading with its number, which is also that of a point of a list."""
    return bool(_NUMBERED.match(line))


def is_bullet(line: str) -> bool:
    """Whether a line is an item of a list."""
    return bool(_BULLET.match(line))


def is_legend(line: str) -> bool:
    """Whether a line begins the legend of a figure or a table."""
    return bool(_LEGEND.match(line))


def items_of(text: str) -> list[Item]:
    """The items of a plain text, in order; every character that is not white space is in one."""
    blocks = _blocks(text)
    wrapped = _is_wrapped(text, blocks)
    items: list[Item] = []
    for block in blocks:
        items.extend(_split_block(text, block, wrapped))
    return _join_cut_sentences(text, items)


def _blocks(text: str) -> list[list[Span]]:
    """Runs of lines between blank ones; each line as the span of what is not white space."""
    blocks: list[list[Span]] = []
    position = 0
    run: list[Span] = []
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = position + line.index(stripped[0])
            run.append((start, start + len(stripped)))
        elif run:
            blocks.append(run)
            run = []
        position += len(line)
    if run:
        blocks.append(run)
    return blocks


def _is_wrapped(text: str, blocks: list[list[Span]]) -> bool:
    """Whether the file breaks its lines at a width: most lines inside blocks end in mid-sentence."""
    inner = [line for block in blocks for line in block[:-1]]
    if len(inner) < 5:
        return False
    lengths = sorted(end - start for start, end in inner)
    open_ended = sum(
        not _ENDS.search(text[max(a, b - 200) : b]) and not _BULLET.match(text[a:b]) for a, b in inner
    )
    return (
        open_ended > 0.6 * len(inner) and median(lengths) >= 30 and lengths[int(len(lengths) * 0.95)] <= 120
    )


def _split_block(text: str, lines: list[Span], wrapped: bool) -> list[Item]:
    items: list[Item] = []
    width = median(b - a for a, b in lines)
    for i, (start, end) in enumerate(lines):
        line = text[start:end]
        bullet = bool(_BULLET.match(line))
        legend = bool(_LEGEND.match(line))
        previous = items[-1] if items else None
        goes_on = (
            previous is not None
            and not bullet
            and not legend
            and not is_greeting(text[previous.start : previous.end])
            and (
                (
                    line[0].islower()
                    and not _ENDS.search(text[max(previous.start, previous.end - 200) : previous.end])
                )
                or (wrapped and (previous.legend or _fills(text, lines[i - 1], width)))
            )
            and not (previous.legend and _resumes(text, lines[i - 1], start, end))
        )
        if goes_on and previous is not None:
            previous.parts[-1] = (previous.parts[-1][0], end)
        else:
            items.append(Item([(start, end)], bullet, legend))
    return items


def _fills(text: str, line: Span, width: float) -> bool:
    """Whether a line is long enough to have been broken for its width."""
    return line[1] - line[0] >= 0.55 * width


def _resumes(text: str, before: Span, start: int, end: int) -> bool:
    """Whether a line under a legend goes on with the text that the legend interrupted."""
    line = text[start:end]
    indented = text[max(0, start - 1) : start] in (" ", "\t")
    closed = text[before[0] : before[1]].rstrip().endswith((")", "."))
    return line[:1].islower() and closed and indented


def _join_cut_sentences(text: str, items: list[Item]) -> list[Item]:
    """Join an item that ends in mid-sentence with the one that goes on, over legends between them."""
    joined: list[Item] = []
    pending: Item | None = None
    for item in items:
        if item.legend:
            joined.append(item)
            continue
        if pending is not None and not item.bullet and _goes_on(text[item.start]):
            if joined[-1] is pending:
                pending.parts[-1] = (pending.parts[-1][0], item.parts[0][1])
            else:
                pending.parts.append(item.parts[0])
            item = pending
        else:
            joined.append(item)
        pending = item if _is_cut(text, item) else None
    return joined


def _goes_on(first: str) -> bool:
    return first.islower() or first in "(<[,;"


def _is_cut(text: str, item: Item) -> bool:
    """Whether an item of prose stops in mid-sentence."""
    last = text[slice(*item.parts[-1])]
    return not item.bullet and not _ENDS.search(last[-200:]) and len(last.split()) >= 8
