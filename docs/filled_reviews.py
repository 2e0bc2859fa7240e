"""Make filled reviews to look at outputs: `.venv/bin/python docs/filled_reviews.py FOLDER`.

Two files are made, and what is in them is the same each time. `five.db` is the example review, each study
appraised and submitted by anna and bea. `hundred.db` has a hundred invented studies under four
checklists, as long-titled as real ones, with findings for three outcomes. Answers are drawn, not read out of
any paper: nothing in them says anything of a study.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from checklists import judge
from store import studies as stored_studies
from store.answers import set_code
from store.bibliography import Bibliography
from store.records import NewStudy
from workbench.review.admin.demo import make_example
from workbench.review.appraisals import answers, submission
from workbench.review.appraisals.own_sheet import changing, find_result
from workbench.review.evidence import findings, outcomes
from workbench.review.session import ReviewSession, create_review, open_review
from workbench.review.studies import known_studies

REVIEWERS = ("anna", "bea")
KINDS = (
    ("psm-cohort", "psm_retrospective_cohort"),
    ("case-series", "case_series"),
    ("case-report", "case_report"),
    ("single-arm-covid", "single_arm_before_after"),
)
FAMILIES = (
    "Aalto", "Brandt", "Carvalho", "Díaz", "Eriksson", "Fontaine", "Grünwald", "Hashimoto", "Ivanova",
    "Jørgensen", "Kowalski", "Łukasz",
)  # fmt: skip
SUBJECTS = (
    "Warm sand",
    "Cold clay",
    "Foam",
    "Birch smoke",
    "Salt air",
    "Slow walking",
    "Bright light",
    "Felt boots",
)
ILLS = (
    "stiff shoulders",
    "flat feet",
    "hoarse voices after long winters",
    "sleepless nights in shift workers",
)


def appraise_by_rote(session: ReviewSession, study: str) -> None:
    """Answer all that is asked, alike between reviewers on most items, and submit."""
    sheet = answers.judge_study(session, study)
    reviewer, checklist, codes = session.require_reviewer(), sheet.checklist, {}
    with changing(session, find_result(session, sheet)) as own:
        while open_items := [item for item in judge(checklist, codes).shown if item not in codes]:
            item = open_items[0]
            options = [option.code for option in checklist.options(item)]
            alike, apart = Random(f"{study} {item}"), Random(f"{reviewer} {study} {item}")
            chosen = apart if apart.random() < 0.2 else alike
            codes[item] = chosen.choices(options, weights=range(2 * len(options), len(options), -1))[0]
            set_code(own.draft, item, codes[item])
    submission.submit(session, study)


def invented(number: int) -> NewStudy:
    """Invent a study that nobody did."""
    draw = Random(number)
    checklist, design = KINDS[number % len(KINDS)]
    family = FAMILIES[number % len(FAMILIES)]
    year = 1990 + number % 35
    title = (
        f"{draw.choice(SUBJECTS)} for {draw.choice(ILLS)}: what {number + 3} patients of one clinic were like"
    )
    authors = (f"{family}, A", *(f"{draw.choice(FAMILIES)}, {letter}" for letter in "BCDE"[: number % 5]))
    key = f"{family.casefold()}{year}{'abc'[number % 3]}{number:02d}"
    bibliography = Bibliography(title=title, authors=authors, year=year, journal="J Imag Med")
    return NewStudy(key, bibliography, design=design, checklist=checklist)


def make_hundred(path: Path) -> None:
    """Make a review of a hundred invented studies with three outcomes."""
    with create_review(str(path), title="A hundred invented studies", reviewer="anna") as session:
        stored_studies.add_studies(session.db, [(invented(number), []) for number in range(100)], by="anna")
        for name, better, importance in (
            ("Survival", "higher", 9),
            ("Days in bed", "lower", 5),
            ("Harm", "lower", 7),
        ):
            outcomes.add_outcome(session, name, better=better, importance=importance)
        for number, study in enumerate(known_studies.rows(session)):
            draw = Random(study.key)
            treated = draw.randint(8, 60)
            fields = {"treatment_events": str(draw.randint(0, treated)), "treatment_total": str(treated)}
            if study.checklist == "psm-cohort":
                compared = draw.randint(8, 60)
                fields |= {
                    "comparison_events": str(draw.randint(0, compared)),
                    "comparison_total": str(compared),
                }
            else:
                fields["single_arm"] = "yes"
            findings.record_finding(session, study.key, ("Survival", "Harm")[number % 2], fields)


def submit_all(path: Path) -> None:
    """Appraise and submit everything as each reviewer."""
    for reviewer in REVIEWERS:
        with open_review(str(path), reviewer) as session:
            for study in known_studies.rows(session):
                appraise_by_rote(session, study.key)


def make_five(path: Path) -> None:
    """Make the example review, appraised."""
    make_example(str(path))
    submit_all(path)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    make_five(folder / "five.db")
    make_hundred(folder / "hundred.db")
    submit_all(folder / "hundred.db")
