"""Plain texts of other kinds: the same rules hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.documents.model import Document, Role
from qa_bot.documents.plain_text import read_plain_text

from .looking import assert_in_order, assert_sound, outline, part, plain, role_of, words_of

NOTES = """Went to the market on Monday. Bought six apples, two loaves and a pound of butter.

Called the plumber about the leaking tap in the kitchen. He comes on Thursday at nine.

Remember to water the tomatoes every evening while the neighbours are away.
"""

MAIL = """Dear Anna,

thank you for the long letter that you sent me from the
mountains last week. The weather here has been very wet and
the river has come up to the garden gate twice since you
left. We moved the hens into the upper barn on Tuesday
because the lower one was under water.

The vet came to look at the grey mare and found that the
swelling on her leg had gone down. He wants to see her again
in three weeks, and until then she is to be kept on dry
straw.

Give my love to the children.
"""

ARTICLE = """Cold storage of seed potatoes in northern barns

Maria Lund, Erik Holm and Signe Dahl
Journal of Farm Storage 2011;24(3):112-118

%s

Seed potatoes that are kept too warm sprout before they are planted. Farmers have stored them in cellars for centuries.

%s

We stored 400 kg of seed potatoes in four barns at two temperatures. The potatoes were weighed every second week.

%s

At four degrees the potatoes lost 3.1%% of their weight. At nine degrees they lost 11.4%% and most had sprouted by March.

Table 1: Loss of weight by barn and temperature.

%s

Seed potatoes should be stored at four degrees.

References

1. Lund M. Barns and their climate. J Farm Storage 2004;17:20-31.
"""
KELP = """Kelp extract for sea sickness

Sea sickness is a common disorder of sailors and of passengers of all ages. Its cause remains unclear, although it
has been associated with the inner ear.

We enrolled 80 sailors and randomized them to a daily glass of kelp extract or of plain water. Nausea was assessed
every hour by the cook.

Nausea was significantly reduced by kelp (P < 0.01). There were no adverse events during the whole voyage, and 12% of
the sailors slept.

In conclusion, our results suggest that kelp helps. Further trials are needed to confirm it in passengers of cruise
ships and of ferries.
"""
PARTS = (Role.BACKGROUND, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS)


def sentences(document: Document) -> list[str]:
    return [words_of(document, s) for section in document.sections for s in section.sentences]


def assert_article(document: Document) -> None:
    assert_sound(document)
    assert document.title == "Cold storage of seed potatoes in northern barns"
    assert str(document.reference) == "Lund M et al. Journal of Farm Storage 2011;24(3):112-118"
    for words, role in zip(
        ("sprout before", "We stored 400 kg", "At four degrees the", "should be stored"), PARTS, strict=True
    ):
        assert role_of(document, words) is role
    assert role_of(document, "Barns and their climate") is Role.REFERENCES
    assert role_of(document, "Loss of weight by barn") is Role.LEGEND


def test_notes_without_headings_are_one_section_named_after_nothing_printed() -> None:
    document = read_plain_text(NOTES, "house/notes.txt")
    assert_sound(document)
    assert document.title == "notes"
    assert all(section.inferred for section in document.sections)
    assert "He comes on Thursday at nine." in sentences(document)
    assert part(document, Role.FURNITURE) == ""


def test_a_hard_wrapped_letter_keeps_its_sentences_whole() -> None:
    document = read_plain_text(MAIL, "anna.txt")
    assert_sound(document)
    assert (
        "The weather here has been very wet and the river has come up to the garden gate twice since you left."
        in sentences(document)
    )
    assert "Give my love to the children." in sentences(document)
    assert role_of(document, "The vet came") not in (Role.FURNITURE, Role.AUTHORS)


def test_a_greeting_is_no_author() -> None:
    document = read_plain_text(MAIL, "anna.txt")
    assert document.reference.authors == ()
    assert part(document, Role.AUTHORS) == ""


@pytest.mark.parametrize(
    "headings",
    [
        ("Introduction", "Materials and methods", "Results", "Conclusions"),
        ("Background:", "Patients and methods:", "Findings:", "Implications:"),
        ("1 Introduction", "2 Methods", "3 Results", "4 Conclusions"),
        ("INTRODUCTION", "METHODS", "RESULTS", "CONCLUSION"),
        ("I Introduction", "II Methods", "III Results", "IV Conclusions"),
        ("1. Introduction", "2. Materials and methods", "3. Results", "4. Conclusions"),
        ("1) Introduction", "2) Methods", "3) Results", "4) Conclusions"),
    ],
    ids=lambda headings: headings[0],
)
def test_an_article_with_headings(headings: tuple[str, ...]) -> None:
    document = read_plain_text(ARTICLE % headings, "potatoes.txt")
    assert_article(document)
    printed = [section for section in document.sections if section.role in PARTS]
    assert not any(section.inferred for section in printed)
    assert [s.label for s in printed] == [heading.rstrip(":") for heading in headings]


def test_line_ends_of_other_systems_change_nothing() -> None:
    headings = ("Introduction", "Methods", "Results", "Conclusions")
    unix = read_plain_text(ARTICLE % headings, "potatoes.txt")
    for end in ("\r\n", "\r"):
        other = read_plain_text((ARTICLE % headings).replace("\n", end), "potatoes.txt")
        assert_article(other)
        assert outline(other) == outline(unix)
        assert sentences(other) == sentences(unix)


def test_an_article_whose_headings_are_lost_is_inferred() -> None:
    document = read_plain_text(KELP, "kelp.txt")
    assert [(s.label, s.inferred) for s in document.sections if s.role in PARTS] == [
        (role.value, True) for role in PARTS
    ]


def test_the_line_at_the_top_is_the_title_however_short_the_paragraphs() -> None:
    text = """Kelp extract for sea sickness

