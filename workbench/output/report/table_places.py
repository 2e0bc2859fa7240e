"""Define where tables stand in a report; the list of tables needs this and nothing else of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EVIDENCE: Literal["evidence"] = "evidence"
JUDGEMENTS: Literal["judgements"] = "judgements"
OWN: Literal["own"] = "own"

Part = Literal["main", "supplement", "asked"]
"""Where Word has a table or figure: in the text, in the supplementary material, or only where asked for."""


Matter = Literal["", "studies", "bias", "certainty", "agreement"]
"""The part of the results that cites a table or figure; empty: their end does."""


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """Where the tables of one name stand in a report.

    Attributes:
        section: that of the evidence, that of the judgements, or one of its own.
        order: among the tables of the section, or among the sections of their own.
        heading: in the group of a checklist, whose name need not be said again, or of all its blocks where
            the page folds them; empty: its own title.
        is_list: whether Word writes its rows as paragraphs, as a reference list.
        cited: what the text of a manuscript says that it shows; empty: its title.
        folded: whether the appraisals in full say the same, so that the page folds it.
        part: of a Word document that has it.
        matter: the part of the results that cites it.
    """

    section: Literal["evidence", "judgements", "own"] = OWN
    order: int = 5
    heading: str = ""
    folded: bool = False
    is_list: bool = False
    cited: str = ""
    part: Part = "main"
    matter: Matter = ""


OWN_SECTION = ReportPlace()
