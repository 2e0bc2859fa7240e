"""Figures for manuscripts, drawn with matplotlib (extra ``plots``). Pure: plain values in, bytes out."""
