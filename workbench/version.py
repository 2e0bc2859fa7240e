"""State the version of the workbench in one place."""

__version__ = "0.2.0"
