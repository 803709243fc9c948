"""The reading order of a page whose columns were set line by line across the page."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from qa_bot.documents.pdf_lines import Line

_LEAST_LINES = 6
_LEAST_CHARACTERS = 18
"""A column has that many lines, and that many characters a line on the average: the cells of a table have fewer."""


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, column after column.

    Most programs set a page in the order in which it is read, and that order is kept. Where instead the
    lines jump from one column to the other, each column is put together between the lines that go
    across the page.
    """
    pieces = [piece for line in lines for piece in _pieces(line)]
    gutter = _gutter(pieces)
    if gutter is None:
        return list(lines)
    sides = [_side(piece, gutter) for piece in pieces]
    across = [side for side in sides if side]
    jumps = sum(a != b for a, b in pairwise(across))
    if jumps < 0.25 * len(across):
        return [part for line in lines for part in _parted(line, gutter)]
    ordered: list[Line] = []
    by_height = sorted(zip(pieces, sides, strict=True), key=lambda pair: -pair[0].y)
    for whole, band in groupby(by_height, key=lambda pair: pair[1] == 0):
        group = list(band)
        if whole:
            ordered += [piece for piece, _ in group]
        else:
            ordered += [piece for piece, side in group if side < 0]
            ordered += [piece for piece, side in group if side > 0]
    return ordered


def _parted(line: Line, gutter: float) -> list[Line]:
    """A line, cut where the gutter crosses it."""
    cut = [cell for cell in line.cells if cell[1] <= gutter <= cell[2]]
    return _pieces(replace(line, cells=tuple(cut))) if cut else [line]


def _pieces(line: Line) -> list[Line]:
    """A line, cut at its wide gaps."""
    if not line.cells:
        return [line]
    pieces = []
    start, left = 0, line.left
    for offset, end, following in [*line.cells, (len(line.text), line.right, 0.0)]:
        text = line.text[start:offset].strip()
        if text:
            pieces.append(replace(line, text=text, left=left, right=end, hyphen=False, cells=()))
        start, left = offset, following
    if pieces:
        pieces[-1] = replace(pieces[-1], hyphen=line.hyphen)
    return pieces


def _side(line: Line, gutter: float) -> int:
    """-1 for a line left of the gutter, 1 for one right of it, 0 for one across it."""
    return -1 if line.right <= gutter else 1 if line.left >= gutter else 0


def _gutter(pieces: Sequence[Line]) -> float | None:
    """The middle of the white strip between two columns of text; None where there is none."""
    if len(pieces) < 2 * _LEAST_LINES:
        return None
    low, high = min(p.left for p in pieces), max(p.right for p in pieces)
    best: tuple[int, float] | None = None
    for start in sorted({round(p.left, 1) for p in pieces}):
        x = start - 2.0
        if not low + 0.3 * (high - low) < x < low + 0.7 * (high - low):
            continue
        left = [p for p in pieces if p.right <= x]
        right = [p for p in pieces if p.left >= x]
        if min(len(left), len(right)) < _LEAST_LINES or len(left) + len(right) < 0.7 * len(pieces):
            continue
        if any(sum(len(p.text) for p in side) < _LEAST_CHARACTERS * len(side) for side in (left, right)):
            continue
        if best is None or len(left) + len(right) > best[0]:
            best = (len(left) + len(right), x)
    return best[1] if best else None
