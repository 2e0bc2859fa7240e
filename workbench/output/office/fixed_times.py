"""Fix the times in an office file, so that the same report is the same bytes."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def without_times(data: bytes) -> bytes:
    """Return the archive with all its times set to the beginning of 1980, the first that ZIP knows."""
    settled = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(settled, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", content)
            information = ZipInfo(name, _LONG_AGO)
            information.compress_type = ZIP_DEFLATED
            new.writestr(information, content)
    return settled.getvalue()
