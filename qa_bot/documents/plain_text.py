"""Plain text to a document: title, front matter, sections, legends, and what is page furniture.

The rules look at form (length, punctuation, place, wording of headings), not at any one journal.
"""

import re
from collections.abc import Iterable
from itertools import groupby

from qa_bot.documents.blocks import Item, is_greeting, is_numbered, is_salutation, items_of
from qa_bot.documents.furniture import is_foreign_script, is_furniture
from qa_bot.documents.model import FRONT_ROLES, Document, Reference, Role, Section, Sentence, Span
from qa_bot.documents.references import is_bibliographic, is_citation, names_in, reference_from
from qa_bot.documents.roles import cue_scores, heading_role, infer_roles, sentence_role
from qa_bot.language.sentences import split_sentences
from qa_bot.language.tokens import stems

_RUN_IN = re.compile(r"^([A-Z][A-Za-z /&]{2,40}?)\s?[:.–-]\s+(?=\S)")
_KEYWORDS = re.compile(r"^\W*key ?-?words?\b\s*[:–-]?\s*", re.I)
_TOGETHER = re.compile(r"[a-z]{3}(?=[A-Z][a-z]{3})")
_LICENCE = re.compile(
    r"creative commons|\blicensee\b|under (the )?(terms of )?.{0,40}licen[cs]e|open access article|©|copyright",
    re.I,
)
_AFFILIATION = re.compile(
    r"\b(universit\w+|department|hospital|institute?s?|school of|faculty|college|laborator\w+|cent(er|re) for|division of)\b",
    re.I,
)
_DEFINITION = re.compile(r"^\W*\[?\d*\]?\W*[A-Z][\w/-]{1,11}\s*=\s*\S")
_ROMAN = re.compile(r"^[IVX]{1,4}[.)]?\s+[A-Z]")
"""The number of a heading, which reads like the initials of a person."""

_CONTENTS = re.compile(r"(?:…|\. ?\. ?\.|\t)\s*\d+\s*$")
"""A line of a table of contents."""
_ENDS = re.compile(r"[.!?]['\"”’)\]]*(?:\[[\d,–-]+\])*\s*$")
_INNER_END = re.compile(r"(?:\S+\s+){4}\S*[a-z]{3}[.!?]\s+[A-Z][a-z]*\s+[a-z]+\s")
"""An end of a sentence with words before and behind it, the second in lower case."""

_LINES_OF_FRONT = frozenset(
    {Role.PUBLICATION, Role.CITATION, Role.AFFILIATION, Role.KEYWORDS, Role.DEFINITIONS}
)


def read_plain_text(
    text: str, source: str, title_at: int | None = None, headings: frozenset[int] = frozenset()
) -> Document:
    """The document that `text` is; `source` names it where it has no title of its own.

    `title_at` and `headings` are the offsets at which lines begin that are known to be its title and headings.
    """
    items = items_of(text)
    words = [item.text(text) for item in items]
    first = _first_body(items, words)
    named = (
        next((i for i, item in enumerate(items) if item.start == title_at), None)
        if title_at is not None
        else None
    )
    first = first if named is None else max(first, named + 1)
    title_at = named if named is not None else _title(items, words, first)
    labelled = _Labeller(text, items, words, first, title_at, headings).run()
    title = " ".join(words[title_at].split()) if title_at is not None else stem_title(source)
    sections = _sections(text, labelled)
    names = [
        name
        for item, _, role, _ in labelled
        if role is Role.AUTHORS
        for name in names_in(_unbullet(item.text(text)))
    ]
    lines = [item.text(text) for item, _, role, _ in labelled if role in (Role.PUBLICATION, Role.CITATION)]
    reference = reference_from(title, names, lines) if names or lines else Reference(title=title)
    return Document(source, text, title, tuple(sections), reference)


LONGEST_ARTICLE = 50_000
"""Characters; the sentences of a longer paragraph are not looked at one by one for their role."""

_Labelled = tuple[Item, str, Role, bool]
"""An item, the label of its section, the role, whether the label is inferred."""


def stem_title(source: str) -> str:
    """The name of a file without its folder and ending: the title of a document that has none."""
    name = source.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] if "." in name[1:] else name


def _unbullet(line: str) -> str:
    return re.sub(r"^\s*[•◦▪*·–-]\s+", "", line)


def _is_prose(words: str, least: int) -> bool:
    return len(words.split()) >= least and bool(_ENDS.search(words[-200:]))


def _has_sentences(words: str) -> bool:
    """Whether a short paragraph has several sentences, as titles and lines of front matter have not."""
    return _is_prose(words, 10) and bool(_INNER_END.search(words[:400]))


def _first_body(items: list[Item], words: list[str]) -> int:
    """Index of the first item of running text; the number of items if there is none."""
    for least in (20, 8):
        for i, item in enumerate(items):
            if item.legend or item.bullet or (len(words[i]) < 400 and is_bibliographic(words[i])):
                continue
            if (
                (_is_prose(words[i], least) or _has_sentences(words[i]))
                and not is_furniture(words[i], in_body=False)
                and not _LICENCE.search(words[i][:3000])
            ):
                return i
    return len(items)


