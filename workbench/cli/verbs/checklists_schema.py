"""Define `workbench checklists schema`, which prints the JSON Schema of definitions."""

from __future__ import annotations

import json

import click

from workbench.cli import output


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of the definition language, with which editors complete and check a file."""
    from checklists.language.json_schema import checklist_schema

    output.write(json.dumps(checklist_schema(), indent=1, ensure_ascii=False) + "\n")
