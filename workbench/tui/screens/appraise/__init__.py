"""Appraise a study beside its text."""
