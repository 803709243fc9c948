"""Markdown: sections, sentences and references as spans of the file as it is.

Nothing is taken out of the text. What is markup is left outside the sentences (the marks of headings,
lists and quotations, the lines of a table's frame), and inside them addresses of links and tags are gaps.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa_bot.documents.builder import LONG_LINE, Outline
from qa_bot.documents.front_matter import FrontMatter, read_front_matter
from qa_bot.documents.markdown_inline import gaps_in, masked, plain, sentence_spans
from qa_bot.documents.model import Document, Role, Section, Sentence, Span
from qa_bot.documents.plain_text import read_plain_text, stem_title
from qa_bot.documents.references import is_bibliographic, names_in, reference_from
from qa_bot.documents.roles import is_part_name, sentence_role

if TYPE_CHECKING:
    from markdown_it.token import Token

_LARGEST = 20_000_000
"""Characters; markdown-it reads two to three million a second, so a longer file is read as plain text."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_MARKER = re.compile(r"[\s>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)(?:\[[ xX]\][ \t]+)?")
_QUOTE = re.compile(r"[\s>]*")
_HEADING_MARKS = re.compile(r"[\s>]*#{1,6}[ \t]+|[ \t]+#+[ \t]*$")
_STRONG_LINE = re.compile(r"\s*(\*\*|__)(?P<text>[^*_\n]{2,90}?)\1:?\s*")
_FRAME = re.compile(r"[\s|:>-]*")
_TAG_ONLY = re.compile(r"(?:<[^<>]*>|\s)*")
_ENDS = re.compile(r"[.!?]\W*$")


def read_markdown(text: str, source: str) -> Document:
    """The document that `text`, a Markdown file as decoded, is.

    The title is that of the front matter, else the first heading of level 1, else the file's name.
    Headings are sections, labelled as printed; a line in bold type alone is one too. Takes every
    text: what is no markup is a paragraph.
    """
    if len(text) > _LARGEST:
        return read_plain_text(text, source)
    from markdown_it import MarkdownIt

    front = read_front_matter(text)
    env: dict[str, dict[str, object]] = {}
    body = re.sub(r"[^\r\n]", " ", text[: front.end]) + text[front.end :]
    tokens = MarkdownIt("commonmark").enable("table").parse(body.replace("\0", " "), env)
    reader = _Reader(text, front, frozenset(env.get("references", {})))
    reader.read(tokens)
    return reader.document(source)


