"""Judge answers: a verdict for each domain and the whole, with the rule that fired."""
