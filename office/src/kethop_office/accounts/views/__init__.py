"""Pages of the desk, of signing in and of administration."""
