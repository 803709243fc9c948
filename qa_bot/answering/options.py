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
    w_sentence: float = 1.1
    w_passage: float = 0.42
    w_near: float = 0.4
    w_kind: float = 0.35
    w_record: float = 1.2
    w_role: float = 0.2
    w_certain: float = 1.8
    beside: float = 0.95
    """How good, beside the best sentence, its neighbour must be to be part of the answer."""
    w_prior: float = 0.13
    w_named: float = 0.4
    w_front: float = 0.5
    w_definition: float = 0.8
    c_passage: float = 0.2
    c_title: float = 1.0
    c_document: float = 1.0
    phrase_part: float = 0.6
    root_strength: float = 0.45
    ordinary: float = 0.6
    referring: float = 0.4
    light: float = 0.45
    carried: float = 0.5
    w_focus: float = 0.3
    beside_typed: float = 0.85
    beside_typed_everyday: float = 0.6
    least_strength: float = 0.1
    least_rarity: float = 0.05
    found: float = 0.42
    """The least confidence, 0 to 1, with which an answer is given."""
