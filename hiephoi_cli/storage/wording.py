"""Puts the TOML parser's messages in plain words, for faults whose intent is unclear."""

from hiephoi_cli.i18n import N_, _
from hiephoi_cli.toml.parsing import TOO_LONG

_TWICE = N_("the same key occurs twice")
_BRACKETS = N_("the brackets of this line do not match")
_TWO_WAYS = N_("this is written in two ways that contradict each other")
_BACKSLASH = N_("write a backslash in a text twice")

_WORDS = {
    "Expected '=' after a key": N_("'=' is missing after the key"),
    "Expected ']": _BRACKETS,
    "Expected newline": N_("only a comment may follow a value"),
    "Illegal character '\\n'": N_("the line ends before its text does"),
    "Illegal character": N_("this character is not allowed in a text"),
    "Found invalid character": N_("this character is not allowed in a comment"),
    "Invalid value": N_("this is not a value; text belongs in straight quotes"),
    "Invalid statement": N_("a line begins with a key, a bracket or #"),
    "Invalid initial character": N_("a key begins with an English letter"),
    "Invalid date": N_("this day or time does not exist"),
    "Invalid hex value": _BACKSLASH,
    "Unescaped '\\' in a string": _BACKSLASH,
    "Unterminated string": N_("the closing quotes of a text are missing"),
    "Unclosed array": N_("a list has no closing bracket, or a comma between two items is missing"),
    "Unclosed inline table": N_("braces are not closed, or a comma between two values is missing"),
    "Cannot declare": N_("this section occurs twice"),
    "Cannot overwrite a value": _TWICE,
    "Duplicate inline table key": _TWICE,
    "Cannot redefine namespace": _TWO_WAYS,
    "Cannot mutate immutable namespace": _TWO_WAYS,
    TOO_LONG: N_("this number has too many digits"),
}
"""By the beginning of tomli's message, longer ones first."""


def in_words(message: str) -> str:
    """A message of tomli in the reader's language; unchanged if it is not known here."""
    return next((_(words) for beginning, words in _WORDS.items() if message.startswith(beginning)), message)
