"""The only doors from this room to the engine.

``desk`` is light: it asks a process of its own, ``child``, which holds the engine, the pack and the layers. So a web
process stays small, and a file that ends the reader ends neither a page nor the task worker.
"""
