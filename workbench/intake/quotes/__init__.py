"""Find quotes and passages in a text."""
