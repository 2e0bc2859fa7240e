"""Suggest the design of a study from phrases of its own text."""
