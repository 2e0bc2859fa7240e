"""Bring documents and references into a review, replace and withdraw them."""
