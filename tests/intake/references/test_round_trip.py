"""Importing what was exported gives the same record, whatever the text is."""

from __future__ import annotations

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from store.bibliography import Bibliography
from workbench.intake.references import (
    WRITTEN_FORMATS,
    Reference,
    make_reference,
    read_references,
    write_references,
)
from workbench.intake.references.values import says_something

HOSTILE = (  # noqa: SIM905
    "TY  - ¦ER  - ¦PMID- 1¦%0 Journal¦@article{a,¦}¦{¦\\¦\\'e¦$¦~¦%¦&lt;¦&amp;¦&¦<b>¦<b ¦</record>¦]]>¦<!--"
    "¦\"¦'¦,¦;¦|"
    "¦ and ¦\x1b[31m¦\x07¦\u202e¦\xad¦\xa0¦[/bold]¦=1+1¦@SUM¦-¦+¦others¦\ufeff¦\n¦\r\n¦\t¦#¦_¦^¦``¦--¦PMID: 7"
    "¦(12345)¦10.5555/x¦NCT01234567¦日本¦é¦ﬁ¦\ud800¦\ufffe¦\x00¦\x85¦\u2028¦2020¦\\textbackslash{}¦'=¦''@¦/¦[doi]"
).split("¦")
TEXT = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8)), max_size=6).map("".join)
WORDS = st.lists(TEXT, max_size=3)
RAW = st.fixed_dictionaries(
    {
        "title": st.tuples(TEXT),
        "authors": WORDS,
        "year": st.tuples(st.sampled_from(["", "2020", "1699", "in 2019/5"])),
        "journal": st.tuples(TEXT),
        "volume": st.tuples(TEXT),
        "issue": st.tuples(TEXT),
        "pages": st.tuples(st.one_of(TEXT, st.sampled_from(["45-50", "S1--S9", "e101", "7-7"]))),
        "doi": st.tuples(st.one_of(TEXT, TEXT.map("10.5555/a".__add__))),
        "pmid": st.tuples(st.sampled_from(["", "31415926", "PMID: 7"])),
        "pmcid": st.tuples(st.sampled_from(["", "PMC2718281"])),
        "abstract": st.tuples(TEXT),
        "keywords": WORDS,
        "publication_types": WORDS,
        "registration": st.tuples(st.sampled_from(["", "NCT01234567", "CTRI/2020/01/012345", "NTR 1234"])),
    }
)
REFERENCES = st.lists(RAW.map(make_reference).filter(says_something), min_size=1, max_size=3)


@pytest.mark.parametrize("form", WRITTEN_FORMATS)
@given(records=REFERENCES)
@settings(max_examples=30, deadline=None, phases=(Phase.explicit, Phase.generate))
@example(records=[make_reference({"title": ["=a"], "authors": ["b and c", "others"], "keywords": ["a, b"]})])
@example(
    records=[
        make_reference({"title": ["&lt;b&gt; < c"], "authors": ["<b", "x>"], "keywords": ["<b y", "x>"]})
    ]
)
def test_what_was_exported_is_read_as_it_was(form: str, records: list[Reference]) -> None:
    """Markup, ANSI codes, the marks of all forms and odd spaces survive being written and read."""
    batch = read_references(write_references(records, form).encode(), f"x.{form}")
    assert (form, len(records)) == (batch.form, batch.expected)
    assert records == list(batch.records)


@given(raw=RAW)
@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_values_are_lines_that_every_database_takes(raw: dict[str, list[str]]) -> None:
    """No value has a line end, a control character, or what PostgreSQL and UTF-8 refuse; making is stable."""
    texts = [text for values in make_reference(raw).values().values() for text in values]
    assert all(text.isprintable() or not set(text) & {"\n", "\r", "\x00", "\x1b", "\ud800"} for text in texts)
    assert all(text == " ".join(text.split()) for text in texts)


def test_no_such_form() -> None:
    """Another form is refused by name."""
    with pytest.raises(ValueError, match="no such form: docx"):
        write_references([Reference(Bibliography(title="Mud"))], "docx")


@pytest.mark.parametrize("form", WRITTEN_FORMATS)
def test_reading_many_records_tells_its_progress(form: str) -> None:
    """Records of a long file are read whole; progress is told on the way."""
    count = 10_000 if form in ("ris", "bibtex") else 2_000
    raw = {"authors": ["Byron, Ada; Hopper, Grace"], "year": ["2020"], "abstract": ["word " * 40]}
    made = [
        make_reference({**raw, "title": [f"Mud {n}, 5% & more"], "doi": [f"10.5555/{n}"]})
        for n in range(count)
    ]
    data = write_references(made, form).encode()
    told: list[tuple[int, int]] = []
    batch = read_references(data, "x", on_progress=lambda done, expected: told.append((done, expected)))
    assert (made, count) == (list(batch.records), batch.expected)
    assert ((count, count), True) == (told[-1], len(told) > 9)
