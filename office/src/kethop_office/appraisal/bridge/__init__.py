"""The only door from this room to the engine: plain values in, plain values out."""
