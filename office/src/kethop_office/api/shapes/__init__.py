"""What goes over the wire, as values of the office's queries."""
