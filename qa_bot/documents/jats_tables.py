"""The rows of a JATS table as lines that can be understood one by one.

A line is "row head | column: value | column: value". Names of columns are given in full in the first
line and shortened in the others; the head of a group of rows is repeated before each of its rows.
"""

import re
from dataclasses import dataclass

from qa_bot.documents.jats_inline import marked_text, tidy
from qa_bot.documents.xmltree import Element

_MOST_COLUMNS = 60
_MOST_SPAN = 500
"""Rows. A wrong or hostile number must not cost memory, nor a long text that each row would repeat:"""
_MOST_REPEATED = 160
"""Characters; what is longer is given once."""
_MOST_CARRIED = 50_000
"""Characters that cells spanning rows may add to a table."""
_NAME_WORDS = 8
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]|,?\s*\b[nN]\s*=\s*[\d,]+\b")
"""What is left out of the short name of a column."""


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str = ""
    indented: bool = False
    width: int = 1
    """In columns; 0 for the columns after the first of a wide cell."""


_EMPTY = _Cell()


def table_lines(table: Element) -> list[str]:
    """The lines of a table (HTML or OASIS model), its column names first."""
    rows = [row for row in table.iter("tr", "row") if next(row.iterancestors("table"), table) is table]
    grid = _grid(rows)
    heads = 0
    for row in rows:
        cells = list(row)
        in_head = next(row.iterancestors("thead", "table"), row).tag == "thead"
        if not in_head and not (cells and all(cell.tag == "th" for cell in cells)):
            break
        heads += 1
    if heads == len(grid):
        heads = 0
    names = _names(grid[:heads])
    full = [", ".join(parts) for parts in names]
    lines = [" | ".join(name for name in full if name)] if any(full) else []
    return lines + _body_lines(grid[heads:], _shortened(names))


def _grid(rows: list[Element]) -> list[list[_Cell]]:
    """Cells by column; one that spans rows stands in each of them."""
    grid: list[list[_Cell]] = []
    below: dict[int, tuple[int, _Cell]] = {}
    left = _MOST_CARRIED
    for row in rows:
        line: list[_Cell] = []

        for element in [*(e for e in row if e.tag in ("td", "th", "entry")), None]:
            while len(line) in below:
                rows_left, cell = below.pop(len(line))
                if rows_left > 1:
                    below[len(line)] = (rows_left - 1, cell)
                left -= len(cell.text)
                line.append(cell if left > 0 else _EMPTY)
            if element is None:
                break
            marked = marked_text(element)
            lead = marked[: len(marked) - len(marked.lstrip())]
            width = _span(element.get("colspan", "1"), _MOST_COLUMNS - len(line))
            cell = _Cell(tidy(marked), bool(lead) and "\n" not in lead, width)
            height = _span(element.get("rowspan", "1"), _MOST_SPAN)
            for k in range(width):
                copy = _Cell(_repeated(cell.text), cell.indented, cell.width if k == 0 else 0)
                if height > 1:
                    below[len(line)] = (height - 1, copy)
                line.append(cell if k == 0 else copy)
        grid.append(line)
    return grid


def _repeated(text: str) -> str:
    """Text that will stand in more than one line, or nothing."""
    return text if len(text) <= _MOST_REPEATED else ""


def _span(value: str, most: int) -> int:
    return max(1, min(int(value), most)) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _names(head: list[list[_Cell]]) -> list[list[str]]:
    """The name of each column: the cells above it, from the top."""
    names: list[list[str]] = []
    for column in range(max((len(row) for row in head), default=0)):
        parts: list[str] = []
        for row in head:
            text = row[column].text if column < len(row) else ""
            if text and text not in parts:
                parts.append(text)
        names.append(parts)
    return names


def _shortened(parts: list[list[str]]) -> list[str]:
    """Names without what all columns share and what stands in brackets, where they still differ then."""
    values = parts[1:]
    if len(values) > 1 and all(len(part) > 1 and part[0] == values[0][0] for part in values):
        parts = [parts[0], *(part[1:] for part in parts[1:])]
    names = [", ".join(part) for part in parts]
    short = []
    for name in names:
        words = _BRACKETS.sub("", name).split()
        short.append(" ".join(words[:_NAME_WORDS]).rstrip(",:;") or name)
    return [_repeated(name) for name in (short if len(set(short)) == len(set(names)) else names)]


def _body_lines(rows: list[list[_Cell]], names: list[str]) -> list[str]:
    columns = max([len(names), *(len(row) for row in rows)], default=0)
    lines: list[str] = []
    group = head = above = ""
    group_indents: bool | None = None
    for row in rows:
        filled = [(i, cell) for i, cell in enumerate(row) if cell.text and cell.width]
        if not filled:
            continue
        first = row[0]
        if columns > 1 and len(filled) == 1 and filled[0][0] == 0 and not first.indented:
            # A row of one cell heads those under it: for certain if it is as wide as the table or if
            # they are indented; else it is only a line of its own.
            wide = first.width >= columns
            lines.append(first.text)
            group, head, above, group_indents = (_repeated(first.text), "", "", None if wide else True)
            continue
        if group and group_indents is None:
            group_indents = first.indented
        if group and group_indents and first.text and not first.indented:
            group = ""
        values = [(i, cell.text) for i, cell in filled if i > 0]
        texts = {text for _, text in values}
        if first.text and any(i < len(names) and names[i] == text for i, text in values):
            # The head of a second table under the first.
            names = [_repeated(row[i].text) if i < len(row) else name for i, name in enumerate(names)]
            lines.append(" | ".join(text for _, text in [(0, first.text), *values]))
            group = head = above = ""
            continue
        if not first.text and len(texts) == 1 < len(values) and not any(c.isdigit() for c in "".join(texts)):
            # A unit for the rows below ("n (%)" in every column), not a continuation of the row above.
            lines.append(" | ".join(text for _, text in values))
            head = ""
            continue
        if first.text:
            lead = group or (above if first.indented else "")
            head = f"{lead.rstrip(':')}: {first.text}" if lead else first.text
            above = above if first.indented else _repeated(first.text)
            if columns == 2 and names and names[0]:
                head = f"{names[0]}: {head}"
        # A blank first cell continues the row above where a second cell tells the rows apart.
        parts = [head] if head and (first.text or len(values) > 1) else []
        parts += [f"{names[i]}: {text}" if i < len(names) and names[i] else text for i, text in values]
        lines.append(" | ".join(parts))
        head = _repeated(head)
    return lines
