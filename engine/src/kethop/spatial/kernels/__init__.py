"""Loops that run as machine code: geometry on plain arrays, in metres, coordinates relative to the corner of a grid.

They need numba, which the extra ``screening`` brings; nothing else imports this room. A loop allocates no Python object,
checks its buffers, and says in its answer when it cannot be sure; GEOS then decides.
"""
