"""A line of a PDF page, and lines joined to the text of a paragraph or of a table's row."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

LEADER = re.compile(r"\s*(?:\.[\s\u00a0]?){5,}|\u2026{2,}")
"""Dots that lead to a page number in a table of contents."""
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. Places are in points from the lower left; `height` is a share of the page's.

    `hyphen`: a word goes on in the next line. `cells`: where wide gaps part it (see `pdf.py`).
    """

    text: str
    left: float
    right: float
    y: float
    height: float
    size: float
    bold: bool = False
    hyphen: bool = False
    cells: tuple[tuple[int, float, float], ...] = ()


def row_text(line: Line) -> str:
    """The cells of a table's row, or a line of a table of contents without the dots that lead to its page."""
    if leader := LEADER.search(line.text):
        return f"{line.text[: leader.start()]} \u2026 {line.text[leader.end() :].strip()}"
    cuts = [0, *(k for k, _, _ in line.cells), len(line.text)]
    return " | ".join(line.text[a:b].strip() for a, b in pairwise(cuts))


def join_lines(lines: Sequence[Line], words: Counter[str]) -> tuple[str, list[int]]:
    """The text of a paragraph, and the offset in it of each of its lines.

    `words`, those of the file, tell whether a hyphen at a line's end belongs to the word.
    """
    out = ""
    offsets = []
    hyphen = False
    for line in lines:
        text = " ".join(line.text.replace("\u00ad", "").split())
        if hyphen:
            out += _joint(out, text, words)
        elif out:
            out += " "
        offsets.append(len(out))
        out += text
        hyphen = line.hyphen or (line.text.endswith(("\u00ad", "\u2010")) and len(out) > 1)
        if hyphen and out.endswith("\u2010"):
            out = out[:-1]
    return out + ("-" if hyphen else ""), offsets


def whole_words(pages: Iterable[Sequence[Line]]) -> Counter[str]:
    """The words of a file in lower case, without the halves that stand around the ends of lines."""
    counts: Counter[str] = Counter()
    for page in pages:
        parted = False
        for line in page:
            words = [w.lower() for w in _COMPOUND.findall(line.text)]
            counts.update(words[parted : len(words) - line.hyphen])
            parted = line.hyphen
    return counts


def _joint(before: str, after: str, words: Counter[str]) -> str:
    """What stands between the halves of a word that a line's end parts: a hyphen that the word has, or nothing.

    The rest of the file decides: the word as it stands elsewhere, else whether each half is a word.
    """
    first, second = re.search(r"[\w-]*$", before), re.match(r"[\w-]*", after)
    a, b = (first.group() if first else "").lower(), (second.group() if second else "").lower()
    if not _WORD.fullmatch(a.rpartition("-")[2] or "1") or not b[:1].isalpha() or after[:1].isupper():
        return "-"
    if words[a + b]:
        return ""
    if words[f"{a}-{b}"]:
        return "-"
    return "-" if len(a) > 2 and len(b) > 3 and words[a] and words[b] else ""
