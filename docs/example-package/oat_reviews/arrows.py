"""Read references that stand one a line, such as `=> 2019 | Doe, J | Oats for itch`."""

from workbench.intake.references import Opened, ReferenceFormat, make_reference


def open_text(text: str) -> Opened:
    """Read year, author and title of each line."""
    lines = [line[3:].split(" | ", 2) for line in text.splitlines() if line.startswith("=> ")]
    made = (make_reference({"year": [y], "authors": [who], "title": [t]}) for y, who, t in lines)
    return Opened(len(lines), made)


ARROWS = ReferenceFormat("arrows", "Arrows", lambda source: source.sample.startswith("=> "), open_text)
