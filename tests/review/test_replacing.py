"""Newer versions of documents and withdrawn ones: quotes are found again or flagged, never dropped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.conftest import as_other
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.review.admin.history import list_events
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import quote_anchors, quotes, texts
from workbench.review.documents import attach, replace
from workbench.review.exchange import whole_review
from workbench.review.publish import report as reporting
from workbench.review.publish.build_export import build_export
from workbench.review.publish.exports import ExportRequest
from workbench.review.studies import known_studies
from workbench.review.tables.build import build_table

STUDY = "pretend2016"
MIDDLE = "The bath was warm. She was well after {} days. The bath was warm. Nobody knew why.\n"
FIRST = f"Ten days of fever. {MIDDLE.format(20)}"
SECOND = f"Ten days of fe-\nver. {MIDDLE.format(21)}"


@pytest.fixture
def write(tmp_path: Path):
    """Writes a text to a file and gives its path."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text)
        return path

    return write_file


@pytest.fixture
def noted(anna, write):
    """The study with a supplement that anna has quoted three times."""
    attach.attach(anna, STUDY, [write("first.txt", FIRST)], kind="supplement")
    for item, quote in (("1.1", "Ten days of fever"), ("1.2", "She was well after 20 days")):
        appraisals.answer(anna, STUDY, item, "Y", quote=quote)
    document = next(one for one in texts.texts(anna, STUDY) if one.source_name == "first.txt")
    second = FIRST.rindex("The bath was warm")
    quotes.tie_quote(anna, STUDY, "1.3", document.id, second, second + 17)
    return anna


def standing(session) -> dict[str, tuple[str, str | None]]:
    """By item how the viewer's quote stands, and in which document."""
    anchors = quote_anchors.Anchors(session).of(appraisals.judge_study(session, STUDY))
    return {one.quote.item_id: (one.standing, one.document and one.document.source_name) for one in anchors}


def replaced(session, path: Path, old: str = "supplement", **more):
    """Replace the supplement by a file."""
    (report,) = replace.replace_document(session, STUDY, [path], old, **more)
    return report


def test_quotes_are_found_again_or_flagged(noted, write) -> None:
    """Over a hyphen too; what is only in the older text says so, and the stored quotes are as they were."""
    before = appraisals.judge_study(noted, STUDY).quotes
    report = replaced(noted, write("second.txt", SECOND))
    assert "added" == report.status
    assert before == appraisals.judge_study(noted, STUDY).quotes
    assert {
        "1.1": ("re_anchored", "second.txt"),
        "1.2": ("version_before", "first.txt"),
        "1.3": ("re_anchored", "second.txt"),
    } == standing(noted)
    told = " ".join(report.notes)
    assert "found in the newer version: 2 of 3." in told
    assert "Only in the version before: quotes for 1.2." in told


def test_of_several_places_the_one_at_the_same_share_of_the_text_is_taken(noted, write) -> None:
    """The second of two like sentences stays the second."""
    replaced(noted, write("second.txt", SECOND))
    anchors = quote_anchors.Anchors(noted).of(appraisals.judge_study(noted, STUDY), "1.3")
    assert [SECOND.rindex("The bath was warm")] == [one.start for one in anchors]


def test_only_the_newest_version_is_read_and_searched(noted, write) -> None:
    """The older one can still be opened; a new quote is refused where only the older text has it."""
    replaced(noted, write("second.txt", SECOND))
    assert ["second.txt"] == [one.source_name for one in texts.texts(noted, STUDY)][1:]
    assert ["second.txt", "first.txt"] == [one.source_name for one in texts.all_texts(noted, STUDY)][1:]
    with pytest.raises(UsageError, match=r"nearest in second\.txt"):
        appraisals.answer(noted, STUDY, "2.1", "Y", quote="She was well after 20 days")


def test_versions_make_a_chain(noted, write) -> None:
    """A quote is looked for in the newest, whichever version it was taken from."""
    replaced(noted, write("second.txt", SECOND))
    replaced(noted, write("third.txt", FIRST.replace("Ten days", "Nine days")), "second.txt")
    assert {
        "1.1": ("version_before", "first.txt"),
        "1.2": ("re_anchored", "third.txt"),
        "1.3": ("re_anchored", "third.txt"),
    } == standing(noted)


