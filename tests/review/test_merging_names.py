"""Handles that two files gave to two people, and versions of one checklist that two files have."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from store import studies
from store.appraisals import find_appraisals
from store.bibliography import Bibliography
from store.export_rows import read_everything
from store.records import NewStudy
from store.reviewers import ensure_reviewer, list_reviewers
from tests.review.conftest import LISTED, STUDY, add_checklist, answer_all
from workbench import keys
from workbench.errors import ConflictError
from workbench.paths import settings_path
from workbench.review.admin import protocol
from workbench.review.appraisals import submission
from workbench.review.checklists import own_checklists
from workbench.review.exchange import seals
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge import decide
from workbench.review.exchange.merge.merge_files import Merge, merge_files
from workbench.review.exchange.merge.union import unite
from workbench.review.exchange.verify.verify import verify
from workbench.review.reviewers import handles as handles_of_people
from workbench.review.reviewers.handles import rename_reviewer
from workbench.review.session import ReviewSession, create_review, open_review, work_as
from workbench.review.studies import duplicates, edit_record, exclusion, known_studies


@pytest.fixture
def ben(anna: ReviewSession, tmp_path: Path) -> Iterator[ReviewSession]:
    """Ben, with the handout that anna made for him."""
    ensure_reviewer(anna.db, "carl")
    make_handout(anna, "ben", str(tmp_path / "ben.db"))
    with open_review(str(tmp_path / "ben.db"), "ben") as session:
        yield session


def merge(session: ReviewSession, other: ReviewSession) -> Merge:
    """Merge another open file into a review."""
    return merge_files(session, [Path(other.db.location)])[0]


def handles(session: ReviewSession) -> set[str]:
    """The handles of all people of a review."""
    return {person.handle for person in list_reviewers(session.db)}


def test_two_people_who_were_renamed_to_one_handle(anna: ReviewSession, ben: ReviewSession) -> None:
    """Each file keeps who has the handle there; the other one waits to be decided, and stays who it is."""
    answer_all(ben)
    submission.submit(ben, STUDY)
    merge(anna, ben)
    rename_reviewer(anna, "carl", "dora")
    rename_reviewer(ben, "ben", "dora")
    with open_review(ben.db.location, "dora") as dora:
        assert "dora" == dora.reviewer
    merged = merge(anna, ben)
    assert {"anna", "ben", "dora"} == handles(anna)
    (line,) = decide.list_conflicts(anna)
    assert ("the handle of the reviewer ben", "'ben'", "'dora'") == (line.what, line.here, line.other)
    assert any(each.kind == "to decide" for each in merged.lines)
    assert () == verify(anna.db.location).faults
    assert not merge(anna, ben).changed
    with pytest.raises(ConflictError, match="dora"):
        decide.decide(anna, line.id, "other")
    decide.decide(anna, line.id, "here", "both are called so")
    assert [] == decide.list_conflicts(anna)
    rename_reviewer(anna, "ben", "benedict")
    assert () == verify(anna.db.location).faults
    merge(ben, anna)
    assert 3 == len(handles(ben))
    assert () == verify(ben.db.location).faults


@pytest.fixture
def copy(anna: ReviewSession, tmp_path: Path) -> Iterator[ReviewSession]:
    """A copy of anna's file, with bea at work, whom both files have."""
    for name in ("bea", "carl"):
        handles_of_people.add_reviewer(anna, name, is_new=True)
    with open_review(str(shutil.copy(anna.db.location, tmp_path / "copy.db")), "bea") as session:
        yield session


