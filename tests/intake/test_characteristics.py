"""What a text prints of its study is suggested; where it is not plain, nothing is."""

from __future__ import annotations

import pytest

from workbench.intake import heading_above, suggest_characteristics


def suggested(text: str, title: str = "") -> dict[str, str | int]:
    """The values that are suggested, by name."""
    return {printed.name: printed.value for printed in suggest_characteristics(text, title)}


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("We enrolled 34 adults with stiff fingers.", 34),
        ("A total of 1,204 patients with brittle nails were included.", 1204),
        ("Forty-nine violinists took part. Forty-nine patients were randomised.", 49),
        ("One hundred and ninety-four patients who were in remission were randomly assigned to kale.", 194),
        ("We treated a group of patients (n = 20) with oats.", 20),
        ("Six patients were included.", 6),
        ("We enrolled 80 patients. In the end 71 patients were analysed.", 80),
    ],
)
def test_the_number_of_people_is_read_in_figures_and_in_words(sentence: str, number: int) -> None:
    """Of several kinds of count the widest stands: who was enrolled, not who was analysed."""
    assert number == suggested(sentence).get("participants")


@pytest.mark.parametrize(
    "sentence",
    [
        "Seventeen patients were analysed in each group.",
        "Thirty patients were treated in the oat group.",
        "Thirty patients and 30 healthy subjects were recruited.",
        "Ten women with gout and 9 men were studied.",
        "A total of 34 newly diagnosed type 1 diabetic patients fell ill.",
        "We studied patients with type 1 diabetes; type 1 diabetic patients were included.",
        "All but five patients were treated with oats.",
        "Of 767 patients with gout, 500 were enrolled.",
        "Previously 40 patients were included in another trial.",
        "A search of the literature found that 79 patients were treated with oats.",
        "Thirty-five patients were randomised to oats and 30 to kale.",
        "We enrolled 34 adults. We enrolled 43 adults.",
        "About 34.5% of patients were included.",
        "Patients aged 40-60 patients were included.",
    ],
)
def test_a_count_that_is_not_that_of_the_study_is_passed_over(sentence: str) -> None:
    """Groups, parts, types of disease, other studies, and two counts that differ suggest no number."""
    assert "participants" not in suggested(sentence)


def test_a_case_report_is_of_one_person() -> None:
    """One age, and the words that it is a case report; with a second person nothing is suggested."""
    text = "A 60-year-old man came with stiff fingers."
    assert 1 == suggested(text, "Oat baths: a case report").get("participants")
    assert "participants" not in suggested(text)
    two = f"{text} A 40-year-old woman came too."
    assert "participants" not in suggested(two, "Oat baths: a case report")
    assert "participants" not in suggested(text, "Oat baths: two cases")


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("After matching, 17 patients were analysed in each group.", (17, 17)),
        ("Adults were assigned to oats (n = 84) or placebo (n = 87).", (84, 87)),
        ("They received placebo (n = 24) or oats (n = 23).", (23, 24)),
        ("They received kale (n = 24) or oats (n = 23).", None),
        ("They received oats (n = 24), kale (n = 23) or placebo (n = 20).", None),
    ],
)
def test_the_people_of_two_groups(sentence: str, numbers: tuple[int, int] | None) -> None:
    """Which group is the comparison must be plain from its name; of three groups nothing is suggested."""
    values = suggested(sentence)
    found = values.get("participants_treatment"), values.get("participants_comparison")
    assert (numbers or (None, None)) == found


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Department of Oats, Kale Hospital, Smalltown, Japan\n\nAbstract", "Japan"),
        ("1 School of Oats, University of Beet, Oslo 0123, Norway.", "Norway"),
        ("The study was done at 8 hospitals in the UK.", "United Kingdom"),
        ("Unit of Oats, Kale University, USA\nFaculty of Beet, Turnip College, Canada", None),
        ("It ran in 39 sites in Spain, Germany and Poland.", None),
        ("The drug came from the Institute of Oats and was approved by the committee of Kale, Japan", None),
        ("Previous trials ran at hospitals in Japan.", None),
    ],
)
def test_the_country_stands_where_all_places_agree(text: str, country: str | None) -> None:
    """Affiliations of several countries, several sites and other studies suggest none."""
    assert country == suggested(text).get("country")


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("Patients were admitted to a single tertiary care center.", "a single tertiary care center"),
        ("Multicentre randomised trial of oats.", "multicentre"),
        ("They were treated at our hospital.", "our hospital"),
        ("Oats were given in 12 clinical centres.", "12 clinical centres"),
        ("They lay in a hospital room.", None),
        ("A multicentre study. They were seen at a university hospital.", None),
    ],
)
def test_the_setting_is_as_printed(text: str, setting: str | None) -> None:
    """One place and several in one text suggest neither; a bare hospital is no setting."""
    assert setting == suggested(text).get("setting")


