"""XML from strangers, read so that it can do no harm."""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any, Protocol, cast

from qa_bot.errors import ReadError


class Element(Protocol):
    """The part of an lxml element that readers use; lxml brings no types of its own."""

    tag: str
    text: str | None
    tail: str | None

    def get(self, key: str, default: str = ..., /) -> str: ...
    def __iter__(self) -> Iterator["Element"]: ...
    def __len__(self) -> int: ...
    def iter(self, *tags: str) -> Iterator["Element"]: ...
    def find(self, path: str) -> "Element | None": ...
    def findall(self, path: str) -> list["Element"]: ...
    def iterancestors(self, *tags: str) -> Iterator["Element"]: ...


_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+)?html\b",
    re.I | re.S,
)

_HOSTILE = re.compile(r"amplification|entity (?:reference )?loop", re.I)


def parse_xml(data: bytes) -> tuple[Element, str]:
    """The root of an XML file, and what is wrong with the file ("" for nothing).

    Names come without their namespace; comments and processing instructions are gone. Nothing is
    fetched, no DTD is loaded, and no entity is expanded except those that HTML names (`&alpha;`).
    Of a broken file, the root holds what stands before the fault. Raises ReadError, with the
    reason in one line, where not even a root can be read.
    """
    if not data.strip(b" \t\r\n\0"):
        raise ReadError("the file is empty")
    if _HTML.match(data[:4096]):
        raise ReadError("an HTML page, not XML of an article")
    from lxml import etree

    def parse(recover: bool) -> Any:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
            huge_tree=False, remove_comments=True, remove_pis=True, recover=recover,
        )  # fmt: skip
        return etree.fromstring(data, parser)

    fault = ""
    try:
        root = parse(recover=False)
    except etree.XMLSyntaxError as error:
        fault = _one_line(error)
        if _HOSTILE.search(fault):
            raise ReadError(f"XML whose entities grow without end: {fault}") from error
        try:
            root = parse(recover=True)
        except etree.XMLSyntaxError:
            root = None
    if root is None:
        raise ReadError(f"not XML: {fault}")
    _plain_text_for_entities(root, etree.Entity)
    for node in root.iter(etree.Element):
        if node.tag[0] == "{":
            try:
                node.tag = node.tag.rpartition("}")[2]
            except ValueError:  # a broken name, as recovery from a fault may leave
                node.tag = "unknown"
    return cast(Element, root), fault


def _one_line(error: Exception) -> str:
    """What the parser says, with the line; without anything that a terminal would act on."""
    words = " ".join(re.sub(r", column \d+.*", "", str(error)).split())
    return "".join(c for c in words if c.isprintable())[:200]


def _plain_text_for_entities(root: Any, kind: Any) -> None:
    """Put the character of each named entity into the text around it, or nothing for unknown names."""
    for entity in list(root.iter(kind)):
        text = html5.get(f"{entity.name};", "") + (entity.tail or "")
        before, parent = entity.getprevious(), entity.getparent()
        entity.tail = None
        parent.remove(entity)
        if before is not None:
            before.tail = (before.tail or "") + text
        else:
            parent.text = (parent.text or "") + text
