"""Know the checklists of a review: those of the program, of installed packages, and of the team."""
