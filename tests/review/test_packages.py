"""What installed packages bring by entry points: readers and exports that are broken stop nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from workbench import packages
from workbench.errors import ConflictError, UsageError
from workbench.intake import IntakeError
from workbench.intake.references import is_reference_file, packaged, read_references
from workbench.review.publish.build_export import build_export
from workbench.review.publish.exports import ExportRequest, packaged_exports
from workbench.review.session import ReviewSession

READER = """
from workbench.intake.references import Opened, ReferenceFormat, make_reference

def open_text(text):
    {body}

def recognise(source):
    return {recognised}

FORMAT = ReferenceFormat("hats", "Hats", recognise, open_text)
"""
FINE = "return Opened(1, iter([make_reference({'title': [text[2:]]})]))"
HATS = b"^^A hat for mice"
Installed = Callable[..., None]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installed]:
    """Makes a module `brought` of some code, and entry points of a group that name things in it."""
    points: dict[str, list[EntryPoint]] = {group: [] for group in packages.GROUPS}

    def forget() -> None:
        packages.load_group.cache_clear()
        packaged.packaged_formats.cache_clear()
        sys.modules.pop("brought", None)

    def install(group: str, code: str, **values: str) -> None:
        (tmp_path / "brought.py").write_text(code)
        points[group] += [EntryPoint(name, f"brought:{value}", group) for name, value in values.items()]
        forget()

    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(packages, "entry_points", lambda group: points[group])
    forget()
    yield install
    forget()


def reader(installed: Installed, body: str = FINE, recognised: str = "source.text.startswith('^^')") -> None:
    """Install a reader made of these lines."""
    installed(packages.READERS, READER.format(body=body, recognised=recognised), hats="FORMAT")


def test_a_format_that_the_program_does_not_know_is_read_by_a_package(installed: Installed) -> None:
    """The form in the batch is the package's name for it."""
    assert not is_reference_file(HATS, "hats.txt")
    reader(installed)
    batch = read_references(HATS, "hats.txt")
    assert ("hats", "A hat for mice") == (batch.form, batch.records[0].bibliography.title)


def test_a_package_is_not_asked_about_what_the_program_reads(installed: Installed) -> None:
    """Even if it would take everything."""
    reader(installed, recognised="True")
    assert "ris" == read_references(b"TY  - JOUR\nTI  - Mud\nER  -\n", "a.ris").form


def test_a_reader_that_fails_on_a_file_does_not_know_it(installed: Installed) -> None:
    """So the file is taken for a document, as without the package."""
    reader(installed, recognised="1 / 0")
    assert not is_reference_file(HATS, "hats.txt")


@pytest.mark.parametrize(
    "body",
    ["raise KeyError('brim')", "return Opened(1, iter(lambda: {}['brim'], 0))"],
    ids=["at once", "in the middle"],
)
def test_a_reader_that_breaks_is_named_in_one_line(installed: Installed, body: str) -> None:
    """With its package and what it said."""
    reader(installed, body)
    with pytest.raises(IntakeError, match="the reader hats of the package brought failed: KeyError: 'brim'"):
        read_references(HATS, "hats.txt")


def test_an_error_that_a_reader_means_for_the_user_is_told_as_it_is(installed: Installed) -> None:
    """Nothing is put round it."""
    code = "from workbench.intake import IntakeError; raise IntakeError('the hat is torn')"
    reader(installed, code)
    with pytest.raises(IntakeError, match=r"^the hat is torn$"):
        read_references(HATS, "hats.txt")


def test_what_is_no_reader_and_what_cannot_be_loaded_is_left_out(installed: Installed) -> None:
    """One line each, with the package; the rest is used."""
    code = READER.format(body=FINE, recognised="True") + "\nNUMBER = 7\n"
    installed(packages.READERS, code, hats="FORMAT", number="NUMBER", missing="NOTHING")
    formats, warnings = packaged.packaged_formats()
    assert ["hats"] == [fmt.name for fmt in formats]
    assert ["cannot be read", "is no ReferenceFormat"] == sorted(
        word for word in ("cannot be read", "is no ReferenceFormat") if any(word in each for each in warnings)
    )
    assert all("brought" in warning for warning in warnings)


EXPORT = """
from workbench.output.exports.export import Export
from workbench.review.publish.exports import ExportKind

def build(view, request):
    {body}

KIND = ExportKind(title="Hats", build=build)
"""


def test_an_export_of_a_package_is_built_by_its_name(installed: Installed, anna: ReviewSession) -> None:
    """Beside those of the program, which it cannot take the place of."""
    code = EXPORT.format(body="return Export({'': view.viewer.encode()})")
    installed(packages.EXPORTS, code, hats="KIND", robvis="KIND")
    assert {"": b"anna"} == build_export(anna, ExportRequest(kind="hats")).files
    assert ["there is an export of that name"] == [line.rpartition(": ")[2] for line in packaged_exports()[1]]
    with pytest.raises(UsageError, match='did you mean "hats"'):
        build_export(anna, ExportRequest(kind="hat"))


def test_an_export_that_breaks_is_named_in_one_line(installed: Installed, anna: ReviewSession) -> None:
    """No fault of the program."""
    installed(packages.EXPORTS, EXPORT.format(body="return 1 / 0"), hats="KIND")
    with pytest.raises(ConflictError, match="the export hats of an installed package failed: ZeroDivision"):
        build_export(anna, ExportRequest(kind="hats"))
