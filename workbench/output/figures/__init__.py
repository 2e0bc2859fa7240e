"""Draw figures for manuscripts with matplotlib (extra `plots`): plain values in, bytes out."""