@pytest.mark.parametrize("keep", ["here", "other"])
def test_one_person_who_was_renamed_to_two_handles(
    anna: ReviewSession, copy: ReviewSession, keep: str
) -> None:
    """Which handle stands is asked in whichever file is merged into, and the decision reaches the other."""
    rename_reviewer(anna, "carl", "carlos")
    rename_reviewer(copy, "carl", "karl")
    edit_record.edit(work_as(copy, "karl"), STUDY, {"journal": "as karl read it"})
    waiting = []
    for session, other in ((work_as(anna, "anna"), copy), (work_as(copy, "bea"), anna)):
        told = merge(session, other).lines
        (line,) = decide.list_conflicts(session)
        assert ("the handle of the reviewer karl", "'karl'", "'carlos'") == (line.what, line.here, line.other)
        assert [line.id] == [each.detail[:8] for each in told if each.kind == "to decide"]
        assert {"anna", "bea", "karl"} == handles(session)
        assert not merge(session, other).changed
        assert () == verify(session.db.location).faults
        waiting.append((line.id, line.what, line.here, line.other))
    assert waiting[0] == waiting[1]
    decide.decide(anna, waiting[0][0], keep)
    kept, left = ("karl", "carlos") if keep == "here" else ("carlos", "karl")
    changes = [each.detail for each in merge(copy, anna).lines if each.kind == "changed"]
    is_called = ["karl is called carlos now"] if keep == "other" else []
    decided = f"the handle of the reviewer {kept}: anna kept {kept!r}, not {left!r}"
    assert [*is_called, decided] == changes
    for session in (anna, copy):
        (person,) = [each for each in list_reviewers(session.db) if each.handle == kept]
        assert {"carl", left} == set(person.former)
        assert {"anna", "bea", kept} == handles(session)
        assert [] == decide.list_conflicts(session)
        assert () == verify(session.db.location).faults
        other = copy if session is anna else anna
        merge(session, other)
        assert not merge(session, other).changed
        assert kept in handles(session)


def test_who_decided_is_told_by_the_handle_of_now(anna: ReviewSession, copy: ReviewSession) -> None:
    """As everything else that was done under a handle from before."""
    exclusion.exclude(anna, STUDY, "a letter")
    exclusion.exclude(copy, STUDY, "an erratum")
    merge(copy, anna)
    merge(anna, copy)
    (line,) = decide.list_conflicts(copy)
    decide.decide(copy, line.id, "other")
    rename_reviewer(copy, "bea", "beate")
    assert ["beate"] == [each.decided_by for each in decide.list_decided(copy)]
    told = [each.detail for each in merge(anna, copy).lines]
    assert "the exclusion: beate kept 'a letter', not 'an erratum'" in told


def test_who_was_renamed_in_two_copies_works_on_with_one_key(
    anna: ReviewSession, copy: ReviewSession
) -> None:
    """What was appraised under either handle is one person's, and what comes next is signed."""
    rename_reviewer(copy, "bea", "bea-rose")
    renamed = work_as(copy, "bea-rose")
    answer_all(renamed)
    submission.submit(renamed, STUDY)
    with open_review(anna.db.location, "bea") as again:
        rename_reviewer(again, "bea", "bea-lily")
        lily = work_as(again, "bea-lily")
        told = [each.detail for each in merge(lily, renamed).lines]
        assert not any("is called" in each for each in told)  # the one of here was given last
        (line,) = decide.list_conflicts(lily)
        decide.decide(lily, line.id, "other")
        assert {"anna", "bea-rose", "carl"} == handles(anna)
        edit_record.edit(lily, STUDY, {"journal": "as bea-rose read it"})
    events = read_everything(anna.db)["event"]
    by_bea = {event["place_id"] for event in events if event["reviewer"].startswith("bea-")}
    assert 1 == len(by_bea)
    assert None not in by_bea
    assert {"bea-rose"} == {each.reviewer for each in find_appraisals(anna.db)}
    assert () == verify(anna.db.location).faults


def test_a_handle_of_somebody_else_is_asked_however_long_the_handle_of_here_is(
    anna: ReviewSession, copy: ReviewSession
) -> None:
    """Nobody has two people's handle, and merging again asks the same."""
    handles_of_people.add_reviewer(anna, "dora", is_new=True)
    rename_reviewer(anna, "carl", "carl-the-second")
    rename_reviewer(copy, "carl", "dora")
    for _ in range(2):
        merge(anna, copy)
        assert {"anna", "bea", "carl-the-second", "dora"} == handles(anna)
        (line,) = decide.list_conflicts(anna)
        assert ("'carl-the-second'", "'dora'") == (line.here, line.other)
        assert () == verify(anna.db.location).faults
    assert not merge(anna, copy).changed


