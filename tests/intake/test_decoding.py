"""Bytes to text."""

from __future__ import annotations

import pytest

from workbench.intake.documents.decoding import MAX_BYTES, decode
from workbench.intake.errors import IntakeError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings_and_utf8(encoding: str) -> None:
    """UTF-8 with or without its mark, UTF-16 and UTF-32 with theirs, are read without a note."""
    actual = decode("naïve — 肺".encode(encoding))
    assert (actual.text, actual.notes) == ("naïve — 肺", ())


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_both_byte_orders(order: str) -> None:
    """UTF-16 is read in either byte order."""
    assert decode("\ufeffΩ lung".encode(order)).text == "Ω lung"


@pytest.mark.parametrize(
    ("data", "expected", "said"),
    [
        (b"caf\xe9 \x96 x", "café – x", "Windows-1252"),
        (b"caf\xe9 a\x81bcdefghijklmnopqrstuvwxyz", "café a\x81bcdefghijklmnopqrstuvwxyz", "Latin-1"),
    ],
)
def test_single_byte_fallback_is_said(data: bytes, expected: str, said: str) -> None:
    """What is not UTF-8 is read as a western encoding, and a note names it."""
    actual = decode(data)
    assert expected == actual.text
    assert said in actual.notes[0]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"a\x00b", "NUL"),
        (b"%PDF-1.7 text", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (b"\xff\xfea", "UTF-16"),
        (bytes(range(1, 256)), "binary"),
        (b"\xff\xfea\x00\x00\x00", "binary"),
        (b"\x01\x02\x03\x04abc", "binary"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, word: str) -> None:
    """Empty, binary, NUL bytes, PDF and a wrong mark are refused with one line that names the matter."""
    with pytest.raises(IntakeError) as caught:
        decode(data)
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_too_large_is_refused() -> None:
    """A file above the limit is refused by its size, without being decoded."""
    with pytest.raises(IntakeError, match="more than the 20 MB"):
        decode(b"a" * (MAX_BYTES + 1))


def test_line_ends_become_one_kind() -> None:
    """CRLF and CR become LF, so that offsets do not depend on where the file was saved."""
    assert decode(b"a\r\nb\rc").text == "a\nb\nc"
