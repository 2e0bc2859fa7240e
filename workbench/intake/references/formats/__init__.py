"""Hold the formats of references: a file for each, and a line for each in ``registry``."""
