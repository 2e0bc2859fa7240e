"""Read the tagged text of Web of Science (``.ciw``). Works that a record cites (CR) are passed over."""

from __future__ import annotations

import re

from workbench.intake.references.reference_format import ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.tagged import TaggedForm, open_tagged

_BEGINS = re.compile(r"^\ufeff?PT [A-Z]{1,12}[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"^(?:TI|AU|AF|SO|UT) \S", re.MULTILINE)
_FORM = TaggedForm(
    line=re.compile(r"\ufeff?([A-Z][A-Z0-9])(?: |$)(.*)"),
    loose=None,
    small=None,
    start="PT",
    end="ER",
    blank_ends=False,
    fields={
        "title": ("TI",),
        "authors": ("AF", "AU", "CA", "GP"),
        "year": ("PY", "EY"),
        "journal": ("SO", "J9", "JI"),
        "volume": ("VL",),
        "issue": ("IS",),
        "pages": ("BP", "AR"),
        "last_page": ("EP",),
        "doi": ("DI",),
        "pmid": ("PM",),
        "abstract": ("AB",),
        "keywords": ("DE", "ID"),
        "publication_types": ("DT",),
    },
    lists=frozenset({"AU", "AF", "CR"}),
    written={},
)


def _recognise(source: Source) -> bool:
    """Return True if a line begins a record and others hold fields without a hyphen behind the tag."""
    return _BEGINS.search(source.sample) is not None and _FIELD.search(source.sample) is not None


WEB_OF_SCIENCE = ReferenceFormat(
    name="web-of-science",
    title="Web of Science tagged text",
    recognise=_recognise,
    open=lambda text: open_tagged(text, _FORM),
)
