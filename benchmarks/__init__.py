"""Measurements of policygraph beside other ways of doing the same."""
