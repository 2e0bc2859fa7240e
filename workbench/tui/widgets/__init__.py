"""Provide the widgets that several screens share."""
