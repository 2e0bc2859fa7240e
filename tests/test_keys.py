"""Each handle has a key of its own in the settings folder, which nobody else may read."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from workbench import keys


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings of somebody who never used the program."""
    monkeypatch.setattr(keys, "settings_path", lambda: tmp_path / "settings" / "settings.json")
    keys.forget()
    yield
    keys.forget()


def test_a_key_is_made_once_and_found_again() -> None:
    """Whatever the case of the handle, and in a later run."""
    first = keys.place_of("Anna")
    keys.forget()
    assert first is not None
    assert first == keys.place_of("anna")
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(first.public_key))
    key.verify(first.sign(b"a head"), b"a head")


def test_two_handles_have_two_keys_and_show_that_they_share_a_folder() -> None:
    """So that one person under two names can be seen."""
    anna, bea = keys.place_of("anna"), keys.place_of("bea")
    assert anna is not None
    assert bea is not None
    assert (anna.public_key, anna.person) != (bea.public_key, bea.person)
    assert anna.folder == bea.folder


def test_only_the_user_may_read_a_key() -> None:
    """Neither the file nor, where we made it, the folder is open to others."""
    keys.place_of("anna")
    path = keys.key_path("anna")
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert 0o700 == stat.S_IMODE(path.parent.stat().st_mode)
    assert ["anna.json"] == [each.name for each in path.parent.iterdir()]


def test_without_a_place_for_keys_people_work_without_one(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "settings").write_text("")
    assert keys.place_of("anna") is None


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"person": 1}', '{"person":"x","private":"y","public":"z"}']
)
def test_a_spoilt_key_file_is_left_alone(text: str) -> None:
    """It might be mended: nothing is written over it, and nothing is signed with it."""
    path = keys.key_path("anna")
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert keys.place_of("anna") is None
    assert text == path.read_text()
