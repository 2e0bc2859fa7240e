"""Show the screens of the workbench, one room or module for each."""
