"""Suggest ratings of the GRADE domains from numbers and appraisals."""
