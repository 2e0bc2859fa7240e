"""Hold the kinds of interval for coefficients, a file each; `registry` lists them."""
