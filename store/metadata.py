"""Know all tables of a review: import this, and not `Row.metadata`, where each of them counts.

Making table classes takes a third of the time that the program needs to start, so that modules import only
the classes that they use; the metadata alone knows those that happen to be imported.
"""

from sqlalchemy import MetaData

from store import appraisal_tables as _appraisals  # noqa: F401 - importing them declares the tables
from store import evidence_tables as _evidence  # noqa: F401
from store import exchange_tables as _exchange  # noqa: F401
from store import history_tables as _history  # noqa: F401
from store import tables as _tables  # noqa: F401
from store.column_types import Row

METADATA: MetaData = Row.metadata
"""All tables, by name."""
