"""Run the migrations on the connection that `store.engine.schema.migrate` hands to Alembic.

To write a new version: change `store/tables.py` or the tables beside it, add `versions/v000N_….py`, raise
`store.engine.schema.HEAD`. The tests compare the tables that both ways give.
"""

from __future__ import annotations

from alembic import context

from store.metadata import METADATA


def run() -> None:
    """Migrate inside the caller's transaction.

    SQLite changes a table by rebuilding it: hence the batch mode.
    """
    context.configure(
        connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True
    )
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # the name under which Alembic loads this file; an ordinary import must do nothing
    run()
