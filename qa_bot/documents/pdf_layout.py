"""The lines of PDF pages to paragraphs: reading order, running heads, hyphens, headings by their type."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from qa_bot.documents.blocks import is_bullet, is_legend
from qa_bot.documents.pdf_columns import in_reading_order
from qa_bot.documents.pdf_lines import LEADER, Line, join_lines, row_text, whole_words
from qa_bot.documents.references import is_bibliographic

_MARGIN = 0.12
"""Share of a page's height, above and below, in which running heads and feet stand."""
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|p\.?)\s*)?[-–—(\[]?\s*(?:\d{1,5}|[ivxlc]{1,7})\s*[-–—)\]]?(?:\s*(?:of|/)\s*\d{1,5})?", re.I
)
_ENDS = re.compile(r"[.!?:]['\"”’)\]]*(?:\[[\d,–-]+\])*$")


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of a file, a blank line between paragraphs, and what its type says.

    `title_at` and `headings` are the offsets at which the title and the headings begin.
    """

    text: str
    page_starts: tuple[int, ...]
    title_at: int | None
    headings: frozenset[int]


@dataclass(slots=True)
class _Block:
    """A paragraph, a heading, a row of a table. `pages`: pages that begin in it, with the line that begins them."""

    lines: list[Line] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    row: bool = False

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def words(self) -> int:
        return sum(len(line.text.split()) for line in self.lines)


def lay_out(pages: Sequence[Sequence[Line]], title: str = "") -> Layout:
    """The text of `pages`; `title` is what the file claims to be called, believed only if it is printed."""
    kept = _without_running_lines(pages)
    sizes: Counter[float] = Counter()
    for page in kept:
        for line in page:
            sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    blocks: list[_Block] = []
    for number, page in enumerate(kept):
        _add_page(blocks, in_reading_order(page), number, body)
    words = whole_words(kept)
    named = _title(blocks, title, body)
    parts: list[str] = []
    length = 0
    starts: dict[int, int] = {}
    headings = []
    title_at = None
    for block in blocks:
        if parts:
            parts.append("\n\n")
            length += 2
        text, offsets = (row_text(block.lines[0]), [0]) if block.row else join_lines(block.lines, words)
        if block is named:
            title_at = length
        elif _is_heading(block, body):
            headings.append(length)
        for page_number, line_number in block.pages:
            starts[page_number] = length + offsets[line_number]
        parts.append(text)
        length += len(text)
    return Layout("".join(parts), _page_starts(starts, len(pages), length), title_at, frozenset(headings))


def _page_starts(starts: dict[int, int], count: int, length: int) -> tuple[int, ...]:
    """An offset for every page; a page without text begins where the next one does."""
    found = []
    following = length
    for number in range(count - 1, -1, -1):
        following = starts.get(number, following)
        found.append(following)
    if found:
        found[-1] = 0
    return tuple(reversed(found))


def _shape(line: Line) -> tuple[str, int]:
    """What is the same in a running head on every page; the title on the first is in larger type."""
    return re.sub(r"\d+", "#", line.text).casefold(), round(line.size)


def _edges(page: Sequence[Line]) -> list[Line]:
    """The lines where running heads and feet stand."""
    return [line for line in page if not _MARGIN < line.height < 1 - _MARGIN]


def _without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without what comes again on each: heads, feet, page numbers.

    What tells where the article was published is kept once, on the page that has it first.
    """
    counts = Counter(shape for page in pages for shape in {_shape(line) for line in _edges(page)})
    least = 2 if len(pages) <= 4 else 3
    said: set[tuple[str, int]] = set()
    kept = []
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        left = []
        for line in page:
            if id(line) in edges:
                if _PAGE_NUMBER.fullmatch(line.text):
                    continue
                shape = _shape(line)
                if counts[shape] >= least:
                    if shape in said or not is_bibliographic(line.text):
                        continue
                    said.add(shape)
            left.append(line)
        kept.append(left)
    return kept