def test_the_kind_is_kept_unless_one_is_given(noted, write) -> None:
    """Whatever the text looks like."""
    replaced(noted, write("second.txt", SECOND))
    replaced(noted, write("third.txt", SECOND + "More."), kind="full text")
    kinds = [(one.source_name, one.kind) for one in known_studies.show_study(noted, STUDY).documents][1:]
    assert [("first.txt", "supplement"), ("second.txt", "supplement"), ("third.txt", "full_text")] == kinds


@pytest.mark.parametrize(
    ("text", "words"),
    [(FIRST + "\n", "the same text as first.txt"), (SECOND, "it is a document of itch: other.txt")],
)
def test_what_cannot_take_the_place_is_refused(noted, write, text, words) -> None:
    """The same text again, or a document of another study; nothing changes."""
    attach.attach(noted, "itch", [write("other.txt", SECOND)])
    before = known_studies.show_study(noted, STUDY)
    report = replaced(noted, write("again.txt", text))
    assert "failed" == report.status
    assert words in report.message
    assert before == known_studies.show_study(noted, STUDY)


def test_which_document_is_meant_must_be_clear(noted, write) -> None:
    """By name, kind or sha256; a version before leads to the one that is read."""
    newer = write("second.txt", SECOND)
    with pytest.raises(NotFoundError, match=r"no document 'poem': it has .*first.txt \(supplement, "):
        replaced(noted, newer, "poem")
    with pytest.raises(UsageError, match="2 were given"):
        replace.replace_document(noted, STUDY, [newer, newer], "first.txt")
    first = known_studies.show_study(noted, STUDY).documents[1]
    assert "added" == replaced(noted, newer, first.sha256[:8]).status
    with pytest.raises(ConflictError, match=r"a version before second.txt: name that one"):
        replaced(noted, write("third.txt", FIRST + "x"), "first.txt")
    attach.attach(noted, STUDY, [write("more.txt", "Table S2. Nothing.\n")], kind="supplement")
    with pytest.raises(ConflictError, match="could be 2 documents"):
        replaced(noted, write("third.txt", FIRST + "x"))


def test_a_withdrawn_document_is_not_read_and_its_quotes_are_flagged(noted) -> None:
    """With the reason; brought back, all is as before."""
    before = standing(noted)
    done = replace.withdraw_document(noted, STUDY, "first.txt", "another patient")
    assert (None, ("1.1", "1.2", "1.3")) == (done.read_now, done.own_flagged)
    assert {("withdrawn", "first.txt")} == set(standing(noted).values())
    assert ["first.txt"] != [one.source_name for one in texts.texts(noted, STUDY)][1:]
    (flagged, *_) = quote_anchors.own_flagged(noted, STUDY)
    assert "“Ten days of fever” (first.txt, document withdrawn: another patient)" == flagged.in_words()
    assert "first.txt" == replace.restore_document(noted, STUDY, "first.txt").read_now
    assert before == standing(noted)


def test_withdrawing_a_newer_version_brings_the_older_back(noted, write) -> None:
    """So a wrong replacement can be taken back; the next one follows in the same row."""
    replaced(noted, write("second.txt", SECOND))
    done = replace.withdraw_document(noted, STUDY, "second.txt", "wrong file")
    assert ("first.txt", ()) == (done.read_now, done.own_flagged)
    assert {("as_quoted", "first.txt")} == set(standing(noted).values())
    replaced(noted, write("third.txt", SECOND + "More."))
    assert ("re_anchored", "third.txt") == standing(noted)["1.1"]


def test_withdrawing_needs_a_reason_and_a_document_that_is_read(noted) -> None:
    """Nothing is written otherwise."""
    before = list_events(noted)
    with pytest.raises(UsageError, match="needs a reason"):
        replace.withdraw_document(noted, STUDY, "first.txt", " ")
    with pytest.raises(NotFoundError):
        replace.restore_document(noted, STUDY, "first.txt")
    assert before == list_events(noted)


