"""Marks of tagged records that are missing, bare, small or in another order: nothing is lost."""

from __future__ import annotations

import pytest

from workbench.intake.references import ReferenceBatch, is_reference_file, read_references

FIRST = "TI  - Nettle tea for gardeners\nAU  - Marsh, T.\nPY  - 2006"
SECOND = "TI  - Willow wraps after trimming\nAU  - Quill, P.\nPY  - 2008"


def read(text: str, name: str = "a.ris") -> ReferenceBatch:
    """A file as it is read; it is known as references first."""
    assert is_reference_file(text.encode(), "export.txt")
    return read_references(text.encode(), name)


def short(batch: ReferenceBatch) -> list[tuple[str, int, int | None, str]]:
    """What matters here of each record: title, number of authors, year, abstract."""
    records = [record.bibliography for record in batch.records]
    return [(record.title, len(record.authors), record.year, record.abstract) for record in records]


NETTLE = ("Nettle tea for gardeners", 1, 2006, "")
WILLOW = ("Willow wraps after trimming", 1, 2008, "")
TWELVE = (*NETTLE[:3], "Twelve.")


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\nTY  - JOUR\nAB  - Twelve.\nER  - \n\n{SECOND}\nTY  - JOUR\nER  - \n",
        f"DB  - X\n{FIRST}\nTY  - JOUR\nAB  - Twelve.\nER  - \nDB  - X\n{SECOND}\nTY  - JOUR\nER  - \n",
        f"AB  - Twelve.\nTY  - JOUR\n{FIRST}\nER  - \n\nAB  - NA\nTY  - JOUR\n{SECOND}\nER  -\n",
        f"TY  - JOUR\n{FIRST}\nER  - \nAB  - Twelve.\n\nTY  - JOUR\n{SECOND}\nER  - \n",
        f"TY  - JOUR\n{FIRST}\nER  - \nAB  - Twelve.\nTY  - JOUR\n{SECOND}\nER  - \n",
        f"TY  - JOUR\n{FIRST}\nAB  - Twelve.\nER\nTY  - JOUR\n{SECOND}\nER\n",
        f"TY  - JOUR\n{FIRST}\nAB  - Twelve.\nER   \n\n\nTY  - JOUR\n{SECOND}\nER",
        f"TY  - JOUR\n{FIRST}\nAB  - Twelve.\nTY  - JOUR\n{SECOND}\n",
        f"TY  - JOUR\n{FIRST}\nAB  - Twelve.\nER  - \n\n{SECOND}\nER  - \n",
        f"TY  - JOUR\n{FIRST}\nAB  - Twelve.\nER  - \n\n{SECOND}\n",
        f"TY  - JOUR\n{FIRST}\nAB  - Twelve.\nER  - \nER  - \nTY  - JOUR\n{SECOND}\nER  - \n",
        f"ty  - jour\n{FIRST.lower()}\nab  - twelve.\ner  - \nty  - jour\n{SECOND.lower()}\ner  - \n",
        f"Ty  - JOUR\n{FIRST}\nAB  - Twelve.\nEr  - \nTy  - JOUR\n{SECOND}\nEr  - \n".replace(
            "Ty", "ty"
        ).replace("Er", "er"),
        f"1.\nTY  - JOUR\n{FIRST}\nAB  - Twelve.\nER  - \n2.\nTY  - JOUR\n{SECOND}\nER  - \n",
    ],
)
def test_two_records_are_read_whole_however_they_are_marked(text: str) -> None:
    """Tags before the start mark, behind the end mark, bare and missing marks, and small letters."""
    batch = read(text)
    folded = [tuple(str(part).casefold() for part in record) for record in short(batch)]
    assert [tuple(str(part).casefold() for part in record) for record in (TWELVE, WILLOW)] == folded
    assert (2, ()) == (batch.expected, batch.notes)


def test_tags_around_a_single_record_belong_to_it() -> None:
    """What stands before the first start mark and behind the last end mark is that record's."""
    batch = read(f"AN  - 770001\nTY  - JOUR\n{FIRST}\nER  - \nN2  - Ten criers.\n")
    assert [(*NETTLE[:3], "Ten criers.")] == short(batch)
    assert (1, ()) == (batch.expected, batch.notes)


def test_lines_of_an_abstract_that_look_like_marks_stay_in_it() -> None:
    """ER and TY with one space, or at a line's beginning, end nothing in a file that uses two."""
    text = (
        f"TY  - JOUR\n{FIRST}\nAB  - We tested.\nER positive were 12.\nER - negative were 3.\n"
        f"TY - Mr T was one.\nER\nwas told.\nER  - \n"
    )
    expected = "We tested. ER positive were 12. ER - negative were 3. TY - Mr T was one. ER was told."
    assert [(*NETTLE[:3], expected)] == short(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "OWN - ERIC\nTI  - Felt mats for pianists\nAU  - Malt, Ada\nDP  - 2014\nAB  - We asked.\n",
        "PMID- \nOWN - ERIC\nTI  - Felt mats for pianists\nAU  - Malt, Ada\nDP  - 2014\nAB  - We asked.\n",
        "TI  - Felt mats for pianists\nOWN - ERIC\nPMID- \nFAU - Malt, Ada\nDP  - 2014\nAB  - We asked.\n",
        "OWN - ERIC\r\nTI  - Felt mats\r\n      for pianists\r\nAU  - Malt\r\nDP  - 2014\r\nAB  - We asked.",
        "TI  - Felt mats for pianists\nOID - ED012345\nAU  - Malt, Ada\nDP  - 2014\nAB  - We asked.\n",
    ],
)
@pytest.mark.parametrize("count", [1, 2])
def test_nbib_without_a_pubmed_id_is_read(text: str, count: int) -> None:
    """ERIC's records have no PubMed id, or an empty one, and need not begin with it."""
    batch = read("\n\n".join([text.strip()] * count), "eric.nbib")
    assert [("Felt mats for pianists", 1, 2014, "We asked.")] * count == short(batch)
    assert ("nbib", count, ()) == (batch.form, batch.expected, batch.notes)


def test_what_programs_write_for_no_value_is_none() -> None:
    """ "NA", "null" and the like are no abstract and no journal."""
    batch = read(f"TY  - JOUR\n{FIRST}\nAB  - NA\nJF  - null\nJO  - J Tea\nER  - \n")
    assert ("", "J Tea") == (batch.records[0].bibliography.abstract, batch.records[0].bibliography.journal)
