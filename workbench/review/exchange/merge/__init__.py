"""Unite two files of one review: nothing is lost, and the order in which files are merged does not matter."""
