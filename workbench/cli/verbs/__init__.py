"""Hold one module for each verb.

Each module has its click command as `command` and opens the review only when it runs.
"""
