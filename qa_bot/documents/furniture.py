"""Page furniture: what a saved page carries around its text (navigation, banners, disclaimers)."""

import re

_STRONG = re.compile(
    r"""^\s*(?:[•*·-]\s*)?(?:
      skip\ to\b.* | back\ to\ top | (?:main\ )?(?:menu|navigation|content) | follow\ us\b.* | share(?:\ this)?\b.{0,40}
    | sign\ (?:in|up)\b.{0,40} | log\ ?(?:in|out)\b.{0,40} | my\ account | search | advanced\ search | home(?:page)?
    | (?:alternate\ text\s*)+ | (?:u\.s\.\ )?flag | (?:dot\ gov|https?) | an\ official\ website\ of\b.*
    | access\ keys\b.* | pubmed\ disclaimer | linkout\b.* | cookie\b.* | (?:download|view|open)\ (?:pdf|article)\b.*
    | print(?:\ this)?(?:\ page)? | e?-?mail\ this\b.* | advertis\w+ | subscribe\b.* | newsletter\b.* | related\ articles.*
    | similar\ articles.* | cited\ by.* | full\ text\ links.* | actions | page\ navigation | send\ to\b.* | clipboard
    | legal\ disclaimer\b.* | disclaimer\b.* | privacy\ policy\b.* | terms\ (?:of|and)\ .{0,40} | contact\ us\b.*
    | about\ us\b.* | help | feedback | (?:accessibility|site\ ?map)\b.* | page\ \d+(?:\ of\ \d+)? | loading\W*
    | [\w\ ]{0,20}\b(?:sites|services|journals|homepage|issues)
    | (?:mon|tue|wed|thu|fri|sat|sun)\w*,?\ \d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*
    )\s*$""",
    re.I | re.X | re.S,
)
_WEAK = re.compile(
    r"\b(this site|the site|disclaim\w*|liab\w+|legal advice|medical advice|informational purposes|all rights"
    r"|rights reserved|https?://|\.gov|official|homepage|navigation|subscribe|sign in|log in|your account|property of"
    r"|P\.? ?O\.? ?(?:Box|B)\b)",
    re.I,
)
_OF_THE_WEB = re.compile(
    r"\b(website|web ?site|cookies?|browser|javascript|privacy|sensitive information|encrypted|securely|newsletter)",
    re.I,
)
"""Signs too, but only where the page speaks to its reader: papers are written on these things."""

_TO_THE_READER = re.compile(
    r"\b(you|your|you[’']re|our|we use|(?:this|the official) (?:web ?)?(?:site|page)|please|click|enable|accept|must be)\b",
    re.I,
)
LONGEST = 3_000
"""Characters; a longer paragraph is no furniture, and only so much of it is looked at."""

_ADDRESS = re.compile(
    r"^\s*\d+\s+[A-Z][\w .'-]+,.*\b\d{4,}\b|.*\b(street|avenue|road|towers|P\.? ?O\.? ?B(ox)?)\b.*\b\d{4,}\b",
    re.I,
)


def is_furniture(text: str, in_body: bool) -> bool:
    """Whether a line or paragraph belongs to the page and not to the document.

    Inside the body a single weak sign is not enough: papers write about websites and privacy too.
    """
    if len(text) > LONGEST:
        return False
    if not any(c.isalnum() for c in text):
        return True
    words = len(text.split())
    if words <= 60 and _STRONG.match(" ".join(text.split())):
        return True
    weak = len(_WEAK.findall(text))
    if words <= 3 or weak or _TO_THE_READER.search(text):
        weak += len(_OF_THE_WEB.findall(text))
    if words <= 25 and _ADDRESS.match(" ".join(text.split())) and not in_body:
        return True
    return weak >= 2 if in_body and words > 25 else weak >= (2 if words > 12 else 1)


def is_foreign_script(text: str) -> bool:
    """Whether most letters are of a script that the English word forms cannot serve."""
    letters = [c for c in text[:LONGEST] if c.isalpha()]
    return bool(letters) and sum(ord(c) > 0x370 for c in letters) > 0.6 * len(letters)
