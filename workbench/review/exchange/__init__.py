"""Take a whole review out to a file and in again."""
