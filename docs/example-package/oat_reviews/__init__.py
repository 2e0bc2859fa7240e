"""Bring a checklist, a reader and an export to the appraisal workbench, as an example."""