def test_a_document_given_to_the_wrong_study_can_go_to_the_right_one(noted, tmp_path) -> None:
    """Withdrawn from the one it is no duplicate for the other; for the same it says how to bring it back."""
    replace.withdraw_document(noted, STUDY, "first.txt", "not about her")
    (same,) = attach.attach(noted, STUDY, [tmp_path / "first.txt"])
    assert "duplicate" == same.status
    assert f"`workbench withdraw {STUDY} " in same.message
    (other,) = attach.attach(noted, "itch", [tmp_path / "first.txt"])
    assert "added" == other.status


def test_what_is_said_does_not_depend_on_what_others_quoted(noted, write) -> None:
    """Bea, who quoted nothing, is told nothing of quotes, and both of them are refused or not alike."""
    bea = as_other(noted, "bea")
    report = replaced(bea, write("second.txt", SECOND))
    assert not [note for note in report.notes if "uote" in note]
    assert () == replace.withdraw_document(bea, STUDY, "second.txt", "wrong").own_flagged
    assert () == replace.withdraw_document(bea, STUDY, "first.txt", "wrong").own_flagged
    assert [] == quote_anchors.own_flagged(bea, STUDY)


def test_a_quote_of_an_older_version_is_kept_where_it_was_just_replaced(noted, write) -> None:
    """Somebody else replaced the text while it was read: the quote stands, and is found again."""
    older = next(one for one in texts.texts(noted, STUDY) if one.source_name == "first.txt")
    replaced(as_other(noted, "bea"), write("second.txt", SECOND))
    quotes.tie_quote(noted, STUDY, "2.1", older.id, FIRST.index("Nobody"), FIRST.index("Nobody") + 11)
    assert ("re_anchored", "second.txt") == standing(noted)["2.1"]


def test_tables_reports_and_exports_say_where_a_quote_stands(noted, write, tmp_path) -> None:
    """The answer table, the report and the long form; the whole export carries the versions."""
    replaced(noted, write("second.txt", SECOND))
    (table,) = build_table(noted, "answers")
    quotes = {row[6]: str(row[-2]) for row in table.rows if row[0] == STUDY}
    assert "“Ten days of fever” (second.txt, re-anchored in the newer version)" == quotes["1.1"]
    assert "“She was well after 20 days” (first.txt, only in the version before)" == quotes["1.2"]
    (appraised,) = reporting.report(noted).appraisals
    passages = {item.id: item.passages for domain in appraised.domains for item in domain.items}
    assert "first.txt, only in the version before" == passages["1.2"][0].source
    assert passages["1.2"][0].before.endswith("The bath was warm. ")
    long = build_export(noted, ExportRequest(kind="long")).files[""].decode()
    assert "only in the version before" in long
    path = tmp_path / "whole.zip"
    path.write_bytes(whole_review.export_review(noted).files[""])
    whole_review.import_review(path, str(tmp_path / "new.db"))


def test_the_history_tells_what_was_replaced_by_what(noted, write) -> None:
    """The history names both versions."""
    replaced(noted, write("second.txt", SECOND))
    event = list_events(noted, STUDY)[-1]
    assert ("document.replace", "second.txt") == (event.action, event.target)
    assert ("first.txt", "second.txt") == (event.before["source_name"], event.after["source_name"])


def test_a_quote_over_two_pages_is_shown_without_what_stands_between(anna, write) -> None:
    """Running lines and the hyphen are in the stored quote, and not in the words that tables show."""
    pages = "Forty came and were treat-\nPage 1 of 2\n\f\nByron and Li: Sand\ned with sand.\nPage 2 of 2"
    text = f"{pages}\n\f\nByron and Li: Sand\nNobody died."
    attach.attach(anna, STUDY, [write("paged.txt", text)], kind="supplement")
    appraisals.answer(anna, STUDY, "1.1", "Y", quote="were treated with sand")
    (quote,) = appraisals.judge_study(anna, STUDY).quotes
    assert "were treat-\nPage 1 of 2\n\f\nByron and Li: Sand\ned with sand" == quote.text
    (one,) = quote_anchors.Anchors(anna).of(appraisals.judge_study(anna, STUDY))
    assert "“were treated with sand” (paged.txt, p. 1)" == one.in_words()
