"""Network drives and synchronised folders, where SQLite loses data."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import create_review, open_review
from store.engine import shared_folders
from store.errors import SharedFolder


@pytest.mark.parametrize(
    "folder",
    [
        "Dropbox",
        "dropbox (Personal)",
        "OneDrive - Clinic",
        "Google Drive",
        "Mobile Documents",
        "Nextcloud",
        "CloudStorage",
    ],
)
def test_synchronised_folders(tmp_path: Path, folder: str) -> None:
    """A review is neither made nor opened in a synchronised folder; the message says where else."""
    place = tmp_path / folder
    place.mkdir()
    with pytest.raises(SharedFolder, match="PostgreSQL"):
        create_review(place / "x.db", title="T")
    assert list(place.iterdir()) == []
    create_review(tmp_path / "x.db", title="T").close()
    (tmp_path / "x.db").rename(place / "x.db")
    with pytest.raises(SharedFolder, match="PostgreSQL"):
        open_review(place / "x.db")
    assert [place / "x.db"] == list(place.iterdir())


def test_link_into_a_synchronised_folder(tmp_path: Path) -> None:
    """A link does not hide where the file really is."""
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "work").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(SharedFolder, match="Dropbox"):
        create_review(tmp_path / "work" / "x.db", title="T")


@pytest.mark.parametrize("name", ["dropbox-paper-review", "my onedrive notes", "nextcloud.git"])
def test_harmless_names(tmp_path: Path, name: str) -> None:
    """A folder whose name only begins like a synchronised one is fine."""
    assert shared_folders.describe_shared_folder(tmp_path / name) is None


_MOUNTS = """\
overlay / overlay rw 0 0
server:/home /mnt/nfs nfs4 rw 0 0
//server/share /mnt/my\\040share cifs rw 0 0
anna@host: /mnt/ssh fuse.sshfs rw 0 0
tmpfs /mnt/nfs/local tmpfs rw 0 0
C:\\134 /mnt/c 9p rw 0 0
/dev/sdb /mnt/stick fuseblk rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/anna", None),
        ("/mnt/nfs/reviews", "on a network drive (nfs4)"),
        ("/mnt/nfsother", None),
        ("/mnt/my share", "on a network drive (cifs)"),
        ("/mnt/ssh", "on a network drive (sshfs)"),
        ("/mnt/nfs/local", None),
        ("/mnt/c/Users", "on a network drive (9p)"),
        ("/mnt/stick", None),
    ],
)
def test_network_drives(tmp_path: Path, folder: str, expected: str | None) -> None:
    """The mount nearest to the folder decides."""
    (tmp_path / "mounts").write_text(_MOUNTS)
    assert expected == shared_folders.describe_shared_folder(Path(folder), tmp_path / "mounts")


def test_root_of_a_container(tmp_path: Path) -> None:
    """9p as the root is the disk of a container and no network drive; without a mount table none is seen."""
    (tmp_path / "mounts").write_text("none / 9p rw 0 0\n")
    assert shared_folders.describe_shared_folder(Path("/home"), tmp_path / "mounts") is None
    assert shared_folders.describe_shared_folder(Path("/home"), tmp_path / "none") is None


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("Dropbox-Personal", "Dropbox"),
        ("Dropbox (Clinic of Reeds)", "Dropbox"),
        ("OneDrive-Clinic", "OneDrive"),
        ("SharePoint", "SharePoint"),
        ("GoogleDrive-malt@example.org", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("Meine Ablage", "Google Drive"),
        ("Mi unidad", "Google Drive"),
        ("Mon Drive", "Google Drive"),
        ("Il mio Drive", "Google Drive"),
        ("Meu Drive", "Google Drive"),
        ("iCloud Drive", "iCloud"),
        ("Box", "Box"),
        ("Box Sync", "Box"),
        ("pCloud Drive", "pCloud"),
        ("pCloudDrive", "pCloud"),
        ("MEGA", "MEGA"),
        ("MEGAsync", "MEGA"),
        ("Seafile", "Seafile"),
        ("sciebo", "sciebo"),
        ("SynologyDrive", "Synology Drive"),
        ("Proton Drive", "Proton Drive"),
        ("kDrive", "kDrive"),
        ("Resilio Sync", "Resilio Sync"),
        ("Sync", "Sync.com"),
    ],
)
def test_folders_of_each_program_are_known_by_name(tmp_path: Path, folder: str, program: str) -> None:
    """The names in use, in several languages, also some way up the path."""
    expected = f"in a folder that {program} synchronises"
    assert expected == shared_folders.describe_shared_folder(tmp_path / folder / "reviews")


@pytest.mark.parametrize("mark", sorted(shared_folders._MARKS))
def test_folders_are_known_by_what_a_program_leaves_in_them(tmp_path: Path, mark: str) -> None:
    """A folder with a name of its own is known by the marker in it or above it."""
    marker = tmp_path / "work" / mark
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.touch()
    described = shared_folders.describe_shared_folder(tmp_path / "work" / "reviews")
    assert f"in a folder that {shared_folders._MARKS[mark]} synchronises" == described


@pytest.mark.parametrize(
    "name", ["box", "sync", "mega", "boxes", "Sync results", "drive", "kdrive notes", "Box plots"]
)
def test_everyday_words_are_folders_of_ones_own(tmp_path: Path, name: str) -> None:
    """A folder that is only called like a program in another spelling is local."""
    assert shared_folders.describe_shared_folder(tmp_path / name) is None
