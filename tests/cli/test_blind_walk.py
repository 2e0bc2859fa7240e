"""The promise of blindness, walked through every verb: two worlds in which others worked differently look the
same to who may not see their work.

The verbs and their options are read from the program, so a new verb is walked without a change here; a value
that it needs to get anywhere goes into ``VALUES``.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from store import reviewers
from store import studies as stored_studies
from store.bibliography import Bibliography
from store.records import DocumentKind, NewDocument, NewStudy
from tests.cli.conftest import CASE, Run
from workbench.cli.lazy_group import LazyGroup
from workbench.cli.main import VERBS
from workbench.paths import settings_path
from workbench.review.admin import settings
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import overrides, submission
from workbench.review.evidence import body_entries, findings, outcomes, ratings, starts
from workbench.review.publish.figures import FIGURES
from workbench.review.reviewers import reconcile
from workbench.review.session import ReviewSession, create_review, open_review, work_as
from workbench.review.tables.registry import TABLES

STUDIES = ("begun2020", "fresh2021", "done2022")
"""Ana has a draft of the first, nothing of the second, and has submitted the third."""

SECRET = "bea thinks this is a fluke"
VALUES: dict[str, tuple[str, ...]] = {
    "study": STUDIES,
    "item": ("1.1", "D1", "overall", "P1"),
    "code": ("PY", "=bea"),
    "checklist": ("case-report", "case-series"),
    "domain": ("D1", "overall", "risk_of_bias"),
    "judgement": ("high",),
    "pair": ("ana,bea", "bea,cara"),
    "paths": ("case.txt", "newer.txt"),
    "add kind": ("abstract", "full_text"),
    "old": ("abstract",),
    "words": ("She left the hospital after 20 days",),
    "document": ("abstract", "case.txt"),
    "files": ("case-report",),
    "file": ("new.db", "whole.zip"),
    "import file": ("guess.csv", "whole.zip"),
    "duplicates kept": STUDIES,
    "duplicates other": STUDIES[::-1],
    "duplicates one": STUDIES,
    "outcome": ("survival",),
    "influence of": (*STUDIES, "survival"),
    "levels": ("-1",),
    "measure": ("RR",),
    "estimate": ("0.5",),
    "lower": ("0.2",),
    "upper": ("0.9",),
    "confidence": ("95",),
    "baseline": ("40 %",),
    "start": ("low", "default"),
    "body start": ("low", "default", "start_very_low"),
    "body checklist": ("case-series", "case-report"),
    "body body": ("0", "single-arm-very-low"),
    "kind": ("review", "robvis", "revman", "long", "jbi-case-report", "murad"),
    "shape": ("generic", "robins-i", "rob2"),
    "field": ("confounders", "case-report.P3", "adjudicator"),
    "value": ("benefit", "bea"),
    "palette": ("safe", "robvis"),
    "reviewer handle": ("bea", "dora"),
    "reviewer old": ("bea", "ana"),
    "reviewer new": ("dora",),
    "allocate studies": ("begun2020", "done2022"),
    "allocate to": ("bea,cara",),
    "allocate take_from": ("bea",),
    "table name": tuple(TABLES),
    "plot name": tuple(FIGURES),
    "plot target": ("out.svg",),
    "report target": ("out.html",),
    "export target": ("out.csv", "out.zip"),
}
"""By parameter, or by verb and parameter, what is tried. Anything else gets a word or a number."""

_WHY = ["--reason", "word"]
FURTHER: dict[str, list[list[str]]] = {
    "body": [
        ["survival"],
        ["survival", "--comment", "word"],
        ["survival", "--comment", SECRET[:3]],
        ["survival", "--baseline", "40 %", "--baseline-source", "word"],
        ["survival", "--measure", "RR", "--estimate", "0.5", "--effect-source", "word"],
        *(["survival", "--confirm", part] for part in ("effect", "baseline", "comment")),
        *(["survival", "--remove", part, *_WHY] for part in ("effect", "baseline", "comment")),
        *(
            ["survival", "--start", start, "--checklist", "case-series", *_WHY]
            for start in ("low", "default")
        ),
    ],
    "duplicates merge": [
        [kept, other, *more]
        for kept in STUDIES
        for other in STUDIES
        for more in (["--dry-run"], _WHY)
        if kept != other
    ],
    "certainty": [
        ["survival", "risk_of_bias", "-2", "--reason", SECRET[:3]],
        ["survival", "risk_of_bias", "-2", "--body", "single-arm-very-low", *_WHY],
        ["survival", "risk_of_bias", "0"],
        ["survival", "risk_of_bias", "--confirm"],
    ],
}
"""By verb, what only several options together do."""

GUESS = "study,reviewer,item,code\n" + "".join(
    f"{study},{reviewer},1.1,Y\n" for study in STUDIES for reviewer in ("ana", "bea", "cara")
)
"""A file with what ana thinks that others answered; in one of the worlds she is right."""

EFFECT = {"measure": "RR", "estimate": "0.7", "lower": "0.4", "upper": "1.2", "effect_source": "elsewhere"}
"""What bea enters in both worlds: an effect is seen by all, as findings are."""

SPOKEN = """
next
previous
go 2.1
item
items
where
brief
full
answer Y
nothing
note mine
quote 1
quote She left the hospital after 20 days
passages
more
find baricitinib
around 1
text
documents
folds
mark 1
a thought of mine
marks
drop mark 1
drop note
undo
redo
undo
before
before P1 survival
why
why D1
judge
judge D1 high
because
.
direction
result
result survival
submit
no
reopen why not
help
submit
yes
quit
"""
"""What is typed into the dialogue of `workbench read`: every word once, with a value that gets somewhere."""

_TIMES = re.compile(
    r'\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?|\d+\.\d+ s\b|"seconds": [\d.e-]+|\b0\.\d{2,}\b'
    r'|"(?:minutes\w*|ana|bea|cara)": [\d.]+|\b[0-9a-f]{64}\b|\b[0-9a-f]{4}(?:-[0-9a-f]{4}){3}\b'
    r"|(?:[0-9a-f]+\\allowbreak\{\})+[0-9a-f]+"
)
"""What differs between two runs: times, how long a check took, random digests and keys."""


def commands() -> dict[str, click.Command]:
    """Every verb of the program, those of groups too, by what is typed."""

    def walk(names: tuple[str, ...], command: click.Command) -> Iterator[tuple[str, click.Command]]:
        yield " ".join(names), command
        if isinstance(command, LazyGroup):
            for name, verb in command.verbs.items():
                yield from walk((*names, name), import_module(verb.module).command)

    return {
        name: command
        for verb, place in VERBS.items()
        for name, command in walk((verb,), import_module(place.module).command)
    }


def values_of(verb: str, parameter: click.Parameter) -> tuple[str, ...]:
    """What is tried for a parameter."""
    if isinstance(parameter.type, click.Choice):
        return tuple(parameter.type.choices)
    number = parameter.type.name in ("integer", "float")
    default = ("1",) if number else ("word",)
    name = str(parameter.name)
    return VALUES.get(f"{verb.split()[0]} {name}", VALUES.get(name, default))


def given(parameter: click.Parameter, value: str) -> list[str]:
    """A parameter with a value, as it is typed."""
    return [value] if isinstance(parameter, click.Argument) else [parameter.opts[-1], value]


def runs_of(verb: str, command: click.Command) -> Iterator[list[str]]:
    """What is typed after the verb: the least that is needed; each further value and flag by itself; all."""
    parameters = command.params
    least = {
        parameter.name: given(parameter, values_of(verb, parameter)[0])
        for parameter in parameters
        if parameter.required
    }
    flags = [parameter for parameter in parameters if getattr(parameter, "is_flag", False)]
    others = [parameter for parameter in parameters if parameter not in flags]
    everything = {parameter.name: given(parameter, values_of(verb, parameter)[0]) for parameter in others}
    tried = [least, everything]
    for base in (least, everything):
        tried += [base | {flag.name: [flag.opts[-1]]} for flag in flags]
        for parameter in others:
            tried += [
                base | {parameter.name: given(parameter, value)} for value in values_of(verb, parameter)
            ]
    yield from FURTHER.get(verb, [])
    typed = ([part for parameter in parameters for part in one.get(parameter.name, [])] for one in tried)
    yield from (list(args) for args in dict.fromkeys(tuple(args) for args in typed))


def work(session: ReviewSession, study: str, code: str, *, loud: bool) -> None:
    """Appraise a study: with notes, overrides and preliminaries, or with nothing but answers."""
    sheet = appraisals.judge_study(session, study)
    for item in sheet.verdict.asked:
        appraisals.answer(session, study, item, code, note=SECRET if loud else None)
    if loud:
        appraisals.answer(session, study, "1.1", code, quote="She left the hospital after 20 days")
        overrides.override(session, study, "D1", "high", SECRET)
        overrides.override(session, study, "overall", "some_concerns", SECRET)
        for preliminary in sheet.checklist.preliminaries:
            if not preliminary.options:
                appraisals.answer(session, study, preliminary.id, SECRET)


def make_base(path: Path | str) -> None:
    """Two case reports and a series, an outcome, and what ana did with them; bea and cara are known."""
    with create_review(str(path), title="Lungs", reviewer="ana") as ana:
        for key in STUDIES:
            document = NewDocument(DocumentKind.ABSTRACT, "case.txt", f"{STUDIES.index(key)}" * 64, CASE)
            checklist = "case-series" if key == "fresh2021" else "case-report"
            study = NewStudy(key, Bibliography(title="One patient", year=2020), checklist=checklist)
            stored_studies.add_study(ana.db, study, [document], by="ana")
        outcomes.add_outcome(ana, "survival", importance=9)
        for key in STUDIES:
            findings.record_finding(ana, key, "survival", {"sentence": "better than elsewhere"})
        ratings.rate(ana, "survival", "imprecision", -1, "few")
        for name in ("bea", "cara"):
            reviewers.ensure_reviewer(ana.db, name)
        work(ana, "done2022", "Y", loud=False)
        submission.submit(ana, "done2022")
        appraisals.answer(ana, "begun2020", "1.1", "Y", note="mine")


def make_world(path: Path | str, code: str, *, loud: bool) -> None:
    """What bea and cara did: the same states in both worlds, all else different."""
    with open_review(str(path), "bea") as bea:
        cara = work_as(bea, "cara")
        for session in (bea, cara):
            work(session, "begun2020", code, loud=loud)
            submission.submit(session, "begun2020")
        if loud:
            reconcile.reconcile(bea, "begun2020", "1.1", "NI", SECRET)
            reconcile.finish_consensus(cara, "begun2020")
        work(bea, "fresh2021", code, loud=loud)
        submission.submit(bea, "fresh2021")
        appraisals.answer(cara, "fresh2021", "1.1", code)
        work(bea, "done2022", code, loud=loud)
        body_entries.enter(bea, "survival", EFFECT)
        if loud:
            ratings.rate(bea, "survival", "risk_of_bias", -2, SECRET)
            body_entries.enter(bea, "survival", {"comment": SECRET})
            starts.choose_start(bea, "survival", "low", SECRET, checklist="case-series")


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The loud world and the quiet one, with the same work of ana's."""
    folder = tmp_path_factory.mktemp("worlds")
    make_base(folder / "base.db")
    loud, quiet = (Path(shutil.copy(folder / "base.db", folder / name)) for name in ("loud.db", "quiet.db"))
    make_world(loud, "N", loud=True)
    make_world(quiet, "Y", loud=False)
    return loud, quiet


