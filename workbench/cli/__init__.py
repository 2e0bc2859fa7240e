"""Define the command line of the workbench."""
