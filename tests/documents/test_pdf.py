"""Reading PDF: paragraphs, columns, running heads, hyphens, pages, and files that are broken."""

import zlib
from itertools import chain, zip_longest

import pytest

from qa_bot.documents.model import Document
from qa_bot.documents.pdf import read_pdf
from qa_bot.errors import ReadError

from .looking import assert_sound
from .pdf_files import Placed, column, pdf

LEFT = [
    "Sailors get sick at sea in every wind and the",
    "remedies that they are given are of little use. We",
    "gave kelp to forty of them for a week and counted",
    "how often they were sick. The kelp was dried in a",
    "room without light and it was ground by the cook",
    "every morning. Nobody knew which of the biscuits",
    "held the kelp and which of them held dried spinach",
]
RIGHT = [
    "instead. Of forty sailors four were sick and in the",
    "other group nineteen were. The difference was large",
    "in rough weather and small in the harbour, where no",
    "sailor was sick at all. We conclude that kelp is of",
    "use at sea. More ships are needed to confirm what",
    "was seen on this one, and a cook who can be trusted",
    "with the biscuits for longer than a single week.",
]


def read(*pages: list[Placed], title: str = "") -> Document:
    return read_pdf(pdf(pages, title), "kelp/weir.pdf")


def sentences(document: Document) -> list[str]:
    return [document.text[s.start : s.end] for section in document.sections for s in section.sentences]


def test_lines_are_joined_to_paragraphs_and_sentences_cross_columns() -> None:
    document = read([*column(50, 700, LEFT), *column(310, 700, RIGHT)])
    assert "We gave kelp to forty of them for a week and counted how often they were sick." in sentences(
        document
    )
    assert "which of them held dried spinach instead." in document.text


def test_columns_set_line_by_line_across_the_page_are_read_one_after_the_other() -> None:
    rows = chain.from_iterable(zip_longest(column(50, 700, LEFT), column(310, 700, RIGHT)))
    across = read([(50, 760, 18, "Kelp for sailors"), *rows])
    in_order = read([(50, 760, 18, "Kelp for sailors"), *column(50, 700, LEFT), *column(310, 700, RIGHT)])
    assert across.text == in_order.text


def test_title_and_headings_by_their_type() -> None:
    document = read([
        (50, 760, 18, "Kelp keeps sailors well at"), (50, 738, 18, "sea"),
        *column(50, 700, ["*Background", "Sailors get sick. Few remedies help them at all in rough weather.", "",
                          "*What we saw", "Of forty sailors who were given kelp for a week four were sick."]),
    ])  # fmt: skip
    assert document.title == "Kelp keeps sailors well at sea"
    assert [(s.label, s.inferred) for s in document.sections] == [
        ("Title", True), ("Background", False), ("What we saw", False),
    ]  # fmt: skip


def test_the_title_that_the_file_claims_is_believed_only_if_it_is_printed() -> None:
    page = [(50.0, 760.0, 12.0, "Kelp for sailors"), (50.0, 730.0, 18.0, "Journal"), *column(50, 700, LEFT)]
    assert read(page, title="Kelp for Sailors").title == "Kelp for sailors"
    assert read(page, title="Microsoft Word - draft7.doc").title == "Journal"


def test_running_heads_feet_and_page_numbers_are_left_out() -> None:
    pages = [
        [(50.0, 810.0, 8.0, "Weir et al."), (500.0, 810.0, 8.0, f"Page {n} of 5"), *column(50, 700, [*LEFT[:6], f"in run {n}."]),
         (300.0, 30.0, 8.0, str(n))]
        for n in range(1, 6)
    ]  # fmt: skip
    document = read(*pages)
    assert "Weir" not in document.text
    assert "Page" not in document.text
    assert "in run 3." in document.text


def test_a_page_starts_where_its_first_word_stands() -> None:
    document = read(column(50, 700, LEFT), column(50, 700, RIGHT))
    assert len(document.page_starts) == 2
    assert document.page_starts[0] == 0
    assert document.text[document.page_starts[1] :].startswith("instead. Of forty")


def test_a_page_without_text_begins_with_the_next() -> None:
    document = read(column(50, 700, LEFT), [], column(50, 700, RIGHT))
    assert len(document.page_starts) == 3
    assert document.page_starts[1] == document.page_starts[2]


def test_words_parted_at_line_ends_are_joined_and_hyphens_of_words_kept() -> None:
    document = read(column(50, 700, [
        "The sepsis was severe and it was induced in pigs. It was seen that sepsis-",
        "induced fever and its treat-", "ment take a week. A well-known treat-", "ment is kelp, which is well-",
        "known at sea as elsewhere.",
    ]))  # fmt: skip
    assert "sepsis-induced fever and its treatment take" in document.text
    assert "kelp, which is well-known at sea" in document.text


def test_rows_of_a_table_stay_apart() -> None:
    rows = [("Group", "Sick", "Well"), ("Kelp", "4", "36"), ("Spinach", "19", "21")]
    cells: list[Placed] = [
        (50 + 120 * k, 500 - 14 * i, 10, word) for i, row in enumerate(rows) for k, word in enumerate(row)
    ]
    document = read([*column(50, 700, LEFT), *cells])
    assert "Kelp | 4 | 36" in sentences(document)


def test_sentences_are_verbatim_in_order() -> None:
    document = read([*column(50, 700, LEFT)], [*column(50, 700, RIGHT)])
    assert_sound(document)


def test_characters_beyond_the_first_plane_move_nothing() -> None:
    document = read(
        [(50.0, 700.0, 10.0, "Costs of 40 € were “paid” – in full – by the ship’s own cook and his mates.")]
    )
    assert "“paid” – in full – by the ship’s own cook" in document.text


WHOLE = pdf([column(50, 700, LEFT)])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.4\n", "broken or truncated PDF"),
        (b"junk" * 100, "not a PDF"),
        (WHOLE[:200], "broken|images only|without pages"),
        (pdf([[], []]), "images only: 2 pages without a text layer"),
        (pdf([[(300.0, 30.0, 8.0, "1")]]), "images only: 1 page without"),
        (pdf([]), "without pages|broken"),
        (
            pdf([column(50, 700, LEFT)], extra="/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <" + "41" * 32
                + "> /U <" + "42" * 32 + "> >> /ID [<00> <00>]"),
            "a password",
        ),
    ],
)  # fmt: skip
def test_broken_files_say_what_is_wrong_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as error:
        read_pdf(data, "a.pdf")
    assert "\n" not in str(error.value)


def with_stream(filters: str, packed: bytes) -> bytes:
    """A file whose page is a packed stream."""
    page = WHOLE.index(b"<< /Length")
    end = WHOLE.index(b"endstream")
    return (
        WHOLE[:page]
        + f"<< /Length {len(packed)} /Filter {filters} >>\nstream\n".encode()
        + packed
        + WHOLE[end:]
    )


def test_a_stream_that_would_fill_the_memory_is_refused() -> None:
    bomb = zlib.compress(bytes(200 * 2**20), 9)
    for data in (
        with_stream("/FlateDecode", bomb),
        with_stream("[/FlateDecode /FlateDecode]", zlib.compress(bomb, 9)),
    ):
        with pytest.raises(ReadError, match="bomb"):
            read_pdf(data, "a.pdf")


@pytest.mark.parametrize("keep", range(20, len(WHOLE), 97))
def test_a_file_cut_anywhere_is_read_or_refused(keep: int) -> None:
    try:
        read_pdf(WHOLE[:keep], "a.pdf")
    except ReadError:
        return
