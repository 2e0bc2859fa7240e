"""What others rated, wrote and chose for bodies of evidence stays hidden as their appraisals do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from store.records import Event
from tests.review.conftest import STUDY, answer_all
from workbench.errors import ConflictError, NotFoundError
from workbench.grade import GRADE_DOMAINS
from workbench.review.admin import history, protocol, settings
from workbench.review.appraisals import answers, submission
from workbench.review.blindness.visibility import RISK_OF_BIAS, tells_of_appraisals
from workbench.review.evidence import body_entries, findings, outcomes, starts
from workbench.review.evidence import ratings as certainties
from workbench.review.exchange import whole_review
from workbench.review.reviewers import allocation
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import known_studies

SECRET = "bea thinks this is a fluke"
EFFECT = {"measure": "RR", "estimate": "0.7", "lower": "0.4", "upper": "1.2", "effect_source": "elsewhere"}


@pytest.fixture
def written(anna: ReviewSession, bea: ReviewSession) -> ReviewSession:
    """Anna at work: bea has submitted, rated, commented and chosen a start; anna has a draft."""
    known_studies.assign(anna, STUDY, "case-series", reason="tried")
    outcomes.add_outcome(anna, "survival", importance=9)
    findings.record_finding(anna, STUDY, "survival", {"sentence": "better than elsewhere"})
    answer_all(bea, "N")
    submission.submit(bea, STUDY)
    starts.choose_start(bea, "survival", "low", SECRET)
    certainties.rate(bea, "survival", "risk of bias", -1, SECRET)
    body_entries.enter(bea, "survival", EFFECT | {"comment": SECRET, "statement": SECRET})
    starts.choose_start(bea, "survival", "default", SECRET)
    certainties.rate(bea, "survival", "risk of bias", -1, SECRET)
    body_entries.enter(bea, "survival", EFFECT | {"comment": SECRET, "statement": SECRET})
    answers.answer(anna, STUDY, "1.1", "Y")
    return anna


@pytest.fixture
def carl(review: str) -> Iterator[ReviewSession]:
    """The same review with carl at work, who appraises nothing."""
    with open_review(review, "carl") as session:
        yield session


def everything_seen(session: ReviewSession) -> str:
    """All that the rows, the history and the export of what is visible say."""
    told = [line.in_words() for line in history.list_events(session)]
    return f"{certainties.evidence(session)} {told} {everything_exported(session)}"


def everything_exported(session: ReviewSession) -> str:
    """All that the files in the zip of what is visible hold."""
    data = whole_review.export_review(session, visible_only=True).files[""]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def test_nothing_of_it_is_seen_but_the_effect(written: ReviewSession) -> None:
    """An effect is no appraisal: it is seen by all, as findings are."""
    (row,) = certainties.evidence(written)
    assert ("very_low", "RR 0.7 (0.4 to 1.2)", "") == (row.start, row.effect, row.entry("comment").text)
    assert ("kept for single arms, start low; does not count here: effect",) == row.kept
    assert SECRET not in everything_seen(written)


def test_what_takes_the_place_of_something_hidden_does_not_tell_what_it_was(written: ReviewSession) -> None:
    """Nor does the same, rated or chosen without knowing."""
    certainties.rate(written, "survival", "risk of bias", -1, "mine")
    body_entries.enter(written, "survival", {"comment": "mine"})
    starts.choose_start(written, "survival", "low", "mine")
    certainties.rate(written, "survival", "risk of bias", -1, "mine")
    body_entries.enter(written, "survival", {"comment": "mine"})
    (row,) = certainties.evidence(written)
    assert ("low", "mine", "anna") == (row.start, row.entry("comment").text, row.ratings[0].rated_by)
    assert SECRET not in everything_seen(written)


def test_what_is_hidden_can_be_neither_confirmed_nor_taken_away(written: ReviewSession) -> None:
    """Both are answered as if there were nothing."""
    with pytest.raises(NotFoundError, match="not rated yet"):
        certainties.confirm(written, "survival", "risk of bias")
    with pytest.raises(NotFoundError, match="no comment entered"):
        body_entries.remove_entry(written, "survival", "comment", "why not")
    with pytest.raises(ConflictError, match="already"):
        starts.choose_start(written, "survival", "default", "why not")


def test_a_confirmation_by_somebody_else_does_not_tell_what_is_hidden(
    written: ReviewSession, carl: ReviewSession
) -> None:
    """Carl saw it while blindness was lifted; anna did not look."""
    protocol.write_protocol(carl, "adjudicator", "carl")
    settings.lift_blindness(carl, "a meeting")
    certainties.confirm(carl, "survival", "risk of bias")
    body_entries.confirm_entry(carl, "survival", "comment")
    settings.restore_blindness(carl, "the meeting is over")
    assert SECRET not in everything_seen(written)


def test_a_confirmation_that_is_hidden_does_not_hide_what_it_confirms(
    written: ReviewSession, carl: ReviewSession
) -> None:
    """Carl, who appraises nothing, sees and exports his own words, but not that anna confirmed them."""
    certainties.rate(carl, "survival", "risk of bias", -1, "CARLS REASON")
    body_entries.enter(carl, "survival", {"comment": "CARLS COMMENT"})
    allocation.allocate(carl, [STUDY], to=["anna", "bea"])
    certainties.confirm(written, "survival", "risk of bias")
    body_entries.confirm_entry(written, "survival", "comment")
    exported = everything_exported(carl)
    assert "CARLS REASON" in exported
    assert "CARLS COMMENT" in exported
    assert "rating.confirm" not in exported
    assert "body.confirm" not in exported


def test_it_is_seen_once_both_have_submitted(written: ReviewSession) -> None:
    """All of it, the start and the ratings included."""
    answer_all(written, "Y")
    submission.submit(written, STUDY)
    (row,) = certainties.evidence(written)
    assert (SECRET, "bea") == (row.entry("comment").text, row.ratings[0].rated_by)
    assert row.kept


def test_blindness_hides_the_ratings_of_every_domain_that_rests_on_appraisals() -> None:
    """The rule of blindness and the register of GRADE domains say the same."""
    resting = [domain.id for domain in GRADE_DOMAINS.values() if domain.rests_on == "appraisals"]
    assert [RISK_OF_BIAS] == resting


@pytest.mark.parametrize(
    ("action", "about", "expected"),
    [
        ("rating", {"domain": "RiskOfBias"}, True),
        ("rating.confirm", {"domain": "Imprecision"}, False),
        ("rating", {}, True),
        ("body", {"part": "comment"}, True),
        ("body.remove", {"part": "effect"}, False),
        ("body", {}, True),
        ("body.divide", {"body": "cohort-low"}, False),
        ("start", {"checklist": "psm-cohort"}, True),
        ("finding", {}, False),
        ("outcome.add", {}, False),
    ],
)
def test_an_event_is_hidden_by_its_keys_and_in_doubt(
    action: str, about: dict[str, str], expected: bool
) -> None:
    """The text for people does not matter: it may say anything."""
    event = Event(
        number=1,
        at=datetime(2026, 1, 2, tzinfo=UTC),
        reviewer="bea",
        action=action,
        study_key=None,
        appraisal_id=None,
        target="survival: cohort-high/RiskOfBias",
        about=about,
        before=None,
        after=None,
        reason="",
        undoes=None,
    )
    assert expected is tells_of_appraisals(event)
