"""One module a noun, one short function a verb: read the words, make a pure change or query, show what came of it."""
