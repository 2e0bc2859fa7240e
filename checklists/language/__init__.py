"""Say what a checklist is made of: domains, items, answers, scales, conditions in three values."""
