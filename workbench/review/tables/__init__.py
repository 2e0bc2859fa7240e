"""Build the tables of a review."""
