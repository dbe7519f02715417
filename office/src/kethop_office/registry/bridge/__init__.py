"""The only door from this room to the engine: files from outside, where a point lies, layers."""
