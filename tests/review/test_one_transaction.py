"""A use case saves all that it writes, or nothing, wherever it is broken off."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from statements import BrokenOffError, counting

from store import studies as stored_studies
from store.bibliography import Bibliography
from store.records import NewStudy
from workbench.review.admin.protocol import write_protocol
from workbench.review.appraisals import answers, overrides, quotes, submission, texts
from workbench.review.documents.add import add_paths
from workbench.review.evidence import body_entries, findings, outcomes
from workbench.review.exchange.appraisal_import import ImportRequest, import_appraisals
from workbench.review.reviewers import allocation, handles, reconcile
from workbench.review.session import ReviewSession, work_as
from workbench.review.studies import duplicates

STUDY, COHORT = "pretend2016", "borresen2021"
ROOT = Path(__file__).parents[2]

RECORDS = """TY  - JOUR
TI  - A first study of salt air
AU  - Aalto, A
PY  - 2001
JO  - J Imag Med
DO  - 10.1000/first
ER  -

TY  - JOUR
TI  - A second study of salt air
AU  - Brandt, B
PY  - 2002
JO  - J Imag Med
DO  - 10.1000/second
ER  -

TY  - JOUR
TI  - A third study of salt air
AU  - Díaz, C
PY  - 2003
JO  - J Imag Med
DO  - 10.1000/third
ER  -
"""


def nothing(_: ReviewSession) -> None:
    """Prepare nothing."""


def begin(session: ReviewSession) -> None:
    """Let anna begin the case report."""
    answers.answer(session, STUDY, "1.1", "Y", note="as it was")


def know_bea(session: ReviewSession) -> None:
    """Make a second reviewer known."""
    handles.add_reviewer(session, "bea", "Bea B.")


def first_words(session: ReviewSession) -> str:
    """Some words of the case report."""
    return " ".join(texts.texts(session, STUDY)[0].text.split()[10:18])


def tie(session: ReviewSession) -> None:
    """Tie a passage to an item of the case report."""
    document = texts.texts(session, STUDY)[0]
    quotes.tie_quote(session, STUDY, "1.1", document.id, 10, 30)


def submit_two(session: ReviewSession) -> None:
    """Let anna and bea submit the case report with the same answers."""
    for name in ("anna", "bea"):
        person = work_as(session, name)
        while unanswered := answers.judge_study(person, STUDY).verdict.unanswered:
            answers.answer(person, STUDY, unanswered[0], "PY")
        submission.submit(person, STUDY)


def settle_one(session: ReviewSession) -> None:
    """Begin a consensus of the two."""
    submit_two(session)
    reconcile.reconcile(session, STUDY, "1.1", "Y", "as read")


def know_two(session: ReviewSession) -> None:
    """Add two studies of which little is known."""
    known = [NewStudy(key, Bibliography(doi=f"10.1000/{key}")) for key in ("first", "second")]
    stored_studies.add_studies(session.db, [(study, []) for study in known], by="anna")


def add_records(session: ReviewSession) -> None:
    """Add a reference file with two known studies and a new one."""
    path = Path(session.db.location).with_suffix(".ris")
    path.write_text(RECORDS, encoding="utf-8")
    (report,) = add_paths(session, [path], merge=True)
    assert report.status != "failed", report.message


def record(session: ReviewSession) -> None:
    """Record a finding of a comparative study for an outcome."""
    fields = {
        "treatment_events": "3",
        "treatment_total": "20",
        "comparison_events": "8",
        "comparison_total": "20",
    }
    outcomes.add_outcome(session, "survival", better="higher", importance=9)
    findings.record_finding(session, COHORT, "survival", fields)


def enter_all(session: ReviewSession) -> None:
    """Enter an effect, a baseline risk and a comment for a body of evidence."""
    fields = {
        "measure": "HR", "estimate": "0.8", "lower": "0.6", "upper": "1.1", "effect_source": "one study",
        "baseline": "40 %", "baseline_source": "one study", "comment": "few patients",
    }  # fmt: skip
    body_entries.enter(session, "survival", fields)


def import_two(session: ReviewSession) -> None:
    """Import answers of two reviewers, of whom one is new, and judgements that are submitted."""
    path = Path(session.db.location).with_suffix(".csv")
    words = first_words(session).replace('"', '""')
    path.write_text(
        "study,reviewer,row,item,code,text\n"
        f'{STUDY},,answer,1.1,Y,\n{STUDY},,quote,1.1,,"{words}"\n{STUDY},dora,answer,1.1,N,\n',
        encoding="utf-8",
    )
    report = import_appraisals(session, ImportRequest(path=path, submits=True))
    assert 2 == len(report.placed)


def merge(session: ReviewSession) -> None:
    """Merge the case report, which anna has begun, into the cohort."""
    begin(session)
    duplicates.merge(session, COHORT, STUDY, "one study")


_KILL_AT_EACH_STATEMENT = """
import os, signal, sqlite3, sys
from sqlalchemy import Engine, event
from workbench.review.appraisals import answers
from workbench.review.session import open_review

