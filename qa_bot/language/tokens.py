"""Text to tokens with their place, and each token to the terms that it is found by.

Words are written one way before they are compared: case, accents, Greek letters, number words,
thousands separators and British spellings are unified, then Snowball-stemmed.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import Stemmer

_TOKEN = re.compile(r"\d+(?:[.,·]\d+)+[^\W_]*|[^\W_]+(?:['’][^\W_]+)*|%")
_HYPHENS = frozenset("-‐‑‒–\u00ad")
_THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{3})+$")
_RUN_TOGETHER = re.compile(r"(?<=[a-zß-öø-ÿ]{3})(?=[A-ZÀ-Þ](?:[a-zß-öø-ÿ]{3}|[A-ZÀ-Þ]{2}))")
_NAME_AND_NOTE = re.compile(r"^([^\W\d]{3,})(\d+)$")
_POSSESSIVE = re.compile(r"['’]s?$")

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "κ": "kappa", "λ": "lambda", "μ": "u", "τ": "tau", "χ": "chi", "ω": "omega", "θ": "theta",
}  # fmt: skip
_GREEK_TABLE = str.maketrans(_GREEK)

_NUMBERS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80",
    "ninety": "90", "hundred": "100", "thousand": "1000",
}  # fmt: skip

_IRREGULAR = {
    form: base
    for base, *forms in (
        line.split()
        for line in """begin began begun|bleed bled|break broke broken|bring brought|buy bought|catch caught|child children
        choose chose chosen|come came|cut cutting|deal dealt|die dying|draw drew drawn|drink drank drunk|drive drove driven
        eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|foot feet|forget forgot forgotten
        get got gotten|give gave given|go went gone|grow grew grown|hold held|keep kept|know knew known|lead led
        lend lent|lie lain lying|lose lost|man men|mean meant|meet met|mouse mice|pay paid|rise rose risen|run ran|say said
        see saw seen|seek sought|sell sold|send sent|shake shook shaken|show shown|shrink shrank shrunk|sleep slept
        speak spoke spoken|spend spent|stand stood|swell swollen|swim swam|take took taken|teach taught|tell told
        think thought|throw threw thrown|tooth teeth|understand understood|wake woke|wear wore worn|win won
        withdraw withdrew withdrawn|woman women|write wrote written|hypothesis hypotheses|diagnosis diagnoses
        analysis analyses|criterion criteria|bacterium bacteria|datum data|metastasis metastases|index indices
        prognosis prognoses|loss losses|appendix appendices|undergo underwent undergone|overcome overcame
        become became|wife wives|half halves|life lives|leaf leaves|ache aching|ulcer ulcers""".replace(
            "\n", "|"
        ).split("|")
        if line.strip()
    )
    for form in forms
}

_BRITISH = (
    (re.compile(r"(?<=[a-z])(?:ae|oe)(?=[a-z]{2})|^(?:ae|oe)(?=[a-z]{4})"), "e"),
    (re.compile(r"(?<=[a-z]{2})our(?=s?$|ed$|ing$|al$|able$|ful$|less$|ation)"), "or"),
    (re.compile(r"(?<=[a-z]{3})is(?=e[ds]?$|er$|ers$|ing$|ation|able$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})ys(?=e[ds]?$|ing$)"), "yz"),
    (re.compile(r"(cent|met|lit|fib|theat|calib)re(?=s?$|d$)"), r"\1er"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"(label|ravel|unsel|odel|ancel|ignal)l(?=ed$|ing$|or$)"), r"\1"),
)

STOP_WORDS = frozenset(
    """a an the this that these those of in on at to from by for with into onto upon about as and or nor
    but if then than so such is are was were be been being am do does did doing done has have had having
    will would shall should can could may might must i me my mine you your yours he him his she her hers
    it its we us our ours they them their theirs who whom whose which what when where why how there here
    also very just too ll re ve im ive id ill youre youve youd theyre theyve weve hes shes its thats
    whats whos wheres heres theres""".split()
)
"""Words with no content of their own. *No*, *not*, *without*, *before*, *after*, *more* are content."""

LIGHT_WORDS = frozenset(
    """able actual add all allow almost already although always amount any apart appear ask available away back bad
    base basic become begin believe big bit both bring call certain change close come common complete concern consider
    contain could course day deal different each early easy either else end enough especially etc even ever every exact
    example explain expect fact far few find first follow form full further general get give go good great happen hard
    help high however idea important include instead issue just keep kind know large last late lead least leave less let
    like likely little long look lot low main make manage many matter mean mention might more most much must name near
    need new next nothing notice number often old one only open order other out over own part particular people per
    perhaps place plan play point possible present previous probably put question quick quite rather reach real reason
    regard relate right run same say second see seem seen set several shall show side similar simple single size some
    sort sound speak special specific start state stay still stop such sure take talk tell term thing think time together
    total toward true try turn two type under up use useful usual various want way well whether while whole will within
    word work world would wrong yet""".split()
)
"""Words so general that they tell passages apart little, however rare they are in a small library."""

_NEGATIONS = frozenset(
    "dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt cant cannot hasnt havent hadnt shouldnt".split()
)
_STEMS = {
    "several": "several", "als": "als", "intensive": "intensiv", "lens": "lens", "news": "news",
    "complication": "complication", "complications": "complication", "response": "response",
    "responses": "response", "publication": "publication", "publications": "publication",
    "experience": "experience", "experiences": "experience", "experienced": "experience",
    "hospitalized": "hospitaliz", "hospitalization": "hospitaliz", "hospitalizations": "hospitaliz",
    "authority": "authorit", "authorities": "authorit", "university": "university",
    "universities": "university", "generalized": "generaliz", "organization": "organization",
    "organizations": "organization", "blinded": "blinded", "blinding": "blinded",
}  # fmt: skip
"""Words that Snowball would make one with others of another meaning: severe, et al., complicated, public."""

_snowball = Stemmer.Stemmer("english", 0)


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands in a text: `text[start:end]`, in characters."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """What a word is found by: a stem, and the place in the text that it stands for."""

    stem: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """The words and numbers of `text`, in order."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        start = match.start()
        word = match.group()
        if word.islower() or word[1:].islower() or len(word) < 6:
            tokens.append(Token(word, start, start + len(word)))
            continue
        cuts = [0, *(m.start() for m in _RUN_TOGETHER.finditer(word)), len(word)]
        tokens.extend(Token(word[a:b], start + a, start + b) for a, b in pairwise(cuts))
    return tokens


