"""Suggest what a study is from what its text prints."""
