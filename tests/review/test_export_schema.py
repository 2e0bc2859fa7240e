"""The description of the whole-review export."""

from __future__ import annotations

import json
import os
from pathlib import Path

from workbench.review.exchange.export_schema import export_schema

SCHEMA = Path(__file__).parents[2] / "docs" / "export-schema.json"


def test_the_schema_in_the_docs_is_that_of_the_program() -> None:
    """A changed column shows here first: then the version of the export must change too."""
    made = json.dumps(export_schema(), indent=1) + "\n"
    if os.environ.get("UPDATE_DOCS"):
        SCHEMA.write_text(made, encoding="utf-8")
    assert made == SCHEMA.read_text(encoding="utf-8")
