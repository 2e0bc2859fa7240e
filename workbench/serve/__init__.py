"""Serve the screens to browsers: who may come in, what goes to and fro, and a process for each reviewer."""
