"""Write parks and layers."""
