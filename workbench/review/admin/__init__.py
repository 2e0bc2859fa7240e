"""Look after the review: settings, history, the example, the doctor and the catalogue of checklists."""
