"""Hold the coefficients of agreement, a file each; `registry` lists them."""
