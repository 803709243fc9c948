"""The text of a JATS paragraph: raised and lowered type, citations and formulas on one line.

Elements are first flattened to a string in which control characters, which XML cannot contain, mark
what mattered of the markup; `tidy` then decides with the neighbouring characters in sight:

- raised powers and marks: 10<sup>9</sup> → 10^9, 0.06<sup>a</sup> → 0.06^a, m<sup>2</sup> → m2,
  Ca<sup>2+</sup> → Ca2+, 5<sup>th</sup> → 5th, <sup>14</sup>C → 14C; lowered type is joined: HbA1c;
- citations stay as printed, [12]; bare raised numbers are put in brackets: trials<sup>5,6</sup> →
  trials[5,6], so that they change neither the word nor its end.
"""

import re

from qa_bot.documents.xmltree import Element

FLOATS = frozenset(
    {
        "fig", "fig-group", "table-wrap", "table-wrap-group", "boxed-text", "supplementary-material",
        "media", "fn",
    }
)  # fmt: skip
"""What may stand inside a paragraph in the file, and beside it on the page."""

_NO_TEXT = frozenset(
    {
        "tex-math", "graphic", "inline-graphic", "object-id", "institution-id", "contrib-id", "index-term",
        "private-char", "annotation", "annotation-xml", "hr", "ref-list",
    }
)  # fmt: skip
_NOTE_TYPES = frozenset({"fn", "table-fn", "author-notes", "aff", "corresp"})
"""What a cross-reference printed as a raised mark points to, whether or not the file raises it."""
_APART = frozenset(
    {
        "break", "p", "title", "label", "list", "list-item", "def-list", "def-item", "term", "def", "tr",
        "td", "th", "disp-formula", "disp-quote", "caption", "institution", "addr-line", "sec",
    }
)  # fmt: skip
"""Elements whose text is not glued to what stands beside them."""

_UP, _UP_END, _DOWN, _DOWN_END, _CITE, _CITE_END, STRONG, STRONG_END = map(chr, (1, 2, 3, 4, 5, 6, 14, 15))
_DROPPED = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0xFEFF])
"""Marks, other control characters, soft hyphens and zero-width spaces."""

_SEP = r"[\s,;\u2010-\u2015\u2212-]"
_ONE = f"{_CITE}[^{_CITE}{_CITE_END}]*{_CITE_END}"
_UNIT = rf"(?:{_UP}\s*{_ONE}(?:{_SEP}*{_ONE})*[\s,;]*{_UP_END}|{_ONE})"
_CITATIONS = re.compile(rf"{_UNIT}(?:(?:{_SEP}|{_UP}{_SEP}*{_UP_END})*{_UNIT})*")
_RAISED = re.compile(f"{_UP}([^{_UP}-{_DOWN_END}]*){_UP_END}")
_LOWERED = re.compile(f"{_DOWN}([^{_UP}-{_DOWN_END}]*){_DOWN_END}")
_MARKS = re.compile(f"[{_UP}-{_CITE_END}{STRONG}{STRONG_END}]+")
_NUMBERS = re.compile(r"S?\d+[a-z]?(?:(?:\s*[,;\u2010-\u2015\u2212-]\s*|\s+)S?\d+[a-z]?)*")
_NOTE_START = re.compile(rf"(?<=[.;])\s*(?={_UP}\s*(?:[a-z]{{1,2}}|[*\u2020\u2021\u00a7]+)\s*{_UP_END})")
_REFERENCE_WORD = re.compile(r"\b(?:refs?\.?|references?|citations?|studies|study|see|in)\s*$", re.I)
_UNITS = frozenset({"mmol", "inch", "foot", "feet", "pixel", "pixels", "metre", "metres", "meter", "meters"})


def split_notes(marked: str) -> list[str]:
    """Notes run together in one paragraph, each beginning with its raised mark."""
    return [part for part in _NOTE_START.split(marked) if part.strip()]


def flat_text(element: Element) -> str:
    """The text of an element, tidied."""
    return tidy(marked_text(element))


def marked_text(element: Element, floats: list[Element] | None = None) -> str:
    """The text of an element with marks for `tidy`; figures and the like go to `floats` instead."""
    out: list[str] = []
    _children(element, out, floats)
    return "".join(out)


def mark(element: Element, out: list[str], floats: list[Element] | None = None) -> None:
    """Append the marked text of `element`, as it stands in its parent, without its tail."""
    tag = element.tag
    if tag in FLOATS:
        if floats is not None:
            floats.append(element)
        if (element.tail or "")[:1].isalnum():
            out.append(" ")
    elif tag in _NO_TEXT:
        return
    elif tag == "sup":
        _between(_UP, element, _UP_END, out, floats)
    elif tag == "sub":
        _between(_DOWN, element, _DOWN_END, out, floats)
    elif tag in ("bold", "italic", "underline", "sc"):
        _between(STRONG, element, STRONG_END, out, floats)
    elif tag == "xref" and element.get("ref-type", "") == "bibr":
        label = marked_text(element)
        text = _MARKS.sub("", label)
        cite = f"{_CITE}{text}{_CITE_END}"
        out.append(f"{_UP}{cite}{_UP_END}" if _UP in label else cite)
    elif tag == "xref" and element.get("ref-type", "") in _NOTE_TYPES:
        label = marked_text(element)
        raised = _UP in label or any(True for _ in element.iterancestors("sup"))
        out.append(label if raised or len(label.strip()) > 3 else f"{_UP}{label}{_UP_END}")
    elif tag in ("inline-formula", "disp-formula", "alternatives", "math"):
        out.append(f" {_formula(element)} " if tag == "disp-formula" else _formula(element))
    elif tag in _APART:
        _between(" ", element, " ", out, floats)
    else:
        _children(element, out, floats)


