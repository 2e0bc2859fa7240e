"""Prove that the rules of a definition give each combination of answers one judgement."""