location, study, words = sys.argv[1:]

def answer(left):
    def before(*_):
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    with open_review(location, "anna") as session:
        event.listen(Engine, "before_cursor_execute", before)
        answers.answer(session, study, "1.1", "N", note="as it is", quote=words)

number, status = 0, -1
while status != 0:
    child = os.fork()
    if child == 0:
        answer(number)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    with sqlite3.connect(location) as connection:
        rows = connection.execute("SELECT code, note, (SELECT count(*) FROM quote) FROM answer").fetchall()
    print(*rows[0], sep="|", flush=True)
    number += 1
"""


def take_back(session: ReviewSession) -> None:
    begin(session)
    answers.undo(session, STUDY)


Step = Callable[[ReviewSession], object]
USE_CASES: dict[str, tuple[Step, Step]] = {
    "answer with note and quote": (
        begin,
        lambda s: answers.answer(s, STUDY, "1.1", "N", note="as it is", quote=first_words(s)),
    ),
    "first answer": (nothing, lambda s: answers.answer(s, STUDY, "1.1", "N")),
    "first note": (nothing, lambda s: answers.note(s, STUDY, "1.1", "read twice")),
    "first preliminary": (nothing, lambda s: answers.answer(s, STUDY, "P2", "abstract")),
    "first override": (nothing, lambda s: overrides.override(s, STUDY, "D1", "high", "nothing is reported")),
    "first quote": (nothing, tie),
    "nothing found": (begin, lambda s: answers.nothing_found(s, STUDY, "1.1", 3)),
    "undo": (begin, lambda s: answers.undo(s, STUDY)),
    "redo": (take_back, lambda s: answers.redo(s, STUDY)),
    "first decision of a consensus": (
        submit_two,
        lambda s: reconcile.reconcile(s, STUDY, "1.1", "Y", "as read"),
    ),
    "a consensus finished at once": (submit_two, lambda s: reconcile.finish_consensus(s, STUDY)),
    "a consensus finished": (settle_one, lambda s: reconcile.finish_consensus(s, STUDY)),
    "references merged into studies": (know_two, add_records),
    "what a body of evidence needs": (record, enter_all),
    "answers out of a file": (nothing, import_two),
    "two studies merged": (begin, lambda s: duplicates.merge(s, COHORT, STUDY, "one study")),
    "a field of the protocol": (nothing, lambda s: write_protocol(s, "benchmark", "2 in 10")),
    "a preliminary from the protocol": (
        lambda s: write_protocol(s, "case-report.P1", "baricitinib"),
        lambda s: answers.take_offered(s, STUDY, "P1"),
    ),
    "studies drawn by lot": (
        know_bea,
        lambda s: allocation.allocate_by_lot(s, seed=3, texts=[STUDY, COHORT]),
    ),
    "a reviewer renamed": (know_bea, lambda s: handles.rename_reviewer(s, "bea", "beatrix")),
    "a study split": (merge, lambda s: duplicates.split(s, STUDY, "two studies")),
}


def contents(session: ReviewSession) -> list[str]:
    """Everything that stands in the file of a review."""
    with sqlite3.connect(session.db.location) as connection:
        dumped = list(connection.iterdump())
    connection.close()
    return dumped


def is_broken_off(use_case: Step, session: ReviewSession, number: int) -> bool:
    """Run a use case until its statement with this number, from 0; False where it has fewer."""
    try:
        with counting(break_at=number):
            use_case(session)
    except BrokenOffError:
        return True
    return False


@pytest.mark.parametrize("name", USE_CASES)
def test_a_use_case_that_is_broken_off_leaves_nothing(anna: ReviewSession, name: str) -> None:
    """Broken off in the place of any of its statements, a use case has changed nothing."""
    prepare, use_case = USE_CASES[name]
    prepare(anna)
    before, number = contents(anna), 0
    while is_broken_off(use_case, anna, number):
        assert before == contents(anna), f"something is left when statement {number} fails"
        number += 1
    assert before != contents(anna)


@pytest.mark.parametrize("name", USE_CASES)
def test_a_use_case_writes_in_one_transaction(anna: ReviewSession, name: str) -> None:
    """Whatever a use case writes, it begins one writing transaction."""
    prepare, use_case = USE_CASES[name]
    prepare(anna)
    with counting() as statements:
        use_case(anna)
    assert 1 == statements.writing


def test_a_killed_answer_keeps_the_note_beside_the_code_that_it_argues_for(anna: ReviewSession) -> None:
    """A process that is killed at any statement leaves code, note and quote as before, or all of them new."""
    begin(anna)
    script = [sys.executable, "-c", _KILL_AT_EACH_STATEMENT, anna.db.location, STUDY, first_words(anna)]
    ran = subprocess.run(
        script, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    *killed, last = ran.stdout.splitlines()
    assert {"Y|as it was|0"} == set(killed)
    assert "N|as it is|1" == last
    assert len(killed) > 10
