"""Supply chains to look at: trees on a terminal, drawings, and text for programs that draw."""
