"""The text to read: what it shows, and that every place of it can be traced back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.intake import CleanText, Part, clean_text, read_document
from workbench.intake.documents.text_map import Edit, edited, unchanged

FIXTURES = Path(__file__).parent / "fixtures"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
DOCUMENTS = sorted(FIXTURES.iterdir()) + (sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else [])


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            "BACKGROUNDPatients fell.METHODSWe lifted them.",
            "BACKGROUND: Patients fell.\n\nMETHODS: We lifted them.",
        ),
        (
            "PATIENTS AND GROUPS\nTen came.\nRESULTS AND DISCUSSION\nAll left.",
            "PATIENTS AND GROUPS\nTen came.\nRESULTS AND DISCUSSION\nAll left.",
        ),
        ("PATIENTS AND METHODSWe treated ten.", "PATIENTS AND METHODS: We treated ten."),
        ("Bari\u00adcitinib\u00a0in\u2009lupus", "Baricitinib in lupus"),
        ("a soft\u00ad\nware trial", "a software trial"),
        ("It was p &lt; 0.05 &amp; CO<sub>2</sub>, 10<sup>-6</sup>", "It was p < 0.05 & CO₂, 10⁻⁶"),
        ("p <0.05 and n > 3", "p <0.05 and n > 3"),
        ("<p>One.</p><p>Two <b>bold</b>.</p>", "One.\n\nTwo bold."),
        ("\x1b[31mred\x1b[0m and \u202eevil\x07", "red and evil"),
        ("[/bold] stays [red]", "[/bold] stays [red]"),
        ("Ten adults were treat-\ned with sand.", "Ten adults were treated with sand."),
        ("A long-term trial. It was a long-\nterm one.", "A long-term trial. It was a long-term one."),
        (
            "It was given to all of the patients\n\nwho had come.",
            "It was given to all of the patients who had come.",
        ),
        (
            "The trial took all of the patients.\n\nWho came?",
            "The trial took all of the patients.\n\nWho came?",
        ),
        (
            "All of the patients who came in\n3\n\f\n4\nwere well.",
            "All of the patients who came in were well.",
        ),
        ("  one   two  \n\n\n\n three ", "one two\n\nthree"),
    ],
)
def test_what_is_shown(source: str, shown: str) -> None:
    """Labels apart, words and sentences joined, odd characters plain or gone, digits readable."""
    assert shown == clean_text(source).text


def test_markdown_signs_are_not_shown() -> None:
    """Headings and emphasis lose their signs; a star that stands alone stays."""
    clean = clean_text("# Mud\n\n## Results\n\nIt was **very** *good*: 12.3* of 15.")
    assert "Mud\n\nResults\n\nIt was very good: 12.3* of 15." == clean.text


def test_json_record_is_unfolded() -> None:
    """A record that is all there is shows its fields; escapes and tags are resolved, and it is no fold."""
    line = '{"title": "Warm \\"sand\\"", "abstract": "<p>AIMS: Na\\u00efve.</p>\\nMETHODS: Ten.", "n": 3}'
    clean = clean_text(line)
    assert 'Warm "sand"\n\nAIMS: Naïve.\n\nMETHODS: Ten.\n\nn: 3' == clean.text
    assert () == clean.folds
    start = clean.text.index("Naïve")
    begin, end = clean.to_source(start, start + 5)
    assert "Na\\u00efve" == line[begin:end]


def test_record_above_a_text_is_folded() -> None:
    """Where the abstract stands below the record too, the record is folded and not searched."""
    study = read_document((FIXTURES / "json_line.txt").read_bytes(), "a")
    clean = clean_text(study.text)
    assert Part.RECORD is clean.folds[0].part
    assert 0 == clean.folds[0].start


def test_parts_that_are_not_the_study_are_folded_and_a_summary_is_marked() -> None:
    """Banner and references are folds with titles; what others wrote is second-hand."""
    page = clean_text(read_document((FIXTURES / "pubmed_page.txt").read_bytes(), "a").text)
    assert {"Web page notices", "References"} <= {fold.title for fold in page.folds}
    above = clean_text(read_document((FIXTURES / "summary_above.txt").read_bytes(), "a").text)
    ((start, end),) = above.second_hand
    assert "dogs" in above.text[start:end]


def check(source: str, clean: CleanText) -> None:
    """Spans follow each other without a gap on both sides, and unchanged ones are of one length."""
    place = shown = 0
    for span in clean.spans:
        assert (shown, place) == (span.start, span.source_start)
        shown, place = span.end, span.source_end
        assert span.changed or span.end - span.start == span.source_end - span.source_start
    assert (len(clean.text), len(source)) == (shown, place)


def check_words(source: str, clean: CleanText) -> int:
    """Words go to the source in order; unchanged ones come back as they are, and are counted."""
    last = same = 0
    for word in re.finditer(r"\w+", clean.text):
        begin, end = clean.to_source(*word.span())
        assert last <= begin <= end
        last = begin
        if source[begin:end] == word[0]:
            assert word.span() == clean.from_source(begin, end)
            same += 1
    return same


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_real_documents_can_be_traced(path: Path) -> None:
    """Nearly every word of a document's clean text is found again in the document by its offsets."""
    text = read_document(path.read_bytes(), path.name).text
    clean = clean_text(text)
    check(text, clean)
    words = len(re.findall(r"\w+", clean.text))
    # The others hold an entity, a hyphen at a line's end, or a small digit.
    assert check_words(text, clean) > 0.98 * words
    for word in ("<b>", "\u00ad", "\u00a0"):
        assert word not in clean.text


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b>",
        "&lt;",
        "&amp;",
        "\u00ad",
        "\u00a0",
        "\n",
        "\n\n",
        "\f",
        "-\n",
        "- ",
        "BACKGROUND",
        "Methods: ",
        "word ",
        "treat-",
        "ed ",
        "<sup>2</sup>",
        "\x1b[31m",
        "# ",
        "**",
        "{",
        '"title": "',
        '"',
        "\\u0041",
        "\\n",
        "}",
        ",",
        "References\n",
        "A sentence of more than thirty letters ",
        "it goes on ",
        "12\n",
        "Similar articles\n",
        "\u202e",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=30).map("".join))
