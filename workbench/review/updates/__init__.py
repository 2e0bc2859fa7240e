"""List what is new in a review, what changed, and what must be looked at again."""
