"""Read PDFs by the place and size of their letters."""
