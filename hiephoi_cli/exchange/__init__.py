"""Lists and whole registries of others: read, planned, and written; the command line only shows and asks."""
