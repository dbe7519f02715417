"""Rows of cases that ran before the office had this system: what a cell of each column means."""
