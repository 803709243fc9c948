"""Answers as text for people: passages re-flowed for reading, made harmless, wrapped, marked.

What a document says is data: control characters, terminal sequences and characters that turn the
direction of writing are replaced, one for one, so that places in the text stay what they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from qa_bot.answering.answer import Answer, Citation
    from qa_bot.documents.model import Span

GAP = "[…]"
"""Stands for what was left out of a passage: a figure's legend in the middle of a sentence, say."""

_WIDE = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u109f\u1100-\u11ff"
    "\u1ab0-\u1aff\u200b-\u200f\u20d0-\u20f0\u231a-\u2b55\u2e80-\ud7ff\uf900-\ufaff\ufe00-\ufe6f"
    "\uff00-\uffe6\U0001b000-\U0003fffd\U000e0100-\U000e01ef]"
)
"""Characters that may fill two cells or none; a text without them is one cell a character."""


@cache
def _wide() -> re.Pattern[str]:
    return re.compile(_WIDE)  # not when this module is imported: it takes milliseconds


@cache
def _replacements(keep_lines: bool) -> dict[int, str]:
    """What each character that could do harm is shown as."""
    spaces = (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F, 0x85, 0x2028, 0x2029)
    directions = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
    shown = {code: chr(0x2400 + code) for code in range(0x20)}
    shown |= dict.fromkeys((*range(0x7F, 0xA0), *range(0xD800, 0xE000)), "\N{REPLACEMENT CHARACTER}")
    shown |= dict.fromkeys(directions, "\N{MIDDLE DOT}") | dict.fromkeys(spaces, " ")
    if keep_lines:
        del shown[0x0A]
    return shown


def harmless(text: str, keep_lines: bool = False) -> str:
    """`text` with control characters replaced one for one; line ends become spaces unless kept."""
    return text.translate(_replacements(keep_lines))


def reflow(text: str) -> str:
    """Hard-wrapped text as running text; a word broken after its hyphen is joined again."""
    return " ".join(re.sub(r"(?<=\w-)[ \t]*\r?\n[ \t]*(?=\w)", "", harmless(text, keep_lines=True)).split())


class Piece(NamedTuple):
    """A stretch of a passage as it is read, all of one kind."""

    text: str
    sentence: bool = False
    """Part of the sentence that answers."""
    highlight: bool = False
    """A word that matters."""
    gap: bool = False
    """Stands for something left out; not words of the document."""


def pieces(citation: Citation) -> list[Piece]:
    """The passage of `citation` re-flowed for reading, its gaps, sentence and words told apart."""
    return [
        Piece("".join(character for character, _ in run), *kind)
        for kind, run in groupby(_characters(citation), key=lambda item: item[1])
    ]


def sentence_text(answer: Answer) -> str:
    """The sentence that answers, re-flowed; what is no part of it inside its passage is left out."""
    said = answer.sentence or ""
    if not answer.citations:
        return reflow(said)
    first = answer.citations[0]
    start, end = first.sentence
    if first.text[start:end] != said:
        return reflow(said)
    gaps = tuple((max(a, start) - start, min(b, end) - start) for a, b in first.gaps if a < end and b > start)
    alone = replace(first, text=said, gaps=gaps, highlights=(), sentence=(0, len(said)))
    return "".join(piece.text for piece in pieces(alone))


def _characters(citation: Citation) -> Iterator[tuple[str, tuple[bool, bool, bool]]]:
    """The characters to show, each with whether it is of the sentence, a highlight, a gap."""
    text = harmless(citation.text, keep_lines=True)
    in_gap = _inside(citation.gaps, len(text))
    in_sentence = _inside((citation.sentence,), len(text))
    in_highlight = _inside(citation.highlights, len(text))
    joined = {
        place
        for match in re.finditer(r"(?<=\w-)[ \t]*\n[ \t]*(?=\w)", text)
        for place in range(match.start(), match.end())
    }
    waiting, begun = False, False
    for place, character in enumerate(text):
        if in_gap[place]:
            if place == 0 or not in_gap[place - 1]:
                for mark in f" {GAP}" if begun else GAP:
                    yield mark, (False, False, mark != " ")
                begun, waiting = True, True
            continue
        if character.isspace():
            waiting = waiting or (begun and place not in joined)
            continue
        kind = (bool(in_sentence[place]), bool(in_highlight[place]), False)
        if waiting:
            before = place - 1
            yield " ", (kind[0] and bool(in_sentence[before]), kind[1] and bool(in_highlight[before]), False)
        yield character, kind
        waiting, begun = False, True


