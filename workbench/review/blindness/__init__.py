"""Decide who may see what, what was judged independently, and what an export withholds."""
