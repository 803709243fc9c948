"""Assembles a document from the headings and paragraphs that a structured format names itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from qa_bot.documents.model import Document, Reference, Role, Section, Sentence
from qa_bot.documents.roles import heading_role, sentence_role
from qa_bot.language.sentences import split_sentences

LONG_LINE = 180
"""Words. A line of more, a row of a table say, is no single sentence: no passage would be as long."""
_BODY = frozenset(
    {Role.BACKGROUND, Role.METHODS, Role.RESULTS, Role.CASE, Role.DISCUSSION, Role.CONCLUSIONS}
)  # fmt: skip
_BORROWED = frozenset({Role.METHODS, Role.RESULTS, Role.CASE})
"""Roles whose words stand in headings of any part: "Outcome measures", "Patients", "Baseline data"."""


@dataclass(slots=True)
class _Open:
    """A section that is being filled."""

    label: str
    inferred: bool
    role: Role
    sentences: list[Sentence] = field(default_factory=list)


class Outline:
    """The heading in force and those above it, which say what part a new heading's section plays."""

    def __init__(self) -> None:
        self._path: list[tuple[int, Role]] = []
        """Level and role of the heading in force and of those above it."""

    def role(self, label: str, level: int, hint: Role | None = None) -> Role:
        """The role of a heading of `level`, 1 being the outermost. Closes the headings of its level and deeper.

        It is the role that the heading names, else `hint`, else that of the heading above it. Under a
        heading that names a part of the article, one that borrows the words of another part stays
        in its own: "Outcome measures" under "Methods" is methods, "Patients" under "Results" is
        results; "Results" itself is results wherever it stands.
        """
        above = self._above(level)
        named = heading_role(label)
        plain = named is not None and label.casefold() == named.value.casefold()
        if above in _BODY and named in _BORROWED and not plain:
            named = None
        return named or hint or above or Role.OTHER

    def put(self, level: int, role: Role) -> None:
        """Let a heading of `level` and `role` be in force."""
        self._above(level)
        self._path.append((level, role))

    def _above(self, level: int) -> Role | None:
        """Close the headings of `level` and deeper; the role of the one that is left, if any."""
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        return self._path[-1][1] if self._path else None


class DocumentBuilder:
    """Collects blocks into one text, a blank line between them, and the sections that they form.

    A heading stands in the text, on a line of its own, and is no sentence of its section.
    """

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._sections: list[_Open] = []
        self._outline = Outline()

    def heading(self, text: str, level: int = 1, hint: Role | None = None) -> None:
        """Print a heading and open its section, labelled with it (without a colon at its end).

        Level 1 is the outermost. Its role is that of `Outline.role`.
        """
        label = " ".join(text.split()).rstrip(" :")
        self.titled(label, level, self._outline.role(label, level, hint))

    def titled(self, label: str, level: int, role: Role) -> None:
        """Print a heading and open its section, with a role that the caller knows."""
        self._outline.put(level, role)
        self._block(label)
        self._sections.append(_Open(label, False, role))

    def section(self, label: str, role: Role, *, inferred: bool, level: int | None = None) -> None:
        """Open a section that stands by itself (a table, a legend, the authors).

        An inferred label is not printed. With a `level`, headings of deeper levels fall under it;
        without, the headings in force stay so.
        """
        if level is not None:
            self._outline.put(level, role)
        if not inferred:
            self._block(label)
        self._sections.append(_Open(label, inferred, role))

    @property
    def place(self) -> tuple[str, bool, Role]:
        """The section that is open, to `resume` it after what only interrupts it: label, inferred, role."""
        if not self._sections:
            return Role.OTHER.value, True, Role.OTHER
        return self._sections[-1].label, self._sections[-1].inferred, self._sections[-1].role

    def resume(self, place: tuple[str, bool, Role]) -> None:
        """Go on with the section that was open at `place`; its heading is not printed again."""
        if place != self.place:
            self._sections.append(_Open(*place))

    def paragraph(self, text: str) -> None:
        """Add a paragraph to the open section, cut into sentences. White space is collapsed."""
        text = " ".join(text.split())
        if text:
            self._sentences(text, self._block(text))

    def lines(self, lines: Iterable[str]) -> None:
        """Add a block whose lines are read one by one, as the rows of a table are.

        A line is one sentence; one of more than `LONG_LINE` words is cut into its sentences.
        """
        kept = [line for line in (" ".join(line.split()) for line in lines) if line]
        start = self._block("\n".join(kept)) if kept else 0
        for line in kept:
            if len(line.split()) > LONG_LINE:
                self._sentences(line, start)
            else:
                self._sentence(line, start, start + len(line))
            start += len(line) + 1

    def build(self, source: str, title: str, reference: Reference) -> Document:
        """The document so far; sections without sentences are left out, their headings stay in the text."""
        sections = tuple(
            Section(section.label, section.inferred, section.role, tuple(section.sentences))
            for section in self._sections
            if section.sentences
        )
        return Document(source, "".join(self._text), title, sections, reference)

    def _block(self, text: str) -> int:
        """Append a block; its start, in characters."""
        for piece in ("\n\n" if self._text else "", text):
            self._text.append(piece)
            self._length += len(piece)
        return self._length - len(text)

    def _sentences(self, text: str, start: int) -> None:
        for a, b in split_sentences(text):
            self._sentence(text[a:b], start + a, start + b)

    def _sentence(self, text: str, start: int, end: int) -> None:
        if not self._sections:
            self._sections.append(_Open(Role.OTHER.value, True, Role.OTHER))
        section = self._sections[-1]
        section.sentences.append(Sentence(start, end, sentence_role(text, section.role)))
