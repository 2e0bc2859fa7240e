"""Count how often a use case asks the database: `python benchmarks/statements.py`.

Each use case runs once on the example review, which two reviewers have appraised and submitted. Counted are
the SQL statements (all but BEGIN, COMMIT, ROLLBACK, PRAGMA and SAVEPOINT), the transactions that write, and
how often an appraisal is judged, in all and again with the very same answers. The counts do not depend on the
machine. The program ends with 1 where one of them is over its budget.

Words behind it choose use cases by name, and show their statements: `python benchmarks/statements.py report`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine, event

import checklists
from store.answers import set_code
from workbench.review.admin.demo import make_example
from workbench.review.appraisals import answers, overrides, quotes, submission
from workbench.review.appraisals.own_sheet import changing, find_result
from workbench.review.evidence import ratings
from workbench.review.publish.report import report
from workbench.review.reviewers import agreement, reconcile
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import known_studies
from workbench.review.tables.build import build_table

STUDY = "yamakawa2025"
JUDGES: dict[str, Callable[..., object]] = {
    "judge": checklists.judge,
    "judge_levels": checklists.judge_levels,
}
"""What judges an appraisal, by the name under which the review room imports it."""
NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT", "RELEASE")


@dataclass
class Counts:
    """The counts of one use case."""

    statements: list[str] = field(default_factory=list)
    writes: int = 0
    judged: Counter[object] = field(default_factory=Counter)

    @property
    def again(self) -> int:
        """The number of judgements of answers that had been judged before."""
        return self.judged.total() - len(self.judged)


@dataclass(frozen=True)
class UseCase:
    """A use case with its budgets; None where it has none.

    Attributes:
        reviewer: who works. anna and bea have submitted every study, cara has begun `STUDY`.
        prepare: what has to happen before, and is not counted.
    """

    name: str
    run: Callable[[ReviewSession], object]
    statements: int | None = None
    writes: int | None = 0
    judged: int | None = None
    reviewer: str = "anna"
    prepare: Callable[[ReviewSession], object] = lambda _: None


def answer_with_quote(session: ReviewSession) -> None:
    """Answer as `workbench answer --note --quote` does, with what it says about the quote."""
    words = "every comparison patient from"
    sheet = answers.answer(session, STUDY, "1.1", "WN", note="as read", quote=words)
    quotes.remarks(session, sheet.study, words)


def rate(session: ReviewSession) -> None:
    """Rate one domain of the first outcome."""
    ratings.rate(session, "survival", "Imprecision", -1, "few patients", body="cohort-high")


def settle(session: ReviewSession) -> None:
    """Settle one item of the consensus."""
    reconcile.reconcile(session, STUDY, "1.1", "PY", "as read")


CARA: dict[str, Any] = {"reviewer": "cara", "writes": 1, "judged": 1}
USE_CASES = (
    UseCase("answer: a code", lambda s: answers.answer(s, STUDY, "1.1", "WN"), 10, **CARA),
    UseCase("answer: code, note, quote", answer_with_quote, 15, **CARA),
    UseCase("answer: the first one",
            lambda s: answers.answer(s, STUDY, "1.1", "WN", result="another"), 25, **CARA),
    UseCase("note", lambda s: answers.note(s, STUDY, "1.1", "as read"), 10, **CARA),
    UseCase("override", lambda s: overrides.override(s, STUDY, "D1", "critical", "as read"), 10, **CARA),
    UseCase("undo", lambda s: answers.undo(s, STUDY), 15, **CARA),
    UseCase("judge", lambda s: answers.judge_study(s, STUDY), 10, reviewer="cara", judged=1),
    UseCase("submit", lambda s: submission.submit(s, STUDY), 15, reviewer="bea", writes=1,
            prepare=lambda s: submission.reopen(s, STUDY, "a slip")),
    UseCase("compare", lambda s: reconcile.compare(s, STUDY)),
    UseCase("reconcile: one line", settle, writes=1),
    UseCase("certainty: rate one domain", rate, 25, writes=1),
    UseCase("table findings", lambda s: build_table(s, "findings"), 35),
    UseCase("table appraisal", lambda s: build_table(s, "appraisal")),
    UseCase("table answers", lambda s: build_table(s, "answers")),
    UseCase("studies", known_studies.list_studies),
    UseCase("agreement", agreement.agreement),
    UseCase("report", report, 80),
)  # fmt: skip


@contextmanager
def counting() -> Iterator[Counts]:
    """Count what the block does."""
    counts = Counts()

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        word = statement.lstrip().split(maxsplit=1)[0].upper()
        counts.writes += statement.startswith("BEGIN IMMEDIATE")
        if word not in NOT_COUNTED:
            counts.statements.append(statement)

    def counted(judge: Callable[..., object]) -> Callable[..., object]:
        def judging(checklist: Any, codes: Any, *, overrides: Any = None) -> object:
            given = checklist.sha256, frozenset(codes.items()), frozenset((overrides or {}).items())
            counts.judged[given] += 1
            return judge(checklist, codes, overrides=overrides)

        return judging

    patched = [
        (module, name, judge)
        for path, module in sorted(sys.modules.items())
        for name, judge in JUDGES.items()
        if path.startswith("workbench.review.") and getattr(module, name, None) is judge
    ]
    event.listen(Engine, "before_cursor_execute", count)
    for module, name, judge in patched:
        vars(module)[name] = counted(judge)
    try:
        yield counts
    finally:
        event.remove(Engine, "before_cursor_execute", count)
        for module, name, judge in patched:
            vars(module)[name] = judge


def appraise(session: ReviewSession, study: str, title: str, *, submit: bool) -> None:
    """Answer by rote, with one quote: reviewers are alike on most items, and differ on some."""
    sheet = answers.judge_study(session, study)
    reviewer, codes = session.require_reviewer(), dict[str, str]()
    with changing(session, find_result(session, sheet)) as own:
        while unanswered := checklists.judge(sheet.checklist, codes).unanswered:
            item = unanswered[0]
            alike, apart = Random(f"{study} {item}"), Random(f"{reviewer} {study} {item}")
            options = [option.code for option in sheet.checklist.options(item)]
            codes[item] = (apart if apart.random() < 0.2 else alike).choice(options)
            set_code(own.draft, item, codes[item])
    answers.answer(session, study, "1.1", "Y", quote=title)
    if submit:
        submission.submit(session, study)


def make_reviews(folder: Path) -> Path:
    """Make the example review, submitted by anna and bea, and a copy with a draft of cara's as well."""
    path = folder / "two.db"
    make_example(str(path))
    for reviewer in ("anna", "bea"):
        with open_review(str(path), reviewer) as session:
            for study in known_studies.rows(session):
                appraise(session, study.key, study.title, submit=True)
    shutil.copy(path, folder / "three.db")
    with open_review(str(folder / "three.db"), "cara") as session:
        title = known_studies.find(session, STUDY).bibliography.title
        appraise(session, STUDY, title, submit=False)
    return folder