def _inside(spans: Iterable[Span], length: int) -> bytearray:
    """For each place below `length`, 1 where a span covers it."""
    covered = bytearray(length)
    for start, end in spans:
        first, last = max(0, start), min(end, length)
        covered[first:last] = b"\1" * max(0, last - first)
    return covered


def section_name(citation: Citation) -> str:
    """The section's label, marked where the document does not print it."""
    label = reflow(citation.section)
    return f"{label} (inferred)" if citation.section_inferred and label else label


def lines_name(citation: Citation) -> str:
    """Where the passage stands: `line 31`, `lines 3–5`, with the page for paged formats."""
    one = citation.line_start == citation.line_end
    lines = f"line {citation.line_start}" if one else f"lines {citation.line_start}–{citation.line_end}"
    return lines if citation.page is None else f"page {citation.page}, {lines}"


def reference_name(citation: Citation) -> str:
    """The bibliographic reference; empty where it says no more than the title."""
    reference = reflow(citation.reference)
    return "" if reference.casefold() == reflow(citation.title).casefold() else reference


def place_name(citation: Citation) -> str:
    """Source, section and lines in one line."""
    parts = (reflow(citation.source), section_name(citation), lines_name(citation))
    return " · ".join(part for part in parts if part)


def quotation(citation: Citation) -> str:
    """The passage as a quote with its reference, to be pasted elsewhere."""
    said = "".join(piece.text for piece in pieces(citation))
    reference = reflow(citation.reference) or reflow(citation.title)
    return f"“{said}”\n— {reference} ({place_name(citation)})"


def corrections(answer: Answer) -> str:
    """What was searched for instead of the words typed, in a sentence; empty if nothing was changed."""
    changed = ", ".join(f"“{reflow(c.used)}” instead of “{reflow(c.typed)}”" for c in answer.corrections)
    return f"Searched for {changed}." if changed else ""


def interpretation(answer: Answer) -> str:
    """How a follow-up was read; empty if nothing was added to what was typed."""
    read, typed = reflow(answer.interpreted_as), reflow(answer.question)
    return f"Understood as: {read}" if set(_words(read)) - set(_words(typed)) else ""


def _words(text: str) -> list[str]:
    """The words of a question, to tell what was added to it from operators that were taken away."""
    return re.findall(r"\w+|[^\w\s\"“”+]", text.casefold())


def cells(text: str) -> int:
    """How many terminal cells `text` fills."""
    return len(text) if not _wide().search(text) else sum(map(_cell, text))


