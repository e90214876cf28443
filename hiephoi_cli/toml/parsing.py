"""Reads TOML texts with a Rust parser, large ones piece by piece, if it certainly agrees with tomli."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from functools import cache
from typing import Any

import rtoml

from hiephoi_cli.patterns import pattern

_UNSURE = (
    re.compile(r"=[ \t]*+[#\n]"),  # a line that ends before its value
    re.compile(r"""\n[ \t]*+(?:=|\[\[[^\]\n."']*+[."'])"""),  # or begins with `=`; [[a.b]], a list in a table
)
"""What rtoml accepts but TOML does not allow; each begins with a character that makes the search fast."""
_UNSURE_CHARACTERS = ("\r", "\ufeff")
"""A carriage return without a line feed, and a second byte-order mark."""
_BRACKET = pattern(r"\n[ \t]*+\[")
_DIGITS = pattern(r"[0-9_]+")
TOO_LONG = "Number too long"
"""The message for a number with more digits than Python reads, in the style of tomli's."""
_PIECE = 1 << 16
"""Characters in a piece, up to the end of its record: small enough to save memory, large enough to save calls."""


Parsed = MutableMapping[str, dict[str, Any]]
"""The values of pieces by their text, where they are known."""


def certain_values(text: str, piece: int = _PIECE, *, parsed: Parsed | None = None) -> dict[str, Any] | None:
    """The values that tomli would read in the text; None if it may be broken or is so unusual that tomli must read it.

    Pieces that are valid TOML alone and begin with a record mean the same together, unless two name the same table:
    that is left to tomli. Pieces in `parsed` are not parsed again; others are added.
    """
    whole: dict[str, Any] = {}
    begun: set[str] = set()
    for kind, records in _pieces(_with_plain_lines(text), piece):
        values = (parsed or {}).get(records) or _values(records)
        if values is None:
            return None
        if parsed is not None:
            parsed[records] = values
        for name, value in values.items():
            if name == kind and name in begun:
                whole[name] += value
            elif name in whole:
                return None
            else:
                whole[name] = value.copy() if isinstance(value, list) else value  # it grows, what was parsed doesn't
        begun.add(kind)
    return whole


def loads(text: str, parsed: Parsed | None = None) -> dict[str, Any]:
    """The values in a text, read by tomli where it may be broken. Raises tomli.TOMLDecodeError, RecursionError."""
    if (values := certain_values(text, parsed=parsed)) is not None:
        return values
    import tomli  # only loaded for unusual or broken texts

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError:
        raise
    except ValueError:  # Python limits the digits of a number
        longest = max(_DIGITS.finditer(text), key=lambda digits: len(digits[0]))
        raise tomli.TOMLDecodeError(TOO_LONG, text, longest.start()) from None


def _values(piece: str) -> dict[str, Any] | None:
    """The values of a piece of text, if rtoml certainly reads it as tomli would."""
    if any(unsure in piece for unsure in _UNSURE_CHARACTERS) or any(unsure.search(piece) for unsure in _UNSURE):
        return None
    try:
        return rtoml.loads(piece)
    except rtoml.TomlParsingError:
        return None


def _with_plain_lines(text: str) -> str:
    """The text with line feeds alone, one of them before a first line that the patterns look for."""
    plain = text.replace("\r\n", "\n") if "\r" in text else text
    return f"\n{plain}" if plain.lstrip(" \t").startswith(("=", "[")) else plain


def known(text: str, lists: Mapping[str, Sequence[Any]], piece: int = _PIECE) -> Parsed:
    """The pieces of a text that hold only records of one kind, with these records, taken from the text's lists.

    Nothing is parsed. No pieces if the text seems to hold other numbers of records than the lists.
    """
    found: Parsed = {}
    numbers: Counter[str] = Counter()
    for kind, records in _pieces(_with_plain_lines(text), piece):
        if kind:
            first = numbers[kind]
            numbers[kind] += 1 + records.count(f"\n[[{kind}]]\n")
            if numbers[kind] - first == 1 + len(_BRACKET.findall(records)):
                found[records] = {kind: [*lists.get(kind, ())[first : numbers[kind]]]}
    return found if all(len(lists.get(kind, ())) == number for kind, number in numbers.items()) else {}


def _pieces(text: str, longest: int) -> Iterator[tuple[str, str]]:
    """The text cut before headers of records; with each piece the kind of its first record, none with the first.

    A short text is one piece.
    """
    if len(text) <= longest:
        yield "", text
        return
    start, kind = 0, ""
    while True:
        other = _header_of_others(kind).search(text, start)
        stop = other.end() if other else len(text)
        while kind and (cut := text.find(f"\n[[{kind}]]\n", start + longest, stop)) >= 0:
            yield kind, text[start : cut + 1]
            start = cut + 1
        yield kind, text[start:stop]
        if not other:
            return
        start, kind = stop, other[1]


@cache
def _header_of_others(kind: str) -> re.Pattern[str]:
    """What finds the end of the line above the header of a record of another kind."""
    return re.compile(rf"\n(?=\[\[(?!{kind}\]\])([A-Za-z_]+)\]\]\n)")
