"""What templates of every room use."""
