"""Pages of parks, imports and layers."""
