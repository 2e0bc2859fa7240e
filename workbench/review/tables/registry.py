"""List the tables of a review: the command line, the screens, the report and Word take theirs from here.

A new table is a module of this room with a function `build`, and a line in `TABLES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.output.report.table_places import EVIDENCE, JUDGEMENTS, OWN, OWN_SECTION, ReportPlace
from workbench.review.deferred import deferred

if TYPE_CHECKING:
    from workbench.output.table import Table
    from workbench.review.tables.material import Of
    from workbench.review.view import View

_HERE = "workbench.review.tables"

Basis = Literal["", "appraisals", "evidence"]
"""What must be settled before a table can be final; nothing where it is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """One table that a review can be asked for.

    Attributes:
        title: what people call it.
        build: makes it, one block a checklist where scales differ.
        key: the key that shows it on the screen of the tables; empty: it is not there.
        place: where it stands in the report, and whether Word has it.
        explained: what its name does not say, in the help of the command line; empty: nothing.
        is_by_study: True where the rows of a study follow from its own appraisals alone, so that the first
            can be shown before the rest.
        basis: what must be settled before it can be final.
    """

    title: str
    build: Callable[[View, Of], list[Table]]
    key: str = ""
    place: ReportPlace = OWN_SECTION
    explained: str = ""
    is_by_study: bool = False
    basis: Basis = ""


TABLES: dict[str, TableKind] = {
    "protocol": TableKind(
        title="Protocol",
        build=deferred(f"{_HERE}.protocol"),
        place=ReportPlace(OWN, 0, cited="the protocol", part="supplement", matter="studies"),
    ),
    "characteristics": TableKind(
        title="Characteristics of the studies",
        build=deferred(f"{_HERE}.characteristics"),
        key="4",
        place=ReportPlace(OWN, 1, cited="the characteristics of the studies", matter="studies"),
    ),
    "boxes": TableKind(
        title="Characteristics of included studies, a box each",
        basis="appraisals",
        build=deferred(f"{_HERE}.boxes"),
        is_by_study=True,
        place=ReportPlace(
            OWN, 3, "Characteristics and judgements, study by study", folded=True, part="asked"
        ),
        explained="a box a study: what it is, and each judgement with its support",
    ),
    "appraisal": TableKind(
        title="Appraisals",
        basis="appraisals",
        build=deferred(f"{_HERE}.appraisal"),
        key="7",
        is_by_study=True,
        place=ReportPlace(
            JUDGEMENTS,
            3,
            "With design, sources read and what follows for GRADE",
            cited="the appraisals",
            part="supplement",
            matter="bias",
        ),
    ),
    "traffic-light": TableKind(
        title="Traffic light",
        basis="appraisals",
        build=deferred(f"{_HERE}.traffic_light"),
        key="1",
        is_by_study=True,
        place=ReportPlace(
            JUDGEMENTS, 1, "Study by study", cited="the judgements of each study", matter="bias"
        ),
    ),
    "summary": TableKind(
        title="Summary",
        basis="appraisals",
        build=deferred(f"{_HERE}.summary"),
        key="8",
        place=ReportPlace(
            JUDGEMENTS,
            2,
            "The numbers of each judgement",
            cited="how often each judgement was made",
            part="supplement",
            matter="bias",
        ),
    ),
    "answers": TableKind(
        title="Answers",
        basis="appraisals",
        build=deferred(f"{_HERE}.answers"),
        key="5",
        is_by_study=True,
        place=ReportPlace(OWN, 9, folded=True, part="asked"),
    ),
    "evidence-profile": TableKind(
        title="Evidence profile",
        basis="evidence",
        build=deferred(f"{_HERE}.evidence_profile"),
        key="3",
        place=ReportPlace(EVIDENCE, 2, cited="the evidence profile", part="supplement", matter="certainty"),
    ),
    "findings": TableKind(
        title="Summary of findings",
        basis="evidence",
        build=deferred(f"{_HERE}.findings"),
        key="2",
        place=ReportPlace(EVIDENCE, 1, cited="the summary of findings", matter="certainty"),
        explained="the summary of findings",
    ),
    "influence": TableKind(
        title="What the conclusions hang on",
        basis="evidence",
        build=deferred(f"{_HERE}.influence"),
        place=ReportPlace(
            EVIDENCE, 3, cited="what would change the conclusions", part="supplement", matter="certainty"
        ),
        explained="which single answers, overrides, ratings or studies would change a conclusion",
    ),
    "agreement-overall": TableKind(
        title="Agreement on the overall judgement",
        build=deferred(f"{_HERE}.agreement_overall"),
        place=ReportPlace(
            OWN, 4, cited="how far the reviewers agreed on the overall judgement", matter="agreement"
        ),
        explained="how far reviewers agree on the whole, a line a checklist",
    ),
    "agreement": TableKind(
        title="Agreement between reviewers",
        build=deferred(f"{_HERE}.agreement"),
        key="6",
        place=ReportPlace(
            OWN,
            4,
            cited="how far the reviewers agreed on each domain and item",
            part="supplement",
            matter="agreement",
        ),
        explained="how far reviewers agree; `workbench agreement` has every coefficient",
    ),
    "excluded": TableKind(
        title="Excluded studies",
        build=deferred(f"{_HERE}.excluded"),
        key="9",
        place=ReportPlace(OWN, 2, cited="the studies that were left out", part="supplement"),
    ),
    "number-checks": TableKind(
        title="Checks of the numbers",
        build=deferred(f"{_HERE}.number_checks"),
        place=ReportPlace(EVIDENCE, 3, cited="the checks of the numbers", part="supplement"),
        explained="what the number checks flag and note",
    ),
    "references": TableKind(
        title="References",
        build=deferred(f"{_HERE}.references"),
        place=ReportPlace(OWN, 10, is_list=True),
        explained="the studies as a reference list, with links",
    ),
    "prisma": TableKind(
        title="PRISMA 2020: what the review can fill",
        build=deferred(f"{_HERE}.prisma"),
        place=ReportPlace(OWN, 11, folded=True, part="asked"),
        explained="items of PRISMA 2020 that the review's data fill, and where",
    ),
    "independence": TableKind(
        title="How independence is known",
        build=deferred(f"{_HERE}.independence"),
        place=ReportPlace(OWN, 8, cited="how the independence of the reviewers is known", part="supplement"),
        explained="for each pair of appraisals, as verify tells it",
    ),
}
"""By the name that the command line takes, in the order in which a report lists them."""
