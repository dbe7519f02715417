"""Django's SQLite, with one addition: the threads of a process write in the order in which they asked."""
