"""Hold the screen of studies that may be the same, and what is decided on them."""
