"""Hold one module for each version, numbered."""
