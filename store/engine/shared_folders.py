"""Recognise the places where SQLite loses data: network drives and folders that a program synchronises.

On such a folder 390 of 400 commits were lost while SQLite's own check said that all is well. File
systems are read from the mount table where there is one (Linux); everywhere the names of the usual
synchronised folders are looked for.
"""

from __future__ import annotations

import re
from pathlib import Path

from store.errors import SharedFolder

MOUNT_TABLE = Path("/proc/mounts")

_NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "smb",
    "ncpfs",
    "afs",
    "ceph",
    "lustre",
    "beegfs",
    "glusterfs",
    "davfs",
}
_NETWORK_FUSE = {
    "sshfs",
    "glusterfs",
    "ceph",
    "rclone",
    "davfs",
    "davfs2",
    "s3fs",
    "gcsfuse",
    "smbnetfs",
    "gvfsd-fuse",
}
_GUEST = "9p"
"""Folders of a host seen from a guest. As the root it is just the disk of a container; elsewhere SQLite's
shared memory does not work on it.
"""

_SYNCHRONISED = {
    "Dropbox": r"(?i:dropbox)(?: \(.+\))?|Dropbox-.+",
    "OneDrive": r"(?i:onedrive)(?: - .+)?|OneDrive-.+",
    "SharePoint": r"(?i:sharepoint)(?: - .+)?|SharePoint-.+",
    "Google Drive": (
        r"(?i:google ?drive)|GoogleDrive-.+"
        r"|(?i:my drive|meine ablage|mi unidad|mon drive|il mio drive|meu drive)"
    ),
    "iCloud": r"(?i:mobile documents|icloud ?drive)|iCloudDrive.*",
    "Box": r"Box|Box-Box|(?i:box sync)",
    "pCloud": r"(?i:pcloud ?drive)",
    "MEGA": r"MEGA|(?i:mega ?sync(?: .+)?)",
    "Nextcloud": r"(?i:nextcloud)\d*",
    "ownCloud": r"(?i:owncloud)\d*",
    "Seafile": r"(?i:seafile)",
    "sciebo": r"(?i:sciebo)",
    "Synology Drive": r"(?i:synology ?drive)",
    "Proton Drive": r"(?i:proton ?drive)|ProtonDrive-.+",
    "kDrive": r"kDrive\d*|(?i:infomaniak kdrive)",
    "Resilio Sync": r"(?i:resilio ?sync)",
    "Sync.com": r"Sync",
    "a cloud": r"(?i:cloudstorage)",
}
"""By the program's name, how its folders are called. Short words of everyday language count as they are
written by the program only: a folder `box` or `sync` is somebody's own.
"""
_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".SynologyWorkingDirectory": "Synology Drive",
    ".megaignore": "MEGA",
    ".sync/ID": "Resilio Sync",
}
"""Files and folders that the programs leave in the folders that they synchronise."""


def refuse_shared_folder(path: Path) -> None:
    """Refuse a path on a network drive or in a synchronised folder; do nothing for a local one.

    Raises:
        SharedFolder: the path is on a network drive or in a synchronised folder; says what to do instead.
    """
    why = describe_shared_folder(path.resolve().parent)
    if why is not None:
        raise SharedFolder(
            f"{path.name} would lie {why}, where SQLite loses answers: keep the file on a local disk"
            " and copy it, or share a PostgreSQL database (postgresql://…)"
        )


def describe_shared_folder(folder: Path, mount_table: Path | None = None) -> str | None:
    """Name the kind of a shared folder, to follow "would lie …"; None for a local one.

    Args:
        folder: an absolute folder without symbolic links; need not exist.
        mount_table: a file in the form of `/proc/mounts`; this machine's where it is not given.
    """
    if str(folder).startswith(("\\\\", "//")):
        return "on a network drive"
    for part in folder.parts:
        for name, pattern in _SYNCHRONISED.items():
            if re.fullmatch(pattern, part):
                return f"in a folder that {name} synchronises"
    for parent in (folder, *folder.parents):
        for mark, name in _MARKS.items():
            if (parent / mark).exists():
                return f"in a folder that {name} synchronises"
    kind = _file_system(folder, mount_table or MOUNT_TABLE)
    return None if kind is None else f"on a network drive ({kind})"


def _file_system(folder: Path, mount_table: Path) -> str | None:
    """Return the network file system that holds the folder, or None."""
    try:
        lines = mount_table.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return None
    best, file_system = -1, ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        mount = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1]))
        # Of two mounts on one point the later one is seen: hence >=.
        if folder.is_relative_to(mount) and len(mount.parts) >= best:
            best, file_system = len(mount.parts), fields[2]
    kind = file_system.removeprefix("fuse.")
    if file_system in _NETWORK or (file_system.startswith("fuse.") and kind in _NETWORK_FUSE):
        return kind
    return kind if file_system == _GUEST and best > 1 else None
