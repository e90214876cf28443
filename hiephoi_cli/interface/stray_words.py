"""Finds values with spaces that were typed without quotes, by the words that are left behind them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hiephoi_cli.domain.vietnamese import typed
from hiephoi_cli.patterns import pattern

_QUOTED = pattern("'([^']+)'")


def unquoted(words: Sequence[str], parameters: Iterable[Any], too_many: Sequence[str]) -> tuple[str, str]:
    """The first of the words too many for these parameters, and the value that it belongs to, as it should be typed.

    It belongs to an option with several words behind it, unless arguments need these or have too many words already.
    """
    parameters = list(parameters)
    arguments = [one for one in parameters if one.param_type_name == "argument"]
    required = sum(one.required for one in arguments)
    own = _words(words, parameters)
    if (too_long := list(_of_options(words, parameters))) and required <= len(own) <= len(arguments):
        return too_long[0][1][1], " ".join(map(_joined, too_long))
    every = own if len(own) > len(arguments) else _words(words, parameters, behind_values=True)
    return too_many[0], typed(" ".join(every[max(len(arguments) - 1, 0) :]))


def quoted_for(message: str, words: Sequence[str], parameters: Iterable[Any]) -> str:
    """How to type the option with a value that a message quotes from, if words are left behind it; else empty."""
    for option, run in _of_options(words, parameters):
        if any(part in run[0] for part in _QUOTED.findall(message)):
            return _joined((option, run))
    return ""


def _of_options(words: Sequence[str], parameters: Iterable[Any]) -> Iterator[tuple[str, Sequence[str]]]:
    """The options that have more words than their value behind them, with all of these."""
    return ((option, run) for option, run in _runs(words, parameters) if option and len(run) > 1)


def _joined(option: tuple[str, Sequence[str]]) -> str:
    name, run = option
    return f"{name} {typed(' '.join(run))}"


def _words(words: Sequence[str], parameters: Iterable[Any], *, behind_values: bool = False) -> list[str]:
    """The words that are no options and no values of theirs; without those behind values unless they are wanted."""
    runs = _runs(words, parameters)
    return [word for option, run in runs if behind_values or not option for word in run[bool(option) :]]


def _runs(words: Sequence[str], parameters: Iterable[Any]) -> Iterator[tuple[str, list[str]]]:
    """The options that take a value, each with it and the words up to the next one; no name stands for arguments."""
    valued = {name for one in parameters if not getattr(one, "is_flag", True) for name in one.opts}
    option, run = "", list[str]()
    for place, word in enumerate(words):
        if not word.removeprefix("-") or not word.startswith("-") or (option and not run):
            run.append(word)
            continue
        yield option, run
        if word == "--":
            yield "", list(words[place + 1 :])
            return
        name, equals, value = word.partition("=")
        option, run = (name if name in valued else ""), ([value] if equals else [])
    yield option, run
