"""Definitions that are hostile, broken or of another world are refused cleanly, whatever they hold."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from refused import problems_of

from checklists import Checklist, ChecklistError, load_checklist, parse_checklist
from checklists.loader import yaml_tree

# A definition made to take for ever must be refused; whatever hangs fails by name.
pytestmark = pytest.mark.timeout(300)

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "the file is empty; a checklist definition is expected"),
        ("# only a remark\n", 1, "the file is empty; a checklist definition is expected"),
        ("---\n", 1, "the file is empty; a checklist definition is expected"),
        ("- a\n- b\n", 1, "a checklist definition is a mapping (key: value), and this is a list"),
        ("just words", 1, "a checklist definition is a mapping (key: value), and this is a scalar"),
        (LAUGHS, 1, "anchors (&a) are refused; write the value out"),
        ("a: 1\nb: *a\n", 2, "aliases (*a) are refused; write the value out"),
        (
            "a: 1\nb: !!python/object/apply:os.system [ls]\n",
            2,
            "tags (tag:yaml.org,2002:python/object/apply:os.system) are refused; write the plain value",
        ),
        ("id: !!str no\n", 1, "tags (tag:yaml.org,2002:str) are refused; write the plain value"),
        ("a: " + "[" * 1000 + "]" * 1000, 1, "nested more than 20 levels deep"),
        ("a: " + "[" * 400_000, 1, "nested more than 20 levels deep"),
        ("\n".join(" " * depth + "a:" for depth in range(1000)), 21, "nested more than 20 levels deep"),
        ("a: b\n? [c]\n: d\n", 2, "a key must be a single word, and here it is a list"),
        ("a: 1\n---\nb: 2\n", 2, "a file holds one definition; here a second YAML document begins"),
        ("a: 1\nb: x\0y\n", 2, "the control character U+0000 does not belong in a definition"),
        ('a: 1\nb: "x\\0y"\n', 2, "the control character U+0000 does not belong in a definition"),
        ('a: 1\nb: "\\e[31m"\n', 2, "the control character U+001B does not belong in a definition"),
        ("a: \ud800", 1, "the control character U+D800 does not belong in a definition"),
        ("a: " + "x" * (1 << 20), 1, "the file is larger than 1024 KiB; a definition has some 25 KiB"),
        ("a: [" + "x," * 400_000 + "]", 1, "more than 20,000 values; a definition has some 2,000"),
    ],
)
def test_hostile_text_is_refused(text: str, line: int, message: str) -> None:
    """What a definition never needs is refused with a single line, at once, before anything is built."""
    assert [("", line, message)] == [(each.path, each.line, each.message) for each in problems_of(text)]


def test_invalid_yaml_names_the_line() -> None:
    """Where YAML itself is broken the parser's reason is given with the line."""
    (problem,) = problems_of("id: x\ntitle: [a, b\nversion: 1\n")
    assert 3 == problem.line
    assert problem.message.startswith("this is not valid YAML: ")


def test_many_problems_do_not_take_long() -> None:
    """Thousands of unknown keys are refused as fast as one; a hundred are reported."""
    assert 100 == len(problems_of("".join(f"key{number}: x\n" for number in range(9000))))


def test_other_parser_gives_the_same(monkeypatch: pytest.MonkeyPatch, small_text: str) -> None:
    """Where PyYAML was built without its C parser, the slower one reads the same and refuses the same."""
    monkeypatch.setattr(yaml_tree, "_LOADER", yaml.SafeLoader)
    assert "small" == parse_checklist(small_text).id
    assert "nested more than 20 levels deep" == problems_of("a: " + "[" * 1000)[0].message
    assert "aliases (*a) are refused; write the value out" == problems_of("b: *a")[0].message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"id: caf\xe9\n", "x.yaml:1: this is not UTF-8: byte 0xE9; save the file as UTF-8"),
        ("id: x".encode("utf-16"), "x.yaml:1: this is not UTF-8: byte 0xFF; save the file as UTF-8"),
        (b"\xff" * (2 << 20), "x.yaml:1: the file is larger than 1024 KiB; a definition has some 25 KiB"),
    ],
)
def test_undecodable_file_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    """A file that is no UTF-8, or too large to be read at all, is refused in one line."""
    file = tmp_path / "x.yaml"
    file.write_bytes(data)
    with pytest.raises(ChecklistError) as refusal:
        load_checklist(file)
    assert message in str(refusal.value)


@pytest.mark.parametrize("name", ["missing.yaml", ".", "a\0b"])
def test_unreadable_file_is_refused(tmp_path: Path, name: str) -> None:
    """A path that cannot be read gives a ChecklistError with the reason, on one line."""
    with pytest.raises(ChecklistError, match="cannot be read: ") as refusal:
        load_checklist(tmp_path / name)
    assert "\n" not in str(refusal.value)


def test_byte_order_mark_is_passed_over(tmp_path: Path, small_text: str) -> None:
    """A byte order mark, as some editors write it, does no harm."""
    file = tmp_path / "small.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + small_text.encode())
    assert "small" == load_checklist(file).id


yaml_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


INNER = (
    *("", "id", "items", "rules", "when", "labels", "start_low", "if", "ordered", "only_if", "judged_by"),
    *("scale", "axis", "levels", "points", "codes", "silence", "options", "many", "required", "bias", "keep"),
)


@settings(deadline=None, max_examples=200)
@given(
    old=st.booleans(),
    key=st.sampled_from(list(Checklist.model_fields)),
    inner=st.sampled_from(INNER),
    value=yaml_like,
)
def test_anything_in_any_place_is_refused_cleanly(
    small_text: str, rich_text: str, old: bool, key: str, inner: str, value: object
) -> None:
    """Whatever stands in a section, loading gives a checklist or problems, and never another error."""
    name = Checklist.model_fields[key].alias or key
    data = yaml.safe_load(small_text if old else rich_text)
    section = data.get(name)
    if inner and isinstance(section, dict):
        section[inner] = value
    elif inner and isinstance(section, list):
        section[0][inner] = value
    else:
        data[name] = value
    try:
        parse_checklist(yaml.dump(data, Dumper=DUMPER), "x.yaml")
    except ChecklistError as error:
        refusal = error
    else:
        return
    assert refusal.problems


@settings(deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"#,? \n\t0\0\ud800é"), max_size=60))
def test_any_text_is_refused_cleanly(text: str) -> None:
    """Whatever the text, loading gives problems and never another error."""
    assert problems_of(text)


def test_a_tab_in_the_indentation_is_named(small_text: str) -> None:
    """With what to do, and not in the words of the parser."""
    broken = small_text.replace("    title: First", "\ttitle: First")
    (problem,) = problems_of(broken)
    assert "begins with a tab" in problem.message
    assert "\ttitle: First" == broken.split("\n")[problem.line - 1]
