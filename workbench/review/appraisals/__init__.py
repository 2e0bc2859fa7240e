"""Work on one appraisal: its sheet, answers, texts to read, quotes."""