def measure(use_case: UseCase, folder: Path) -> Counts:
    """Run a use case on a copy of the review, once to warm the caches and once to count."""
    source = folder / ("three.db" if use_case.reviewer == "cara" else "two.db")
    for attempt in ("warm", "count"):
        copy = shutil.copy(source, folder / f"{attempt}.db")
        with open_review(str(copy), use_case.reviewer) as session:
            use_case.prepare(session)
            with counting() as counts:
                use_case.run(session)
    return counts


def against(measured: int, budget: int | None) -> tuple[str, bool]:
    """Return a figure beside its budget, and whether it is over it."""
    over = budget is not None and measured > budget
    allowed = "" if budget is None else f" of {budget}"
    return f"{measured}{allowed}{' OVER' if over else ''}", over


def main() -> int:
    """Measure and print; 1 where something is over its budget."""
    is_over = False
    heads = ("use case", "statements", "writing", "judged", "judged again")
    widths = (28, 16, 12, 12, 14)
    sys.stdout.write("".join(f"{head:<{width}}" for head, width in zip(heads, widths, strict=True)) + "\n")
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = make_reviews(Path(name))
        for use_case in USE_CASES:
            if wanted and not any(word in use_case.name for word in wanted):
                continue
            counts = measure(use_case, folder)
            cells = [
                against(len(counts.statements), use_case.statements),
                against(counts.writes, use_case.writes),
                against(counts.judged.total(), use_case.judged),
                against(counts.again, 0),
            ]
            is_over = is_over or any(over for _, over in cells)
            row = [use_case.name, *(cell for cell, _ in cells)]
            sys.stdout.write(
                "".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)) + "\n"
            )
            if wanted:
                sys.stdout.write(
                    "".join(f"    {' '.join(text.split())[:150]}\n" for text in counts.statements)
                )
    return int(is_over)


if __name__ == "__main__":
    sys.exit(main())
