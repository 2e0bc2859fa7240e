"""Serve the use cases of a review, one room for each subject; the command line and the screens call them."""
