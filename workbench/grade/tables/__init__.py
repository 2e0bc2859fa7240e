"""Lay out bodies of evidence as evidence profile and summary of findings."""
