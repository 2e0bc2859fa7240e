"""Read files of references into frozen records, and write them. ``registry`` lists the formats."""

from workbench.intake.references.duplicates import (
    Difference,
    DuplicateGroup,
    MergeReport,
    find_duplicates,
    merge,
)
from workbench.intake.references.read import (
    MAX_REFERENCE_BYTES,
    is_reference_file,
    read_references,
    write_references,
)
from workbench.intake.references.records import Reference, ReferenceBatch, as_study
from workbench.intake.references.registry import REFERENCE_FORMATS, WRITTEN_FORMATS
from workbench.intake.references.values import make_reference

__all__ = [
    "MAX_REFERENCE_BYTES",
    "REFERENCE_FORMATS",
    "WRITTEN_FORMATS",
    "Difference",
    "DuplicateGroup",
    "MergeReport",
    "Reference",
    "ReferenceBatch",
    "as_study",
    "find_duplicates",
    "is_reference_file",
    "make_reference",
    "merge",
    "read_references",
    "write_references",
]
