"""Quotes are found as people copy them, refused where they are not there, and cues rank what to read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.intake import Fold, Part, best_passages, clean_text, find_quote, nearest_passage, read_document

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
TEXT = (
    "We treated ten adults with “warm sand” (n = 10).\nThe CO₂ level in non-\nsmokers fell from 1.5 to "
    "0.5\u00a0mg, an eﬀect of the long\u2011term bari\u00adcitinib that was unexpected in 2020–2021."
    " It’s 15 died."
)


@pytest.mark.parametrize(
    ("quote", "exactness", "found"),
    [
        ("ten adults", "exact", "ten adults"),
        ("(n = 10). The CO₂", "spaces", "(n = 10).\nThe CO₂"),
        ("(n=10)", "spaces", "(n = 10)"),
        ('with "warm sand"', "typography", "with “warm sand”"),
        ("CO2 level in nonsmokers", "typography", "CO₂ level in non-\nsmokers"),
        ("non-smokers fell", "spaces", "non-\nsmokers fell"),
        ("0.5 mg", "spaces", "0.5\u00a0mg"),
        (
            "effect of the long-term baricitinib",
            "typography",
            "eﬀect of the long\u2011term bari\u00adcitinib",
        ),
        ("in 2020-2021", "typography", "in 2020–2021"),
        ("It's 15", "typography", "It’s 15"),
        ("WE TREATED TEN", "case", "We treated ten"),
        ("  ten adults \n", "exact", "ten adults"),
    ],
)
def test_quotes_are_found_as_people_copy_them(quote: str, exactness: str, found: str) -> None:
    """Exactly first; then overlooking spaces, hyphens, ligatures, quotation marks, small digits, and case."""
    match = find_quote(TEXT, quote)
    assert match is not None
    assert (exactness, found) == (match.exactness, TEXT[match.start : match.end])


RAISED = (
    "Platelets rose to 10⁶ per m², p < 10⁻⁴. Nine improved¹² and three had pain in 1998.³ R² was high⁴,⁵ at"
    " entry.\n"
    "Men | 7 (58%) | | .72\nThe score was 45²,³ and not 10⁷."
)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("10^6", "10⁶"),
        ("rose to 106 per m2", "rose to 10⁶ per m²"),
        ("p < 10^-4", "p < 10⁻⁴"),
        ("Nine improved", "Nine improved"),
        ("improved12 and", "improved¹² and"),
        ("improved and three had pain in 1998. R2 was", "improved¹² and three had pain in 1998.³ R² was"),
        ("high at entry", "high⁴,⁵ at entry"),
        ("NINE IMPROVED AND THREE", "Nine improved¹² and three"),
        ("Men 7 (58%) .72", "Men | 7 (58%) | | .72"),
        ("score was 45 and not", "score was 45²,³ and not"),
    ],
)
def test_quotes_from_a_viewer_are_found(quote: str, found: str) -> None:
    """Raised digits may be plain, typed with a caret, or left out where they point to references."""
    match = find_quote(RAISED, quote)
    assert match is not None
    assert found == RAISED[match.start : match.end]


@pytest.mark.parametrize(
    "quote", ["rose to 10", "rose to 10 per", "not 10", "not 10^6", "per m", "R was high", "^"]
)
def test_a_power_is_part_of_its_number(quote: str) -> None:
    """Ten is not in 10⁶, nor a metre in m²."""
    assert find_quote(RAISED, quote) is None


@pytest.mark.parametrize(
    "quote", ["expected in 2020", "5 died", "5 to 0.5", "20202021", "nine adults", "", " . ", "-", "\u00ad"]
)
def test_quotes_that_are_not_there_are_refused(quote: str) -> None:
    """A quote that would turn its meaning by cutting a word or a number is not there; nor is nothing."""
    assert find_quote(TEXT, quote) is None


def test_parts_of_words_are_found_when_asked_for() -> None:
    """What was selected with the mouse may begin inside a word."""
    assert find_quote(TEXT, "reated te", whole_words=False) is not None


def test_scripts_without_spaces_have_no_word_ends() -> None:
    """A Japanese phrase is found inside a sentence."""
    match = find_quote("山川らは温砂療法を行った。", "温砂療法")
    assert match is not None
    assert 4 == match.start


@given(st.text(min_size=1, max_size=40), st.text(max_size=10), st.text(max_size=10))
def test_what_is_there_is_found(quote: str, before: str, after: str) -> None:
    """Any quote with a letter in it is found in any text around it."""
    assume(any(character.isalnum() for character in quote))
    text = f"{before} {quote} {after}"
    match = find_quote(text, quote)
    assert match is not None
    assert quote.strip() == text[match.start : match.end]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five documents are not beside this checkout")
def test_every_sentence_of_the_real_documents_is_found_in_the_original() -> None:
    """What is read in the clean text, typed without its signs, is found again in the document."""
    for path in sorted(SEEDS.glob("*.txt")):
        text = read_document(path.read_bytes(), path.name).text
        clean = clean_text(text)
        lines = clean.text.replace(". ", ".\n").split("\n")
        sentences = [line for line in lines if 60 < len(line) < 400][:40]
        assert len(sentences) >= 10
        for sentence in sentences:
            place = find_quote(clean.text, sentence)
            assert place is not None
            assert find_quote(clean.text, sentence.replace("₂", "2").replace("-", "\u2010")) is not None
            begin, end = clean.to_source(place.start, place.end)
            assert clean.text[place.start : place.end] == sentence
            assert begin < end <= len(text)


def test_nearest_passage_of_a_refused_quote() -> None:
    """A quote with a wrong word is refused with the passage that it was meant to be."""
    text = "Mud is old. " * 200 + TEXT + " Clay is new." * 200
    near = nearest_passage(text, "we treated twelve adults with warm clay")
    assert "We treated ten adults with “warm sand" == text[near.start : near.end]
    assert 0.5 < near.score < 1
    assert 1.0 == nearest_passage(text, "we treated ten adults").score


@pytest.mark.parametrize(
    ("text", "quote"), [("", "mud"), ("Mud.", ""), ("...", "mud"), ("Mud is old.", "xyz qrs")]
)
def test_nearest_passage_of_nothing(text: str, quote: str) -> None:
    """Where nothing is alike the score is nought and nothing is raised."""
    assert 0.0 == nearest_passage(text, quote).score


def test_misspelt_words_are_near() -> None:
    """A quote whose every word is misspelt still leads to its place by runs of letters."""
    text = "Mud is old. " * 50 + "Immunosuppressive corticosteroids prevailed." + " Clay is new." * 50
    near = nearest_passage(text, "Imunosuppressive corticosteroidds")
    assert "corticosteroids" in text[near.start : near.end]


PARAGRAPH = (
    "Background: age was known. We used propensity score matching on age, sex and FEV₁. "
    "Patients with Fig. 2 disease came in several waves.\n\nResults\n\nThe propensity\u00a0score was kept."
    " Age fell."
)


def test_passages_are_ranked_by_the_rarity_and_length_of_their_cues() -> None:
    """The sentence with the rarer and longer cues comes first; equal ones keep the order of the text."""
    found = best_passages(PARAGRAPH, ["age", "propensity score", "FEV1", "era"])
    assert (
        "We used propensity score matching on age, sex and FEV₁." == PARAGRAPH[found[0].start : found[0].end]
    )
    assert {"propensity score", "age", "FEV1"} == set(found[0].cues)
    assert ["propensity score", "age", "FEV₁"] == [PARAGRAPH[start:end] for start, end in found[0].hits]
    assert "The propensity\u00a0score was kept." == PARAGRAPH[found[1].start : found[1].end]
    assert 4 == len(found)


def test_folds_are_not_searched() -> None:
    """Cues in what is not the study do not count."""
    start = PARAGRAPH.index("Results")
    fold = Fold(Part.REFERENCES, start, len(PARAGRAPH), "References")
    assert all(
        passage.end <= start for passage in best_passages(PARAGRAPH, ["propensity score", "age"], [fold])
    )


def test_no_cues_no_passages() -> None:
    """Without cues, or with blank ones, there is nothing to walk."""
    assert () == best_passages(PARAGRAPH, ["", "  "])
    assert () == best_passages("", ["age"])


@given(st.text("ab .\n?A(", max_size=80), st.lists(st.sampled_from(["a", "b", "a b", "ab", "("]), max_size=4))
def test_passages_lie_in_the_text(text: str, cues: list[str]) -> None:
    """Every hit lies in its passage, every passage in the text, and scores fall."""
    found = best_passages(text, cues)
    for passage in found:
        assert 0 <= passage.start < passage.end <= len(text)
        assert all(passage.start <= start < end <= passage.end for start, end in passage.hits)
    assert sorted((passage.score for passage in found), reverse=True) == [passage.score for passage in found]
