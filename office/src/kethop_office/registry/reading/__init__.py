"""Rows of parks: what a cell of each column means."""
