"""What a document is made of. All places are character offsets into `Document.text`."""

from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]
"""Start and end, in characters."""


class Role(StrEnum):
    """The part that a section plays in its document, whatever its heading says."""

    TITLE = "Title"
    AUTHORS = "Authors"
    PUBLICATION = "Publication"
    CITATION = "Citation"
    AFFILIATION = "Affiliations"
    KEYWORDS = "Keywords"
    LICENCE = "Licence"
    FUNDING = "Funding"
    ABSTRACT = "Abstract"
    BACKGROUND = "Background"
    AIM = "Objectives"
    METHODS = "Methods"
    RESULTS = "Results"
    CASE = "Case"
    DISCUSSION = "Discussion"
    CONCLUSIONS = "Conclusions"
    LEGEND = "Figure legend"
    TABLE = "Table"
    DEFINITIONS = "Abbreviations"
    REFERENCES = "References"
    FURNITURE = "Page furniture"
    OTHER = "Text"


FRONT_ROLES = frozenset(
    {
        Role.TITLE, Role.AUTHORS, Role.PUBLICATION, Role.CITATION, Role.AFFILIATION,
        Role.KEYWORDS, Role.LICENCE, Role.FUNDING, Role.REFERENCES, Role.FURNITURE,
    }
)  # fmt: skip
"""Roles that tell about the document rather than about its subject."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence. `gaps` are spans inside it that belong to another section (a figure's
    legend that cuts it in half); `role` is the part it plays, inferred where no heading says it."""

    start: int
    end: int
    role: Role
    gaps: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A labelled part of a document: its heading as printed, or the role it plays (`inferred`)."""

    label: str
    inferred: bool
    role: Role
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """How a document is cited; every field may be empty."""

    authors: tuple[str, ...] = ()
    more_authors: bool = False
    title: str = ""
    journal: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""

    def __str__(self) -> str:
        """In the style of the Vancouver recommendations, shortened: first author, journal, place."""
        who = ""
        if self.authors:
            several = self.more_authors or len(self.authors) > 1
            who = self.authors[0] + (" et al." if several else ".")
        place = self.year
        if self.volume:
            place += f";{self.volume}" if place else self.volume
        if self.issue:
            place += f"({self.issue})"
        if self.pages:
            place += f":{self.pages}"
        where = " ".join(part for part in (self.journal, place) if part)
        doi = f"doi:{self.doi}" if self.doi else ""
        if not where and not doi:
            where = self.title.rstrip(".")
        parts = [who, f"{where}." if where and doi else where, doi]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read. `source` is its path relative to the library, with forward slashes."""

    source: str
    text: str
    title: str
    sections: tuple[Section, ...]
    reference: Reference = Reference()
    page_starts: tuple[int, ...] = ()
    """Offset at which each page begins, for paged formats."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences inside one section: the unit that is retrieved and cited."""

    section: Section
    sentences: tuple[Sentence, ...]
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", self.sentences[0].start)
        object.__setattr__(self, "end", self.sentences[-1].end)
