"""Recognise what a file of answers or judgements is, and read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workbench.intake.appraisals import judgement_tables, long_form
from workbench.intake.appraisals.cell_tables import CellTable, read_table
from workbench.intake.appraisals.records import FormatName, ReadAppraisals
from workbench.intake.errors import IntakeError


@dataclass(frozen=True, slots=True)
class AppraisalFormat:
    """One form in which answers or judgements come.

    Attributes:
        title: what people call it.
        recognise: returns True for a table whose headings are of this form.
        read: reads such a table.
    """

    title: str
    recognise: Callable[[CellTable], bool]
    read: Callable[[CellTable], ReadAppraisals]


APPRAISAL_FORMATS: Mapping[FormatName, AppraisalFormat] = {
    "long": AppraisalFormat("the long form", long_form.is_long_form, long_form.read_long_form),
    "revman": AppraisalFormat("RevMan", judgement_tables.is_revman, judgement_tables.read_revman),
    "covidence": AppraisalFormat("Covidence", judgement_tables.is_covidence, judgement_tables.read_covidence),
    "robvis": AppraisalFormat("robvis", judgement_tables.is_robvis, judgement_tables.read_robvis),
}
"""By the name that the command line takes, in the order in which they are recognised."""


def read_appraisals(data: bytes, format_name: FormatName | None = None) -> ReadAppraisals:
    """Read the answers or judgements that a file holds.

    Args:
        data: its bytes.
        format_name: what it is; None: what its first line says.

    Raises:
        IntakeError: it holds none that can be read; the message says what to do.
    """
    table = read_table(data)
    if format_name is not None:
        return APPRAISAL_FORMATS[format_name].read(table)
    for form in APPRAISAL_FORMATS.values():
        if form.recognise(table):
            return form.read(table)
    shown = ", ".join(table.headings[:6])[:120]
    raise IntakeError(
        f"its first line ({shown}) names neither answers (study, item, code) nor judgements (Study, domains, "
        "Overall): references are read by `workbench add`"
    )
