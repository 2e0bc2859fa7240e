"""Settings, history, the example review, the doctor, the catalogue of checklists."""
