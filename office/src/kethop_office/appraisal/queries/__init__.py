"""Everything that is read of a case, always within what the reader may know of."""
