"""Check reported numbers against what follows from them; flags, never a verdict."""
