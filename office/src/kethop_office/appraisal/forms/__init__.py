"""Forms of the cases."""
