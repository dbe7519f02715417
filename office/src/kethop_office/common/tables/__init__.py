"""Tables from outside: read cell by cell, nothing repaired in silence."""
