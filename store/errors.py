"""Define the errors of the store, each of one line that says what to do.

Nothing of SQLAlchemy, of a database driver or of the operating system passes beyond the store: whatever they
raise becomes one of these.
"""


class StoreError(Exception):
    """An error of the store. `str(error)` is one line for the person at the keyboard."""


class ReviewNotFound(StoreError):  # noqa: N818 - named for what the reader is told
    """The review does not exist at this place."""


class NotAReview(StoreError):  # noqa: N818
    """The file or database is there but holds something else."""


class NewerReview(StoreError):  # noqa: N818
    """The review was written by a later version of the program."""


class ReadOnlyReview(StoreError):  # noqa: N818
    """The review can be read but not written."""


class LockedReview(StoreError):  # noqa: N818
    """The review is locked by another program."""


class CorruptReview(StoreError):  # noqa: N818
    """The file was a review and is damaged."""


class DamagedValue(StoreError):  # noqa: N818
    """A value in the database is not what its column holds."""


class SharedFolder(StoreError):  # noqa: N818
    """The file lies where SQLite loses data: on a network drive or in a synchronised folder."""


class UnreachableReview(StoreError):  # noqa: N818
    """The file or the database server cannot be reached, or it failed while in use."""


class MissingDriver(StoreError):  # noqa: N818
    """The package that talks to this kind of database is not installed."""


class AlreadyExists(StoreError):  # noqa: N818
    """The name is taken already; what has it was left as it was."""


class NotFound(StoreError):  # noqa: N818
    """The review holds no such thing."""


class Conflict(StoreError):  # noqa: N818
    """The request contradicts the state that the review is in."""


class InvalidValue(StoreError):  # noqa: N818
    """A value that the review cannot hold."""
