"""What only programs read."""