class _Reader:
    """Walks the blocks of a file and collects the sections that they form."""

    def __init__(self, text: str, front: FrontMatter, link_names: frozenset[str]):
        self.text, self.front, self.link_names = text, front, link_names
        self.starts = [0, *(m.end() for m in _LINE_END.finditer(text))]
        self.title = front.title
        self._outline = Outline()
        self._sections: list[tuple[str, bool, Role, list[Sentence]]] = []
        self._level = 0
        self._names: list[str] = []
        self._lines: list[str] = []
        self._in_front = True
        for role, spans in front.parts:
            self._open(role.value, role, inferred=True)
            for span in spans:
                self._whole(span)
        if front.parts:
            self._open(Role.OTHER.value, Role.OTHER, inferred=True)

    def read(self, tokens: Sequence["Token"]) -> None:
        """All blocks, in order."""
        markers = quotes = 0
        for i, token in enumerate(tokens):
            kind = token.type
            quotes += (kind == "blockquote_open") - (kind == "blockquote_close")
            if kind == "list_item_open":
                markers += 1
            if token.map is None:
                continue
            if kind == "heading_open":
                self._heading(tokens[i + 1], token, int(token.tag[1:]))
            elif kind == "paragraph_open":
                self._paragraph(tokens[i + 1], token.map, markers, bool(quotes))
            elif kind in ("fence", "code_block"):
                first = token.map[0]
                fenced = kind == "fence"
                self._rows(range(first + fenced, first + fenced + token.content.count("\n")), frame=False)
            elif kind == "html_block":
                self._rows(range(*token.map), frame=False)
            elif kind == "tr_open":
                self._rows(range(*token.map), frame=True)
            if kind not in ("list_item_open", "bullet_list_open", "ordered_list_open", "blockquote_open"):
                markers = 0

    def document(self, source: str) -> Document:
        """What was read; sections without sentences are left out."""
        title = self.title or stem_title(source)
        names = self.front.authors or tuple(self._names)
        lines = [*self.front.lines, *self._lines]
        reference = self.front.complete(reference_from(title, list(names), lines))
        sections = tuple(
            Section(label, inferred, role, tuple(s)) for label, inferred, role, s in self._sections if s
        )
        return Document(source, self.text, title, sections, reference)

    def _span(self, lines: Sequence[int]) -> Span:
        """The text of consecutive lines, without white space around it."""
        start, end = self.starts[lines[0]], len(self.text)
        if lines[-1] + 1 < len(self.starts):
            end = self.starts[lines[-1] + 1]
        words = self.text[start:end]
        return start + len(words) - len(words.lstrip()), start + len(words.rstrip())

    def _open(self, label: str, role: Role, *, inferred: bool) -> None:
        self._sections.append((label, inferred, role, []))

    def _heading(self, inline: "Token", token: "Token", level: int) -> None:
        label = plain(inline).rstrip(" :")
        if not label:
            return
        assert token.map is not None
        self._level = level
        if not self.title and level == 1 and not is_part_name(label):
            self.title = label
            start, end = self._span(range(token.map[0], token.map[0] + inline.content.count("\n") + 1))
            marks = _HEADING_MARKS.match(self.text[start:end])
            closing = re.search(r"[ \t]+#+$", self.text[start:end]) if marks else None
            self._outline.put(level, Role.OTHER)
            self._open(Role.TITLE.value, Role.TITLE, inferred=True)
            self._whole((start + (marks.end() if marks else 0), start + closing.start() if closing else end))
            self._open(label, Role.OTHER, inferred=False)
            return
        same_as_title = label.casefold() == self.title.casefold()
        role = Role.OTHER if same_as_title else self._outline.role(label, level)
        self._outline.put(level, role)
        self._in_front = self._in_front and same_as_title
        self._open(label, role, inferred=False)

    def _paragraph(self, inline: "Token", lines: list[int], markers: int, quoted: bool) -> None:
        start, end = self._span(range(*lines))
        strong = _STRONG_LINE.fullmatch(inline.content)
        if strong and not markers and not quoted and self._is_heading(strong.group("text")):
            label = strong.group("text").strip().rstrip(" :")
            role = self._outline.role(label, self._level + 1)
            self._outline.put(self._level + 1, role)
            self._in_front = False
            self._open(label, role, inferred=False)
            return
        if quoted and not markers and (mark := _QUOTE.match(self.text, start, end)):
            start = mark.end()
        for _ in range(markers):
            if mark := _MARKER.match(self.text, start, end):
                start = mark.end()
        if start >= end or self._tells_about(plain(inline), (start, end)):
            return
        self._sentences((start, end), quoted)

    def _is_heading(self, line: str) -> bool:
        return len(line.split()) <= 12 and not _ENDS.search(line) and not line.isdigit()

    def _tells_about(self, line: str, span: Span) -> bool:
        """Take a line between the title and the text for what it says of the document."""
        if not self._in_front or not self.title:
            return False
        words = re.sub(r"^(?:authors?|by)\s*[:.]?\s+", "", line, flags=re.I)
        names = names_in(words) if not self.front.authors else []
        if names and (len(names) > 1 or words != line or not self._names):
            role = Role.AUTHORS
            self._names += names
        elif is_bibliographic(line) and len(line.split()) <= 40:
            role = Role.PUBLICATION
            self._lines.append(line)
        else:
            self._in_front = False
            return False
        label, inferred, around, _ = self._sections[-1]
        self._open(role.value, role, inferred=True)
        self._whole(span)
        self._open(label, around, inferred=inferred)
        return True

    def _rows(self, lines: Sequence[int], *, frame: bool) -> None:
        """Lines that are read one by one: code, HTML, the rows of a table (`frame`)."""
        for line in lines:
            if line >= len(self.starts):
                return
            start, end = self._span([line])
            if frame and (mark := _FRAME.match(self.text, start, end)):
                start = mark.end()
                end = start + len(self.text[start:end].rstrip(" |\t"))
            if start >= end or _TAG_ONLY.fullmatch(self.text, start, end):
                continue
            if len(self.text[start:end].split()) > LONG_LINE:
                self._sentences((start, end), quoted=False)
            else:
                self._whole((start, end))

    def _sentences(self, span: Span, quoted: bool) -> None:
        words = self.text[slice(*span)]
        for a, b in sentence_spans(words, masked(words, self.link_names, quoted)):
            self._whole((span[0] + a, span[0] + b))

    def _whole(self, span: Span) -> None:
        """One sentence, the addresses and tags in it as gaps."""
        start, end = span
        gaps = [(start + a, start + b) for a, b in gaps_in(self.text[start:end], self.link_names)]
        while gaps and not self.text[start : gaps[0][0]].strip():
            start = gaps.pop(0)[1]
        while gaps and not self.text[gaps[-1][1] : end].strip():
            end = gaps.pop()[0]
        words = self.text[start:end]
        edges = [start, *(edge for gap in gaps for edge in gap), end]
        if not any(c.isalnum() for a, b in zip(edges[::2], edges[1::2], strict=True) for c in self.text[a:b]):
            return
        start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if not self._sections:
            self._open(Role.OTHER.value, Role.OTHER, inferred=True)
        role = self._sections[-1][2]
        part = sentence_role(" ".join(words.split()), role)
        self._sections[-1][3].append(Sentence(start, end, part, tuple(gaps)))