@pytest.mark.parametrize(
    ("text", "follow_up"),
    [
        ("The median follow-up was 21.9 months (range 1-33).", "median 21.9 months (range 1-33)"),
        ("All survived the 3-month observation period.", "3 months"),
        ("They were followed for one year.", "1 year"),
        ("At the 6-month follow-up all were well; at the 12-month follow-up too.", None),
        ("It stayed quiet at a 2-year 7-month follow-up.", None),
        ("A follow-up of 12 months is recommended.", None),
    ],
)
def test_the_length_of_follow_up(text: str, follow_up: str | None) -> None:
    """Several lengths suggest none, unless one of them is the median or mean."""
    assert follow_up == suggested(text).get("follow_up")


@pytest.mark.parametrize(
    ("text", "funding"),
    [
        ("FUNDING: This work was supported by the Oat Council and Kale Ltd.", "Oat Council and Kale Ltd"),
        (
            "Funding\n\nThe Turnip Fund paid for the lutes.\n\nReferences",
            "The Turnip Fund paid for the lutes.",
        ),
        ("This study received no specific funding.", "none"),
        ("This study was supported by data from an older trial.", None),
        ("The hypothesis was supported by all findings.", None),
        ("Funding\n\nReferences", None),
    ],
)
def test_who_paid(text: str, funding: str | None) -> None:
    """A part with that heading, or a sentence that says it of this study; not what merely backs a claim."""
    assert funding == suggested(text).get("funding")


@pytest.mark.parametrize(
    ("text", "interests"),
    [
        ("Conflict of interest statement\n\nNone declared.\n\nFigures", "none declared"),
        ("Competing interests: The authors declare that they have no competing interests.", "none declared"),
        (
            "Conflicts of interest: AB has fees from Kale Ltd; the others have no conflict of interest.",
            "AB has fees from Kale Ltd; the others have no conflict of interest.",
        ),
        ("Conflict of interest statement\nFigures", None),
        ("We took an interest in oats.", None),
    ],
)
def test_what_the_authors_declare(text: str, interests: str | None) -> None:
    """A heading without a text says nothing; where one author has an interest the words stand."""
    assert interests == suggested(text).get("interests")


def test_the_words_that_say_it_can_be_found() -> None:
    """Each suggestion has the place of its words in the text."""
    text = "Before it. Six patients were included. The 3-month observation period ended well."
    words = {printed.name: text[printed.start : printed.end] for printed in suggest_characteristics(text)}
    assert {
        "participants": "Six patients were included",
        "follow_up": "3-month observation period",
    } == words


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Oats\n\nMETHODS: We baked. |", "METHODS"),
        ("Oats\n\nCase report\nA man came. |", "Case report"),
        ("Oats\n\nFUNDING AND INTERESTS\n- none |", "FUNDING AND INTERESTS"),
        ("Oats\n\nResults of the bakery came late. |", ""),
    ],
)
def test_the_heading_above_a_passage(text: str, heading: str) -> None:
    """A line of its own or a label; a sentence that begins with such a word is none."""
    assert heading == heading_above(text, text.index("|"))
