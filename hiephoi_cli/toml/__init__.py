"""The text of a TOML document and edits of it; knows neither the registry nor the disk."""
