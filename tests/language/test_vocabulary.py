"""Which words stand for one another."""

import sqlite3
from importlib import resources
from pathlib import Path

import pytest

from qa_bot.errors import UsageError
from qa_bot.language.tokens import stems
from qa_bot.language.vocabulary import (
    CLASS,
    MEMBER,
    RELATED,
    SYNONYM,
    Vocabulary,
    compile_vocabulary,
    load_vocabulary,
    parse_vocabulary,
    phrase_key,
)

SHIPPED = sorted(
    (Path(str(resources.files("qa_bot.language"))) / "data" / "vocabulary").glob("*.txt"),
    key=lambda p: p.name,
)


def vocabulary_of(text: str) -> Vocabulary:
    connection = sqlite3.connect(":memory:")
    compile_vocabulary(parse_vocabulary(text, "test.txt"), (), connection)
    return Vocabulary(connection)


def strength(vocabulary: Vocabulary, typed: str, other: str) -> float | None:
    """How strongly `typed` is tied to `other`; None if it is not."""
    ties = vocabulary.ties(phrase_key(stems(typed)))
    return next((tie.strength for tie in ties if tie.phrase == other), None)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_every_shipped_file_can_be_read(file: Path) -> None:
    groups = parse_vocabulary(file.read_text("utf-8"), file.name)
    assert groups
    assert all(group.strength is None or 0 < group.strength <= 1 for group in groups)


def test_the_shipped_vocabulary_is_broad() -> None:
    groups = [group for file in SHIPPED for group in parse_vocabulary(file.read_text("utf-8"), file.name)]
    assert len(groups) >= 1500


def test_synonyms_are_tied_both_ways_and_not_to_themselves() -> None:
    vocabulary = vocabulary_of("hair loss, alopecia")
    assert strength(vocabulary, "hair loss", "alopecia") == SYNONYM
    assert strength(vocabulary, "alopecia", "hair loss") == SYNONYM
    assert strength(vocabulary, "alopecia", "alopecia") is None


def test_a_phrase_is_found_in_any_order_and_form() -> None:
    vocabulary = vocabulary_of("hair loss, alopecia")
    for typed in ("hair loss", "loss of hair", "Hair Losses"):
        assert strength(vocabulary, typed, "alopecia"), typed


def test_a_class_leads_to_its_members_more_than_a_member_to_its_class() -> None:
    vocabulary = vocabulary_of("steroids > prednisolone, hydrocortisone")
    down, up = (
        strength(vocabulary, "steroids", "prednisolone"),
        strength(vocabulary, "prednisolone", "steroids"),
    )
    assert (down, up) == (MEMBER, CLASS)
    assert MEMBER > CLASS
    assert strength(vocabulary, "prednisolone", "hydrocortisone") is None


def test_related_words_are_tied_less_than_synonyms() -> None:
    vocabulary = vocabulary_of("fever ~ infection")
    assert strength(vocabulary, "fever", "infection") == strength(vocabulary, "infection", "fever") == RELATED
    assert RELATED < SYNONYM


@pytest.mark.parametrize("group", ["fever, hot @0.6", "fever > hot @0.6", "fever ~ hot @0.6"])
def test_a_line_sets_the_strength_of_its_tie(group: str) -> None:
    assert strength(vocabulary_of(group), "fever", "hot") == 0.6


def test_the_strongest_of_several_ties_counts() -> None:
    vocabulary = vocabulary_of("fever ~ hot @0.3\nfever, hot @0.8\nfever, hot @0.5")
    assert strength(vocabulary, "fever", "hot") == 0.8


def test_ties_come_strongest_first() -> None:
    vocabulary = vocabulary_of("fever ~ chill\nfever, pyrexia\nfever > febrile")
    strengths = [tie.strength for tie in vocabulary.ties("fever")]
    assert strengths == sorted(strengths, reverse=True)
    assert len(strengths) == 3


def test_remarks_headings_and_blank_lines_are_no_groups() -> None:
    assert parse_vocabulary("# a, b\n\n== c, d\n   \ne, f\r\n", "own.txt")[0].left == ("e", "f")
    assert len(parse_vocabulary("# a, b\n\n== c, d\n   \ne, f\r\n", "own.txt")) == 1


