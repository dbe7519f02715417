"""The chain itself, without a database: its canonical form, its tree, its signed heads, and whether it is whole."""
