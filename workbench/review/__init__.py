"""Use cases of a review, one room a subject; the command line and the screens both call them."""
