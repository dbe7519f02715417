"""What other programs call: the same queries, actions and refusals as the pages, as JSON and as OGC API Features."""
