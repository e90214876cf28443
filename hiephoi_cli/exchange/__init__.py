"""Files of others become rows, each with the number of its line."""
