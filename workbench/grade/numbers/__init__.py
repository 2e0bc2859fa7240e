"""Read the numbers of a study for an outcome, and say what cannot be so."""