@lru_cache(maxsize=200_000)
def normal_form(word: str) -> str:
    """`word` in the one way of writing that is compared: lower case, no accents, American, digits."""
    word = unicodedata.normalize("NFKC", word).lower().translate(_GREEK_TABLE)
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(c for c in decomposed if not unicodedata.combining(c))
    word = _POSSESSIVE.sub("", word).replace("’", "").replace("'", "")
    if word == "%":
        return "percent"
    if word in _NUMBERS:
        return _NUMBERS[word]
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _NEGATIONS:
        return "not"
    if word[:1].isdigit():
        return word.replace(",", "") if _THOUSANDS.match(word) else word.replace("·", ".")
    if len(word) > 4:
        for pattern, replacement in _BRITISH:
            word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Snowball English stem of the normal form of `word`."""
    normal = normal_form(word)
    if normal in _STEMS:
        return _STEMS[normal]
    return normal if normal[:1].isdigit() else str(_snowball.stemWord(normal))


def is_stop_word(word: str) -> bool:
    """Whether `word` as typed carries no content; capitals (US, IT, WHO) are taken as a name."""
    if len(word) > 1 and word.isupper():
        return False
    return _POSSESSIVE.sub("", word.lower()).replace("’", "").replace("'", "") in STOP_WORDS


def terms(text: str) -> list[Term]:
    """The content terms of `text` in order, stop words left out.

    A hyphenated pair gives its parts and then both as one (*IL-6*: il, 6, il6), so that each way
    of writing finds the other; so does a pair broken at a line end.
    """
    found: list[Term] = []
    tokens = tokenize(text)
    for i, token in enumerate(tokens):
        if not is_stop_word(token.text):
            noted = _NAME_AND_NOTE.match(token.text)
            root = stem(token.text)
            if root:
                found.append(Term(root, token.start, token.end))
            if noted:
                found.append(Term(stem(noted.group(1)), token.start, token.start + noted.end(1)))
        if i and _is_hyphenated(text, tokens[i - 1], token):
            first_of_pair = i < 2 or not _is_hyphenated(text, tokens[i - 2], tokens[i - 1])
            last_of_pair = i + 1 == len(tokens) or not _is_hyphenated(text, token, tokens[i + 1])
            if first_of_pair and last_of_pair:
                pair = stem(tokens[i - 1].text + token.text)
                found.append(Term(pair, tokens[i - 1].start, token.end))
    return found


def stems(text: str) -> list[str]:
    """The stems of `terms(text)`."""
    return [term.stem for term in terms(text)]


def plain_terms(text: str) -> list[Term]:
    """`terms(text)` without those that stand for a word that is there already: each word once."""
    kept: list[Term] = []
    for term in terms(text):
        if not kept or term.start >= kept[-1].end:
            kept.append(term)
    return kept


def plain_stems(text: str) -> list[str]:
    """The stems of `plain_terms(text)`."""
    return [term.stem for term in plain_terms(text)]


def _is_hyphenated(text: str, left: Token, right: Token) -> bool:
    between = text[left.end : right.start]
    return between[:1] in _HYPHENS and bool(between) and not between[1:].strip()