@pytest.fixture
def seen(ran: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, list[str]], tuple[object, ...]]:
    """Runs a command as ana in a copy of a world, and gives all that came of it: code, output, files."""
    monkeypatch.setenv("WORKBENCH_REVIEWER", "ana")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    # How long a checklist takes to prove is no one's work.
    monkeypatch.setattr("workbench.review.admin.checklist_tools.perf_counter", lambda: 0.0)

    def look(world: Path, args: list[str]) -> tuple[object, ...]:
        for file in Path().iterdir():
            file.unlink()
        # What ana marked in a run before is hers in every copy of the review.
        shutil.rmtree(settings_path().parent / "marks", ignore_errors=True)
        shutil.copy(world, "review.db")
        Path("case.txt").write_text(CASE, encoding="utf-8")
        Path("guess.csv").write_text(GUESS, encoding="utf-8")
        Path("newer.txt").write_text(CASE.replace("20 days", "3 weeks"), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", io.StringIO(SPOKEN))
        found = ran(*args)
        written = {
            file.name: _TIMES.sub("…", file.read_bytes().decode("utf-8", "backslashreplace"))
            for file in sorted(Path().iterdir())
            # A review is the shared file itself; a new one has ids of its own.
            if not file.name.startswith("review.db") and not file.read_bytes().startswith(b"SQLite")
        }
        return (found.code, _TIMES.sub("…", found.out), _TIMES.sub("…", found.err), written)

    return look


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("verb", [verb for verb in commands() if verb != "serve"])  # it serves until it ends
def test_what_others_did_changes_nothing_that_a_blind_reviewer_sees(verb, worlds, seen) -> None:
    """Whatever is typed, on whichever study, in every format: code, output, narration and files are the same
    in both worlds, and no word of the other's is in them.
    """
    loud, quiet = worlds
    for args in runs_of(verb, commands()[verb]):
        typed = [*verb.split(), *args]
        found = seen(loud, typed)
        assert SECRET not in str(found), typed
        assert seen(quiet, typed) == found, typed


def test_the_list_without_a_verb_is_blind_too(worlds, seen) -> None:
    """What is printed where there is no terminal."""
    loud, quiet = worlds
    assert seen(loud, []) == seen(quiet, [])


def test_lifted_blindness_shows_what_is_submitted_and_hides_drafts(worlds, seen) -> None:
    """The walk can see a difference: with blindness lifted the secret is there, but for bea's draft."""
    lifted = Path(shutil.copy(worlds[0], worlds[0].with_name("lifted.db")))
    with open_review(str(lifted), "ana") as ana:
        settings.lift_blindness(ana, "training")
    rows = seen(lifted, ["table", "answers", "--of", "all", "--format", "csv"])[1]
    secret = {line.split(",")[0] for line in str(rows).splitlines() if SECRET in line}
    assert {"begun2020", "fresh2021"} == secret
