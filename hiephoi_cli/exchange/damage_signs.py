"""Finds quickly whether texts may be damaged; in most lists none are."""

from hiephoi_cli.patterns import pattern

_SIGNS = ("#", "&", "<", "?", "\n=", "\n'", "\\u", "_x0", "\ufffd", "rr:", "[object", "...")
_POWER = pattern("[0-9][Ee][-+0-9]")


def may_be_in(texts: str) -> bool:
    """Whether any of many texts, each on its own lines, may be damaged."""
    return any(sign in texts for sign in _SIGNS) or bool(_POWER.search(texts))
