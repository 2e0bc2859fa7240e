"""The text of a PDF's pages: by the places and sizes of its letters, in reading order, and nothing else."""

from __future__ import annotations

import unicodedata
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.tiny_pdf import Placed, lines, placed_pdf
from workbench.intake import StudyText, clean_text, find_quote, page_of, page_starts, read_document

LONG = (
    "Half of the harpers kept a diary of every evening",
    "on which the reed mats were laid out to warm, and",
    "most of them said that it had been a mild winter.",
    "Two of the viol players went home before the third",
    "visit, and nobody asked them why they had gone so",
    "early, although the nurse had written to them all.",
    "The others came again each week until the spring.",
    "All of the diaries were read by one person alone.",
)
BESIDE = (
    "Of the thirty harpers nineteen could play a scale",
    "on day twelve, and none of them had a rash or any",
    "other harm that could be laid to the mats of reed.",
    "A second person who knew nothing of it counted the",
    "wrong notes, and found as many as the first one had",
    "found when she listened to the scales in the hall.",
    "The winter after that one was too warm for a trial",
    "of any kind, so that nobody was asked to come back.",
)


def read(pages: list[list[Placed]], **options: str) -> StudyText:
    """Read a PDF of placed texts."""
    return read_document(placed_pdf(pages, **options), "a.pdf")


def shown(pages: list[list[Placed]]) -> str:
    """Return the text that a reader sees, in one line."""
    return " ".join(clean_text(read(pages).text).text.split())


def raised(left: float, y: float, text: str) -> Placed:
    """Return a raised text of the size that belongs to ten points."""
    return Placed(left, y + 4, text, 6)


def test_powers_indices_and_reference_marks_keep_their_place() -> None:
    """10⁶ is not 106, CO₂ is not CO2, and a reference mark is no digit of the number before it."""
    body = [
        Placed(60, 700, "Platelets fell to 10"),
        raised(138.6, 700, "6"),
        Placed(145, 700, "per ml in 1998."),
        raised(210.3, 700, "3"),
        Placed(217, 700, "CO"),
        Placed(231.7, 697, "2", 6),
        Placed(238, 700, "was given to all of the nine harpers."),
    ]
    text = shown([body])
    assert "Platelets fell to 10⁶ per ml in 1998.³ CO₂ was given to all" in text


def test_raised_marks_that_are_drawn_last_go_where_they_stand() -> None:
    """Some programs draw all marks after the page's text."""
    body = lines(60, 700, ["Nine harpers improved", "and nobody was harmed by any of it."])
    text = shown([[*body, raised(157.3, 700, "4,5")]])
    assert "Nine harpers improved⁴,⁵ and nobody was harmed by any of it." in text


@pytest.mark.parametrize("step", [1, 5])
def test_line_numbers_are_no_text(step: int) -> None:
    """Numbers that rise steadily in the margin beside most lines are left out, and the notes say so."""
    texts = [*LONG, "11 of them stayed until the summer came back again.", *BESIDE, *LONG]
    body = lines(90, 720, texts, leading=22)
    numbers = [
        Placed(50, line.y, str(at), 8) for at, line in enumerate(body, 1) if at % step == 0 or step == 1
    ]
    study = read([[*body, *numbers]])
    assert "spring. All of the diaries were read by one person alone. 11 of them stayed until" in " ".join(
        study.text.split()
    )
    assert "Line numbers were left out of the text." in study.notes
    assert "All of the diaries were read by one person alone.\n11 of them stayed" in study.text


def test_numbers_of_a_list_stay() -> None:
    """They rise by one as well, but stand beside few of the lines."""
    body = []
    for number in range(5):
        body += [Placed(60, 700 - 60 * number, str(number + 1)), *lines(80, 700 - 60 * number, LONG[:4])]
    text = read([body]).text
    assert all(f"{number}  Half of the harpers" in text for number in range(1, 6))


def test_running_heads_and_page_numbers_are_no_text() -> None:
    """A sentence goes on over the page's end; what one page alone has on a running line's height goes too."""
    pages = []
    for number, body in enumerate([LONG, BESIDE, ["And so it was left to others."]], 1):
        head = ["Reed mats for harpers (draft)", "Malt et al.", "Reed mats for harpers (draft)"][number - 1]
        pages.append(
            [
                Placed(60, 770, head, 8),
                Placed(400, 770, "Pretend J Reed 2020;4:11", 8),
                *lines(60, 730, body),
                Placed(300, 25, str(10 + number), 8),
            ]
        )
    text = shown(pages)
    assert "read by one person alone. Of the thirty harpers" in text
    assert [False] * 3 == [words in text for words in ("draft", "Malt", "Pretend J")]
    assert not {"11", "12", "13"} & set(text.split())


