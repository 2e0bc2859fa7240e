"""Where a list of references begins, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.documents.reference_list import reference_list_start
from workbench.intake.documents.sections import Part, own_part, split_sections

BODY = "Oat baths were given to ten oboists.\n" * 30
LIST = """\
1. Malt A, Rye B. Barley for bassoonists. J Pretend Reeds. 2003;12(3):45-50. doi: 10.5555/bassoon.1
2. Oat C. Rye for recorders. Pretend Flute. 2004;7:11-9. PMID: 12000001
3. Quill P, Marsh T. Spelt for spinets. Pretend Keys. 2005;1(2):3-4.
4. Byron A. Emmer for euphoniums. Pretend Brass. 2006;9:1.
5. Hopper G. Einkorn for ocarinas. Pretend Reeds. 2007;10:77-80.
6. Sato M. Millet for mandolins. Pretend Strings. 2008;2:5-6.
"""
HEADINGS = (
    "References",
    "REFERENCES:",
    "■ REFERENCES",
    "● References ●",
    "—References—",
    "[References]",
    "=== REFERENCES ===",
    "7. References",
    "VII. REFERENCES",
    "5 REFERENCES",
    "R E F E R E N C E S",
    "R EFERENCES",
    "REFERENCE",
    "Literature cited",
    "References and notes",
    "Literatur",
    "Literaturverzeichnis",
    "Références bibliographiques",
    "Bibliographie",
    "Referencias bibliográficas",
    "Bibliografía",
    "Referências",
    "Bibliografia",
    "Literatuur",
    "Piśmiennictwo",
    "Список литературы",
    "Kaynaklar",
    "Irodalom",
    "参考文献",
    "文献",
    "참고문헌",
)


@pytest.mark.parametrize("heading", HEADINGS)
def test_heading_is_seen_however_it_is_written(heading: str) -> None:
    """Decorated, numbered, spaced, in capitals or in another language: what follows is not the study."""
    text = f"{BODY}{heading}\n{LIST}"
    assert text.index(heading) - 4 <= (reference_list_start(text) or 0) <= text.index(heading)
    assert "bassoon" not in own_part(text, split_sections(text))


@pytest.mark.parametrize(
    "join",
    [
        "All were peer reviewed. REFERENCES\n",
        "All were peer reviewed.  References\n",
        "All were peer reviewed. ■ REFERENCES\n",
        "The authors declare none.) References: ",
        "All were peer reviewed. REFERENCES ",
        "Kept on file.” LITERATURE CITED\n",
        "References ",
        "REFERENCES: ",
    ],
)
def test_heading_joined_to_its_neighbours_is_seen(join: str) -> None:
    """A heading at the end of a line of text, or before the first entry on its line, counts."""
    text = BODY + join + LIST
    own = own_part(text, split_sections(text))
    assert "bassoon" not in own
    assert "Oat baths" in own


@pytest.mark.parametrize(
    "written",
    [
        LIST,
        LIST.replace(". ", "] ", 1).replace("1]", "[1]"),
        "".join(f"[{number}] {line[3:]}\n" for number, line in enumerate(LIST.splitlines(), 1)),
        "".join(f"{line[3:]}\n" for line in LIST.splitlines()),
        "".join(f"{number}) {line[3:]}\n\n" for number, line in enumerate(LIST.splitlines(), 1)),
        LIST.replace(". J ", ".\n   J ").replace(". Pretend", ".\n   Pretend"),
        "".join(f"{number}\t{line[3:]}\n" for number, line in enumerate(LIST.splitlines(), 1)),
    ],
)
def test_list_without_a_heading_is_known_by_its_shape(written: str) -> None:
    """Entries that count up, or that each begin with names, are a reference list where most have a year."""
    text = f"{BODY}{written}"
    own = own_part(text, split_sections(text))
    assert ("bassoon" in own, "mandolins" in own, "Oat baths" in own) == (False, False, True)


@pytest.mark.parametrize(
    "text",
    [
        "Table 1\nReference | Year | n\nMalt | 2001 | 12\nRye | 2002 | 9\nOat | 2003 | 4\n",
        "Study\nReference\nMalt 2001\n12\nRye 2002\n9\nDiscussion\nThey agreed.\n",
        "Reference   n   Died\nMalt 2001   12   3\nRye 2002   9   1\n",
        "References were checked by two reviewers.\nMore text.\n",
        "We asked for references. References came late.\nThen we went on with ten oboists.\n",
        "1. Eligible: oboists.\n2. They had baths.\n3. Grip was measured.\n4. They left.\n5. All wrote.\n",
        "1. In 2001 ten came.\n2. In 2002 nine.\n3. In 2003 two.\n4. In 2004 one.\n5. In 2005 none.\n",
        "References\tn\nMalt 2001\t12\nRye 2002\t9\nOat 2003\t4\n\nDiscussion\nThey agreed.\n",
        "Reference range\n3.5 to 5.0 mmol/l (12)\nResults\nAll were in range.\n",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    """A table's column, a sentence and a numbered list of steps are the study's own."""
    assert reference_list_start(BODY + text) is None


@pytest.mark.parametrize("line", ["Background: a review. J Reed. 2001;1:2.", "Results", "Discussion"])
def test_line_of_an_entry_that_reads_like_a_heading_stays_in_the_list(line: str) -> None:
    """A reference's line that begins as a section does is no way back to the study."""
    first, rest = LIST.split("\n", 1)
    text = f"{BODY}References\n{first}\n{line}\n{rest}"
    assert "Rye for recorders" not in own_part(text, split_sections(text))


@given(
    st.lists(
        st.sampled_from(
            [*HEADINGS[:8], "Own words.", "1. Malt A. Oats. J. 2001;1:2.", "", "a | b", "Results"]
        )
    )
)
def test_sections_cover_the_text_whatever_stands_in_it(lines: list[str]) -> None:
    """The parts follow each other without a gap, and references begin where a heading or an entry does."""
    text = "\n".join(lines)
    sections = split_sections(text)
    assert text == "".join(text[section.start : section.end] for section in sections)
    assert all(section.part in Part for section in sections)
