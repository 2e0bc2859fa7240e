"""Read a definition from YAML, or name every problem in it with its line."""
