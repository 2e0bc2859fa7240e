"""Read files of references into frozen records, and write them. ``registry`` lists the formats."""

from workbench.intake.references.duplicates import (
    Difference,
    DuplicateGroup,
    MergeReport,
    find_duplicates,
    find_shared_identifiers,
    merge,
)
from workbench.intake.references.likeness import (
    ComparedRecord,
    FieldDifference,
    LikePair,
    Sureness,
    compare_records,
    field_differences,
    like_pairs,
)
from workbench.intake.references.possible_duplicates import (
    PossibleDuplicate,
    find_possible_duplicates,
    is_other_work,
)
from workbench.intake.references.read import (
    MAX_REFERENCE_BYTES,
    is_reference_file,
    read_references,
    write_references,
)
from workbench.intake.references.records import Reference, ReferenceBatch, as_study
from workbench.intake.references.reference_format import Opened, ReferenceFormat
from workbench.intake.references.registry import REFERENCE_FORMATS, WRITTEN_FORMATS
from workbench.intake.references.source import Source
from workbench.intake.references.values import make_reference

__all__ = [
    "MAX_REFERENCE_BYTES",
    "REFERENCE_FORMATS",
    "WRITTEN_FORMATS",
    "ComparedRecord",
    "Difference",
    "DuplicateGroup",
    "FieldDifference",
    "LikePair",
    "MergeReport",
    "Opened",
    "PossibleDuplicate",
    "Reference",
    "ReferenceBatch",
    "ReferenceFormat",
    "Source",
    "Sureness",
    "as_study",
    "compare_records",
    "field_differences",
    "find_duplicates",
    "find_possible_duplicates",
    "find_shared_identifiers",
    "is_other_work",
    "is_reference_file",
    "like_pairs",
    "make_reference",
    "merge",
    "read_references",
    "write_references",
]
