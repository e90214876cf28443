"""Reads and edits the text of any TOML document; knows neither the registry nor the disk."""
