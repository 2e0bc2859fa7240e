"""Compare the reviewers of a study and settle their differences."""
