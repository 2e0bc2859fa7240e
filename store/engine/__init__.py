"""Open a review where it lies, in a SQLite file or a PostgreSQL database, and run its transactions."""
