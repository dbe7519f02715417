"""Read parks, imports and layers."""
