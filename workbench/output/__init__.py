"""Write tables as text, JSON, CSV, TSV, Markdown, HTML and LaTeX. Pure: tables in, text out."""

from workbench.output.render import FORMATS, render
from workbench.output.table import Cell, Column, Labelled, Table

__all__ = ["FORMATS", "Cell", "Column", "Labelled", "Table", "render"]
