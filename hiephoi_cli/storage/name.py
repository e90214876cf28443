"""What the registry's file is called, and how its path is typed."""

import os
from pathlib import Path

NAME = "registry.toml"
"""What a registry is called unless somebody says otherwise."""


def quoted(path: Path) -> str:
    """A path as it is typed in a command."""
    import shlex

    text = str(path)
    return f'"{text}"' if os.name == "nt" and " " in text else text if os.name == "nt" else shlex.quote(text)