def test_a_handle_from_before_that_is_somebody_else_s_here(
    anna: ReviewSession, ben: ReviewSession, tmp_path: Path
) -> None:
    """Steps of who was called so elsewhere are not told as those of who is called so here."""
    with create_review(str(tmp_path / "other.db"), title="Another review") as created:
        ensure_reviewer(created.db, "dora")
    with open_review(str(tmp_path / "other.db"), "dora") as namesake:
        studies.add_study(namesake.db, NewStudy("elsewhere1999", Bibliography(title="One")), by="dora")
        rename_reviewer(namesake, "dora", "dorothea")
    keys.forget()
    shutil.rmtree(settings_path().parent)
    with open_review(anna.db.location, "dora") as dora:
        studies.add_study(dora.db, NewStudy("here1999", Bibliography(title="Two")), by="dora")
        for session, file in ((dora, tmp_path / "other.db"), (ben, Path(anna.db.location))):
            merge_files(session, [file], other_review=True)
            assert () == verify(session.db.location).faults
            added = {
                event["after"]["key"]: event["reviewer"]
                for event in read_everything(session.db)["event"]
                if event["action"] == "study.add" and event["after"]["key"].endswith("1999")
            }
            assert {"elsewhere1999": "dorothea", "here1999": "dora"} == added


def test_whatever_a_namesake_signed_stays_the_namesake_s(
    anna: ReviewSession, ben: ReviewSession, tmp_path: Path
) -> None:
    """Also where no step says it: an entry of the protocol, a pair kept apart, a decision after a merge."""
    one, two = [row.key for row in known_studies.rows(anna)][:2]
    with open_review(ben.db.location, "dora") as namesake:
        copy = shutil.copy(ben.db.location, tmp_path / "copy.db")
        with open_review(str(copy), "ben") as again:
            exclusion.exclude(again, STUDY, "a letter")
            exclusion.exclude(namesake, STUDY, "an erratum")
            merge(namesake, again)
        (line,) = decide.list_conflicts(namesake)
        decide.decide(namesake, line.id, "other")
        protocol.write_protocol(namesake, "population", "adults")
        duplicates.mark_distinct(namesake, one, two, "two countries")
        keys.forget()
        shutil.rmtree(settings_path().parent)
        with open_review(anna.db.location, "dora") as dora:
            edit_record.edit(dora, one, {"journal": "as dora read it"})
        merge(anna, namesake)
    rows = read_everything(anna.db)
    assert {"anna", "ben", "carl", "dora", "dora-2"} == handles(anna)
    assert "dora-2" == rows["review"][0]["protocol"]["population"]["by"]
    assert ["dora-2"] == [row["decided_by"] for row in rows["distinct_pair"]]
    assert ["dora-2"] == [row["decided_by"] for row in rows["conflict"]]
    assert () == verify(anna.db.location).faults
    assert not merge(anna, ben).changed


def test_a_handle_from_before_that_two_copies_spell_in_two_ways(ben: ReviewSession, tmp_path: Path) -> None:
    """It is kept once, and both files can be merged."""
    copy = Path(shutil.copy(ben.db.location, tmp_path / "copy.db"))
    with open_review(str(copy), "ben") as again:
        rename_reviewer(ben, "ben", "benedict")
        for old, new in (("ben", "benno"), ("benno", "Ben"), ("Ben", "benedict")):
            rename_reviewer(work_as(again, old), old, new)
        merge(work_as(ben, "benedict"), again)
        merge(work_as(again, "benedict"), ben)
        for session in (ben, again):
            (person,) = [each for each in list_reviewers(session.db) if each.handle == "benedict"]
            assert {"ben", "benno"} == {former.casefold() for former in person.former}
            assert () == verify(session.db.location).faults


def states(session: ReviewSession) -> dict[str, str]:
    """The versions of the team's checklists with what they are."""
    rows = read_everything(session.db)
    versions = {row["id"]: row["version"] for row in rows["checklist_version"]}
    return {versions[row["checklist_version_id"]]: row["state"] for row in rows["own_checklist"]}