def _title(items: list[Item], words: list[str], first: int) -> int | None:
    """The item before the running text that reads most like a title: its words come again in the text."""
    body = set(stems(" ".join(words[first : first + 12])))
    best, best_score = None, 0.0
    for i in range(first):
        line = _unbullet(words[i])
        count = len(line.split())
        if items[i].bullet or items[i].legend or not 1 < count <= 45 or is_greeting(line):
            continue
        if is_furniture(line, in_body=False) or is_bibliographic(line) or is_citation(line) or names_in(line):
            continue
        if (
            heading_role(line)
            or _AFFILIATION.search(line)
            or _TOGETHER.search(line)
            or is_foreign_script(line)
        ):
            continue
        own = set(stems(line))
        shared = len(own & body) / (len(own) or 1)
        score = min(count, 14) / 14 + 1.5 * shared - (0.5 if _ENDS.search(line) else 0.0)
        if score > best_score + 1e-9:
            best, best_score = i, score
    return best


class _Labeller:
    """Walks the items once and gives each its section."""

    def __init__(
        self,
        text: str,
        items: list[Item],
        words: list[str],
        first: int,
        title_at: int | None,
        headings: frozenset[int],
    ):
        self.text, self.items, self.words, self.headings = text, items, words, headings
        self.first, self.title_at = first, title_at
        self.saved_page = sum(is_furniture(w, in_body=False) for w in words[:first]) >= 1
        self.label, self.role, self.inferred = "", Role.OTHER, True
        prose = (
            i
            for i in range(len(words) - 1, -1, -1)
            if _is_prose(words[i], 12) and not is_furniture(words[i], in_body=True)
        )
        self.last_prose = next(prose, -1)

    def run(self) -> list[_Labelled]:
        """The items that are not bare headings, each with label, role and whether it is inferred."""
        found: list[_Labelled] = []
        for i, item in enumerate(self.items):
            found.extend(self._front(i, item) if i < self.first else self._body(i, item))
        return self._infer(found)

    def _front(self, i: int, item: Item) -> Iterable[_Labelled]:
        line = _unbullet(self.words[i])
        if item.legend:
            return [_legend(item, line)]
        if i == self.title_at:
            return [(item, Role.TITLE.value, Role.TITLE, True)]
        if self.title_at is not None and line.split() == self.words[self.title_at].split():
            return [_furniture(item)]
        role = self._line_role(line)
        if role is not None:
            self.label, self.role, self.inferred = "", Role.OTHER, True
            return [(item, role.value, role, True)]
        if is_furniture(line, in_body=False) or is_foreign_script(line) or is_salutation(line):
            return [_furniture(item)]
        if self._is_heading(i, line):
            self._open(line)
            return []
        if self.label:
            return [(item, self.label, self.role, self.inferred)]
        if self.saved_page and not self._near_publication(i):
            return [_furniture(item)]
        return (
            [(item, Role.PUBLICATION.value, Role.PUBLICATION, True)]
            if self.saved_page
            else [(item, "", Role.OTHER, True)]
        )

    def _line_role(self, line: str) -> Role | None:
        """The role of a short line that tells about the document, by its form alone."""
        if len(line.split()) > 40 or is_furniture(line, in_body=False) or is_greeting(line):
            return None
        if _ROMAN.match(line) and heading_role(line):
            return None
        if (_KEYWORDS.match(line) and len(line.split()) > 1) or len(_TOGETHER.findall(line)) >= 2:
            return Role.KEYWORDS
        if is_citation(line):
            return Role.CITATION
        if names_in(line):
            return Role.AUTHORS
        if is_bibliographic(line):
            return Role.PUBLICATION
        if _AFFILIATION.search(line) and "," in line and not _ENDS.search(line.rstrip(".")):
            return Role.AFFILIATION
        return None

    def _near_publication(self, i: int) -> bool:
        return any(is_bibliographic(w) for w in self.words[i + 1 : i + 3])

    def _body(self, i: int, item: Item) -> Iterable[_Labelled]:
        line = _unbullet(self.words[i])
        if item.legend:
            return [_legend(item, line)]
        if _DEFINITION.match(line) and len(line.split()) < 20:
            return [(item, Role.DEFINITIONS.value, Role.DEFINITIONS, True)]
        if _KEYWORDS.match(line):
            return [(item, Role.KEYWORDS.value, Role.KEYWORDS, False)]
        if _LICENCE.search(line[:3000]) and not self._is_about(line) and len(line.split()) < 120:
            furniture = is_furniture(line, in_body=True)
            return [_furniture(item) if furniture else (item, Role.LICENCE.value, Role.LICENCE, True)]
        if is_furniture(line, in_body=self.role is not Role.OTHER or not self._after_last_prose(i)):
            return [_furniture(item)]
        if self._is_heading(i, line):
            self._open(line)
            return []
        run_in = _RUN_IN.match(line)
        if run_in and heading_role(run_in.group(1)):
            self._open(run_in.group(1))
        elif self._after_last_prose(i) and self.role not in (Role.REFERENCES, Role.AFFILIATION):
            role = self._line_role(line)
            if role is not None:
                return [(item, role.value, role, True)]
        return [(item, self.label, self.role, self.inferred)]

    def _is_about(self, line: str) -> bool:
        """Whether a line with a licence's words is running text of a section all the same."""
        return self.role in (Role.METHODS, Role.RESULTS, Role.DISCUSSION) and "©" not in line

    def _after_last_prose(self, i: int) -> bool:
        return i > self.last_prose

    def _is_heading(self, i: int, line: str) -> bool:
        if self.items[i].start in self.headings:
            return True
        count = len(line.split())
        if (
            (self.items[i].bullet and not self._stands_alone(i))
            or is_greeting(line)
            or _CONTENTS.search(line)
            or not 1 <= count <= 12
            or _ENDS.search(line)
            or "\n" in line.strip()
        ):
            return False
        following = self.words[i + 1] if i + 1 < len(self.words) else ""
        if heading_role(line) and (not self.items[i].bullet or _is_prose(following, 8)):
            return True
        plain = line.rstrip(":")
        styled = plain.isupper() or bool(re.match(r"^\d+(\.\d+)*\.?\s+[A-Z]", plain)) or plain.istitle()
        return i >= self.first and styled and _is_prose(following, 8)

    def _stands_alone(self, i: int) -> bool:
        """Whether a numbered line is no point of a list: none stands before or after it."""
        beside = (self.items[k] for k in (i - 1, i + 1) if 0 <= k < len(self.items))
        return is_numbered(self.words[i]) and not any(item.bullet for item in beside)

    def _open(self, heading: str) -> None:
        self.label = " ".join(heading.split()).rstrip(":")
        self.role, self.inferred = heading_role(heading) or Role.OTHER, False

    def _infer(self, found: list[_Labelled]) -> list[_Labelled]:
        """Give the unlabelled paragraphs of an article the part that they play."""
        bare = [k for k, (_, label, role, _) in enumerate(found) if not label and role is Role.OTHER]
        texts = [" ".join(found[k][0].text(self.text).split()) for k in bare]
        with_cues = sum(any(cue_scores(t).values()) for t in texts)
        headed = any(
            not inferred and role not in FRONT_ROLES | {Role.LEGEND} for _, _, role, inferred in found
        )
        article = not headed and 2 <= len(bare) <= 60 and with_cues >= 0.6 * len(bare)
        roles = infer_roles(texts) if article else [Role.OTHER] * len(bare)
        for k, role in zip(bare, roles, strict=True):
            found[k] = (found[k][0], role.value, role, True)
        return found


