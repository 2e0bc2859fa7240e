"""Fix the times in an office file, so that the same report of the same time is the same bytes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_NO_TIME = datetime(1980, 1, 1)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_PROGRAM = re.compile(rb"<(Application|AppVersion)>[^<]*</\1>")
"""The libraries say that another program wrote the file, in a version that means nothing here."""


def without_times(data: bytes) -> bytes:
    """Return the archive with all its times set to the beginning of 1980, the first that ZIP knows."""
    return with_time(data, None)


def with_time(data: bytes, made: datetime | None) -> bytes:
    """Return the archive with the time at which its document was made, and no other, nor another program.

    Args:
        data: the bytes of an office file.
        made: the time of the user; None: the beginning of 1980.
    """
    told = f"{made.astimezone(UTC) if made else _NO_TIME:%Y-%m-%dT%H:%M:%S}Z".encode()
    settled = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(settled, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>" + told + rb"\g<2>", content)
            if name == "docProps/app.xml":
                content = _PROGRAM.sub(b"", content)
            information = ZipInfo(name, _LONG_AGO)
            information.compress_type = ZIP_DEFLATED
            new.writestr(information, content)
    return settled.getvalue()
