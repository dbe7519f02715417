"""Forms of the desk and of administration."""
