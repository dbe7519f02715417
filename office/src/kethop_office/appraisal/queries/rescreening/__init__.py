"""Read what a change of layers or of the pack would change, each reader as far as the own labels allow."""
