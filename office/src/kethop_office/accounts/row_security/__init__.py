"""The wall under the ORM: on a node with several levels PostgreSQL itself shows a reader only what the reader may know of."""
