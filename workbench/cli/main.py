"""Define the command `workbench`: its verbs, its global options, and what it does without a verb."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from workbench.cli import output
from workbench.cli.failure import guarded
from workbench.cli.invocation import Invocation, OpenScreens
from workbench.cli.lazy_group import LazyGroup, Verb
from workbench.version import __version__

_HERE = "workbench.cli.verbs"

GROUPS = {
    "Start": {
        "demo": Verb(f"{_HERE}.demo", "Make an example review of five studies and open it."),
        "init": Verb(f"{_HERE}.init", "Make a new review."),
        "protocol": Verb(f"{_HERE}.protocol", "Show or write what the team settles before reading."),
        "reviewer": Verb(f"{_HERE}.reviewer", "List, add, name or rename the reviewers."),
        "checklists": Verb(f"{_HERE}.checklists", "List, show or check checklists."),
        "add": Verb(f"{_HERE}.add", "Add documents as studies, each with a suggested checklist."),
    },
    "Studies": {
        "studies": Verb(f"{_HERE}.studies", "List the studies."),
        "show": Verb(f"{_HERE}.show", "Show one study with its documents and appraisals."),
        "find": Verb(f"{_HERE}.find", "Find words in the texts of all studies."),
        "updates": Verb(f"{_HERE}.updates", "List what is new, what changed, what to look at again."),
        "edit": Verb(f"{_HERE}.edit", "Correct the record of a study: title, authors, year, key, …"),
        "characteristic": Verb(
            f"{_HERE}.characteristic", "Enter what a study is, each value with its source."
        ),
        "withdraw": Verb(f"{_HERE}.withdraw", "Take a document out of reading, or bring it back."),
        "duplicates": Verb(f"{_HERE}.duplicates", "List studies that may be the same; merge or split them."),
        "exclude": Verb(f"{_HERE}.exclude", "Leave a study out of the review, with a reason."),
        "include": Verb(f"{_HERE}.include", "Take an excluded study in again."),
        "assign": Verb(f"{_HERE}.assign", "Confirm or change the checklist of a study."),
    },
    "Appraise": {
        "read": Verb(f"{_HERE}.read", "Appraise a study in a plain dialogue of lines."),
        "passages": Verb(f"{_HERE}.passages", "Print where to read for an item."),
        "answer": Verb(f"{_HERE}.answer", "Answer one item, or fill in a preliminary."),
        "note": Verb(f"{_HERE}.note", "Write the note of an item."),
        "quote": Verb(f"{_HERE}.quote", "Quote words of a document for an item."),
        "mark": Verb(f"{_HERE}.mark", "Mark words of a document for yourself, with a margin note."),
        "marks": Verb(f"{_HERE}.marks", "List your marks and margin notes."),
        "override": Verb(f"{_HERE}.override", "Set a judgement that differs from the suggested one."),
        "judge": Verb(f"{_HERE}.judge", "Show the judgement, and why it is so."),
        "undo": Verb(f"{_HERE}.undo", "Take back your last change to an appraisal."),
        "redo": Verb(f"{_HERE}.redo", "Bring again what you took back last in an appraisal."),
        "comment": Verb(f"{_HERE}.comment", "Write, list or take away comments on studies and items."),
        "submit": Verb(f"{_HERE}.submit", "Submit an appraisal."),
        "reopen": Verb(f"{_HERE}.reopen", "Make a submitted appraisal a draft again."),
    },
    "Compare and agree": {
        "allocate": Verb(f"{_HERE}.allocate", "Share out the studies: by hand, or evenly by lot."),
        "calibrate": Verb(f"{_HERE}.calibrate", "Mark a study as one for calibration."),
        "progress": Verb(f"{_HERE}.progress", "Show who has done what, what waits, and what is left."),
        "blindness": Verb(f"{_HERE}.blindness", "Say, lift or restore that reviewers are blind."),
        "compare": Verb(f"{_HERE}.compare", "Show the reviewers of a study side by side."),
        "reconcile": Verb(f"{_HERE}.reconcile", "Settle differences between reviewers: the consensus."),
        "agreement": Verb(f"{_HERE}.agreement", "Show how far the reviewers agree."),
    },
    "Evidence": {
        "outcomes": Verb(f"{_HERE}.outcomes", "List, add or change the outcomes of the review."),
        "finding": Verb(f"{_HERE}.finding", "Enter what a study reports for an outcome, or list findings."),
        "numbers": Verb(f"{_HERE}.numbers", "Check the numbers of a study, and what follows from them."),
        "certainty": Verb(f"{_HERE}.certainty", "Show or rate the certainty of an outcome by GRADE."),
        "body": Verb(f"{_HERE}.body", "Enter effect, baseline risk, comment or start of a body."),
        "header": Verb(f"{_HERE}.header", "Show or enter what stands above the summary of findings."),
        "trace": Verb(f"{_HERE}.trace", "Trace a certainty down to answers, passages and facts."),
        "influence": Verb(f"{_HERE}.influence", "Show which single answers change a conclusion."),
    },
    "Output": {
        "table": Verb(f"{_HERE}.table", "Print a table: traffic-light, appraisal, evidence-profile, …"),
        "plot": Verb(f"{_HERE}.plot", "Draw a figure: traffic-light, summary, certainty, …"),
        "methods": Verb(f"{_HERE}.methods", "Write the methods sentences for the manuscript."),
        "report": Verb(f"{_HERE}.report", "Write the review as a web page, for Word or for Excel."),
        "export": Verb(f"{_HERE}.export", "Write the review for robvis, RevMan, R, or whole."),
    },
    "Files and team": {
        "import": Verb(f"{_HERE}.import_", "Bring in a whole review, or what was judged elsewhere."),
        "handout": Verb(f"{_HERE}.handout", "Make a file for a co-reviewer, without anybody's work."),
        "seal": Verb(f"{_HERE}.seal", "List the seals, or write yours for a co-reviewer."),
        "merge": Verb(f"{_HERE}.merge", "Unite the review with the files of co-reviewers."),
        "conflicts": Verb(f"{_HERE}.conflicts", "List or decide what has two values after a merge."),
        "team": Verb(f"{_HERE}.team", "Let several people work on one PostgreSQL server."),
        "serve": Verb(f"{_HERE}.serve", "Let reviewers without a terminal work in a browser."),
    },
    "Care": {
        "backup": Verb(f"{_HERE}.backup", "Write a copy of the review, also while others work in it."),
        "history": Verb(f"{_HERE}.history", "Show who changed what, when."),
        "verify": Verb(f"{_HERE}.verify", "Check everything that can be checked, for anybody."),
        "doctor": Verb(f"{_HERE}.doctor", "Look for trouble with the installation and the review."),
    },
}

VERBS = {
    name: verb._replace(heading=heading) for heading, verbs in GROUPS.items() for name, verb in verbs.items()
}

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(
    cls=LazyGroup,
    verbs=VERBS,
    invoke_without_command=True,
    subcommand_metavar="[VERB …]",
    context_settings=_SETTINGS,
)
@click.option("--db", metavar="FILE_OR_URL", help="The review. [WORKBENCH_DB, else review.db in this folder]")
@click.option("--reviewer", metavar="HANDLE", help="Who you are. [WORKBENCH_REVIEWER, else as remembered]")
@click.option(
    "--new-reviewer", is_flag=True, help="The handle is somebody new, though it resembles a known one."
)
@click.version_option(__version__, prog_name="workbench", message="%(prog)s %(version)s")
@click.pass_context
def workbench(context: click.Context, db: str | None, reviewer: str | None, new_reviewer: bool) -> None:
    """Judge how far each study of a systematic review can be trusted.

    Without a verb it opens the review in the terminal, or lists its studies where there is no terminal.
    STUDY is a key, an unambiguous prefix of one, or a DOI. A value that begins with a dash goes after --.
    """
    context.obj = Invocation(db, reviewer, context.obj, new_reviewer)
    if context.invoked_subcommand is not None:
        return
    if output.on_terminal():
        context.obj.show_screens(context.obj.location)
    else:
        from workbench.cli.verbs.studies import write_studies

        write_studies(context.obj, context.obj.location, "text")


def run(args: Sequence[str], open_screens: OpenScreens) -> int:
    """Run one command and return its exit code; nothing is raised.

    Args:
        args: what stands after `workbench` on the command line.
        open_screens: opens the screens on a review.
    """
    output.prepare_streams()

    def work() -> None:
        if "_WORKBENCH_COMPLETE" in os.environ:  # a shell asks for completions
            workbench.main(list(args), prog_name="workbench", obj=open_screens)
        with workbench.make_context("workbench", list(args), obj=open_screens) as context:
            workbench.invoke(context)

    return guarded(work)
