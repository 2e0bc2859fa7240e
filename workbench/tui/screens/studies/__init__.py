"""The studies of the review: the first screen."""
