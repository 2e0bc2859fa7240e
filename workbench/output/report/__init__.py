"""Write the review as one file that a browser opens: no network, nothing to install."""