def _cell(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def wrap(text: str, width: int) -> list[Span]:
    """Rows of at most `width` cells that `text`, which has no line ends, falls into."""
    rows: list[Span] = []
    narrow = not _wide().search(text)
    start, length = 0, len(text)
    while start < length:
        end = min(start + width, length) if narrow else _fitting(text, start, width)
        if end < length and text[end] != " ":
            space = text.rfind(" ", start + 1, end)
            end = space if space > 0 else end
        rows.append((start, end))
        start = end + 1 if end < length and text[end] == " " else end
    return rows or [(0, 0)]


def _fitting(text: str, start: int, width: int) -> int:
    """The end of the longest stretch from `start` that fits into `width` cells; at least one character."""
    used, end = 0, start
    while end < len(text):
        used += _cell(text[end])
        if used > width and end > start:
            break
        end += 1
    return end


BOLD, DIM, ITALIC, UNDERLINE = "1", "2", "3", "4"
STRONG, NUMBER, WARNING = "1;4", "1;36", "33"
Styled = list[tuple[str, str]]
"""Text and its ANSI attributes, in order."""


def render_answer(answer: Answer, width: int, color: bool, explain: bool = False) -> str:
    """The answer as wrapped text: the sentence that answers first, then the numbered citations.

    `width` is in cells; with `color` ANSI attributes mark what stands out, without it the sentence
    stands between « and ». `explain` adds why each passage was found.
    """
    out = _Writer(max(width, 20), color)
    for remark in (interpretation(answer), corrections(answer)):
        if remark:
            out.paragraph([(remark, DIM)])
    if answer.answered:
        out.paragraph([(sentence_text(answer), BOLD), (" [1]", NUMBER)])
    else:
        reason = reflow(answer.reason or "The documents do not answer this question.")
        out.paragraph([("Not found. ", f"1;{WARNING}"), (reason, "")])
        if answer.nearest:
            out.blank()
            out.paragraph([("Nearest passages, which do not answer the question:", DIM)])
    for citation in answer.citations or answer.nearest:
        _citation(out, citation, color, explain)
    if explain:
        _explanation(out, answer)
    return "\n".join(out.lines)


def _citation(out: _Writer, citation: Citation, color: bool, explain: bool) -> None:
    number = f"[{citation.number}] "
    indent = len(number)
    out.blank()
    out.paragraph([(number, NUMBER), (reflow(citation.title) or reflow(citation.source), BOLD)], indent, 0)
    out.paragraph([(place_name(citation), DIM)], indent)
    if reference := reference_name(citation):
        out.paragraph([(reference, DIM)], indent)
    out.paragraph(_passage(citation, color), indent)
    if explain and citation.why:
        out.paragraph([(f"score {citation.score:.2f}", DIM)], indent)
        for part in citation.why:
            detail = f"  {reflow(part.detail)}" if part.detail else ""
            out.paragraph([(f"{part.share:4.0%}  {reflow(part.name)}{detail}", DIM)], indent + 6, indent)


def _passage(citation: Citation, color: bool) -> Styled:
    runs: Styled = []
    inside = False
    for piece in pieces(citation):
        if not color and not piece.gap and piece.sentence != inside and piece.text != " ":
            opening = piece.sentence and not inside
            before = "«" if opening else "»"
            if not opening and runs and runs[-1][0].endswith(" "):
                runs[-1] = (runs[-1][0][:-1], "")
                before += " "
            runs.append((before, ""))
            inside = piece.sentence
        style = DIM if piece.gap else STRONG if piece.highlight else BOLD if piece.sentence else ""
        runs.append((piece.text, style))
    if inside:
        runs.append(("»", ""))
    return runs


def _explanation(out: _Writer, answer: Answer) -> None:
    """What the question was searched by, for `--explain`."""
    remarks = [f"“{word}” was searched as {', '.join(others)} too." for word, others in answer.expansions]
    if answer.unknown:
        remarks.append(f"No document has: {', '.join(answer.unknown)}.")
    if remarks:
        out.blank()
    for remark in remarks:
        out.paragraph([(reflow(remark), DIM)])


class _Writer:
    """Collects wrapped lines."""

    def __init__(self, width: int, color: bool) -> None:
        self.lines: list[str] = []
        self._width = width
        self._color = color

    def blank(self) -> None:
        """An empty line."""
        self.lines.append("")

    def paragraph(self, runs: Styled, indent: int = 0, first: int | None = None) -> None:
        """Wrap `runs` at the width; the first line is indented by `first` cells, the others by `indent`."""
        first = indent if first is None else first
        text = " " * first + "".join(run for run, _ in runs)
        styles = [""] * first + [style for run, style in runs for _ in run]
        rest = min(indent, self._width // 2)
        head = wrap(text, self._width)[0]
        rows = [head]
        start = head[1] + 1 if text[head[1] : head[1] + 1] == " " else head[1]
        if start < len(text):
            rows += [(a + start, b + start) for a, b in wrap(text[start:], self._width - rest)]
        for number, (start, end) in enumerate(rows):
            pad = "" if number == 0 else " " * rest
            self.lines.append((pad + self._styled(text[start:end], styles[start:end])).rstrip())

    def _styled(self, text: str, styles: list[str]) -> str:
        if not self._color:
            return text
        runs = groupby(zip(text, styles, strict=True), key=lambda item: item[1])
        joined = ((style, "".join(character for character, _ in run)) for style, run in runs)
        return "".join(f"\x1b[{style}m{run}\x1b[0m" if style else run for style, run in joined)
