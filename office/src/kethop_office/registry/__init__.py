"""Industrial parks and layers: what is kept of places, whence it came and what is doubtful in it."""
