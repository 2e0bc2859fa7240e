"""Grade the evidence: outcomes, findings, bodies of evidence, ratings, the trace back to answers."""
