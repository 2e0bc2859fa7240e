"""Rate a body of evidence: the scale of GRADE, its arithmetic, what persons enter."""
