"""What the TOML parser says, in plain words; it is asked only where nobody can tell what was meant."""

from hiephoi_cli.i18n import N_, _

_TWICE = N_("the same key stands twice")
_BRACKETS = N_("the brackets of this line do not match")
_TWO_WAYS = N_("this is written in two ways that do not go together")
_BACKSLASH = N_("a backslash in a text is written twice")

_WORDS = {
    "Expected '=' after a key": N_("'=' is missing after the key"),
    "Expected ']": _BRACKETS,
    "Expected newline": N_("only a comment may stand after a value"),
    "Illegal character '\\n'": N_("the line ends before its text does"),
    "Illegal character": N_("a character stands here that a text cannot hold"),
    "Found invalid character": N_("a character stands here that a comment cannot hold"),
    "Invalid value": N_("this is not a value; text belongs in straight quotes"),
    "Invalid statement": N_("a line begins with a key, a bracket or #"),
    "Invalid initial character": N_("a key begins with an English letter"),
    "Invalid date": N_("there is no such day or time"),
    "Invalid hex value": _BACKSLASH,
    "Unescaped '\\' in a string": _BACKSLASH,
    "Unterminated string": N_("the closing quotes of a text are missing"),
    "Unclosed array": N_("a list has no closing bracket, or a comma between two items is missing"),
    "Unclosed inline table": N_("braces are not closed, or a comma between two values is missing"),
    "Cannot declare": N_("this section stands twice"),
    "Cannot overwrite a value": _TWICE,
    "Duplicate inline table key": _TWICE,
    "Cannot redefine namespace": _TWO_WAYS,
    "Cannot mutate immutable namespace": _TWO_WAYS,
}
"""By the beginning of what tomli says, the longer before the shorter."""


def in_words(said: str) -> str:
    """What tomli says, in the reader's language; in its own words where they are not known."""
    return next((_(words) for beginning, words in _WORDS.items() if said.startswith(beginning)), said)
