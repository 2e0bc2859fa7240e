"""Write files for other tools: robvis, RevMan, views by other instruments' numbers, long rows for R. Pure.

Each maker says what its format could not carry.
"""
