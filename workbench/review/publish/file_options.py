"""List what can be chosen for a file that is saved, and write the choices as options of the command line."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace

from workbench.output.exports.robvis import SHAPES
from workbench.output.figures.palettes import PALETTES
from workbench.review.publish.row_order import ORDERS

NO, YES = "no", "yes"
USUAL = "usual"
"""The choice that leaves it to the program, where the command line would leave the option out."""


@dataclass(frozen=True, slots=True)
class FileOption:
    """Describe one choice.

    Attributes:
        id: the parameter of the command line that means the same.
        label: stands before it.
        hint: what it does.
        choices: the values that it can have, the usual one first; none: any text.
        usual: what a text is where nothing is chosen.
        is_path: whether the text is a path.
    """

    id: str
    label: str
    hint: str
    choices: tuple[str, ...] = ()
    usual: str = ""
    is_path: bool = False

    @property
    def default(self) -> str:
        """Return the value where nothing is chosen."""
        return self.choices[0] if self.choices else self.usual

    def in_command(self, value: str) -> str:
        """Return the option of the command line for a value; empty where it is the usual one."""
        if value in ("", self.default):
            return ""
        name = f"--{self.id.replace('_', '-')}"
        return name if self.choices == (NO, YES) else f"{name} {shlex.quote(value)}"


OPTIONS: dict[str, FileOption] = {
    option.id: option
    for option in (
        FileOption(
            "of",
            "Appraisals",
            "The consensus where there is one, each reviewer's own, or both",
            ("consensus", "independent", "all"),
        ),
        FileOption(
            "label",
            "Studies named by",
            "Usual: the key; in Word author and year",
            (USUAL, "author-year", "key", "number"),
        ),
        FileOption("final", "Only if final", "Refuse it while anything in it is open", (NO, YES)),
        FileOption("checklist", "Checklist", "The id of the only one that is wanted; empty: all"),
        FileOption("studies", "Studies", "Keys of the only ones that are wanted, commas between; empty: all"),
        FileOption("order", "Order of rows", "Usual: by key; in the forest by judgement", (USUAL, *ORDERS)),
        FileOption("palette", "Colours", "safe is for colour-blind readers too", PALETTES),
        FileOption("width", "Width in mm", "85 is a column of a journal", usual="180"),
        FileOption("dpi", "Dots per inch", "Of PNG and TIFF", usual="300"),
        FileOption("panels", "In one figure", "A panel a checklist or outcome", (NO, YES)),
        FileOption("font", "Typeface", "One of this machine, such as Arial; empty: the usual one"),
        FileOption("only", "Only these", "Names of tables and figures, commas between; empty: all"),
        FileOption("template", "Template", "A .docx whose styles Word takes; empty: none", is_path=True),
        FileOption("with_wording", "Others' wording", "Also texts of checklists of somebody else", (NO, YES)),
        FileOption("shape", "Shape of robvis", "Which of its tools the file is for", SHAPES),
        FileOption("weights", "Weights", "Also participants, by which robvis weighs", (NO, YES)),
        FileOption("bom", "Byte order mark", "Excel reads accents right with it", (NO, YES)),
        FileOption(
            "visible_only", "Only what you see", "A part of the review where something is hidden", (NO, YES)
        ),
        FileOption("short", "Short text", "Only what a short methods section has", (NO, YES)),
        FileOption("facts", "With facts", "Below each sentence what it rests on", (NO, YES)),
    )
}
"""By id, in the order in which they are offered."""

EXPORTED = replace(
    OPTIONS["of"], choices=("consensus", "independent"), hint="The consensus where there is one, or own ones"
)
"""Which appraisals an export can have; no other program tells a consensus from what went before."""


def in_command(values: Mapping[str, str]) -> str:
    """Return the options of the command line for some values, a space before each."""
    words = (OPTIONS[name].in_command(value) for name, value in values.items() if name in OPTIONS)
    return "".join(f" {word}" for word in words if word)