def test_words_that_two_pages_have_near_their_heads_stay() -> None:
    """A running line stands outermost; a word, a number of a row, or a caption that repeats is none."""
    first = ["Malt", "said", "that the"]
    pages = [
        [
            Placed(60, 760, "Table 1. Harpers who had cold hands", 9),
            *[Placed(60 + 90 * at, 740, word) for at, word in enumerate([*first, "harpers", "agreed."])],
            *[Placed(60 + 90 * at, 720, word) for at, word in enumerate(["Age", "44", "45"])],
            *lines(60, 690, LONG if page else BESIDE),
        ]
        for page in range(2)
    ]
    text = read(pages).text
    assert [2, 2, 2] == [text.count(words) for words in ("Harpers who", "agreed.", "44 | 45")]


def test_the_first_authors_name_above_one_page_is_no_text() -> None:
    """A document of two pages has it once, so that nothing repeats."""
    text = shown([lines(60, 720, LONG), [Placed(60, 770, "Malt et al.", 8), *lines(60, 720, BESIDE)]])
    assert "read by one person alone. Of the thirty harpers" in text
    assert "Malt" not in text


def test_page_numbers_count_on_from_page_to_page() -> None:
    """Numbers at one height that do not count on are part of the text, such as those of a list."""
    numbered = ((4, LONG), (9, BESIDE))
    pages = [[Placed(60, 770, f"[{number}]"), *lines(100, 770, text)] for number, text in numbered]
    text = read(pages).text
    assert text.startswith(f"[4]  {LONG[0]}")
    assert f"[9]  {BESIDE[0]}" in text


def test_a_stamp_along_the_margin_is_no_text() -> None:
    """It is drawn at another angle on every page; its DOI is not the article's."""
    stamp = Placed(
        20, 100, "Downloaded from https://doi.org/10.5555/other.9 by a guest of the library", 7, angle=90
    )
    study = read([[*lines(60, 700, LONG), stamp], [*lines(60, 700, BESIDE[:2]), stamp]])
    assert "Downloaded" not in study.text
    assert "" == study.bibliography.doi


def test_columns_that_are_drawn_row_by_row_are_read_one_after_the_other() -> None:
    """The left column comes first, and the notes say that the page was put in order."""
    rows = [
        placed for pair in zip(lines(60, 700, LONG), lines(330, 700, BESIDE), strict=True) for placed in pair
    ]
    study = read([[Placed(60, 740, "Reed mats for the harpers of one town", 16), *rows]])
    text = " ".join(clean_text(study.text).text.split())
    assert (
        "said that it had been a mild winter. Two of the viol players went home before the third visit"
        in text
    )
    assert text.index("read by one person alone") < text.index("Of the thirty harpers")
    assert "Page 1 was drawn row by row in columns; it was put in column order." in study.notes


def test_three_columns_that_are_drawn_row_by_row_are_read_one_after_the_other() -> None:
    """Each column is whole."""
    columns = [
        lines(40 + 185 * number, 700, [line[:34] for line in texts])
        for number, texts in enumerate((LONG, BESIDE, LONG[::-1]))
    ]
    rows = [placed for row in zip(*columns, strict=True) for placed in row]
    text = read([rows]).text
    starts = [text.index(texts[0][:34]) for texts in (LONG, BESIDE)] + [text.rindex(LONG[-1][:34])]
    assert sorted(starts) == starts
    assert text.index(BESIDE[-1][:34]) < starts[2]


def test_columns_that_are_drawn_one_after_the_other_stay_as_they_are() -> None:
    """A sentence goes on from the foot of one column to the head of the next."""
    study = read([[*lines(60, 700, LONG), *lines(330, 700, BESIDE)]])
    assert "read by one person alone. Of the thirty harpers" in " ".join(clean_text(study.text).text.split())
    assert not any("drawn" in note for note in study.notes)


def test_a_page_that_is_drawn_out_of_order_says_so() -> None:
    """It is put in order by place, and the note names the page."""
    body = lines(60, 700, [*LONG, *BESIDE])
    study = read([lines(60, 700, LONG), body[::-1]])
    assert study.text.index(LONG[1], study.pages[1]) < study.text.index(BESIDE[0])
    assert (
        "Page 2 was drawn out of order; it was put in order by place: check it against the PDF."
        in study.notes
    )


def test_empty_cells_of_a_table_keep_their_place() -> None:
    """Each row has all columns, also where a heading of its own stands between the rows."""
    table = [
        Placed(60, 700, "Table 1. Thirty harpers before the mats were laid"),
        *[Placed(left, 680, text) for left, text in ((220, "Mats (n=18)"), (330, "None (n=12)"), (440, "P"))],
        *[Placed(left, 666, text) for left, text in ((60, "Age, mean"), (220, "45.2"), (440, "0.03"))],
        Placed(60, 652, "Hands"),
        *[
            Placed(left, 638, text)
            for left, text in ((60, "Cold"), (220, "7 (39%)"), (330, "4"), (440, ".72"))
        ],
        *[Placed(left, 624, text) for left, text in ((60, "Stiff"), (330, "1 (8%)"))],
    ]
    rows = read([table]).text.split("\n")[-5:]
    expected = [
        " | Mats (n=18) | None (n=12) | P",
        "Age, mean | 45.2 |  | 0.03",
        "Hands |  |  |",
        "Cold | 7 (39%) | 4 | .72",
        "Stiff |  | 1 (8%) |",
    ]
    assert expected == rows
    assert "Age, mean | 45.2 | | 0.03\nHands" in clean_text(read([table]).text).text


