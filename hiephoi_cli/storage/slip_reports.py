"""Describes a slip: where it is, what is wrong, and what to write."""

from collections.abc import Mapping
from typing import NamedTuple

import tomli

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.i18n import _
from hiephoi_cli.storage.brackets import KEY
from hiephoi_cli.storage.repairs import Repair
from hiephoi_cli.storage.wording import in_words
from hiephoi_cli.toml.parsing import loads

_SHORT = 100
"""The longest line that a hint quotes."""


class Spotted(NamedTuple):
    """A slip: line and column from 1, length, message and hint, and the other place if two are involved."""

    line: int
    column: int
    length: int
    message: str
    hint: str
    related: tuple[int, int, int] | None = None


def repair_hint(repair: Repair, original: str, declared: Mapping[str, Field]) -> str:
    """What to write instead of a line with a slip, among these fields."""
    line = repair.line.strip() if repair.line else ""
    if 0 < len(line) <= _SHORT and "\n" not in line:
        return _("write `{line}`").format(line=line)
    if 0 < len(line) <= _SHORT and line.count("\n") == 1:
        first, second = line.split("\n")
        return _("write `{first}`, and on a line below it `{second}`").format(first=first, second=second)
    if repair.slip is KEY and repair.line is None:
        key = original[repair.start : repair.end]
        keys = ", ".join(declared)
        return did_you_mean(key, declared) or _("the keys allowed here are: {keys}").format(keys=keys)
    return _(repair.slip.advice)


def line_numbers(first: int, last: int) -> str:
    """A range of lines in words; `first` counts from 0, `last` from 1."""
    if last <= first:
        return _("nothing")
    if last == first + 1:
        return _("line {line}").format(line=last)
    return _("lines {first} to {last}").format(first=first + 1, last=last)


def parser_slip(text: str, number: int) -> Spotted:
    """The parser's complaint about a text that begins on that line."""
    try:
        loads(text)
    except tomli.TOMLDecodeError as error:
        message = _("not valid TOML: {reason}").format(reason=in_words(error.msg))
        return Spotted(error.lineno + number, error.colno, 1, message, _("correct that line in an editor"))
    except RecursionError:
        pass
    message = _("not valid TOML: {reason}").format(reason=_("nested too deeply"))
    return Spotted(number + 1, 1, 1, message, _("restore the file from a copy; no registry is nested so deeply"))
