"""Which part a heading names, and which part a paragraph or a sentence plays without one."""

import re

from qa_bot.documents.model import Role

_HEADINGS: tuple[tuple[Role, str], ...] = (
    (Role.AFFILIATION, r"(authors?['’]?s?\s+)?(affiliations?|institutions?|addresses)"),
    (Role.AUTHORS, r"(authors?|written by|by)"),
    (Role.KEYWORDS, r"(key\s?-?words?|mesh( terms)?|index terms|subject headings)"),
    (Role.DEFINITIONS, r"(list of )?(abbreviations?|glossary|definitions?|nomenclature)( used)?"),
    (Role.REFERENCES, r"(references?|bibliography|works cited|literature( cited)?|sources)"),
    (
        Role.FUNDING,
        r".*\b(funding|financial|grants?|sponsor\w*|(conflicts? of|competing|conflicting) interests?"
        r"|disclosures?|acknowledge?ments?)\b.*",
    ),
    (Role.LICENCE, r".*\b(licen[cs]e|copyright|permissions|open access)\b.*"),
    (Role.ABSTRACT, r"(structured |graphical |plain language )?(abstract|summary|synopsis)"),
    (Role.CONCLUSIONS, r".*\b(conclusions?|concluding|implications?|take.home|key messages?)\b.*"),
    (Role.DISCUSSION, r".*\b(discussion|comments?|interpretation|limitations?|strengths)\b.*"),
    (Role.RESULTS, r".*\b(results?|findings?|outcomes?|main outcome.*)\b.*"),
    (Role.CASE, r".*\b(case|patient)( report| presentation| description| history| summary)?s?( \d+)?"),
    (
        Role.METHODS,
        r".*\b(methods?|methodology|materials?|design|setting|participants?|subjects?|patients|interventions?"
        r"|procedures?|measurements?|statistic\w*|analys[ie]s|protocol|experimental|randomi[sz]ation"
        r"|eligibility|data (collection|sources)|study population)\b.*",
    ),
    (Role.AIM, r".*\b(objectives?|aims?|purpose|goals?|hypothes[ie]s|research questions?)\b.*"),
    (Role.BACKGROUND, r".*\b(background|introduction|context|rationale|importance|overview)\b.*"),
)
_HEADING_PATTERNS = tuple((role, re.compile(pattern, re.I)) for role, pattern in _HEADINGS)
_NUMBERING = re.compile(r"^\s*(?:(?:section|chapter)\s+)?(?:\d+(?:\.\d+)*|[IVX]+|[A-H])?[.)]?\s+(?=\S)", re.I)

_CUES: tuple[tuple[Role, str], ...] = (
    (
        Role.AIM,
        r"\b(aims?|objectives?|purpose|goal) (of|was|is|were)\b|\bwas (designed|undertaken|conducted|performed"
        r"|carried out) to\b|\b(we|study|trial) (aimed|sought|set out|wanted)\b|\bto (investigate|determine|evaluate"
        r"|assess|examine) (whether|the|if|how)\b|\bwe (hypothesi[sz]ed|investigated whether|asked whether)",
    ),
    (
        Role.METHODS,
        r"\bwe (retrospectively|prospectively|enrolled|recruited|reviewed|included|measured|compared|randomi[sz]ed"
        r"|collected|analy[sz]ed|performed|used|studied)\b|\bwere (enrolled|recruited|randomi[sz]ed|randomly|divided"
        r"|assigned|included|excluded|measured|collected|assessed|reviewed|analy[sz]ed|allocated)\b"
        r"|\b(prospective|retrospective|observational|double-blind|randomi[sz]ed|cross-?sectional) .*\b(study|trial)\b"
        r"|\breview was made\b|\bwas conducted\b|\bmedical (records|charts)\b|\b(mortality|rate|score)s? was"
        r" (investigated|assessed|measured|calculated)\b|\bstatistical(ly)? (analys|test)|\binclusion criteria\b",
    ),
    (
        Role.RESULTS,
        r"\bp\s?[<=>≤]\s?0?\.\d|\bsignificant(ly)? (higher|lower|increase|decrease|improve|differ|reduc|associat)"
        r"|\b(significantly) \w+ed\b|\b\d+(\.\d+)? ?%|\b(survived|died)\b|\bno (significant|adverse|critical|difference)"
        r"|\bthere (was|were) (no|a|significant)\b|\bof the \w+ patients\b|\b(patients|participants|group) (had"
        r"|were treated|received|showed)\b|\bwas associated with\b|\b95 ?% ?(ci|confidence)\b|\bdid not improve\b",
    ),
    (
        Role.CASE,
        r"\b\d{1,3}[- ]year[- ]old\b|\bpresented (with|to)\b|\bphysical examination\b|\b(biopsy|laboratory|blood test"
        r"|radiograph)\w* .*\b(revealed|showed)\b|\bwas (admitted|discharged|diagnosed|treated with)\b|\bshe\b|\bhis\b"
        r"|\bher\b|\bhe\b|\bthe patient\b|\b(diagnosis of .* was)\b|\b(lesions?|skin) .*(developed|resolved)\b",
    ),
    (
        Role.CONCLUSIONS,
        r"\b(in (conclusion|summary)|we conclude|our (study|results|data|findings) (demonstrate|show|suggest|indicate"
        r"|confirm|support)\w*|to (the best of )?our knowledge|these (results|findings|data) (suggest|indicate|show|support)"
        r"|further (study|studies|research|controlled|trials|investigation)|(is|are|may be|could be) (safe|an? (possible"
        r"|effective|useful))|suggesting that|(is|are) (required|needed|warranted|worthwhile) to)\b",
    ),
    (
        Role.BACKGROUND,
        r"\b(has|have) been (used|shown|reported|proposed|associated|controversial|increasing|recogni[sz]ed)\b|\bis an?"
        r" [\w -]{0,40}(disease|disorder|condition|syndrome|reaction|agent|problem|cause)\b|\b(is|are|remains?) (unclear|unknown"
        r"|controversial|not known|poorly|common|uncommon|rare|recogni[sz]ed|defined|characteri[sz]ed)\b|\byet to be\b"
        r"|\bplays? .{0,20}roles?\b|\b(typically|usually|frequently)\b|\bhave (become|emerged)\b|\blittle is known\b",
    ),
)
_CUE_PATTERNS = tuple((role, re.compile(pattern, re.I)) for role, pattern in _CUES)


