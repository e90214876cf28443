"""Keep the registry of an association in one TOML file that people can read, edit and trust."""

__version__ = "0.1.0"
