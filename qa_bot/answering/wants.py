"""What a question wants: the part of a document that would tell it, and the kind of answer.

Both are read off the wording of the question. The words that say so are no longer searched as text:
"who wrote the lupus study" searches *lupus study* and wants the authors.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from qa_bot.documents.model import Role, Span


class Kind(StrEnum):
    """The kind of answer that a question wants."""

    NUMBER = "a number"
    SHARE = "a share"
    DOSE = "a dose"
    DURATION = "a length of time"
    DATE = "a date"
    DEFINITION = "what it stands for"
    REASON = "a reason"
    YEAR = "a year"
    PAGES = "pages"
    VOLUME = "a volume"
    DOI = "a DOI"
    JOURNAL = "a journal"
    ADDRESS = "an address"


@dataclass(frozen=True, slots=True)
class RoleWant:
    """Wanted roles, how much they matter beside the words (1 is an average word), and what said so."""

    roles: frozenset[Role]
    weight: float
    cue: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Wants:
    """What a question wants beside its words. `consumed` are the spans of the words that said so."""

    roles: tuple[RoleWant, ...]
    kinds: frozenset[Kind]
    consumed: tuple[Span, ...]
    across: bool = False
    """Whether it asks what several documents say."""

    def certain_roles(self) -> frozenset[Role]:
        """The roles of which it is certain that they are asked for; empty for most questions."""
        return frozenset(role for want in self.roles if want.certain for role in want.roles)

    def of_the_subject(self) -> "Wants":
        """Without what it wants to know of a document itself: a follow-up does not ask that again."""
        if not self.certain_roles():
            return self
        return Wants((), frozenset(), self.consumed, self.across)


_AUTHORS = {Role.AUTHORS, Role.CITATION}
_PUBLICATION = {Role.PUBLICATION, Role.CITATION}
_PAPER = r"(?:paper|article|study|trial|report|letter|poster|work|research|publication|text|document|abstract|one|this|that|it|case)s?"

_ROLE_CUES: tuple[tuple[frozenset[Role], float, bool, str], ...] = tuple(
    (frozenset(roles), weight, certain, pattern)
    for roles, weight, certain, pattern in (
        (_AUTHORS, 3.0, True,
         r"\bwho (?:\w+ )?(?:wrote|write|authored|published|penned|is behind|was behind|(?:did|made|ran|conducted|carried out|performed) (?:the|this|that) (?:\w+ ){0,3}"
         + _PAPER + r")\b|\bwho (?:is|was|are|were) (?:the |its |their )?(?:\w+ )?(?:authors?|writers?|investigators?)\b"
         r"|\b(?:whose|names?|list|which|how many|first|lead|senior|last|main|corresponding|co)\b.{0,30}\bauthors?\b(?=\s*(?:of|for|on|in|and|is|are|was|were|from|work|[?.!,]|$))"
         r"|^\W*(?!what|where|why|how|did|do)(?:[\w'’-]+\W+){0,4}authors?\b(?=\s*(?:of|for|on|in|and|from|list|names?|[?.!,]|$))"
         r"|\bauthorship\b|\bwritten by\b|\bby whom\b|\bnames? of the (?:researchers?|writers?|doctors?|scientists?|investigators?)\b"
         r"|\bresearch team\b|\bwhich (?:researchers?|doctors?|scientists?)\b|\bwho (?:are|were) the (?:researchers?|scientists?|doctors?)\b"),
        (_PUBLICATION, 3.0, True,
         r"\b(?:which|what|name of the|the) (?:\w+ )?(?:journal|periodical|magazine)\b(?! club)|^\W*(?:[\w'’-]+\W+){0,6}journal\b(?! club)(?:\W+[\w'’-]+){0,4}\W*$|\bwhere (?:was|were|did|has|is) .{0,60}?\b(?:published|printed)\b|\bwhere did (?:the|this|that) (?:\w+ ){0,4}"
         + _PAPER + r" appear\b"
         r"|\bwhen (?:was|were|has|is) .{0,60}?\b(?:published|printed|written|released)\b|\bwhen did (?:the|this|that) (?:\w+ ){0,4}"
         + _PAPER + r" (?:appear|come out)\b|\b(?:publication|published|publish) (?:date|year|in)\b"
         r"|\b(?:date|year|month) (?:of|it was|was it) (?:the )?publi\w+|\bwhat year (?:is|was|did|were)\b.{0,50}\b(?:from|published|appear|come out|" + _PAPER + r")\b"
         r"|\b(?:volume|issue|page numbers?|which pages?|what pages?|pages)\b|\bdoi\b|\bdigital object identifier\b|\bissn\b|\bsupplement\b"
         r"|\bhow (?:do|can|should|would) i (?:cite|reference)\b|\bcitation\b|\bfull reference\b|\bcite\b|\bbibliographic\w*|\bepub\b|^\W*(?:[\w'’-]+\W+){0,4}(?:published|publication)\b(?:\W+[\w'’-]+){0,3}\W*$"
         r"|\bhow old is (?:the|this) " + _PAPER + r"|\bkind of (?:article|publication)\b|\btype of (?:article|publication)\b"),
        ({Role.AFFILIATION}, 3.0, True,
         r"\b(?:which|what) (?:university|hospital|institut\w+|department|country|city|school|faculty|centre|center)\b|\baffiliat\w+\b"
         r"|\bwhere (?:do|does|did|are|is) .{0,60}\b(?:authors?|researchers?|doctors?|team|they|scientists?|investigators?)\b.{0,45}\b(?:work|from|based|come from|located)\w*"
         r"|\b(?:authors?|researchers?|team|they) (?:based|from|work(?:ing)? (?:at|in|for))\b|\bwhere (?:was|is) .{0,40}\bfrom\b"
         r"|\bfrom (?:which|what) (?:country|university|hospital|institut\w+|department)\b|\binstitutions?\b"),
        ({Role.LICENCE}, 3.0, True,
         r"\blicen[cs]e\b|\bcopyright\w*|\bopen[- ]access\b|\b(?:may|can|could|am|are) (?:i|we|one|they|someone) .{0,20}\b(?:share|reuse|re-use|copy|reproduce|distribute|redistribute|republish|reprint|allowed to|photocopy|hand out|use the text)\w*"
         r"|\bcreative commons\b|\bpermissions?\b|\bcc[- ]by\b|\breus(?:e|ing)\b|\bredistribut\w+|\bpublisher\b|\bfree to (?:use|share|copy|read)\b"),
        ({Role.KEYWORDS}, 3.0, True, r"\bkey ?-?words?\b|\bindex terms?\b|\btags?\b|\btopics listed\b"),
        ({Role.REFERENCES}, 2.5, True,
         r"\bbibliograph(?:y|ies)\b|\breference list\b|\breferences\b|\b(?:papers?|articles?|journals?|works?|sources?) (?:does|do|did|are|were|that are|it) .{0,25}(?:cite[sd]?|reference[sd]?)\b|\bcited\b"),
        ({Role.TITLE}, 2.5, True,
         r"\b(?:full |exact )?title\b|\bheadline\b|\b(?:paper|article|study|letter) called\b|\bname of the (?:paper|article|study)\b"),
        ({Role.DEFINITIONS}, 0.5, False, r"\bstands? for\b|\babbreviat\w+\b|\bshort for\b|\bacronym\b|\bfull form\b|\bspell(?:ed)? out\b"),
        ({Role.FUNDING}, 2.0, False,
         r"\bfund(?:ed|ing|er|ers)\b|\bsponsor\w*|\bwho paid\b|\bgrants?\b|\bconflicts? of interest\b|\bcompeting interests?\b|\bfinanc\w+\b"),
        ({Role.LEGEND}, 2.0, False,
         r"\bfig(?:ure|\.)?s?\b|\bpictures?\b|\bphoto\w*|\bimages?\b|\billustrat\w+|\blegend\b|\bcaption\b"),
        ({Role.TABLE}, 1.5, False, r"\btables?\b"),
        ({Role.AIM}, 2.0, False,
         r"\b(?:aims?|goals?|purpose|objectives?|point) of (?:the|this|that|their)\b|\baims?\b|\bgoals?\b|\bobjectives?\b|\bpurpose\b|\bset out to\b|\btry(?:ing)? to (?:find|show|prove|learn|answer|figure)\b"
         r"|\bwhy (?:was|did|were|is) (?:the|this|that|they|he|she|researchers?|doctors?|the (?:team|authors?))\b.{0,30}\b(?:stud\w+|trial|done|carried|conduct\w*|do (?:it|this)|investigat\w*|look)\b"
         r"|\bwhat (?:did|do|were) (?:they|the authors?|the researchers?|the team|the study|the doctors?) (?:want|hop|try|look|aim|set|interested)\w*|\bwanted to (?:know|find|learn|see)\b|\bresearch question\b|\bhoping to\b"),
        ({Role.CONCLUSIONS}, 1.4, False,
         r"\bconclu\w+\b|\bbottom line\b|\btake[- ]?home\b|\bupshot\b|\bverdict\b|\bmain message\b|\bsum(?:med)? up\b|\boverall\b|\bin the end\b|\brecommend\w*|\bimplication\w*|\bfurther (?:research|stud\w+|trials?)\b|\bmore (?:research|studies|trials)\b"),
        ({Role.METHODS}, 0.9, False,
         r"\b(?:what|which) (?:kind|type|sort) of (?:study|trial|research|design|investigation)\b|\bmethods?\b|\bmethodolog\w+|\bstudy design\b|\bdesign(?:ed)?\b|\bhow (?:was|were|did|is) (?:the|this|that|they|it)\b.{0,40}\b(?:done|carried out|conducted|performed|set up|run|designed|organi[sz]ed|measured|assessed|chosen|selected|recruited|picked|collected|analy[sz]ed|study|trial|go about)\b"
         r"|\b(?:who|which patients) (?:was|were|could|got|qualified) .{0,20}\b(?:includ\w*|exclud\w*|left out|eligible|enrol\w*|recruit\w*|take part|taken in|let in)\b|\binclusion\b|\bexclusion\b|\beligib\w+|\bretrospective\w*|\bprospective\w*|\brandomi[sz]\w+|\bblind\w+"),
        ({Role.RESULTS}, 0.6, False,
         r"\bresults?\b|\bfindings?\b|\boutcomes?\b|\bwhat (?:did|do) (?:they|the (?:study|authors?|researchers?|trial|team|doctors?)) (?:find|discover|see|show|learn|observe)\b|\bwhat happened\b|\bturn(?:ed)? out\b"),
        ({Role.BACKGROUND}, 0.5, False, r"\bbackground\b|\bintroduction\b|\balready known\b|\bpreviously\b|\bin general\b|\busually\b|\btypically\b"),
        ({Role.FURNITURE}, 2.0, True,
         r"\bdisclaimer\b|\bthe (?:web ?)?site\b|\bweb ?page\b|\bweb ?site\b|\bliab(?:le|ility)\b|\blegal (?:advice|notice)\b|\bprivacy\b|\b(?:postal|street|mailing) address\b|\bmedical advice\b"),
    )
)  # fmt: skip
_ROLE_PATTERNS = tuple(
    (roles, weight, certain, re.compile(p, re.I)) for roles, weight, certain, p in _ROLE_CUES
)

_KIND_CUES: tuple[tuple[Kind, str], ...] = (
    (Kind.DOSE, r"\bdos(?:e|es|age|ing)\b|\bhow much (?:\w+ ){0,4}(?:given|did|do|was|were|drug|medic\w+|per)\b|\bhow many (?:mg|grams?|milligrams?|units?|g)\b|\b(?:mg|g)/kg\b|\bstrength of\b"),
    (Kind.DURATION,
     r"\bhow (?:long|soon|quick(?:ly)?|fast|late|many (?:days?|weeks?|months?|years?|hours?|minutes?))\b|\bduration\b|\btime (?:until|to|before|frame|span)\b|\bafter how\b"
     r"|\bwhen (?:did|do|does|will|would|was|were|is|are)\b(?!.{0,60}\bpublish)|\bhow (?:many|much) time\b|\bfor how\b"),
    (Kind.DATE, r"\bwhen\b|\b(?:which|what) (?:year|date|month|day)s?\b|\bdate\b|\bperiod\b"),
    (Kind.SHARE, r"\b(?:percent(?:age)?|proportion|fraction|share|rates?|per ?cent|how (?:often|common|frequent\w*|likely|rare)|chances?|odds|risk|likelihood|probability|one in)\b|%"),
    (Kind.NUMBER,
     r"\bhow (?:many|much|old|big|large|high|low|small|tall|heavy|far|hot)\b|\bnumbers?\b|\bcounts?\b|\bamount\b|\bsize\b|\bage\b|\btotal\b|\blevels?\b|\btemperature\b|\bvalues?\b|\bscores?\b|\bhow\b.{0,12}\boften\b"),
    (Kind.DEFINITION, r"\bstands? for\b|\bshort for\b|\bacronym\b|\babbreviation\b|\bfull form\b|\bspell(?:ed)? out\b|\bwhat(?:['’]s| is| does| do)\b.{1,40}\bmean\b|\bdefin\w+"),
    (Kind.REASON, r"^\W*why\b|\bhow come\b|\breasons?\b|\bwhat (?:cause[ds]?|made|makes|explains?|led)\b|\bbecause of what\b|\bcause of\b"),
)  # fmt: skip
_KIND_PATTERNS = tuple((kind, re.compile(p, re.I)) for kind, p in _KIND_CUES)

_RECORD_CUES = (
    (Kind.YEAR, r"\bwhen\b|\byear\b|\bdate\b|\bmonth\b|\bhow (?:old|recent)\b"),
    (Kind.PAGES, r"\bpages?\b"),
    (Kind.VOLUME, r"\bvolume\b|\bissue\b|\bsupplement\b"),
    (Kind.DOI, r"\bdoi\b|\bdigital object\b"),
    (Kind.ADDRESS, r"\baddress\b"),
    (Kind.JOURNAL, r"\bjournal\b|\bwhere\b|\bmagazine\b|\bperiodical\b"),
)
RECORD_KINDS = frozenset(kind for kind, _ in _RECORD_CUES)
"""Kinds that one line about a document has and its others have not."""
_RECORD_PATTERNS = tuple((kind, re.compile(p, re.I)) for kind, p in _RECORD_CUES)

_FRAME = re.compile(
    r"""\b(?:please|kindly|thanks?|thank\ you|hello|hi|hey|dear|good\ (?:morning|evening|afternoon)|excuse\ me|sorry|um+|uh+|ok(?:ay)?|btw|tbh|lol|pls|plz
    |(?:can|could|would|will)\ (?:you|u|someone|anyone|anybody)(?:\ (?:please|kindly))?(?:\ (?:tell|show|explain|give|help|find|say|check|remind))?(?:\ (?:me|us))?(?:\ to\ me)?
    |(?:tell|show|give|remind)\ (?:me|us)(?:\ (?:about|what|how|who|whether|if))?|explain(?:\ to\ me)?|help\ me(?:\ understand)?|look\ up
    |i\ (?:want|need|would\ like|wanna|['’]d\ like)\ to\ (?:know|ask|find\ out|understand|see|learn|check|cite)|i(?:\ am|['’]?m)\ (?:wondering|curious|looking\ for|trying\ to\ (?:find(?:\ out)?|understand)|interested\ in|not\ sure)
    |i\ (?:wonder|think|guess|mean|heard|read|was\ told|understand|believe|suppose|gather|assume)(?:\ (?:that|about))?|do\ you\ (?:know|have|happen\ to\ know)|does\ anyone\ know|any\ (?:idea|info(?:rmation)?|word|mention|details?)\ (?:on|of|about|if|whether)
    |is\ (?:it|there)\ (?:true|said|stated|known|any(?:thing|where)?)(?:\ that)?|is\ there\ any(?:\ mention)?(?:\ of)?|are\ there\ any|(?:what|which)\ (?:is|are|was|were)\ the|what\ (?:does|do|did)\ (?:the|this|it|they)(?:\ (?:paper|study|text|document|article|authors?|report)s?)?\ (?:say|tell|report|mention|write|state)(?:\ (?:about|on|us|of))?
    |according\ to\ the(?:\ (?:paper|study|text|document|article|authors?|report)s?)?|in\ (?:these|the|this|your)\ (?:documents?|papers?|texts?|files?|stud(?:y|ies)|articles?|reports?|librar(?:y|ies))
    |(?:question|quick\ question)\s*[:,]|for\ my\ (?:thesis|essay|paper|homework|class|assignment|presentation|exam)|actually|exactly|basically|really|simply|anything|something|anyone|anybody|somebody|someone|everyone|people\ say|happen(?:ed)?\ to\b)\b""",
    re.I | re.X,
)


_ACROSS = re.compile(
    r"\b(?:(?:which|what|how many|any|all|each|every|both|either|other|these|the|between|across|among|in|of) (?:of (?:the|these|those) )?"
    r"(?:\w+ )?(?:papers|studies|articles|documents|reports|texts|trials|sources|items|files)|compare|comparison of|in common|across)\b",
    re.I,
)
_MEANS = re.compile(
    r"\b(?:(?:stands?|short) for|mean(?:s|ing)?|abbreviation(?: of| for)?|acronym|full form|spell(?:ed)? out|letters|defin\w+)\b",
    re.I,
)
_HOW = re.compile(r"\bhow (many|much|long|often|soon|old|come)\b", re.I)


def wants_of(question: str) -> Wants:
    """What `question` wants beside its words."""
    roles: list[RoleWant] = []
    consumed: list[Span] = [m.span() for m in _FRAME.finditer(question)]
    for wanted, weight, certain, pattern in _ROLE_PATTERNS:
        matches = list(pattern.finditer(question))
        if matches:
            roles.append(RoleWant(wanted, weight, matches[0].group().strip().lower(), certain))
            if certain:
                consumed.extend(_cue_spans(question, matches))
    if any(want.certain for want in roles):
        roles = [want for want in roles if want.certain or want.weight >= 1.5]
    kinds = frozenset(kind for kind, pattern in _KIND_PATTERNS if pattern.search(question))
    consumed.extend(m.span(1) for m in _HOW.finditer(question))
    if Kind.DEFINITION in kinds:
        consumed.extend(m.span() for m in _MEANS.finditer(question))
    if Kind.DOSE in kinds or Kind.DURATION in kinds or Kind.SHARE in kinds:
        kinds -= {Kind.NUMBER}
    if Kind.DURATION in kinds and not re.search(r"\b(?:date|year|month|period)\b", question, re.I):
        kinds -= {Kind.DATE}
    if any(want.certain for want in roles):
        of_record = any(want.roles & {Role.PUBLICATION, Role.FURNITURE} for want in roles)
        kinds = frozenset(kind for kind, p in _RECORD_PATTERNS if of_record and p.search(question))
        consumed.extend(m.span() for m in _OF_PUBLISHING.finditer(question))
    return Wants(tuple(roles), kinds, tuple(consumed), bool(_ACROSS.search(question)))


_OF_PUBLISHING = re.compile(
    r"\b(?:publish(?:ed|es)?|publication|journal|authors?|wrote|written|c[ao]mes? from|came from|printed|appear(?:ed|s)?|paper|article|study|trial|report|letter|poster)\b",
    re.I,
)
"""Words about a document that no passage on its subject need have."""
_CUE_WORDS = re.compile(
    r"\b(?:who|wrote|write|authored|published?|publication|publisher|penned|behind|authors?|writers?|investigators?|authorship|written|whom|names?|researchers?|scientists?"
    r"|first|lead|senior|last|main|journal|periodical|magazine|where|when|appear\w*|come|came|out|printed|released|date|year|month|volume|issue|pages?|numbers?|doi|digital|object|identifier"
    r"|issn|cite[sd]?|citation|reference[sd]?|full|bibliograph\w+|epub|university|hospital|institut\w+|department|country|city|faculty|affiliat\w+|work|based|from|licen[cs]e|copyright\w*|open|access"
    r"|share|reuse|copy|reproduce|distribute|redistribut\w+|republish|reprint|photocopy|allowed|may|permissions?|free|key ?-?words?|index|terms?|tags?|topics|listed|title|headline|called"
    r"|name|exact|list|sources?|research|team|doctors?|disclaimer|web ?site|web ?page|site|liab\w+|legal|advice|privacy|address|kind|type|article|paper|study|trial|report|letter|poster|this|that|it)\b",
    re.I,
)


def _cue_spans(question: str, matches: list[re.Match[str]]) -> list[Span]:
    """The words of the cue itself; subject words that stand between them stay in the search."""
    spans: list[Span] = []
    for match in matches:
        spans.extend(
            (match.start() + m.start(), match.start() + m.end()) for m in _CUE_WORDS.finditer(match.group())
        )
    return spans


_NUMBER = r"(?:\d+(?:[.,·]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|nineteen|twenty|thirty|forty|fifty|sixty|none|no|half|both|all|single|several|majority)\b)"
_EVIDENCE: dict[Kind, re.Pattern[str]] = {
    Kind.NUMBER: re.compile(
        _NUMBER + r"(?![\d.,·]*[\s\u00a0-]*(?:days?|weeks?|months?|years?|hours?|minutes?)\b)", re.I
    ),
    Kind.SHARE: re.compile(r"\d\s?%|\d\s?per ?cent|\b(?:half|third|quarter|majority) of\b|\d+\s*(?:/|of|out of)\s*\d+", re.I),
    Kind.DOSE: re.compile(r"\d\s*(?:mg|g|µg|μg|mcg|ug|ml|mL|IU|units?|U|grams?|milligrams?|tablets?|capsules?|[mµμnu]?mol|IE)\b(?:\s?/\s?\w+)*|\d\s?%"),
    Kind.DURATION: re.compile(_NUMBER + r"(?:\s*(?:to|[-–]|or|and)\s*\w+)?[\s\u00a0-]*(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|years?|yrs?|h|d|s)\b|\b(?:daily|weekly|monthly|overnight|immediately)\b", re.I),
    Kind.DATE: re.compile(r"\b(?:19|20)\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.I),
    Kind.DEFINITION: re.compile(r"\([A-Z][\w/-]{1,12}\)|=|\b(?:is|are) (?:an?|the|defined|known)\b|\bdefined as\b|\bstands for\b|\bmeans\b", re.I),
    Kind.REASON: re.compile(r"\b(?:because|due to|owing to|since|as a result|therefore|thus|caus\w+|lead\w*|led to|reasons?|so that|in order to|explain\w*|attribut\w+|result(?:ed|s)? (?:in|from)|to avoid|hypothes\w+)\b", re.I),
    Kind.YEAR: re.compile(
        r"\b(?:published|epub|issued)\b.{0,20}\b(?:19|20)\d\d\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s(?:19|20)\d\d\b"
        r"|\b(?:19|20)\d\d\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I
    ),
    Kind.PAGES: re.compile(r"\bpages?\b|\d\)?\s?:\s?\w?\d+", re.I),
    Kind.VOLUME: re.compile(r"\bvol(?:ume|\.)?\b|\bsuppl|\bissue\b|\d\(|;\d", re.I),
    Kind.DOI: re.compile(r"\b10\.\d{4,9}/"),
    Kind.ADDRESS: re.compile(r"\b(?:street|avenue|road|towers|p\.? ?o\.? ?b\w*)\b|\d+,? [A-Z]\w+.*\b\d{4,}\b", re.I),
    Kind.JOURNAL: re.compile(
        r"^(?!\W*(?:published|received|accepted|epub|doi|volume)\b).*[A-Z]\w+.{0,40}(?:\||\bvol\b|(?:19|20)\d\d\s?;|(?:19|20)\d{2,6}\(|et al\..*(?:19|20)\d\d)",
        re.I | re.S,
    ),
}  # fmt: skip
_LOOSE_EVIDENCE = {
    Kind.YEAR: re.compile(r"\b(?:19|20)\d\d\b|(?:19|20)\d{4}\("),
    Kind.JOURNAL: re.compile(
        r"^(?!\W*(?:published|received|accepted|epub|doi)\b).*[A-Z]\w+.{0,40}(?:19|20)\d\d", re.S
    ),
    Kind.SHARE: re.compile(
        r"\b(?:most|rare(?:ly)?|uncommon|common(?:ly)?|usual(?:ly)?|frequent(?:ly)?|often|seldom|minor|rates?)\b",
        re.I,
    ),
    Kind.DOSE: re.compile(r"\b(?:low|high)[- ]dose|\bdos(?:e|es|age)\b", re.I),
}


def has_kind(kind: Kind, text: str) -> float:
    """Whether a sentence has words of the kind of answer wanted: 1 if plainly, 0.5 if loosely, else 0."""
    if _EVIDENCE[kind].search(text):
        return 1.0
    loose = _LOOSE_EVIDENCE.get(kind)
    return 0.5 if loose and loose.search(text) else 0.0
