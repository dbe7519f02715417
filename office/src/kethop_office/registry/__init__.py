"""Industrial parks, clusters and export processing zones; layers of the maps."""
