"""One module a verb. Each has its click command as ``command`` and opens the review only when it runs."""
