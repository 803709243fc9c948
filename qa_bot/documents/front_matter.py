"""The YAML block at the head of a Markdown file: title, authors, date, and what else cites it.

Only the form that such blocks have is read: `key: value`, values over several lines, lists in brackets
or with hyphens, a name in a mapping. Nothing in it is run, included or built, as YAML allows.
"""

import re
from dataclasses import dataclass, replace

from qa_bot.documents.model import Reference, Role, Span
from qa_bot.documents.references import vancouver

_BLOCK = re.compile(
    r"\s*---[ \t]*(?:\r\n|\r|\n)(?P<lines>.*?)(?:^|(?<=[\r\n]))(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|$)", re.S
)
_KEY = re.compile(r"^(?P<key>[A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+|$)(?P<value>.*)$")
_ITEM = re.compile(r"^[ \t]*-[ \t]+(?:(?:name|author|full-?name)[ \t]*:[ \t]*)?(?P<value>.*)$", re.I)
_QUOTES = "\"'"
_LONGEST = 100_000
"""Characters in which the block must end."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file says of itself at its head; `end` is where the block ends, 0 where there is none."""

    end: int = 0
    title: str = ""
    authors: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[Role, tuple[Span, ...]], ...] = ()
    """Where title, authors, date, keywords and abstract stand in the file."""

    @property
    def lines(self) -> list[str]:
        """What was said of the place of publication."""
        return [value for key, value in self.fields if key in ("citation", "source", "reference")]

    def complete(self, reference: Reference) -> Reference:
        """`reference` with what the block says."""
        said = dict(self.fields)
        year = re.search(
            r"\b(?:19|20)\d\d\b", said.get("date") or said.get("year") or said.get("published") or ""
        )
        doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", said.get("doi", ""), flags=re.I)
        return replace(
            reference,
            authors=tuple(vancouver(name) for name in self.authors) or reference.authors,
            journal=said.get("journal") or reference.journal,
            year=year.group() if year else reference.year,
            volume=said.get("volume") or reference.volume,
            issue=said.get("issue") or reference.issue,
            pages=said.get("pages") or reference.pages,
            doi=doi or reference.doi,
        )


_ROLES = {
    "title": Role.TITLE, "author": Role.AUTHORS, "authors": Role.AUTHORS, "date": Role.PUBLICATION,
    "published": Role.PUBLICATION, "year": Role.PUBLICATION, "journal": Role.PUBLICATION, "doi": Role.PUBLICATION,
    "citation": Role.CITATION, "keywords": Role.KEYWORDS, "tags": Role.KEYWORDS, "abstract": Role.ABSTRACT,
    "description": Role.ABSTRACT, "summary": Role.ABSTRACT,
}  # fmt: skip


def read_front_matter(text: str) -> FrontMatter:
    """The block that `text` begins with, if it begins with one."""
    block = _BLOCK.match(text, 0, _LONGEST)
    if block is None:
        return FrontMatter()
    values: dict[str, list[Span]] = {}
    key, position = "", block.start("lines")
    for line in block.group("lines").splitlines(keepends=True):
        bare = line.rstrip()
        found, item = _KEY.match(bare), _ITEM.match(bare)
        if found:
            key = found.group("key").lower()
            values.setdefault(key, []).extend(
                _pieces(found.group("value"), position + found.start("value"), key)
            )
        elif key and item:
            values[key].extend(_pieces(item.group("value"), position + item.start("value"), ""))
        elif key and bare[:1] in (" ", "\t") and not _KEY.match(bare.strip()):
            values[key].append((position + len(bare) - len(bare.lstrip()), position + len(bare)))
        position += len(line)
    if not values:
        return FrontMatter()

    def words(key: str) -> list[str]:
        return [" ".join(text[a:b].split()) for a, b in values.get(key, []) if text[a:b].strip()]

    parts: dict[Role, list[Span]] = {}
    for key, spans in values.items():
        if key in _ROLES:
            parts.setdefault(_ROLES[key], []).extend(s for s in spans if text[s[0] : s[1]].strip())
    names = words("author") or words("authors")
    return FrontMatter(
        end=block.end(),
        title=" ".join(words("title")),
        authors=tuple(names),
        fields=tuple((key, " ".join(words(key))) for key in values),
        parts=tuple((role, tuple(spans)) for role, spans in parts.items() if spans),
    )


def _pieces(value: str, start: int, key: str) -> list[Span]:
    """The span of a value without quotes, or those of the items of a list in brackets."""
    if value in ("|", ">", "|-", ">-", "") or value.startswith(("&", "!", "{")):
        return []
    if value[0] == "[" and value[-1] == "]":
        spans = [m.span() for m in re.finditer(r"\"[^\"]*\"|'[^']*'|[^,\[\]]+", value)]
    elif key in ("author", "authors") and value[0] not in _QUOTES and re.search(r"\s(?:and|&)\s|;", value):
        spans = [m.span() for m in re.finditer(r"(?:(?!\s(?:and|&)\s|;).)+", value)]
    elif key == "authors" and value.count(",") and all(" " in part.strip() for part in value.split(",")):
        spans = [m.span() for m in re.finditer(r"[^,]+", value)]
    else:
        spans = [(0, len(value))]
    found = []
    for a, b in spans:
        piece = re.sub(r"^\s*(?:and|&)\s+", lambda m: " " * len(m.group()), value[a:b])
        lead = len(piece) - len(piece.lstrip(" \t" + _QUOTES))
        tail = len(piece.rstrip(" \t" + _QUOTES))
        if lead < tail:
            found.append((start + a + lead, start + a + tail))
    return found