def test_a_hidden_layer_that_repeats_the_page_is_read_once() -> None:
    """A misread copy under the text is left out; a page that has nothing else keeps it, with a note."""
    page = lines(60, 700, LONG)
    layer = [Placed(60, line.y, line.text.replace("l", "1"), hidden=True) for line in page]
    scan = [Placed(60, line.y, line.text, hidden=True) for line in lines(60, 700, BESIDE)]
    study = read([[*layer, *page], scan])
    assert "sca1e" not in study.text
    assert 1 == study.text.count("kept a diary")
    assert BESIDE[0] in study.text
    assert "Page 1: a hidden layer that repeats the shown text was left out." in study.notes
    assert any(note.startswith("Page 2: scanned") for note in study.notes)


def test_accents_that_are_drawn_alone_go_over_their_letters() -> None:
    """The library gives them a word away; a ring or an acute that stands over nothing stays what it is."""
    body = lines(60, 700, ["It was found by Gyongyi and by Pare in the harpers."])
    text = read(
        [[*body, Placed(144.2, 700, "\xa8"), Placed(218.5, 700, "\xb4"), Placed(60, 660, "38 \xb4")]]
    ).text
    assert "by Gyöngyi and by Paré in the harpers." in text
    assert "38 ´" in text


def test_small_capitals_are_one_word() -> None:
    """A heading whose first letter is larger is read whole."""
    heading = [Placed(60, 660, "R", 8, True), Placed(66.9, 660, "EFERENCES", 6.5, True)]
    entries = [f"{n}. Malt A. Reed mats. Pretend J Reed 200{n};4:1-9. PMID: 3100000{n}" for n in range(1, 7)]
    study = read([[*lines(60, 700, LONG[:3]), *heading, *lines(60, 648, entries, size=8, leading=10)]])
    assert "\nREFERENCES\n" in study.text
    assert ("", 1) == (study.bibliography.pmid, len(clean_text(study.text).folds))


def test_pages_of_a_text_by_place_can_be_told() -> None:
    """Offsets give the page, and the clean text leads back to the words of its source."""
    study = read([lines(60, 700, LONG), lines(60, 700, BESIDE)])
    assert page_starts(study.text) == study.pages
    assert [1, 2] == [page_of(study.pages, study.text.index(words)) for words in (LONG[3], BESIDE[3])]
    clean = clean_text(study.text)
    place = find_quote(clean.text, "read by one person alone. Of the thirty harpers")
    assert place is not None
    begin, end = clean.to_source(place.start, place.end)
    assert "read by one person alone.\n\f\nOf the thirty harpers" == study.text[begin:end]


CELLS = st.tuples(st.integers(0, 11), st.integers(0, 3))
DRAWN = st.tuples(st.text("abcdefg", min_size=1, max_size=12), st.sampled_from([6, 9, 10, 14]), st.booleans())


@given(
    st.dictionaries(CELLS, DRAWN, min_size=12, max_size=48).map(lambda cells: list(cells.items())),
    st.randoms(),
)
@settings(max_examples=60, deadline=None)
def test_no_word_of_a_page_is_lost(
    cells: list[tuple[tuple[int, int], tuple[str, int, bool]]], order: Random
) -> None:
    """However words are placed, sized and ordered, the text has each letter as often as the page."""
    order.shuffle(cells)
    placed = [
        Placed(60 + 130 * column, 600 - 22 * row, word, size, bold)
        for (row, column), (word, size, bold) in cells
    ]
    text = unicodedata.normalize("NFKC", read([[*placed, *lines(60, 300, LONG)]]).text)
    written = Counter(text.replace("|", ""))
    drawn = Counter("".join([*(item.text for item in placed), *LONG]))
    assert {letter: drawn[letter] for letter in "abcdefg"} == {
        letter: written[letter] for letter in "abcdefg"
    }


def test_hostile_characters_do_no_harm() -> None:
    """Control characters, a page full of one line, and absurd sizes are read or dropped without an error."""
    odd = [Placed(60, 600, "\\001\\002 nothing", 0.2), Placed(60, 580, "huge", 9_000)]
    same_place = [Placed(60, 500, "x" * 30) for _ in range(300)]
    study = read([[*lines(60, 700, LONG), *odd, *same_place]])
    assert study.text.startswith(LONG[0])
    assert "\x01" not in study.text


def test_a_page_with_too_many_letters_is_read_in_the_order_of_the_file() -> None:
    """It holds more than any article's page does, and the notes say so."""
    crowd = lines(60, 700, ["a word and another " * 30] * 40, size=2, leading=10)
    study = read([crowd, lines(60, 700, LONG)])
    assert "Page 1: too much to be laid out, read in the order of the file." in study.notes
    assert LONG[0] in study.text
