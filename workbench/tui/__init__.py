"""Show the workbench on full screens in a terminal."""
