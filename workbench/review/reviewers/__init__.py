"""Put reviewers side by side: comparison, consensus, agreement."""