def _furniture(item: Item) -> _Labelled:
    return (item, Role.FURNITURE.value, Role.FURNITURE, True)


def _legend(item: Item, line: str) -> _Labelled:
    label = re.match(r"\s*([A-Za-z. ]*[A-Z]?\d+[a-z]?)", line)
    return (item, label.group(1).strip() if label else Role.LEGEND.value, Role.LEGEND, False)


def _sections(text: str, labelled: list[_Labelled]) -> list[Section]:
    """Neighbouring items of one label as one section; legends do not part what they stand in."""
    legends = [entry for entry in labelled if entry[2] is Role.LEGEND]
    running = [entry for entry in labelled if entry[2] is not Role.LEGEND]
    groups = [list(group) for _, group in groupby(running, key=lambda entry: (entry[1], entry[2], entry[3]))]
    groups += [[entry] for entry in legends]
    groups.sort(key=lambda group: group[0][0].start)
    sections = []
    for group in groups:
        _, label, role, inferred = group[0]
        if role is Role.AUTHORS:
            sentences = [Sentence(group[0][0].start, group[-1][0].end, role)]
        else:
            sentences = [s for item, _, _, _ in group for s in _sentences(text, item, role)]
        if sentences:
            sections.append(Section(label, inferred, role, tuple(sentences)))
    return sections


def _sentences(text: str, item: Item, role: Role) -> list[Sentence]:
    if role in _LINES_OF_FRONT or role in (Role.TITLE, Role.REFERENCES):
        return [
            Sentence(item.start, item.end, role, tuple((a, b) for a, b in item.gaps() if text[a:b].strip()))
        ]
    gaps = item.gaps()
    masked = text[item.start : item.end]
    for a, b in gaps:
        masked = masked[: a - item.start] + " " * (b - a) + masked[b - item.start :]
    found = []
    for start, end in split_sentences(masked):
        span: Span = (item.start + start, item.start + end)
        inside = tuple((a, b) for a, b in gaps if span[0] < a and b < span[1] and text[a:b].strip())
        part = (
            sentence_role(" ".join(masked[start:end].split()), role)
            if len(masked) <= LONGEST_ARTICLE
            else role
        )
        found.append(Sentence(*span, part, inside))
    return found