Sea sickness is a common disorder of sailors. Its cause remains unclear.

We enrolled 80 sailors and randomized them to kelp or water. Nausea was assessed every hour.

Nausea was significantly reduced by kelp (P < 0.01). There were no adverse events, and 12% of the sailors slept.
"""
    assert read_plain_text(text, "kelp.txt").title == "Kelp extract for sea sickness"


def test_headings_that_run_into_their_paragraph() -> None:
    text = """Rain in the hills

Background: It rains in the hills every day of the year and nobody knows why.
Aims: To count the drops that fall into a bucket.
Patients and Methods: We counted drops with two buckets.
Findings: There were 912 drops in the first bucket and none in the other.
"""
    document = read_plain_text(text, "rain.txt")
    assert outline(document)[1:] == [
        ("Background", Role.BACKGROUND), ("Aims", Role.AIM), ("Patients and Methods", Role.METHODS),
        ("Findings", Role.RESULTS),
    ]  # fmt: skip


def test_points_of_a_list_are_not_run_together() -> None:
    text = """What to bring on the boat

Every sailor is asked to bring the following things along on the day of departure.

• a warm coat
• two pairs of boots
• a knife with a
  wooden handle

The boat leaves the harbour at six in the morning and comes back at night.
"""
    document = read_plain_text(text, "boat.txt")
    found = sentences(document)
    assert "• a warm coat" in found
    assert "• two pairs of boots" in found
    assert "• a knife with a wooden handle" in found


def test_points_with_numbers_are_no_headings() -> None:
    text = """What to bring on the boat

Every sailor is asked to bring the following things along on the day of departure.

1. Materials
2. Results of the last voyage
3. Patients and their letters

The boat leaves the harbour at six in the morning and comes back at night.
"""
    document = read_plain_text(text, "boat.txt")
    assert [s.label for s in document.sections if not s.inferred] == []
    assert "2. Results of the last voyage" in sentences(document)


def test_a_greeting_further_down_is_no_heading() -> None:
    document = read_plain_text(f"{MAIL}\n{MAIL.replace('Anna', 'Erik')}", "letters.txt")
    assert "Dear Erik," in sentences(document)
    assert all(section.inferred for section in document.sections)


def test_a_legend_between_two_halves_of_a_sentence() -> None:
    text = """The lower barn

