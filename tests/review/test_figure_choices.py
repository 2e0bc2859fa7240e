"""What can be asked of a figure: which studies, in which order, several in one, in which typeface."""

from __future__ import annotations

import pytest

from tests.output.test_drawing import COLUMNS, LEVELS, lights
from workbench.errors import NotFoundError, UsageError
from workbench.output.figures.alt_text import alt_text
from workbench.output.figures.draw import draw, draw_with_captions, lay_out
from workbench.output.figures.page import Letters
from workbench.output.figures.sizes import Sizes
from workbench.output.figures.subjects import Lights, Panels
from workbench.review.publish.build_figure import build_figure
from workbench.review.publish.row_order import ORDERS


def names(subjects) -> list[str]:
    """The studies of all rows, each once, in their order."""
    return list(dict.fromkeys(study for subject in subjects for study in subject.studies))


def test_only_chosen_studies_are_drawn(judged) -> None:
    """An unknown one is named, and a figure of the whole review refuses to leave any out."""
    one = names(build_figure(judged, "traffic-light"))[0]
    assert [one] == names(build_figure(judged, "traffic-light", only=[one]))
    with pytest.raises(NotFoundError, match="no study 'nobody'"):
        build_figure(judged, "traffic-light", only=["nobody"])
    with pytest.raises(UsageError, match="certainty is of the whole review"):
        build_figure(judged, "certainty", only=[one])


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_has_the_same_rows(judged, order: str) -> None:
    """Rows change places and nothing else; those of a study stay together."""
    plain = build_figure(judged, "traffic-light")
    ordered = build_figure(judged, "traffic-light", order=order)
    assert [sorted(subject.rows) for subject in plain] == [sorted(subject.rows) for subject in ordered]


def test_panels_hold_what_the_figures_hold() -> None:
    """Each has a letter and its title, none is lost, nothing is drawn beyond the page."""
    other = Lights("other", "Another list", COLUMNS, (("a", (*LEVELS, None, *LEVELS[:3])),), LEVELS)
    pages = lay_out(Panels("p", "Both", (lights(3), other)), Sizes(180, 247, "safe"))
    texts = [mark.text for page in pages for mark in page.marks if isinstance(mark, Letters)]
    assert 1 == len(pages)
    assert "B Another list" in texts
    assert any(text.startswith("A ") for text in texts)
    alone = [page for part in (lights(3), other) for page in lay_out(part, Sizes(180, 247, "safe"))]
    assert sum(len(page.marks) for page in alone) + 2 <= len(pages[0].marks)
    assert max(mark.box[3] for mark in pages[0].marks) <= pages[0].height
    assert "Another list." in alt_text(Panels("p", "Both", (lights(3), other)))


def test_many_panels_go_over_pages() -> None:
    """No page is higher than it may be."""
    pages = lay_out(Panels("p", "All", (lights(20),) * 6), Sizes(180, 247, "safe"))
    assert len(pages) > 1
    assert max(page.height for page in pages) <= 247


def test_the_title_stands_in_the_caption_and_not_in_the_picture() -> None:
    """Beside each picture; a PDF has one for all its pages."""
    subject = Lights(
        "n", "Risk of bias: mud", COLUMNS, (("a", (*LEVELS, None, *LEVELS[:3])),), LEVELS, notes=("a note",)
    )
    drawn = draw_with_captions([subject], "out/f.svg")
    assert {"out/f.caption.txt": "Risk of bias: mud.\na note\n"} == drawn.captions
    (page,) = lay_out(subject, Sizes(180, 247, "safe"))
    assert not [mark for mark in page.marks if isinstance(mark, Letters) and "Risk of bias" in mark.text]
    paged = draw_with_captions([subject, subject], "f.pdf").captions["f.caption.txt"]
    assert ("Page 1. Risk of bias: mud." in paged, "Page 2." in paged) == (True, True)


def test_a_typeface_of_the_machine_is_drawn_with_and_an_unknown_one_is_refused() -> None:
    """The measures follow it, and the next figure is in ours again."""
    ours = draw([lights(1)], "f.svg")["f.svg"]
    other = draw([lights(1)], "f.svg", font="DejaVu Serif")["f.svg"]
    assert ours != other
    assert ours == draw([lights(1)], "f.svg")["f.svg"]
    with pytest.raises(UsageError, match="no typeface 'Dejavu Sanz' on this machine"):
        draw([lights(1)], "f.svg", font="Dejavu Sanz")