def _add_page(blocks: list[_Block], lines: Iterable[Line], number: int, body: float) -> None:
    """Append the lines of a page to the block that they go on with, or to new ones."""
    lines = list(lines)
    steps = [a.y - b.y for a, b in pairwise(lines) if 0 < a.y - b.y < 3 * max(a.size, 1)]
    step = median(steps) if steps else 1.2 * body
    right = _right_edges(lines)
    for i, line in enumerate(lines):
        row = _is_row(lines, i)
        before = blocks[-1] if blocks else None
        if (
            before is not None
            and not row
            and not before.row
            and _goes_on(before, line, step, right, first=i == 0)
        ):
            before.lines.append(line)
        else:
            before = _Block([line], row=row)
            blocks.append(before)
        if i == 0:
            before.pages.append((number, len(before.lines) - 1))


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """For each line the right edge of its column: the farthest end of those that begin near where it does."""
    edges: dict[int, float] = {}
    for line in lines:
        key = round(line.left / 30)
        edges[key] = max(edges.get(key, 0.0), line.right)
    return {id(line): max(edges.get(round(line.left / 30) + k, 0.0) for k in (-1, 0, 1)) for line in lines}


def _is_row(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is the row of a table: wide gaps part it and a neighbour too, or dots lead to its end."""
    if LEADER.search(lines[i].text):
        return True
    near = lines[max(0, i - 1) : i + 2]
    return len(lines[i].cells) >= 1 and sum(bool(line.cells) for line in near) >= 2


def _goes_on(block: _Block, line: Line, step: float, right: dict[int, float], first: bool) -> bool:
    """Whether a line belongs to the block before it."""
    last = block.last
    open_end = not _ENDS.search(last.text)
    if is_legend(line.text) or (
        is_bullet(line.text) and not (open_end and line.text[0].isdigit() and _fills(last, right))
    ):
        return False
    if abs(last.size - line.size) > 0.6 or last.bold != line.bold:
        return last.hyphen and last.bold == line.bold
    if last.hyphen:
        return True
    down = last.y - line.y
    if (
        first or down < -0.5 * step or down > 1.6 * max(step, last.size)
    ):  # a new column or page, or white space
        starts = (
            line.text[0].islower()
            or line.text[0] in "(["
            or (len(last.text.split()) > 4 and line.text[0].isdigit())
        )
        flows = first or down < -0.5 * step
        return open_end and block.words >= 6 and (starts or (flows and _fills(last, right) and not line.bold))
    if down < 0.3 * step:  # the same line, set in pieces
        return True
    if (
        line.left - last.left > 0.7 * line.size
        and (len(block.lines) == 1 or last.left - block.lines[0].left < 0.5)
        and not open_end
    ):
        return False  # a first line, indented
    return open_end or _fills(last, right)


def _fills(line: Line, right: dict[int, float]) -> bool:
    """Whether a line reaches the right edge of its column, within a word."""
    edge = right.get(id(line))
    return edge is None or line.right > edge - 0.15 * max(edge - line.left, 1.0)


def _is_heading(block: _Block, body: float) -> bool:
    """Whether a block is set as a heading: in larger type or bold, short, no sentence."""
    text = block.last.text
    larger = all(line.size > body + 0.7 for line in block.lines)
    bold = all(line.bold for line in block.lines)
    return (
        (larger or bold)
        and not block.row
        and block.words <= 16
        and len(block.lines) <= 3
        and not re.search(r"[.!,;]$", text)
        and any(c.isalpha() for c in text)
    )


def _title(blocks: Sequence[_Block], claimed: str, body: float) -> _Block | None:
    """The block of the first page that is the title: the one the file claims, else the largest type."""
    last = next((k for k, block in enumerate(blocks) for page, _ in block.pages if page == 1), len(blocks))
    page = [block for block in blocks[:last] if 1 <= block.words <= 60 and not block.row]
    wanted = _letters(claimed)
    if len(wanted) > 8:
        for block in page:
            if _letters("".join(line.text for line in block.lines)) == wanted:
                return block
    large = [b for b in page if b.lines[0].size > body + 1.5 and len(_letters(b.lines[0].text)) > 3]
    return max(large, key=lambda b: (b.lines[0].size, b.words), default=None)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
