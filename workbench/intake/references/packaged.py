"""Take formats of references that installed packages bring.

A package declares an entry point in the group `appraisal_workbench.readers` that names a `ReferenceFormat`.
It is asked only about files that no format of the program recognises, so a package cannot change how these
are read. Whatever its functions do wrong is said with the name of the package.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from workbench import packages
from workbench.intake.errors import IntakeError
from workbench.intake.references.records import Reference
from workbench.intake.references.reference_format import Opened, ReferenceFormat
from workbench.intake.references.source import Source


@lru_cache(maxsize=1)
def packaged_formats() -> tuple[tuple[ReferenceFormat, ...], tuple[str, ...]]:
    """Return the formats that packages bring, and a line for each that cannot be used."""
    loaded = packages.load_group(packages.READERS)
    formats, warnings = [], list(loaded.warnings)
    for each in loaded.brought:
        if isinstance(each.value, ReferenceFormat):
            formats.append(_guarded(each.value, each.package))
        else:
            warnings.append(
                f"the reader {each.name} of the package {each.package} is left out: it is no ReferenceFormat"
            )
    return tuple(formats), tuple(warnings)


def _guarded(fmt: ReferenceFormat, package: str) -> ReferenceFormat:
    """Return a format whose faults are an error of one line."""

    def recognise(source: Source) -> bool:
        try:
            return bool(fmt.recognise(source))
        except Exception:  # a reader that fails on a file does not know it
            return False

    def open_text(text: str) -> Opened:
        try:
            opened = fmt.open(text)
        except IntakeError:
            raise
        except Exception as error:
            raise failed(error) from error
        return Opened(opened.expected, records(opened.records), opened.notes)

    def records(given: Iterator[Reference]) -> Iterator[Reference]:
        try:
            yield from given
        except IntakeError:
            raise
        except Exception as error:
            raise failed(error) from error

    def failed(error: Exception) -> IntakeError:
        why = packages.in_one_line(error)
        return IntakeError(f"the reader {fmt.name} of the package {package} failed: {why}; tell its authors")

    return ReferenceFormat(fmt.name, fmt.title, recognise, open_text, fmt.write)
