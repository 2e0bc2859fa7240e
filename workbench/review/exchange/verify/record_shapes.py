"""Set records aside that do not have the fields of their table, so that the checks go on with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from store.errors import InvalidValue
from store.export_rows import TABLES
from store.import_rows import check_fields
from workbench.review.exchange.verify.ledger import Fault, Values


def readable_records(
    records: Mapping[str, Sequence[Values]], tables: Iterable[str] = TABLES
) -> tuple[dict[str, Sequence[Values]], list[Fault]]:
    """Return the records that have the fields of their table, and a fault for each that has not.

    Args:
        records: by table.
        tables: those to look at.
    """
    readable, faults = dict(records), []
    for table in tables:
        kept = []
        for place, row in enumerate(records[table], start=1):
            try:
                check_fields(table, row)
            except InvalidValue as problem:
                faults.append(Fault("rows", f"{table} · record {place}", str(problem)))
            else:
                kept.append(row)
        readable[table] = kept
    return readable, faults
