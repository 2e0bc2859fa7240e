"""Provide the example review: five published studies as facts in our own words.

No sentence of an article or abstract is here; titles, names and identifiers are facts and are as printed.
Each fact sheet goes through the fitting checklist's subjects, and says what the source does not report.
"""

from workbench.examples.loading import ExampleStudy, SheetPart, example_studies
from workbench.examples.outcomes import ExampleFinding, ExampleOutcome, example_outcomes

__all__ = [
    "ExampleFinding",
    "ExampleOutcome",
    "ExampleStudy",
    "SheetPart",
    "example_outcomes",
    "example_studies",
]
