"""Appraise a study in a plain dialogue of lines, for screen readers, dumb terminals and pipes."""
