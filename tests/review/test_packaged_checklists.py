"""Checklists that installed packages bring by an entry point."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from checklists import ChecklistError
from store import own_checklists as stored
from tests.review.conftest import STUDY
from workbench import packages as entry_points
from workbench.errors import NotFoundError
from workbench.review.admin import doctor
from workbench.review.checklists import packages
from workbench.review.checklists.known_checklists import Catalogue
from workbench.review.checklists.own_checklists import add_files
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import known_studies

SMALL = (Path(__file__).parents[1] / "checklists" / "small.yaml").read_text(encoding="utf-8")
Installed = Callable[..., Path]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installed]:
    """Makes a package `brought` with these files, and entry points that name it or something in it."""
    points: list[EntryPoint] = []

    def install(*values: str, code: str = "", **files: str) -> Path:
        folder = tmp_path / "site" / "brought"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text(code)
        for name, text in files.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        points.extend(EntryPoint(f"p{n}", value, entry_points.CHECKLISTS) for n, value in enumerate(values))
        importlib.invalidate_caches()
        packages.read_packages.cache_clear()
        return folder

    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setattr(entry_points, "entry_points", lambda group: points)
    yield install
    packages.read_packages.cache_clear()
    sys.modules.pop("brought", None)


def named(name: str, *changes: str) -> str:
    """The small definition under another id, changed as wanted."""
    text = SMALL.replace("id: small", f"id: {name}", 1)
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        text = text.replace(old, new)
    return text


def test_the_files_of_a_package_are_on_offer(installed: Installed, anna: ReviewSession) -> None:
    """With the name of the package; the program's ids and the review's own are not touched."""
    installed("brought", one=named("one"), two=named("two"))
    catalogue = Catalogue(anna.db)
    assert [("one", "package brought"), ("two", "package brought")] == [
        (known.checklist.id, known.from_where) for known in catalogue.list_all() if known.origin == "package"
    ]
    assert () == catalogue.warnings


def test_a_function_may_give_paths_or_resources(installed: Installed, anna: ReviewSession) -> None:
    """Such as a package that makes its files elsewhere."""
    code = (
        "from importlib.resources import files\nfrom pathlib import Path\n"
        "def paths(): return [str(Path(__file__).with_name('one.yaml')), files('brought') / 'two.yaml']\n"
    )
    installed("brought:paths", code=code, one=named("one"), two=named("two"))
    assert {"one", "two"} <= {known.checklist.id for known in Catalogue(anna.db).list_all()}


BROKEN = {
    "not there": (("nowhere.at.all",), {}, "ModuleNotFoundError"),
    "raises": (("brought:fail",), {}, "ZeroDivisionError"),
    "exits": (("brought:leave",), {}, "SystemExit"),
    "no checklist": (("brought",), {"bad": "a: ["}, "not valid YAML"),
    "an id of the program": (("brought",), {"bad": named("case-report")}, "comes with the workbench"),
    "no text": (("brought:numbers",), {}, "is left out"),
}
CODE = (
    "import sys\ndef fail(): return 1 / 0\ndef leave(): sys.exit(3)\n"
    "def numbers(): return [1]\n"
    "def twice():\n    from importlib.resources import files\n"
    "    return [files('brought') / 'one.yaml'] * 2\n"
)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_package_is_a_warning_of_one_line(
    installed: Installed, anna: ReviewSession, name: str
) -> None:
    """Everything else goes on, and the doctor tells of it."""
    values, files, told = BROKEN[name]
    installed(*values, code=CODE, **files)
    catalogue = Catalogue(anna.db)
    assert "case-report" in [known.checklist.id for known in catalogue.list_all()]
    (warning,) = catalogue.warnings
    assert told in warning
    assert "\n" not in warning
    assert [warning] == [
        check.message
        for check in doctor.examine()
        if check.status == "warning" and check.name == "checklists"
    ]
    with pytest.raises(NotFoundError, match="there is no checklist"):
        known_studies.assign(anna, STUDY, "nothing")


def test_two_of_one_id_are_one_and_a_warning(installed: Installed, anna: ReviewSession) -> None:
    """The first is taken."""
    installed("brought:twice", code=CODE, one=named("one"))
    catalogue = Catalogue(anna.db)
    assert "one" == catalogue.find("one").id
    assert "brings one too" in catalogue.warnings[0]


def test_nothing_of_packages_is_read_where_no_id_asks_for_it(
    anna: ReviewSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither for the program's checklists nor for the review's own."""

    def refuse(group: str) -> None:
        raise AssertionError(group)

    monkeypatch.setattr(entry_points, "points_of", refuse)
    packages.read_packages.cache_clear()
    known_studies.assign(anna, STUDY, "case-report")
    known_studies.list_studies(anna)
    assert () == Catalogue(anna.db).list_own()


def test_a_study_that_is_assigned_to_it_brings_it_into_the_review(
    installed: Installed, anna: ReviewSession
) -> None:
    """So that others need the review alone; a later version of the package changes nothing by itself."""
    folder = installed("brought", one=named("one"))
    known_studies.assign(anna, STUDY, "one")
    (own,) = stored.list_own(anna.db)
    assert ("one", "brought") == (own.checklist.checklist_id, own.origin)
    (folder / "one.yaml").write_text(named("one", "version: 0.1.0", "version: 0.2.0"))
    packages.read_packages.cache_clear()
    assert ("0.1.0", "review") == (
        Catalogue(anna.db).find("one").version,
        Catalogue(anna.db).know("one").origin,
    )
    (added,) = add_files(anna, ["one"])
    assert ("added", "0.1.0", "0.2.0") == (added.status, added.replaced, added.version)
    (folder / "one.yaml").unlink()
    packages.read_packages.cache_clear()
    with open_review(anna.db.location, "bea") as bea:
        assert "0.2.0" == Catalogue(bea.db).find("one").version


def test_one_that_cannot_be_proved_is_not_assigned(installed: Installed, anna: ReviewSession) -> None:
    """Nothing is changed, and the message says why."""
    installed("brought", one=named("one", "judge: high", "judge: low"))
    before = known_studies.find(anna, STUDY).checklist
    with pytest.raises(Exception, match="one of the package brought cannot be used"):
        known_studies.assign(anna, STUDY, "one")
    assert before == known_studies.find(anna, STUDY).checklist
    assert [] == stored.list_own(anna.db)


def test_one_whose_text_the_program_cannot_read_any_more_is_told(anna: ReviewSession) -> None:
    """A later version of the program may refuse what an earlier one took; the others stay on offer."""
    import hashlib

    from store.records import ChecklistVersion

    text = "no checklist"
    version = ChecklistVersion(hashlib.sha256(text.encode()).hexdigest(), "odd", "1", text)
    stored.add_own(anna.db, version, origin="odd.yaml", by="anna")
    catalogue = Catalogue(anna.db)
    assert "case-report" in [known.checklist.id for known in catalogue.list_all()]
    assert "odd" in catalogue.own_warnings[0]
    with pytest.raises(ChecklistError):
        catalogue.find("odd")
    assert catalogue.get("odd") is None
