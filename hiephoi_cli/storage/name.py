"""Names the registry's file, and quotes its path for commands."""

import os
from pathlib import Path

NAME = "registry.toml"
"""The default name of a registry's file."""


def quoted(path: Path) -> str:
    """A path quoted for a command line."""
    import shlex

    text = str(path)
    return f'"{text}"' if os.name == "nt" and " " in text else text if os.name == "nt" else shlex.quote(text)
