"""Files of references in eight forms: bytes go in, frozen records come out, and the other way round."""

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
from workbench.intake.references.recognise import FORMS
from workbench.intake.references.records import Reference, ReferenceBatch, as_study
from workbench.intake.references.values import make_reference

__all__ = [
    "FORMS",
    "MAX_REFERENCE_BYTES",
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
