"""Enter outcomes and findings, and rate the certainty of the evidence."""