def test_a_word_that_no_group_has_is_unknown() -> None:
    vocabulary = vocabulary_of("fever, pyrexia")
    assert vocabulary.ties("volcano") == ()
    assert not vocabulary.has_word("volcano")
    assert vocabulary.has_word("pyrexia")


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("a, b\nlonely", "own.txt:2"),
        ("class > ", "own.txt:1"),
        ("a, b\n\n# remark\na ~ ", "own.txt:4"),
        ("a, b @strong", "own.txt:1"),
    ],
)
def test_a_wrong_line_is_named(lines: str, place: str) -> None:
    with pytest.raises(UsageError, match=f"^{place}: "):
        parse_vocabulary(lines, "own.txt")


@pytest.mark.parametrize("given", ["7", "-1", "0", "nan"])
def test_a_strength_outside_nought_to_one_is_named(given: str) -> None:
    with pytest.raises(UsageError, match=r"^own\.txt:1: "):
        parse_vocabulary(f"a, b @{given}", "own.txt")


@pytest.mark.usefixtures("cache")
class TestLoading:
    @pytest.mark.parametrize(
        ("lay", "technical"),
        [
            ("hair loss", "alopecia"),
            ("itchy", "pruritus"),
            ("heart attack", "myocardial infarction"),
            ("death", "mortality"),
        ],
    )
    def test_lay_words_lead_to_technical_ones_and_back(self, lay: str, technical: str) -> None:
        vocabulary = load_vocabulary()
        for typed, other in ((lay, technical), (technical, lay)):
            keys = {tie.key for tie in vocabulary.ties(phrase_key(stems(typed)))}
            assert phrase_key(stems(other)) in keys

    def test_a_file_of_ones_own_stands_beside_the_shipped_ones(self, tmp_path: Path) -> None:
        own = tmp_path / "boats.txt"
        own.write_text("# ours\nsloop, zeilboot\nboats > yawl @0.7\n", encoding="utf-8")
        vocabulary = load_vocabulary(own)
        assert strength(vocabulary, "sloop", "zeilboot") == SYNONYM
        assert strength(vocabulary, "boats", "yawl") == 0.7
        assert strength(vocabulary, "hair loss", "alopecia")
        assert strength(load_vocabulary(), "sloop", "zeilboot") is None

    def test_a_file_with_a_mark_at_its_start_and_other_line_ends_is_read(self, tmp_path: Path) -> None:
        own = tmp_path / "boats.txt"
        own.write_bytes("\ufeffsloop, zeilboot\r\nyawl, smack\r\n".encode())
        assert strength(load_vocabulary(own), "smack", "yawl") == SYNONYM
        assert strength(load_vocabulary(own), "zeilboot", "sloop") or strength(
            load_vocabulary(own), "zeilboot", "\ufeffsloop"
        )

    def test_what_is_wrong_with_ones_own_file_is_said(self, tmp_path: Path) -> None:
        wrong, binary = tmp_path / "wrong.txt", tmp_path / "binary.txt"
        wrong.write_text("sloop, zeilboot\nlonely\n", encoding="utf-8")
        binary.write_bytes(b"\xff\xfe\x00")
        with pytest.raises(UsageError, match=r"wrong\.txt:2"):
            load_vocabulary(wrong)
        with pytest.raises(UsageError, match=r"binary\.txt"):
            load_vocabulary(binary)
        with pytest.raises(UsageError, match=r"nothing\.txt"):
            load_vocabulary(tmp_path / "nothing.txt")

    def test_a_kept_vocabulary_gives_the_same_ties(self, tmp_path: Path) -> None:
        own = tmp_path / "boats.txt"
        own.write_text("sloop, zeilboot\n", encoding="utf-8")
        compiled = load_vocabulary.__wrapped__(own)
        kept = load_vocabulary.__wrapped__(own)
        for typed in ("sloop", "alopecia", "heart attack", "dose"):
            assert kept.ties(phrase_key(stems(typed))) == compiled.ties(phrase_key(stems(typed)))
