"""Make what leaves the program: figures, the report, exports, sentences for the methods."""
