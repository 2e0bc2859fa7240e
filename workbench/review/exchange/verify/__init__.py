"""Check a review, an export or a folder: hashes, signatures, rows, judgements, seals, independence."""
