"""List the formats of references. A new one is a file in ``formats`` and a line here."""

from __future__ import annotations

from workbench.intake.references.formats.bibtex import BIBTEX
from workbench.intake.references.formats.crossref import CROSSREF
from workbench.intake.references.formats.csl_json import CSL_JSON
from workbench.intake.references.formats.delimited import CSV, TSV
from workbench.intake.references.formats.embase_csv import EMBASE_CSV
from workbench.intake.references.formats.endnote_xml import ENDNOTE_XML
from workbench.intake.references.formats.enw import ENW
from workbench.intake.references.formats.europe_pmc import EUROPE_PMC
from workbench.intake.references.formats.nbib import NBIB
from workbench.intake.references.formats.openalex import OPENALEX
from workbench.intake.references.formats.ovid import OVID
from workbench.intake.references.formats.pubmed_abstract import PUBMED_ABSTRACT
from workbench.intake.references.formats.pubmed_summary import PUBMED_SUMMARY
from workbench.intake.references.formats.pubmed_xml import PUBMED_XML
from workbench.intake.references.formats.ris import RIS
from workbench.intake.references.formats.semantic_scholar import SEMANTIC_SCHOLAR
from workbench.intake.references.formats.web_of_science import WEB_OF_SCIENCE
from workbench.intake.references.formats.zotero_rdf import ZOTERO_RDF
from workbench.intake.references.packaged import packaged_formats
from workbench.intake.references.reference_format import ReferenceFormat
from workbench.intake.references.source import Source

REFERENCE_FORMATS: tuple[ReferenceFormat, ...] = (
    EUROPE_PMC,
    OPENALEX,
    CROSSREF,
    SEMANTIC_SCHOLAR,
    CSL_JSON,
    PUBMED_XML,
    ENDNOTE_XML,
    ZOTERO_RDF,
    CSV,
    TSV,
    EMBASE_CSV,
    RIS,
    OVID,
    NBIB,
    WEB_OF_SCIENCE,
    PUBMED_ABSTRACT,
    PUBMED_SUMMARY,
    ENW,
    BIBTEX,
)
"""All formats, in the order in which a file is asked whether it is one of them."""
WRITTEN_FORMATS = tuple(fmt.name for fmt in REFERENCE_FORMATS if fmt.write is not None)
"""The names of those that are written too."""


def recognise(source: Source) -> ReferenceFormat | None:
    """Return the format of a file of references, or None where it is something else.

    >>> recognise(Source("TY  - JOUR\\nTI  - Mud\\nER  -")).name, recognise(Source("Mud was used in ten."))
    ('ris', None)
    """
    found = next((fmt for fmt in REFERENCE_FORMATS if fmt.recognise(source)), None)
    return found or next((fmt for fmt in packaged_formats()[0] if fmt.recognise(source)), None)
