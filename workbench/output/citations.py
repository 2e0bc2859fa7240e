"""Write a study as an entry of a reference list, and the addresses of its identifiers on the web."""

from __future__ import annotations

import re
from urllib.parse import quote

from store.bibliography import Bibliography
from workbench.author_names import listed_name
from workbench.page_ranges import shown_pages

_MOST_AUTHORS = 6
"""More are cut after these, as medical journals do (ICMJE)."""

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_PMID = re.compile(r"[1-9]\d{0,8}")
_PMCID = re.compile(r"PMC\d{1,9}")


def reference_text(record: Bibliography, letters: str = "") -> str:
    """Return the entry without its identifiers; what is missing is left out.

    Authors, title, journal, year, volume, issue and pages, in the order of medical journals (ICMJE).

    Args:
        record: of the study.
        letters: stand behind the year, where others of the author are of the same year.

    >>> reference_text(Bibliography(title="Mud?", authors=("Byron, A", "Li W"), year=2020, journal="Clay"))
    'Byron A, Li W. Mud? Clay. 2020.'
    >>> record = Bibliography(title="Mud", journal="Clay", year=2020, volume="12", issue="3", pages="45-50")
    >>> reference_text(record)
    'Mud. Clay. 2020;12(3):45–50.'
    """
    authors = [listed_name(author) for author in record.authors]
    people = ", ".join(authors[:_MOST_AUTHORS]) + (", et al" if len(authors) > _MOST_AUTHORS else "")
    year = f"{record.year}{letters}" if record.year else ""
    parts = (people, record.title, record.journal, _printed(year, record))
    return " ".join(_ended(part.strip()) for part in parts if part.strip())


def _printed(year: str, record: Bibliography) -> str:
    """Return when and where it was printed: "2020;12(3):45–50", or as much of it as is known."""
    number = record.volume + (f"({record.issue})" if record.issue else "")
    pages = f":{shown_pages(record.pages)}" if record.pages else ""
    return ";".join(part for part in (year, number) if part) + pages


def _ended(part: str) -> str:
    return part if part[-1] in ".?!" else f"{part}."


def doi_address(doi: str) -> str:
    """Return where a DOI leads; empty for what is none.

    >>> doi_address("10.5555/a<b"), doi_address("javascript:alert(1)")
    ('https://doi.org/10.5555/a%3Cb', '')
    """
    return f"https://doi.org/{quote(doi, safe='/:;()-._')}" if _DOI.fullmatch(doi) else ""


def pmid_address(pmid: str) -> str:
    """Return the page of a record of PubMed; empty for what is no number of one."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if _PMID.fullmatch(pmid) else ""


def pmcid_address(pmcid: str) -> str:
    """Return the page of a text in PubMed Central; empty for what is no number of one."""
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/" if _PMCID.fullmatch(pmcid) else ""
