"""List the studies of a review and say how far each is."""