The lower barn was built by the monks in the twelfth century and has been used for the hens and for the

Figure 1: The lower barn seen from the river.

goats of the village ever since. It is dry in summer.
"""
    document = read_plain_text(text, "barn.txt")
    whole = "The lower barn was built by the monks in the twelfth century and has been used for the hens and for the goats of the village ever since."
    assert whole in sentences(document)
    assert part(document, Role.LEGEND) == "Figure 1: The lower barn seen from the river."


def test_a_legend_between_two_halves_of_a_front_line_is_no_part_of_it() -> None:
    assert_sound(read_plain_text("One two three four five six seven eight\nFigure 1.\n(", "barn.txt"))


def test_a_line_on_the_publication_under_a_heading_leaves_no_section_without_a_name() -> None:
    text = """Kelp for goats

Abstract

Farm 2011;24(3):112-118

The goats of the upper barn were given dried kelp in the morning of every day from October until the end of April.
"""
    document = read_plain_text(text, "goats.txt")
    assert "" not in [section.label for section in document.sections]


def test_a_legend_above_the_first_paragraph_is_a_legend() -> None:
    text = """The lower barn

Figure 1: The lower barn seen from the river.

The lower barn was built by the monks in the twelfth century and has been used for the hens and for the goats ever since.
"""
    assert (
        part(read_plain_text(text, "barn.txt"), Role.LEGEND)
        == "Figure 1: The lower barn seen from the river."
    )


def test_navigation_and_banners_of_any_page_are_furniture() -> None:
    text = """Skip to main content
Home
Sign in
We use cookies to improve this website. See our privacy policy.

How goats are weighed

Goats are weighed once a month on a platform scale that stands in the barn behind the house.

Subscribe to our newsletter
Page 1 of 2
"""
    document = read_plain_text(text, "goats.txt")
    assert document.title == "How goats are weighed"
    for words in ("Skip to main content", "Home", "Sign in", "cookies", "newsletter", "Page 1 of 2"):
        assert role_of(document, words) is Role.FURNITURE
    assert role_of(document, "platform scale") is not Role.FURNITURE


def test_a_paper_on_websites_and_privacy_is_no_furniture() -> None:
    text = """Privacy on hospital websites

Methods

We visited the website of every hospital and read its privacy policy and its use of cookies in full.

Results

Most websites set cookies before the reader had agreed, and a third had no privacy policy at all.
"""
    document = read_plain_text(text, "privacy.txt")
    assert role_of(document, "We visited the website") is Role.METHODS
    assert role_of(document, "Most websites set") is Role.RESULTS


@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from(
            ["Results", "Figure 1: A barn.", "• point", "1. Lund M. 2004;17:20-31.", "", " ", "the end of it", "Methods: We sailed.",
             "A long sentence without its end that goes on and on", "goes on here.", "\f", "Maria Lund, Erik Holm", "Page 1 of 2"]
        ),
        max_size=12,
    ).map("\n".join)
)  # fmt: skip
def test_any_text_is_read_and_its_sentences_lie_in_it(text: str) -> None:
    document = read_plain_text(text, "any.txt")
    assert document.text == text
    if document.sections:
        assert_in_order(document)


@given(
    st.lists(
        st.sampled_from(
            ["The goat ran home.", "It was late", "in the barn.", "", "Results", "Figure 1: A barn."]
        ),
        max_size=10,
    )
)
def test_no_word_is_lost_but_those_of_headings(lines: list[str]) -> None:
    document = read_plain_text("\n".join(lines), "any.txt")
    headings = [word for line in lines if line == "Results" for word in line.split()]
    read = [word for sentence in sentences(document) for word in plain(sentence).split()]
    assert set("\n".join(lines).split()) - set(read) <= set(headings)
