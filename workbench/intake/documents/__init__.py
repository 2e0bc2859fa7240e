"""Read a document: its form, its text, what it prints of itself."""
