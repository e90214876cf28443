"""Finds where TOML keys and values begin and end, without interpreting them.

The text must be valid. On any other text, only `NotToml` is raised, and the time stays linear.
"""

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from hiephoi_cli.patterns import pattern

# `(?>(?:…)*)` means `(?:…)*+`, which Python 3.11.2 gets wrong.
BASIC = r'"""(?>(?:[^"\\]++|\\.|""?(?!"))*)"{3,5}|"(?!"")(?>(?:[^"\\\n]++|\\.)*)"'
LITERAL = r"'''(?>(?:[^']++|''?(?!'))*)'{3,5}|'(?!'')[^'\n]*+'"
PART = r'(?:[A-Za-z0-9_-]++|"(?>(?:[^"\\\n]++|\\.)*)"' + r"|'[^'\n]*+')"
KEY = rf"{PART}(?>(?:[ \t]*+\.[ \t]*+{PART})*)"

_PART = pattern(PART, re.DOTALL)
_KEY = pattern(KEY, re.DOTALL)
_EQUALS = pattern(r"[ \t]*+=[ \t]*+")
_BLANK = pattern(r"(?>(?:[ \t\r\n]++|#[^\n]*+)*)")
_STRING = pattern(f"{BASIC}|{LITERAL}", re.DOTALL)
_BARE_VALUE = pattern(r"""\d{4}-\d\d-\d\d[ ]\d\d:\d\d[^\s,\]}#]*+|[^\s,\[\]{}#"'=]++""")
_TO_BRACKET = pattern(rf"""(?>(?:[^\[\]{{}}"'#]++|#[^\n]*+|{BASIC}|{LITERAL})*)([\[\]{{}}])""", re.DOTALL)
_COMMENT = pattern(rf"{BASIC}|{LITERAL}|(?P<comment>#[^\r\n]*+)", re.DOTALL)
_ESCAPE = pattern(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([btnfre\"\\]))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


class NotToml(ValueError):
    """Text without a recognisable key or value; the argument is its offset."""


class Entry(NamedTuple):
    """A key and its value, as offsets; an item of an array has no key and an empty key span."""

    keys: tuple[str, ...]
    key_start: int
    key_end: int
    start: int
    end: int


def entries(text: str, start: int, stop: int) -> Iterator[Entry]:
    """The keys and values, one per line, between two offsets, without comments and blank lines."""
    while (start := after_blank(text, start)) < stop:
        entry = entry_at(text, start)
        yield entry
        start = line_end(text, entry.end)


def entry_at(text: str, start: int) -> Entry:
    """The key and value at an offset."""
    key = _KEY.match(text, start)
    equals = key and _EQUALS.match(text, key.end())
    if not key or not equals:
        raise NotToml(start)
    return Entry(decoded(key[0]), start, key.end(), equals.end(), value_end(text, equals.end()))


def items(text: str, start: int) -> Iterator[Entry]:
    """The items of the array, or the keys and values of the inline table, at an offset."""
    table = text[start] == "{"
    start = after_blank(text, start + 1)
    while text[start : start + 1] not in ("]", "}"):
        entry = entry_at(text, start) if table else Entry((), start, start, start, value_end(text, start))
        yield entry
        start = after_blank(text, entry.end)
        if text[start : start + 1] == ",":
            start = after_blank(text, start + 1)


def value_end(text: str, start: int) -> int:
    """The end of the value at an offset."""
    if text[start : start + 1] in ("[", "{"):
        return _container_end(text, start)
    value = (_STRING if text[start : start + 1] in ('"', "'") else _BARE_VALUE).match(text, start)
    if not value:
        raise NotToml(start)
    return value.end()


def _container_end(text: str, start: int) -> int:
    depth, end = 0, start
    while bracket := _TO_BRACKET.match(text, end):
        depth += 1 if bracket[1] in "[{" else -1
        end = bracket.end()
        if not depth:
            return end
    raise NotToml(start)


def after_blank(text: str, start: int) -> int:
    """The offset of the next thing other than space, line ends and comments."""
    blank = _BLANK.match(text, start)
    return blank.end() if blank else start


def comments(text: str) -> list[str]:
    """The comments in a piece of text that begins outside any string."""
    return [token["comment"] for token in _COMMENT.finditer(text) if token["comment"]]


def line_start(text: str, offset: int) -> int:
    """The start of the line at an offset."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """The start of the next line; for the last line, the end of the text."""
    return text.find("\n", offset) + 1 or len(text)


def newline(text: str, offset: int) -> str:
    """The line end of the line, or of the nearest line above that has one; LF if there is none."""
    at = text.find("\n", max(offset, 0))
    if at < 0:
        at = text.rfind("\n")
    return "\r\n" if at > 0 and text[at - 1] == "\r" else "\n"


def part_ends(text: str, entry: Entry) -> list[int]:
    """The end of each part of a dotted key."""
    return [part.end() for part in _PART.finditer(text, entry.key_start, entry.key_end)]


def decoded(key: str) -> tuple[str, ...]:
    """The parts of a dotted key, without their quotes and escapes."""
    return tuple(_unquoted(part) for part in _PART.findall(key))


def _unquoted(part: str) -> str:
    if part[0] == '"':
        return _ESCAPE.sub(_unescaped, part[1:-1])
    return part[1:-1] if part[0] == "'" else part


def _unescaped(escape: re.Match[str]) -> str:
    if escape[4]:
        return _ESCAPED[escape[4]]
    code = int(escape[1] or escape[2] or escape[3], 16)
    if code > sys.maxunicode:
        raise NotToml(escape.start())
    return chr(code)