@settings(max_examples=120, deadline=None)
def test_any_text_can_be_traced(source: str) -> None:
    """The mapping covers all of any text, is monotone, and folds lie inside the text in order."""
    clean = clean_text(source)
    check(source, clean)
    check_words(source, clean)
    assert sorted(clean.folds, key=lambda fold: fold.start) == list(clean.folds)
    assert all(0 <= fold.start < fold.end <= len(clean.text) for fold in clean.folds)


@given(st.text(max_size=60), st.data())
def test_ranges_of_plain_text_come_back(source: str, data: st.DataObject) -> None:
    """Where nothing was changed, every range is itself on both ways."""
    mapped = unchanged(source)
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    assert (start, end) == mapped.to_source(start, end) == mapped.from_source(start, end)


@given(st.text("ab", min_size=8, max_size=30), st.data())
def test_edits_upon_edits_keep_the_way_back(source: str, data: st.DataObject) -> None:
    """After three rounds of edits the spans still cover the source without gap or overlap."""
    mapped = unchanged(source)
    for _ in range(3):
        cuts = sorted(data.draw(st.lists(st.integers(0, len(mapped.text)), max_size=6)))
        texts = data.draw(st.lists(st.text("xyz", max_size=3), min_size=3, max_size=3))
        pairs = list(zip(cuts[::2], cuts[1::2], texts, strict=False))
        mapped = edited(mapped, [Edit(*pair) for pair in pairs])
    check(source, CleanText(mapped.text, mapped.spans))
