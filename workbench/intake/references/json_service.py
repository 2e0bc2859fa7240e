"""Make the format of a literature service whose records are JSON objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from workbench.intake.documents.json_values import Record, json_records
from workbench.intake.references.records import Reference
from workbench.intake.references.reference_format import Opened, ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.values import Raw, make_reference


def json_format(
    name: str, title: str, is_record: Callable[[Record], bool], raw: Callable[[Record], Raw]
) -> ReferenceFormat:
    """Make the format of a service.

    Args:
        name: its name in messages.
        title: what people call it.
        is_record: tells whether an object is a record of the service.
        raw: returns the values of such an object by field.
    """

    def recognise(source: Source) -> bool:
        records = source.json_records
        first = next((record for record in records or () if isinstance(record, dict)), None)
        return first is not None and is_record(first)

    def read(records: list[Any]) -> Iterator[Reference]:
        for position, record in enumerate(records, 1):
            if isinstance(record, dict):
                yield make_reference(raw(record), position)

    def open_records(text: str) -> Opened:
        records = json_records(text) or []
        return Opened(len(records), read(records))

    return ReferenceFormat(name=name, title=title, recognise=recognise, open=open_records)
