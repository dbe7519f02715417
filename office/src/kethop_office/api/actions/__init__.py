"""What the interface itself writes."""
