"""When a passage is the one that was expected."""

from hypothesis import given
from hypothesis import strategies as st

from qa_bot.evaluation.matching import SourceText, Target, shares_half, texts_share_half

TEXT = "Of 308 patients, 30 died.\n\nThe dose was low (0.5\n g/kg); IVIg-\ninduced rash in 30."


def test_half_of_the_shorter_is_enough_and_less_is_not() -> None:
    assert shares_half((0, 100), (90, 110))
    assert not shares_half((0, 100), (91, 111))
    assert shares_half((0, 1000), (400, 410))
    assert not shares_half((0, 10), (10, 20))
    assert not shares_half((0, 10), (50, 60))


spans = st.tuples(st.integers(0, 200), st.integers(1, 200)).map(lambda pair: (pair[0], sum(pair)))


@given(spans, spans)
def test_half_by_counting_characters(first: tuple[int, int], second: tuple[int, int]) -> None:
    shared = len(set(range(*first)) & set(range(*second)))
    shorter = min(first[1] - first[0], second[1] - second[0])
    assert shares_half(first, second) == (shared >= shorter / 2)
    assert shares_half(first, second) == shares_half(second, first)


def test_a_quote_is_found_across_line_ends() -> None:
    ((start, end),) = SourceText(TEXT).find("(0.5 g/kg); IVIg-induced rash")
    assert TEXT[start:end] == "(0.5\n g/kg); IVIg-\ninduced rash"


def test_a_number_is_found_as_a_number_not_inside_another_one() -> None:
    found = SourceText(TEXT).find("30")
    assert [TEXT[start - 1 : end + 1] for start, end in found] == [" 30 ", " 30."]
    assert SourceText("in 1308 of them").find("308") == ((4, 7),)


def test_what_is_not_there_is_not_found() -> None:
    assert SourceText(TEXT).find("31 died") == ()
    assert SourceText(TEXT).find(" \n") == ()
    assert SourceText("").find("30") == ()


words = st.text(st.sampled_from("ab 1\n\t.\u2009é"), max_size=60)


@given(words, words, words)
def test_every_quote_of_a_text_is_found_where_it_stands(before: str, quote: str, after: str) -> None:
    text = before + quote + after
    found = SourceText(text).find(quote)
    ink = "".join(quote.split())
    assert bool(found) == bool(ink)
    for start, end in found:
        assert "".join(text[start:end].split()) == ink
        assert not text[start].isspace() and not text[end - 1].isspace()


def test_a_passage_matches_in_its_own_document_at_any_place_of_the_quote() -> None:
    target = Target("a.txt", "30", SourceText(TEXT).find("30"))
    assert target.matched_by("a.txt", (0, 25), TEXT[:25])
    assert target.matched_by("a.txt", (40, len(TEXT)), TEXT[40:])
    assert not target.matched_by("a.txt", (27, 60), TEXT[27:60])
    assert not target.matched_by("b.txt", (0, 25), TEXT[:25])


def test_a_quote_that_is_nowhere_is_compared_as_text() -> None:
    target = Target("a.txt", "the dose was low, at 0.5 g per kg", ())
    assert target.matched_by("a.txt", (0, 0), "and the dose was low, at 0.7")
    assert not target.matched_by("a.txt", (0, 0), "the patients were old")
    assert not texts_share_half("", "quote")
