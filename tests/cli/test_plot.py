"""``workbench plot``: figures in files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def judged(as_ana: Run) -> Run:
    """A review with one appraisal begun."""
    assert 0 == as_ana("answer", "ono", "1.1", "Y").code
    return as_ana


@pytest.mark.parametrize("suffix", ["svg", "pdf", "png", "tiff"])
def test_a_figure_is_written(judged: Run, suffix: str) -> None:
    """The file is there, its name is told on stderr, stdout stays empty."""
    ran = judged("plot", "traffic-light", "-o", f"lights.{suffix}", "--dpi", "60")
    assert (0, "", f"Wrote lights.{suffix}.\n") == (ran.code, ran.out, ran.err)
    assert Path(f"lights.{suffix}").stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("traffic-light", "-o", "x.gif"), 2, "the suffix .gif is not known here"),
        (("traffik-light", "-o", "x.svg"), 2, "no figure 'traffik-light': did you mean \"traffic-light\"?"),
        (("traffic-light", "-o", "x.svg", "--width", "nan"), 2, "width nan is out of range: 60 to 600"),
        (("summary", "-o", "x.svg"), 3, "nothing to draw: no appraisal that you may see is submitted"),
        (("certainty", "-o", "x.svg"), 3, "nothing to draw: there are no outcomes yet"),
        (("agreement", "-o", "x.svg"), 3, "nothing to draw: no result was submitted by two reviewers"),
        (("traffic-light", "-o", "x.svg", "--palette", "pink"), 2, "there is no palette 'pink'"),
        (("traffic-light", "-o", "x.svg", "--checklist", "psm-cohort"), 3, "nothing to draw with psm-cohort"),
        (("traffic-light", "-o", "gone/x.svg"), 1, "gone/x.svg cannot be written: No such file"),
    ],
)
def test_what_cannot_be_drawn_gives_one_line(
    judged: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """The line says why, and no file is left."""
    ran = judged("plot", *arguments)
    assert (code, 1, []) == (ran.code, ran.err.count("\n"), [*Path().glob("*x.*")])
    assert ran.err.startswith(f"workbench: error: {message}")


def test_a_figure_that_is_made_smaller_says_so(judged: Run) -> None:
    """To which share of its size, and how small its letters are."""
    ran = judged("plot", "traffic-light", "-o", "lights.svg", "--width", "60")
    assert 0 == ran.code
    assert "% of its size, to be 60 mm wide; its smallest letters have 5." in ran.err


def test_letters_without_a_typeface_are_told_in_one_line(judged: Run) -> None:
    """The figure is written, with boxes, and the user learns why."""
    assert 0 == judged("answer", "ono", "1.1", "Y", "--result", "\uf8ff").code
    ran = judged("plot", "traffic-light", "-o", "boxes.svg")
    assert (0, 2) == (ran.code, ran.err.count("\n"))
    assert "No typeface on this machine has \uf8ff: they show as boxes." in ran.err


def test_a_figure_that_cannot_be_written_leaves_the_old_one(
    judged: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk gives one line, and what was there is whole."""
    Path("old.png").write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    ran = judged("plot", "traffic-light", "-o", "old.png", "--dpi", "60")
    assert (1, 1, "old", ["old.png"]) == (
        ran.code,
        ran.err.count("\n"),
        Path("old.png").read_text(),
        [path.name for path in Path().glob("*old*")],
    )
