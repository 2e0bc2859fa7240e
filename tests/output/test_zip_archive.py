"""The zip: the same content gives the same bytes, and a hostile one is refused before it is read."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import UsageError
from workbench.output import zip_archive

NAMES = st.from_regex(r"[a-z]{1,4}(/[a-z]{1,4})?\.txt", fullmatch=True)


def written(tmp_path: Path, *entries: tuple[str, bytes], how: int = zipfile.ZIP_STORED) -> Path:
    """A zip with these entries, whatever their names."""
    path = tmp_path / "x.zip"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about names that stand twice
        with zipfile.ZipFile(path, "w", how) as made:
            for name, data in entries:
                made.writestr(name, data)
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(NAMES, st.binary(max_size=40), max_size=5))
def test_what_was_packed_is_unpacked_whatever_the_order(tmp_path: Path, parts: dict[str, bytes]) -> None:
    """The order of the parts does not change a byte."""
    data = zip_archive.pack(parts)
    assert data == zip_archive.pack(dict(reversed(parts.items())))
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    assert parts == zip_archive.unpack(path)


@pytest.mark.parametrize(
    "name",
    ["../x.txt", "/etc/x", "a/../../x", "C:/x", "a\\b", "a//b", "a/", ".hidden", "a b", "ü", "x" * 9 + "\n"],
)
def test_a_name_that_no_export_has_is_refused(tmp_path: Path, name: str) -> None:
    """Paths out of the archive among them; nothing is ever unpacked to the disk anyway."""
    with pytest.raises(UsageError, match="holds a part that no export has"):
        zip_archive.unpack(written(tmp_path, (name, b"x")))


def test_a_part_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Readers differ on which of the two counts."""
    with pytest.raises(UsageError, match=r"holds the part a\.txt twice"):
        zip_archive.unpack(written(tmp_path, ("a.txt", b"1"), ("a.txt", b"2")))


def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """Sixty megabytes of zeros in sixty kilobytes."""
    bomb = written(tmp_path, ("a.txt", bytes(60_000_000)), how=zipfile.ZIP_DEFLATED)
    with pytest.raises(UsageError, match="would unpack to 60,000,000 bytes, which no review has"):
        zip_archive.unpack(bomb)


def test_another_way_of_packing_is_refused(tmp_path: Path) -> None:
    """What our own export never uses."""
    with pytest.raises(UsageError, match="packed in a way that is not read"):
        zip_archive.unpack(written(tmp_path, ("a.txt", b"x" * 99), how=zipfile.ZIP_LZMA))


def test_one_that_was_packed_again_is_read(tmp_path: Path) -> None:
    """Many a mail program compresses."""
    path = written(tmp_path, ("a.txt", b"x" * 99), how=zipfile.ZIP_DEFLATED)
    assert {"a.txt": b"x" * 99} == zip_archive.unpack(path)


@pytest.mark.parametrize("cut", [0, 10, 60, 100])
def test_a_damaged_one_gives_one_line(tmp_path: Path, cut: int) -> None:
    """Cut off at any place."""
    path = tmp_path / "x.zip"
    path.write_bytes(zip_archive.pack({"a.txt": b"x" * 50})[:cut])
    with pytest.raises(UsageError, match="is not a whole zip archive"):
        zip_archive.unpack(path)


def test_a_part_with_flipped_bits_gives_one_line(tmp_path: Path) -> None:
    """The checksum of the zip itself."""
    data = zip_archive.pack({"a.txt": b"hello there"}).replace(b"hello", b"jello")
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    with pytest.raises(UsageError, match="is not a whole zip archive"):
        zip_archive.unpack(path)
    assert zipfile.is_zipfile(io.BytesIO(data))


def test_one_that_was_unpacked_and_packed_again_is_read(tmp_path: Path) -> None:
    """`zip -r` adds an entry for each folder."""
    path = written(tmp_path, ("a/", b""), ("a/b/", b""), ("a/b/c.txt", b"x"))
    assert {"a/b/c.txt": b"x"} == zip_archive.unpack(path)


@pytest.mark.parametrize(
    ("name", "data"), [("a/", b"x"), ("b/", b""), ("../", b""), ("/", b""), ("a//", b""), ("./", b"")]
)
def test_a_folder_with_content_or_of_no_part_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    """Only what holds a part is a folder of an export."""
    with pytest.raises(UsageError, match="holds a part that no export has"):
        zip_archive.unpack(written(tmp_path, (name, data), ("a/c.txt", b"x")))
