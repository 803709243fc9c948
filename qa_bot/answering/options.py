"""The parts of answering that can be switched off, and the weights that combine them."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of answering. The weights were fitted on development questions only."""

    vocabulary: bool = True
    """Search by synonyms, members of classes and related words."""
    abbreviations: bool = True
    """Search by both forms of the abbreviations that the documents define."""
    spelling: bool = True
    """Correct words that neither the documents nor the language know."""
    roots: bool = True
    """Count words of the same root (*coagulation*, *coagulopathy*) as weak matches."""
    wants: bool = True
    """Use the section and the kind of answer that the question asks for."""
    fields: bool = True
    """Let title and document speak for a passage."""
    proximity: bool = True
    """Prefer passages in which one sentence has what the question asks, its words near each other."""
    joint: bool = True
    """Choose passage and answering sentence together."""
    refusal: bool = True
    """Say *not found* where the evidence is too thin."""
    vocabulary_file: Path | None = None
    """A vocabulary of one's own, beside the shipped one."""

    candidates: int = 200
    """Passages that the second stage judges."""
    w_bm25: float = 0.85
    """Weight of the question's words in the passage, counted and saturated."""
    w_sentence: float = 1.1
    """Weight of the share of the question that one sentence covers."""
    w_passage: float = 0.42
    """Weight of the share of the question that the passage covers."""
    w_near: float = 0.4
    """Weight of neighbouring words of the question that stand near each other."""
    w_kind: float = 0.35
    """Weight of the kind of answer wanted (a number, a dose, …)."""
    w_record: float = 1.2
    """The same where a line about the document is wanted (a DOI, a volume, …)."""
    w_role: float = 0.2
    """Weight of the section wanted, times how much that matters."""
    w_certain: float = 1.8
    """What a section gains besides where it is certain that it is asked for."""
    beside: float = 0.95
    """How good, beside the best sentence, its neighbour must be to be part of the answer."""
    w_prior: float = 0.13
    """Weight of where answers usually stand."""
    w_named: float = 0.4
    """What a passage loses if the question names another document."""
    w_front: float = 0.5
    """What a passage about the document loses if the question is about the subject."""
    w_definition: float = 0.8
    """Weight of a sentence that defines the abbreviation asked about."""
    c_passage: float = 0.2
    """How far a word elsewhere in the passage counts for a sentence, 0 to 1."""
    c_title: float = 1.0
    """How far a word of the title or the section's heading does."""
    c_document: float = 1.0
    """How far a word elsewhere in the document does, the more other documents lack it."""
    phrase_part: float = 0.6
    """How far the words of a phrase count that does not stand there as a whole."""
    root_strength: float = 0.45
    """Strength of the tie between words of the same root."""
    ordinary: float = 0.6
    """Weight of an ordinary English word beside a term."""
    referring: float = 0.4
    """Weight of a word that points at a document (*study*, *paper*)."""
    light: float = 0.45
    """Most weight of a word so general that it tells little apart."""
    carried: float = 0.5
    """Weight of the words that a follow-up takes from the turns before."""
    w_focus: float = 0.3
    """What a passage gains of the document that the conversation is about."""
    beside_typed: float = 0.85
    """How far a tie counts where the library has the word as typed."""
    beside_typed_everyday: float = 0.6
    """The same for a tie of everyday English."""
    least_strength: float = 0.1
    """Ties weaker than this are left out."""
    least_rarity: float = 0.05
    """Least rarity of a word that the library has as typed."""
    found: float = 0.42
    """The least confidence, 0 to 1, with which an answer is given."""
