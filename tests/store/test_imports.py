"""What importing the store costs, and what it keeps to itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]


def _loaded(script: str) -> set[str]:
    """The modules that are loaded after the script, in a Python of its own."""
    code = f"import sys\n{script}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=_ROOT, check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("script", ["import store", "import store.records", "import store.errors"])
def test_records_are_light(script: str) -> None:
    """Records and errors come without the database packages."""
    assert set() == _loaded(script) & {"sqlmodel", "sqlalchemy", "alembic", "pydantic", "psycopg"}


def test_no_alembic_without_migration(tmp_path: Path) -> None:
    """Making and opening a review load neither Alembic, which is slow, nor PostgreSQL's driver."""
    path = str(tmp_path / "r.db")
    loaded = _loaded(
        f"import store\nstore.create_review({path!r}, title='T').close()\nstore.open_review({path!r}).close()"
    )
    assert {"sqlmodel"} == loaded & {"sqlmodel", "alembic", "psycopg"}


def test_unknown_name() -> None:
    """A name that the package does not have is missed in the usual way."""
    import store

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = store.nothing
