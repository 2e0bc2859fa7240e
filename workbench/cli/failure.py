"""End a run that fails with one line on stderr that says what to do, and with its exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable

import click

from workbench.cli import output
from workbench.errors import WorkbenchError
from workbench.exit_codes import ExitCode

_left_out: list[str] = []
"""What this run could not read in the review."""

_GLOBAL_OPTIONS = ("--db", "--reviewer", "--new-reviewer", "--version")


def guarded(work: Callable[[], None]) -> int:
    """Do the work and return the exit code, whatever happens."""
    _left_out.clear()
    code = _run(work)
    for line in dict.fromkeys(_left_out):
        output.complain(f"workbench: {line}")
    return code or (ExitCode.FAILURE if _left_out else ExitCode.OK)


def name_left_out(lines: Iterable[str]) -> None:
    """Tell at the end of the run what could not be read, and let the run fail with what it could show."""
    _left_out.extend(lines)


def _run(work: Callable[[], None]) -> int:
    try:
        work()
        output.finish()
    except click.exceptions.Exit as ending:
        return _finished(ending.exit_code)
    except (KeyboardInterrupt, click.Abort):
        # A bar of progress may have left its line open.
        output.say("")
        output.say("workbench: interrupted: what was not finished was not kept")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Only click's own writing gets here: nobody reads the help on.
        output.discard(sys.stdout)
        return ExitCode.OK
    except click.ClickException as problem:
        _report(_in_one_line(problem))
        return problem.exit_code
    except WorkbenchError as problem:
        _report(str(problem))
        return problem.exit_code
    except OSError as problem:
        where = f" ({problem.filename})" if problem.filename else ""
        _report(f"the system refused: {problem.strerror or problem}{where}")
        return ExitCode.FAILURE
    except Exception as problem:
        what = f"{type(problem).__name__}: {problem}" if str(problem) else type(problem).__name__
        hint = "a fault of the program; set WORKBENCH_DEBUG=1 to see where, and report it"
        _report(f"{' '.join(what.split())} ({hint})")
        return ExitCode.FAILURE
    return ExitCode.OK


def _finished(code: int) -> int:
    try:
        output.finish()
    except WorkbenchError as problem:
        _report(str(problem))
        return problem.exit_code
    return code


def _report(message: str) -> None:
    """Print the message on one line, after the traceback where `WORKBENCH_DEBUG` is set."""
    if os.environ.get("WORKBENCH_DEBUG"):
        import traceback

        for line in traceback.format_exc().splitlines():
            output.complain(line)
    output.complain(f"workbench: error: {message}")


def _in_one_line(problem: click.ClickException) -> str:
    """Put click's message on one line that names the help of the verb instead of its usage lines."""
    message = " ".join(problem.format_message().split()).rstrip(".")
    if isinstance(problem, click.NoSuchOption) and problem.option_name in _GLOBAL_OPTIONS:
        return f"{problem.option_name} goes before the verb: workbench {problem.option_name} … VERB …"
    if isinstance(problem, click.UsageError) and problem.ctx is not None:
        return f"{message[:1].lower()}{message[1:]}; see `{problem.ctx.command_path} --help`"
    return message
