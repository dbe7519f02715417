"""What every room uses and what knows no domain word."""