LONGEST = 3_000
"""Characters of a paragraph that are looked at for its role."""


def heading_role(heading: str) -> Role | None:
    """The role that a heading names, or None if it names none that is known."""
    words = " ".join(_NUMBERING.sub("", heading).split()).rstrip(":.")
    if not words or len(words.split()) > 10:
        return None
    for role, pattern in _HEADING_PATTERNS:
        if pattern.fullmatch(words):
            return role
    return None


def is_part_name(heading: str) -> bool:
    """Whether a heading only names a part of an article ("Results"), and so is not the article's title."""
    return len(heading.split()) <= 3 and heading_role(heading) is not None


def cue_scores(text: str) -> dict[Role, int]:
    """How many cue phrases of each role `text` has."""
    text = text[:LONGEST]
    return {role: len(pattern.findall(text)) for role, pattern in _CUE_PATTERNS}


def infer_roles(paragraphs: list[str]) -> list[Role]:
    """The part that each paragraph of an article without headings plays.

    The sequence of roles with the most cues is taken among those that only go forward
    (background, aim, methods or case, results, discussion, conclusions), by dynamic programming.
    A single case makes a case report: its methods and results are the case, and background that
    comes after it is discussion.
    """
    if not paragraphs:
        return []
    scores = [cue_scores(paragraph) for paragraph in paragraphs]
    case_like = sum(s[Role.CASE] for s in scores) > max(2, sum(s[Role.METHODS] for s in scores))
    if case_like:
        sequence: tuple[Role, ...] = (Role.BACKGROUND, Role.CASE, Role.DISCUSSION, Role.CONCLUSIONS)
    else:
        sequence = (Role.BACKGROUND, Role.AIM, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS)

    def gain(i: int, role: Role) -> float:
        score = scores[i]
        if role is Role.DISCUSSION:
            return 0.4 + score[Role.BACKGROUND] - 0.5 * score[Role.CASE]
        if role is Role.CASE:
            return score[Role.CASE] + 0.3 * (score[Role.METHODS] + score[Role.RESULTS])
        if role is Role.AIM:
            return 0.8 * score[Role.AIM] - score[Role.BACKGROUND]
        if role is Role.CONCLUSIONS:
            return 1.5 * score[role] + (0.6 if i == len(scores) - 1 else 0.0)
        return score[role] + (0.6 if role is Role.BACKGROUND and i == 0 else 0.0)

    best: list[list[tuple[float, int]]] = []
    for i in range(len(scores)):
        row = []
        for k, role in enumerate(sequence):
            before = max(((best[i - 1][j][0], j) for j in range(k + 1)), default=(0.0, 0)) if i else (0.0, 0)
            row.append((before[0] + gain(i, role), before[1]))
        best.append(row)
    k = max(range(len(sequence)), key=lambda k: best[-1][k][0])
    roles = []
    for i in range(len(scores) - 1, -1, -1):
        roles.append(sequence[k])
        k = best[i][k][1]
    return roles[::-1]


def sentence_role(text: str, section: Role) -> Role:
    """The part that one sentence plays: its section's, but the aim wherever it is told, and in an
    abstract or a text without headings what its own cues say."""
    if section not in (Role.ABSTRACT, Role.OTHER, Role.BACKGROUND):
        return section
    scores = cue_scores(text)
    if section is Role.BACKGROUND:
        return Role.AIM if scores[Role.AIM] else section
    role, score = max(scores.items(), key=lambda item: item[1])
    return role if score else section
