"""Answers as Textual content. Words of documents are always plain text in it, never markup."""

from textual.content import Content

from qa_bot.answering.answer import Answer, Citation
from qa_bot.chat.desk import AS_USUAL, Asking
from qa_bot.rendering import (
    corrections,
    interpretation,
    lines_name,
    pieces,
    reference_name,
    reflow,
    section_name,
    sentence_text,
)

WITHOUT = (
    "Asked again, no word corrected.",
    "Asked again, by the words typed only.",
    "Asked again as it stands, not as a follow-up.",
)
"""What is said of a question asked without each field of `Asking`."""

Parts = list[str | tuple[str, str]]

FAINT = "$foreground 60%"
SENTENCE = "on $primary 22%"
WORD = "bold $text-accent"


def remarks(answer: Answer, asking: Asking = AS_USUAL) -> list[str]:
    """What was done to the question before searching, or was not, one sentence each."""
    done = [remark for remark in (interpretation(answer), corrections(answer)) if remark]
    if done:
        done[-1] += " F2 asks it otherwise." if done[-1].endswith(".") else " (F2 asks it otherwise)"
    return [said for wanted, said in zip(asking, WITHOUT, strict=True) if not wanted] + done


def verdict(answer: Answer) -> Content:
    """The sentence that answers, or why there is none."""
    if answer.answered:
        return Content.assemble((sentence_text(answer), "bold"), (" [1]", "$text-accent"))
    reason = reflow(answer.reason or "The documents do not answer this question.")
    return Content.assemble(("Not found. ", "bold $text-warning"), reason)


def place(citation: Citation) -> Content:
    """Section, lines and source, the section's name standing out."""
    section = section_name(citation).removesuffix(" (inferred)")
    parts: Parts = [(section, "$text")] if section else []
    if section and citation.section_inferred:
        parts.append((" (inferred)", f"italic {FAINT}"))
    rest = f"{lines_name(citation)} · {reflow(citation.source)}"
    parts.append((f" · {rest}" if section else rest, FAINT))
    return Content.assemble(*parts)


def heading(citation: Citation) -> Content:
    """Title, place and reference of a passage."""
    title = reflow(citation.title) or reflow(citation.source)
    parts: list[Content | str] = [Content.styled(title, "bold"), "\n", place(citation)]
    if reference := reference_name(citation):
        parts += ["\n", Content.styled(reference, FAINT)]
    return Content.assemble(*parts)


def passage(citation: Citation) -> Content:
    """The passage as running text, the answering sentence tinted, the words that matter stronger."""
    parts: Parts = []
    for piece in pieces(citation):
        styles = [FAINT if piece.gap else WORD if piece.highlight else "", SENTENCE if piece.sentence else ""]
        parts.append((piece.text, " ".join(filter(None, styles))))
    return Content.assemble(*parts)


def numbered(citation: Citation) -> Content:
    """A citation as the transcript shows it."""
    number = Content.styled(f" {citation.number} ", "bold $text-primary on $primary 30%")
    return Content.assemble(number, " ", heading(citation), "\n", passage(citation))
