"""Write the reference of the command line: a page of the docs, and the manual page.

    python docs/make_reference.py

Both are made from the program, so that they say what it does; a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from workbench.cli.main import workbench as cli
from workbench.version import __version__

HERE = Path(__file__).parent
PAGE, MANUAL = HERE / "reference.md", HERE / "workbench.1"
_WIDTH = 100


def verbs() -> Iterator[tuple[str, click.Command]]:
    """Yield each verb and each verb below one, as typed, in the order of the help."""
    yield from _below(cli, click.Context(cli, info_name="workbench"), "")


def _below(group: click.Group, context: click.Context, before: str) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        typed = f"{before} {name}".strip()
        yield typed, command
        if isinstance(command, click.Group):
            yield from _below(command, click.Context(command, context, info_name=name), typed)


def help_of(typed: str, command: click.Command) -> str:
    """Return what `--help` prints of a verb."""
    context = click.Context(
        command,
        info_name=f"workbench {typed}".strip(),
        terminal_width=_WIDTH,
        max_content_width=_WIDTH,
        help_option_names=cli.context_settings["help_option_names"],
    )
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def page() -> str:
    """Return the page: each verb with its help."""
    parts = [
        "# Every command\n\nMade from the program by `docs/make_reference.py`.\n",
        f"```text\n{help_of('', cli)}\n```\n",
    ]
    parts += [f"## {typed}\n\n```text\n{help_of(typed, command)}\n```\n" for typed, command in verbs()]
    return "\n".join(parts)


def manual() -> str:
    """Return the manual page, in the macros of man(7)."""
    lines = [
        f'.TH WORKBENCH 1 "" "workbench {__version__}" "Appraisal workbench"',
        ".SH NAME",
        r"workbench \- judge how far each study of a systematic review can be trusted",
        ".SH SYNOPSIS",
        r".B workbench",
        r"[\fIOPTIONS\fR] [\fIVERB\fR ...]",
        ".SH DESCRIPTION",
        *_literal(help_of("", cli)),
        ".SH VERBS",
    ]
    for typed, command in verbs():
        lines += [f".SS {_escaped(typed)}", *_literal(help_of(typed, command))]
    lines += [
        ".SH EXIT STATUS",
        "0 done, 1 failed, 2 not understood, 3 not found, 4 in conflict with what is there.",
        ".SH ENVIRONMENT",
        r"\fBWORKBENCH_DB\fR names the review, \fBWORKBENCH_REVIEWER\fR who you are.",
    ]
    return "\n".join(lines) + "\n"


def _literal(text: str) -> list[str]:
    return [".nf", *(_escaped(line) for line in text.splitlines()), ".fi"]


def _escaped(line: str) -> str:
    r"""Return a line without meaning for troff.

    >>> _escaped(".db -o")
    '\\&.db \\-o'
    """
    escaped = line.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    MANUAL.write_text(manual(), encoding="utf-8")
