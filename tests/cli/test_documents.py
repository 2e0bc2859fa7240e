"""Documents on the command line: newer versions, and taking one out of reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import CASE, Run

NEWER = CASE.replace("20 days", "3 weeks")


@pytest.fixture
def quoted(as_ana: Run) -> Run:
    """The case report with two quotes of ana's, and a newer version of its text at hand."""
    Path("newer.txt").write_text(NEWER, encoding="utf-8")
    for item, quote in (("1.1", "A 60-year-old woman"), ("1.2", "left the hospital after 20 days")):
        assert 0 == as_ana("answer", "ono", item, "Y", "--quote", quote).code
    return as_ana


def test_a_document_is_replaced_and_the_quotes_are_told_of(quoted: Run) -> None:
    """What is found again and what is not; `show` and `judge` name what is not."""
    done = quoted("add", "newer.txt", "--to", "ono", "--replace", "case.txt")
    assert (0, True) == (done.code, "in the place of case.txt, which is kept" in done.out)
    assert "found in the newer version: 1 of 2" in done.err
    flagged = "“left the hospital after 20 days” (case.txt, only in the version before)"
    shown = quoted("show", "ono").out
    assert "version before newer.txt" in shown
    assert f"Your quote for 1.2: {flagged}" in shown
    assert f"Quote for 1.2: {flagged}" in " ".join(quoted("judge", "ono").out.split())
    assert flagged in quoted("judge", "ono", "--format", "markdown").out


def test_json_has_where_each_quote_stands(quoted: Run) -> None:
    """And which documents are read; what was promised to programs is still there."""
    quoted("add", "newer.txt", "--to", "ono", "--replace", "abstract")
    quotes = quoted("judge", "ono", "--format", "json").json["quotes"]
    assert [("1.1", "newer.txt", "re_anchored"), ("1.2", "case.txt", "version_before")] == sorted(
        (one["item"], one["document"], one["standing"]) for one in quotes
    )
    documents = quoted("show", "ono", "--format", "json").json["documents"]
    assert [("case.txt", "newer.txt"), ("newer.txt", None)] == [
        (one["source_name"], one["replaced_by"]) for one in documents
    ]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("add", "newer.txt", "--replace", "case.txt"), 2, "--replace goes with --to STUDY"),
        (("add", "newer.txt", "--to", "ono", "--replace", "poem"), 3, "ono has no document 'poem'"),
        (("add", "case.txt", "--to", "ono", "--replace", "case.txt"), 1, ""),
        (("withdraw", "ono", "case.txt"), 2, "needs --reason"),
        (("withdraw", "ono", "poem", "--reason", "x"), 3, "ono has no document 'poem'"),
        (("withdraw", "ono", "case.txt", "--restore"), 3, "ono has no such document"),
    ],
)
def test_what_is_refused_says_why(quoted: Run, args: tuple[str, ...], code: int, words: str) -> None:
    """In one line, with an exit code of its kind."""
    done = quoted(*args)
    assert (code, True) == (done.code, words in done.err)


def test_a_document_is_withdrawn_and_comes_back(quoted: Run) -> None:
    """Its quotes are flagged with the reason; nobody's quotes keep it in."""
    done = quoted("withdraw", "ono", "abstract", "--reason", "another patient")
    assert (0, "") == (done.code, done.out)
    assert "your quotes for 1.1, 1.2 stand in no document that is read" in done.err
    assert "withdrawn: another patient" in quoted("show", "ono").out
    assert "document withdrawn: another patient" in quoted("judge", "ono").out
    back = quoted("withdraw", "ono", "case.txt", "--restore")
    assert "ono: case.txt is back in reading.\n" == back.err
    assert "withdrawn" not in quoted("show", "ono").out


def test_hostile_names_and_reasons_are_shown_as_text(quoted: Run) -> None:
    """Terminal codes in the name of a file or in a reason do not reach the terminal."""
    name = "a\x1b[31m[b].txt"
    Path(name).write_text(NEWER, encoding="utf-8")
    seen = [quoted("add", name, "--to", "ono", "--replace", "case.txt")]
    seen.append(quoted("withdraw", "ono", "abstract", "--reason", "\x1b[2Jgone"))
    seen.append(quoted("show", "ono"))
    assert [0, 0, 0] == [one.code for one in seen]
    assert not [one for one in seen if "\x1b" in one.out + one.err]


def test_several_records_of_an_unknown_form_are_one_document_only_on_request(as_ana: Run) -> None:
    """The refusal names their number and the switch, and ends with 1; the switch adds one study."""
    text = "".join(f"QX: Oat baths {n}\nQA: Malt {n}\nQY: 201{n}\n\n" for n in range(1, 8))
    Path("export.txt").write_text(text, encoding="utf-8")
    refused = as_ana("add", "export.txt")
    assert (1, True) == (refused.code, "this looks like 7 records (lines tagged QX)" in refused.out)
    attached = as_ana("add", "export.txt", "--to", "ono")
    assert (1, True) == (attached.code, "--as-document" in attached.out)
    assert 0 == as_ana("add", "export.txt", "--as-document").code
    assert 0 == as_ana("add", "export.txt", "--as-document", "--to", "ono").code


def test_a_list_that_is_read_is_one_document_on_request(as_ana: Run) -> None:
    """Also references of a known form are taken as one document where somebody says so."""
    Path("a.ris").write_text("TY  - JOUR\nTI  - Oats\nER  - \nTY  - JOUR\nTI  - Rye\nER  - \n", "utf-8")
    before = len(as_ana("studies", "--format", "json").json)
    assert 0 == as_ana("add", "a.ris", "--as-document").code
    assert before + 1 == len(as_ana("studies", "--format", "json").json)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("german.csv", "Titel;Autor;Jahr\nMud in ten harpists;Quill A;2019\n"),
        ("cut.json", '{"message":'),
        ("cut.ris", "T"),
    ],
)
def test_what_is_named_as_references_and_holds_none_is_refused(as_ana: Run, name: str, text: str) -> None:
    """It is no study; who means it says so."""
    Path(name).write_text(text, encoding="utf-8")
    refused = as_ana("add", name)
    assert 0 != refused.code
    assert "no reference in it can be read" in " ".join((refused.out + refused.err).split())
    assert 1 == len(as_ana("studies", "--format", "json").json)
    assert 0 == as_ana("add", name, "--as-document").code


def test_a_text_of_a_study_that_is_there_says_how_it_is_attached(as_ana: Run) -> None:
    """Nothing changed, and what to do about it stands in the same line."""
    Path("full.txt").write_text(NEWER, encoding="utf-8")
    done = as_ana("add", "full.txt")
    assert "the same study is in the review: ono" in done.out
    assert "nothing changed. `--to ono` attaches it" in done.out
    assert "(design: case report)" in as_ana("assign", "ono", "case-report").err
