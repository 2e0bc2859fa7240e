"""What the screens save is what the command line writes; the preview names the command that does."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import submission
from workbench.review.publish.file_outputs import FileOutput, file_outputs
from workbench.review.publish.save_files import SaveRequest, describe_contents, make_files
from workbench.review.session import open_review

STUDY = "exacerbation"
SECRET = "fluke of bea"
OUTPUTS = file_outputs()
WAYS = [
    ("traffic-light", "csv", {"of": "independent"}),
    ("traffic-light", "html", {"label": "author-year"}),
    ("traffic-light", "svg", {"palette": "grey", "width": "170"}),
    ("answers", "json", {}),
    ("characteristics", "md", {}),
    ("methods", "txt", {"short": "yes"}),
    ("methods", "json", {"facts": "yes"}),
    ("report", "html", {}),
    ("export long", "csv", {"bom": "yes"}),
    ("export robvis", "csv", {"weights": "yes"}),
    ("export review", "zip", {}),
    ("export review", "folder", {}),
]


def ways(output: FileOutput) -> list[tuple[str, str]]:
    return [(output.key, suffix) for suffix in output.ways]


@pytest.mark.parametrize(("key", "suffix", "values"), WAYS, ids=lambda value: str(value))
def test_a_saved_file_is_what_its_command_writes(ran: Run, appraised, tmp_path, key, suffix, values) -> None:
    """Byte for byte, companion files and notes too."""
    folder = tmp_path / "saved"
    folder.mkdir()
    output = OUTPUTS[key]
    request = SaveRequest(output, folder / output.default_name(suffix), values)
    command = shlex.split(request.command.replace("workbench ", f"--db {shlex.quote(appraised)} ", 1))
    with open_review(appraised, "anna") as session:
        made = make_files(session, request)
    made.write()
    saved = contents_of(folder)
    for path in made.replaced:
        remove(Path(path))
    target = command[command.index(">") + 1] if ">" in command else ""
    result = ran("--reviewer", "anna", *command[: command.index(">") if target else None])
    assert 0 == result.code, result.err
    if target:
        Path(target).write_text(result.out, encoding="utf-8", newline="")
    if request.writes_history:  # each time somebody gives work away, the history has one line more
        assert list(saved) == list(contents_of(folder))
    else:
        assert saved == contents_of(folder)


def contents_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def remove(path: Path) -> None:
    if path.is_dir():
        for each in sorted(path.rglob("*"), reverse=True):
            remove(each)
        path.rmdir()
    else:
        path.unlink()


@pytest.mark.parametrize("output", OUTPUTS.values(), ids=lambda output: output.key)
def test_each_output_is_described_or_says_what_is_missing(appraised: str, output: FileOutput) -> None:
    """The first line counts what may be seen, in each format; a refusal is one sentence, never a fault."""
    with open_review(appraised, "anna") as session:
        for suffix in output.ways:
            request = SaveRequest(output, Path(output.default_name(suffix)))
            contents = describe_contents(session, request)
            assert "5 studies, 5 appraisals that you may see: anna 5" == contents.lines[0]
            assert contents.refusal or len(contents.lines) > 2


def test_nothing_of_hidden_work_is_told_or_saved(example: str, tmp_path: Path) -> None:
    """That another has submitted is said; answers, notes and judgements are in no preview and no file."""
    with open_review(example, "bea") as session:
        for item in appraisals.judge_study(session, STUDY).checklist.items:
            appraisals.answer(session, STUDY, item.id, "PN", note=SECRET)
        submission.submit(session, STUDY)
        appraisals.answer(session, "harada2024", "1.1", "PN", note=SECRET)
    with open_review(example, "anna") as session:
        for output in OUTPUTS.values():
            if output.key == "export review":
                continue
            request = SaveRequest(output, tmp_path / output.default_name(list(output.ways)[-1]))
            contents = describe_contents(session, request)
            assert SECRET not in repr(contents)
            assert "5 studies, 0 appraisals that you may see" == contents.lines[0]
            if not contents.refusal:
                assert any("others' work on 1 study is hidden" in line for line in contents.warnings)
                assert SECRET.encode() not in b"".join(
                    data if isinstance(data, bytes) else data.encode()
                    for data in make_files(session, request).files.values()
                )


def test_a_whole_review_is_refused_before_it_is_tried_where_something_is_hidden(example: str) -> None:
    """The preview says which choice saves the rest, and asking leaves no line in the history."""
    from workbench.review.admin.history import list_events

    with open_review(example, "bea") as session:
        for item in appraisals.judge_study(session, STUDY).checklist.items:
            appraisals.answer(session, STUDY, item.id, "PN")
        submission.submit(session, STUDY)
    with open_review(example, "anna") as session:
        before = len(list_events(session))
        whole = SaveRequest(OUTPUTS["export review"], Path("review.zip"))
        assert "“Only what you see” saves the rest" in describe_contents(session, whole).refusal
        part = SaveRequest(OUTPUTS["export review"], Path("review.zip"), {"visible_only": "yes"})
        assert "" == describe_contents(session, part).refusal
        assert before == len(list_events(session))


def test_every_table_figure_and_export_can_be_saved() -> None:
    """Nothing of the registries is missing, and each name of a file leads back to its format."""
    from workbench.review.publish.exports import EXPORTS
    from workbench.review.publish.figures import FIGURES
    from workbench.review.tables.registry import TABLES

    names = {*TABLES, *FIGURES, *(f"export {name}" for name in EXPORTS), "report", "methods"}
    assert names <= set(OUTPUTS)
    for output in OUTPUTS.values():
        for key, suffix in ways(output):
            assert suffix == OUTPUTS[key].suffix_in(Path(output.default_name(suffix)))
