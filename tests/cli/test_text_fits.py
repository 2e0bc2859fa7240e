"""What every verb prints at a terminal: no line wider than it, no key cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Run
from workbench.review.admin import demo
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import submission
from workbench.review.session import open_review

TABLES = (
    *("characteristics", "appraisal", "answers", "traffic-light", "summary", "evidence-profile"),
    "findings",
)
VERBS = (
    *(("studies",), ("show", "harada2024"), ("history",), ("compare", "sugino2023"), ("agreement",)),
    *(("judge", "sugino2023"), ("certainty",), ("outcomes",), ("finding",), ("body",), ("header",)),
    *(("numbers", "yamakawa2025"), ("trace", "CT score"), ("passages", "yamakawa2025", "1.1")),
    *(("checklists",), ("checklists", "show", "psm-cohort"), ("checklists", "check", "case-report")),
    *(
        ("doctor",),
        ("methods",),
        ("updates",),
        ("updates", "--since", "2020-01-01"),
        *(("table", name, "--of", "all") for name in TABLES),
    ),
)
KEYS = {"baricitinib", "exacerbation", "harada2024", "sugino2023", "yamakawa2025"}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example review, one study of it submitted by two reviewers who differ once."""
    path = tmp_path_factory.mktemp("example") / "example.db"
    demo.make_example(str(path))
    for name, code in (("ana", "Y"), ("bea", "N")):
        with open_review(str(path), name) as session:
            for item in appraisals.judge_study(session, "sugino2023").verdict.asked:
                appraisals.answer(session, "sugino2023", item, code if item == "2.1" else "PY")
            submission.submit(session, "sugino2023")
    return path


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_verb_prints_a_line_wider_than_the_terminal(
    ran: Run, example: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """All verbs that print text, at three widths; what is said to stderr is one line in a pipe."""
    monkeypatch.setenv("COLUMNS", str(width))
    wider = {}
    for verb in VERBS:
        done = ran("--db", str(example), "--reviewer", "ana", *verb)
        assert 0 == done.code, done.err
        widest = max(map(cell_len, done.out.splitlines()))
        if widest > width:
            wider[verb] = widest
    assert {} == wider


@pytest.mark.parametrize("verb", [("studies",), ("table", "characteristics"), ("outcomes",), ("finding",)])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_keys_of_studies_are_never_cut(
    ran: Run, example: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...], width: int
) -> None:
    """Each stands somewhere as one word."""
    monkeypatch.setenv("COLUMNS", str(width))
    done = ran("--db", str(example), "--reviewer", "ana", *verb)
    assert set() == KEYS - {word.strip(",") for word in done.out.split()}


def test_judge_is_wrapped_at_the_width_with_a_hanging_indent(
    ran: Run, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Headings too; in a pipe they are one line, and paragraphs keep to a hundred cells."""
    piped = ran("--db", str(example), "--reviewer", "ana", "judge", "sugino2023").out
    monkeypatch.setenv("COLUMNS", "40")
    narrow = ran("--db", str(example), "--reviewer", "ana", "judge", "sugino2023").out
    assert "sugino2023 · whole study · case-report 0.2.2 · ana · submitted" == piped.splitlines()[0]
    heading = ["sugino2023 · whole study · case-report", "  0.2.2 · ana · submitted"]
    assert heading == narrow.splitlines()[:2]
    assert piped.split() == narrow.split()
