"""Read a study without a checklist, beside what is known of it."""