def tidy(marked: str) -> str:
    """Marked text as it is read: see the top of this file. White space is collapsed."""
    text = _CITATIONS.sub(_citation, marked)
    for _ in range(4):  # raised type inside lowered type, and the like
        if _UP not in text and _DOWN not in text:
            break
        text = _RAISED.sub(_raised, _LOWERED.sub(_lowered, text))
    return " ".join(text.translate(_DROPPED).split())


def _between(before: str, element: Element, after: str, out: list[str], floats: list[Element] | None) -> None:
    out.append(before)
    _children(element, out, floats)
    out.append(after)


def _children(element: Element, out: list[str], floats: list[Element] | None) -> None:
    out.append(element.text or "")
    for child in element:
        mark(child, out, floats)
        out.append(child.tail or "")


def _before(match: re.Match[str]) -> str:
    """Up to 200 characters before a match, without marks."""
    return _MARKS.sub("", match.string[max(0, match.start() - 200) : match.start()])


def _after(match: re.Match[str]) -> str:
    return _MARKS.sub("", match.string[match.end() : match.end() + 12])


def _citation(match: re.Match[str]) -> str:
    """One citation or several in a row; numbers in brackets, unless they are printed so."""
    marked = re.sub(rf"(?<={_CITE_END})[\s{_UP}{_UP_END}]+(?={_CITE})", ",", match.group())
    text = " ".join(_MARKS.sub("", marked).split())
    before, after = _before(match), _after(match)
    glued = before[-1:].strip() != ""
    if not _NUMBERS.fullmatch(text):
        return f" {text}" if glued and before[-1].isalnum() and text[:1].isalnum() else text
    text = text if "," in text or ";" in text else text.replace(" ", ",")
    open_square = before.rfind("[") > before.rfind("]")
    open_round = before.rfind("(") > before.rfind(")")
    raised = _UP in match.group() or (glued and (before[-1].isalnum() or before[-1] in '.,;:\u201d"%)'))
    if open_square or (open_round and not (raised and before[-1] != "(")):
        return text
    if not raised and _REFERENCE_WORD.search(before):
        return text
    return f"[{text}]" + (" " if after[:1].isalnum() else "")


def _lowered(match: re.Match[str]) -> str:
    inner = match.group(1)
    return f"_{inner}" if _before(match)[-1:].isdigit() and inner[:1].isdigit() else inner


def _raised(match: re.Match[str]) -> str:
    """Raised type that is not a citation by its markup."""
    inner = " ".join(match.group(1).split())
    space = " " if match.group(1)[-1:].isspace() else ""
    before, after = _before(match), _after(match)
    last = before[-1:]
    if not inner:
        return space
    if not last.strip() or last in "([/|":  # a mark before its note, or the mass of an isotope
        apart = re.match(r"[^\W\d_]{3}" if re.fullmatch(r"\d+m?", inner) else r"\w", after)
        return inner + (" " if apart else space)
    if re.fullmatch(r"\d+(?:\s*[,\u2010-\u2015-]\s*\d+)*", inner):
        return _raised_number(inner, before) + space
    if inner.upper() == "TM":
        return "\u2122" + space
    ordinal = last.isdigit() and inner.lower() in ("st", "nd", "rd", "th")
    charge = re.fullmatch(r"\d?[+\u2212\u2013-]+", inner)
    exponent = inner[0] in "+-\u2212\u2013"
    if ordinal or charge or (exponent and not last.isdigit()) or not any(c.isalnum() for c in inner):
        return inner + space
    return f"^{inner}{space}"


def _raised_number(number: str, before: str) -> str:
    """A power or a citation, told apart by what it is glued to."""
    power = number in ("2", "3", "4")
    if before[-1].isdigit():
        return f"[{number}]" if re.search(r"\b(?:19|20)\d\d$", before) else f"^{number}"
    if before[-1] == ")" and power:
        return f"^{number}"
    word = re.search(r"[^\W\d_]*$", before)
    if word and word.group() and power and (len(word.group()) <= 3 or word.group().lower() in _UNITS):
        return number
    return f"[{number}]"


def _formula(element: Element) -> str:
    """A formula as text: its MathML, else its plain text, else what it says for those who cannot see it."""
    for math in element.iter("math"):
        return _math(math)
    text = marked_text(element) if element.tag != "math" else ""
    if text.strip():
        return text
    for alt in element.iter("alt-text", "long-desc"):
        return alt.text or ""
    return ""


def _math(node: Element) -> str:
    """Presentation MathML on one line."""
    tag = node.tag
    parts = [text for text in (_math(child) for child in node if child.tag not in _NO_TEXT) if text]
    if tag == "mo":
        sign = (node.text or "").strip().strip("\u2061\u2062\u2063\u2064")
        return f" {sign} " if sign and (sign in "=+<>\u00b1\u2212-\u00d7/" or ord(sign[0]) > 0x2200) else sign
    if tag == "mfrac" and len(parts) == 2:
        return " / ".join(f"({part.strip()})" if " " in part.strip() else part for part in parts)
    if tag in ("msup", "mover") and len(parts) == 2:
        return f"{parts[0]}^{parts[1].strip()}" if tag == "msup" else parts[0]
    if tag in ("msub", "munder") and len(parts) == 2:
        return f"{parts[0]}_{parts[1].strip()}"
    if tag in ("msubsup", "munderover") and len(parts) == 3:
        return f"{parts[0]}_{parts[1].strip()}^{parts[2].strip()}"
    if tag == "msqrt":
        return f"\u221a({''.join(parts).strip()})"
    if tag in ("mtr", "mtd", "mtable"):
        return " ".join(parts)
    own = node.text or ""
    return (own if tag == "mtext" else own.strip()) + "".join(parts)
