"""Hold the first screen, the studies of the review, and what it can do."""
