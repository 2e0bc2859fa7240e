"""One module a verb. Each has its click command as ``command`` and opens the desk only when it runs."""