def test_two_versions_of_one_team_checklist(anna: ReviewSession, ben: ReviewSession, tmp_path: Path) -> None:
    """The later one is for new work, in both files; what was judged with the earlier one stays with it."""
    for session, version in ((anna, "1.0"), (ben, "1.1")):
        add_checklist(session, tmp_path, LISTED.replace('version: "1.0"', f'version: "{version}"'), STUDY)
        answer_all(session, "TWO")
        submission.submit(session, STUDY)
    before = Path(shutil.copy(anna.db.location, tmp_path / "before.db"))
    notes = [line.detail for line in merge(anna, ben).lines if line.kind == "note"]
    assert any("1.1 is used for new work" in note for note in notes)
    assert not merge_files(anna, [before])[0].changed  # there 1.0 is still for new work, which is no conflict
    assert [] == decide.list_conflicts(anna)
    merge(ben, anna)
    for session in (anna, ben):
        assert {"1.0": "replaced", "1.1": "current"} == states(session)
        versions = {row["id"]: row["version"] for row in read_everything(session.db)["checklist_version"]}
        judged = {versions[row["checklist_version_id"]] for row in read_everything(session.db)["appraisal"]}
        assert {"1.0", "1.1"} == judged
        assert () == verify(session.db.location).faults
    path = tmp_path / "third.yaml"
    path.write_text(LISTED.replace('version: "1.0"', 'version: "1.2"'), encoding="utf-8")
    assert all(added.ok for added in own_checklists.add_files(anna, [path]))
    merge(ben, anna)
    assert {"1.0": "replaced", "1.1": "replaced", "1.2": "current"} == states(ben)
    assert () == verify(ben.db.location).faults


def test_a_later_version_of_a_team_checklist_that_was_added_first(
    anna: ReviewSession, ben: ReviewSession, tmp_path: Path
) -> None:
    """It is for new work, and verify knows why."""
    for session, version in ((ben, "1.1"), (anna, "1.0")):
        add_checklist(session, tmp_path, LISTED.replace('version: "1.0"', f'version: "{version}"'), STUDY)
    for one, two in ((anna, ben), (ben, anna)):
        merge(one, two)
        assert {"1.0": "replaced", "1.1": "current"} == states(one)
        assert () == verify(one.db.location).faults


def test_in_whichever_order_copies_are_merged_one_handle_stands(
    anna: ReviewSession, copy: ReviewSession, tmp_path: Path
) -> None:
    """Three copies gave one person three handles: the same one stands, the same two wait."""
    third = Path(shutil.copy(copy.db.location, tmp_path / "third.db"))
    rename_reviewer(anna, "carl", "carlos")
    rename_reviewer(copy, "carl", "karl")
    with open_review(str(third), "anna") as again:
        rename_reviewer(again, "carl", "charles")
        files = [read_everything(session.db) for session in (anna, copy, again)]
    viewer = next(row["id"] for row in files[0]["reviewer"] if row["handle"] == "anna")
    outcomes = []
    for first, second, last in permutations(files):
        united = first
        for other in (second, last, second, first):
            united = unite(united, other, viewer=viewer, source="", now="").rows
        one_first = unite(second, last, viewer=viewer, source="", now="").rows
        for rows in (united, unite(first, one_first, viewer=viewer, source="", now="").rows):
            outcomes.append(
                (
                    sorted((row["id"], row["handle"]) for row in rows["reviewer"]),
                    sorted((row["reviewer_id"], row["handle"]) for row in rows["former_handle"]),
                    sorted((row["id"], row["other"]["value"], row["decided_by"]) for row in rows["conflict"]),
                )
            )
    assert [outcomes[0]] * 12 == outcomes
    reviewers, former, waiting = outcomes[0]
    assert "charles" in {handle for _, handle in reviewers}
    assert {"carl", "carlos", "karl"} == {handle for _, handle in former}
    assert [("carlos", None), ("karl", None)] == sorted((value, by) for _, value, by in waiting)


def test_seals_under_a_new_handle_before_the_files_are_merged(
    anna: ReviewSession, ben: ReviewSession, tmp_path: Path
) -> None:
    """They are of the person whom she handed the file to, so that no third person comes into either file."""
    rename_reviewer(anna, "ben", "bob")
    renamed = work_as(ben, rename_reviewer(ben, "ben", "benny").handle)
    answer_all(renamed, "PY")
    submission.submit(renamed, STUDY)
    answer_all(anna, "Y")
    submission.submit(anna, STUDY)
    for session, name in ((anna, "anna.seals"), (renamed, "ben.seals")):
        seals.write_seals(session, tmp_path / name)
    merge_files(anna, [tmp_path / "ben.seals"])
    merge_files(renamed, [tmp_path / "anna.seals"])
    merge(renamed, anna)
    merge(anna, renamed)
    for session in (anna, renamed):
        assert 3 == len(handles(session))
        assert () == verify(session.db.location).faults
