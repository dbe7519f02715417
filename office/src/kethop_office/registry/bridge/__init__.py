"""The only door from this room to the engine: layers."""
