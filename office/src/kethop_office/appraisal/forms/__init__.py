"""What is entered on the pages of this room."""
